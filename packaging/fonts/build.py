"""Makes the fonts under resources/fonts from Debian's packages; see README.md beside this file.

    python packaging/fonts/build.py [--check]

`--check` builds into a temporary folder and compares with the committed files instead of replacing them.
"""

import hashlib
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import convert
import coverage
from fontTools.misc.timeTools import epoch_diff
from fontTools.ttLib import TTFont

NOTO = Path("/usr/share/fonts/opentype/noto")
WENKAI = Path("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf")
HANAZONO = Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf")
RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "fonts"
# The day the recipe was fixed (2026-11-23 00:00 UTC), as seconds since 1970
WHEN = int(os.environ.get("SOURCE_DATE_EPOCH", "1795392000"))
LICENCE = "SIL Open Font License, Version 1.1"


@dataclass(frozen=True)
class Face:
    """One file to make: where from, which characters, what it is called and what it is for."""

    file: str
    role: str
    family: str
    source: Path
    member: str
    kept: str
    bold: bool
    notice: str


ADOBE = "Copyright 2014-2022 Adobe; changed: subset, TrueType outlines, renamed."
LXGW = "Copyright 2021-2023 LXGW; Copyright 2020 The Klee Project Authors; changed: subset, renamed."
GLYPHWIKI = "Copyright 2008-2011 GlyphWiki Project; changed: subset, renamed."
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
SONG = Face(
    "FupinSong-Regular.ttf", "song", "Fupin Song", NOTO / "NotoSerifCJK-Regular.ttc", SERIF, "all", False, ADOBE
)
FACES = (
    SONG,
    Face("FupinSong-Bold.ttf", "title", "Fupin Song", NOTO / "NotoSerifCJK-Bold.ttc", SERIF, "headings", True, ADOBE),
    Face("FupinHei-Bold.ttf", "hei", "Fupin Hei", NOTO / "NotoSansCJK-Bold.ttc", SANS, "headings", True, ADOBE),
    Face("FupinHei-Regular.ttf", "ui", "Fupin Hei", NOTO / "NotoSansCJK-Regular.ttc", SANS, "window", False, ADOBE),
    Face("FupinKai-Regular.ttf", "kai", "Fupin Kai", WENKAI, "", "kai", False, LXGW),
    Face("FupinRare-Regular.ttf", "rare", "Fupin Rare", HANAZONO, "", "rare", False, GLYPHWIKI),
)


def make(face: Face, folder: Path) -> Path:
    """Build one face into the folder."""
    font = convert.open_source(face.source, face.member)
    convert.reduce(font, _kept(face.kept, font))
    convert.to_truetype(font)
    when = WHEN - epoch_diff
    convert.christen(font, face.family, bold=face.bold, notice=face.notice, licence=LICENCE, when=when)
    out = folder / face.file
    font.save(out)
    return out


def _kept(rule: str, font: TTFont) -> set[int]:
    cmap = set(font.getBestCmap())
    if rule == "rare":
        return coverage.rare(cmap, _has(SONG))
    if rule == "kai":
        return coverage.kai(cmap, _has(SONG) | _has(FACES[-1]))
    rules = {"all": coverage.everything, "headings": coverage.headings, "window": coverage.window}
    return rules[rule](cmap)


def _has(face: Face) -> set[int]:
    return coverage.everything(convert.open_source(face.source, face.member).getBestCmap())


def listing(folder: Path) -> str:
    """The text of fonts.toml for the files in the folder."""
    head = "# Made by packaging/fonts/build.py; roles: README.md in that folder\n"
    return head + "".join(_entry(face, folder / face.file) for face in FACES)


def _entry(face: Face, path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    licence = {ADOBE: "OFL-Noto.txt", LXGW: "OFL-LXGW.txt", GLYPHWIKI: "OFL-Hanazono.txt"}[face.notice]
    weight = 700 if face.bold else 400
    return (
        f'\n[[face]]\nrole = "{face.role}"\nfile = "{face.file}"\nfamily = "{face.family}"\nweight = {weight}\n'
        f'licence = "OFL-1.1"\nlicence_file = "{licence}"\nsha256 = "{digest}"\n'
    )


def main(arguments: list[str]) -> int:
    """Build all, or check that the committed files are what this recipe makes."""
    check = "--check" in arguments
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) if check else RESOURCES
        for face in FACES:
            print(f"{make(face, folder).stat().st_size / 1e6:6.1f} MB  {face.file}", flush=True)
        made = listing(folder)
    if check:
        same = made == (RESOURCES / "fonts.toml").read_text(encoding="utf-8")
        print("same as committed" if same else "differs from the committed fonts")
        return 0 if same else 1
    (RESOURCES / "fonts.toml").write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
