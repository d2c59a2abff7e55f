"""Files dropped on the window, parted by what they are: photographs, bundles, and what is neither."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from fupin_desktop.imaging.taking import ENDINGS
from fupin_desktop.ledger.words import _
from fupin_desktop.sync.bundles.bundle import looks_like_bundle


class Parted(NamedTuple):
    """The files of each kind, in the order they were dropped, each once."""

    photographs: list[Path]
    bundles: list[Path]
    others: list[Path]


def part(files: Sequence[Path]) -> Parted:
    """Part files: a bundle is known by its first bytes or its name, as messengers rename them; else a photograph."""
    parted = Parted([], [], [])
    for file in dict.fromkeys(files):
        _place(parted, file).append(file)
    return parted


def _place(parted: Parted, file: Path) -> list[Path]:
    if looks_like_bundle(file):
        return parted.bundles
    return parted.photographs if file.suffix.lower() in ENDINGS else parted.others


def told_of(parted: Parted) -> str:
    """One report of where everything went."""
    told = []
    if parted.bundles:
        told.append(_("Bundles to look at: {count}.").format(count=len(parted.bundles)))
    if parted.photographs:
        told.append(_("Photographs for the tray: {count}.").format(count=len(parted.photographs)))
    if parted.others:
        names = "、".join(file.name for file in parted.others)
        text = _("Neither photographs nor bundles, left where they are: {names}.")
        told.append(text.format(names=names))
    return "  ".join(told)
