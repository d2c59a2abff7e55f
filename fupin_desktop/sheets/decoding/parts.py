"""The small parts of a workbook that its sheets lean on: the list of sheets, the shared strings, the styles."""

import re
from dataclasses import dataclass

from fupin_desktop.sheets.decoding.formats import BUILT_IN, kind_of
from fupin_desktop.sheets.decoding.package import NAMES, Attributes, Package, link_id
from fupin_desktop.sheets.decoding.texts import text_cell
from fupin_desktop.sheets.decoding.wire import SharedCells, Unreadable

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")


def is_true(said: str | None) -> bool:
    """Whether an attribute of an .xlsx says yes."""
    return said in _TRUE


def unescaped(text: str) -> str:
    """Text with `_x000D_` and the like as the characters they stand for."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


@dataclass
class SheetEntry:
    """A sheet as the list of sheets names it."""

    name: str
    part: str
    hidden: bool


@dataclass
class BookFacts:
    """What is said of the whole workbook: its sheets, where days begin, and whether formulas wait to be computed."""

    sheets: list[SheetEntry]
    from_1904: bool = False
    uncomputed: bool = False


def book_facts(package: Package, main: str) -> BookFacts:
    """The workbook part; charts and dialogues are no sheets, a sheet whose part is missing makes the file broken."""
    facts = BookFacts([])
    links = package.links(main)

    def start(element: str, said: Attributes) -> None:
        name = NAMES[element]
        if name == "workbookPr":
            facts.from_1904 = is_true(said.get("date1904"))
        elif name == "calcPr":
            facts.uncomputed = is_true(said.get("fullCalcOnLoad"))
        elif name == "sheet":
            part, kind = links.get(link_id(said), ("", ""))
            if part not in package.entries:
                raise Unreadable("sheet.broken")
            if kind == "worksheet":
                facts.sheets.append(
                    SheetEntry(said.get("name", ""), part, said.get("state") in ("hidden", "veryHidden"))
                )

    package.parse(main, start)
    return facts


def linked(package: Package, main: str, kind: str) -> str:
    """The part of this kind that the workbook leads to, empty when it has none."""
    return next((part for part, said in package.links(main).values() if said == kind), "")


class RichText:
    """Gathers the text of `si` or `is`: runs in order, without the reading signs (rPh) above them."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._aside = 0

    def start(self, name: str) -> list[str] | None:
        """An element opens: where the characters that follow belong, None where they are no text."""
        if name == "rPh":
            self._aside += 1
        return self._pieces if name == "t" and not self._aside else None

    def end(self, name: str) -> None:
        """An element closes: what follows is no text."""
        if name == "rPh":
            self._aside -= 1

    def take(self) -> str:
        """The text gathered, and begin anew."""
        text = unescaped("".join(self._pieces))
        self._pieces, self._aside = [], 0
        return text


def shared_strings(package: Package, part: str, shared: SharedCells) -> list[int | None]:
    """Of each shared string, the cell it makes: a number of `shared`, None when it is empty."""
    found: list[int | None] = []
    rich = RichText()
    pieces: list[str] | None = None

    def start(element: str, _said: Attributes) -> None:
        nonlocal pieces
        pieces = rich.start(NAMES[element])

    def text(text: str) -> None:
        if pieces is not None:
            pieces.append(text)

    def end(element: str) -> None:
        nonlocal pieces
        name, pieces = NAMES[element], None
        rich.end(name)
        if name == "si":
            found.append(text_cell(rich.take(), shared))

    if part:
        package.parse(part, start, end, text)
    return found


def style_kinds(package: Package, part: str) -> list[str]:
    """Of each cell style, what it makes of a number (see `formats.kind_of`)."""
    codes: dict[str, str] = {}
    kinds: list[str] = []
    inside = ""

    def start(element: str, said: Attributes) -> None:
        nonlocal inside
        name = NAMES[element]
        if name in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside = name
        elif name == "numFmt" and inside != "dxfs":
            codes[said.get("numFmtId", "")] = kind_of(said.get("formatCode", ""))
        elif name == "xf" and inside == "cellXfs":
            number = said.get("numFmtId", "0")
            kinds.append(codes[number] if number in codes else BUILT_IN.get(int(number), ""))

    if part:
        package.parse(part, start)
    return kinds
