"""The font files we ship (resources/fonts) and the user's own FangSong; paths only, nothing is loaded here."""

import os
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fupin_desktop.files import resource

_FANGSONG_NAMES = ("fang", "仿宋")


@dataclass(frozen=True)
class FontFile:
    """A shipped font: `role` is song, title, hei, kai, ui or rare; `weight` 400 or 700; `family` as Qt names it."""

    path: Path
    family: str
    role: str
    weight: int


@cache
def font_files() -> tuple[FontFile, ...]:
    """Every shipped font, for the window to register; the order of resources/fonts/fonts.toml."""
    folder = resource("fonts")
    faces = tomllib.loads((folder / "fonts.toml").read_text(encoding="utf-8"))["face"]
    return tuple(FontFile(folder / face["file"], face["family"], face["role"], face["weight"]) for face in faces)


def file_of(role: str) -> FontFile:
    """The shipped font of a role; KeyError when there is no such role."""
    for file in font_files():
        if file.role == role:
            return file
    raise KeyError(role)


def fangsong_candidates() -> Iterator[Path]:
    """This machine's TrueType files named after 仿宋, in a fixed order; whether they serve is not known yet."""
    for folder in _font_folders():
        # Windows and careful users write SIMFANG.TTF: compare names without case.
        files = sorted(folder.rglob("*.[tT][tT][fF]"))
        yield from (path for path in files if any(name in path.name.lower() for name in _FANGSONG_NAMES))


def _font_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        folders = [
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft" / "Windows" / "Fonts",
        ]
    elif sys.platform == "darwin":
        folders = [home / "Library" / "Fonts", Path("/Library/Fonts")]
    else:
        folders = [
            home / ".fonts",
            home / ".local/share/fonts",
            Path("/usr/local/share/fonts"),
            Path("/usr/share/fonts"),
        ]
    return [folder for folder in folders if folder.is_dir()]
