"""Copying files a person will carry away, and reading each back: a stick that lies is found before anybody leaves."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.system.outputs import output
from fupin_desktop.ledger.words import _

_PIECE = 1 << 20


def copy_checked(files: Iterable[Path], folder: Path, progress: Progress = silent) -> list[Path]:
    """Copy these files into a folder and compare what lies there with what was copied, by SHA-256.

    Refuses with `output.TROUBLE` what the disk does not take, with `copy.differs` what reads back otherwise; what had
    arrived before then stays there, and is not complete (F09).
    """
    wanted, made = list(files), []
    for at, file in enumerate(wanted):
        progress(at, len(wanted), file.name)
        target = folder / file.name
        with output(target) as draft:
            shutil.copyfile(file, draft)
        if _hash(target) != _hash(file):
            message = _("“{name}” did not arrive whole. The copy is not complete: do not hand it over; use another "
                        "stick. The files on this laptop are as they were.")  # fmt: skip
            raise Refusal("copy.differs", message.format(name=file.name), where={"path": str(target)})
        made.append(target)
    return made


def _hash(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as source:
        while piece := source.read(_PIECE):
            found.update(piece)
    return found.hexdigest()
