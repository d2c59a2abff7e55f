"""What a document is made of; plain values for a feature to fill, no drawing (文稿)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from fupin_desktop.forms.grid import Grid
from fupin_desktop.paper.setting.widest import Widest
from fupin_desktop.paper.sheet import PORTRAIT, Sheet


class Align(Enum):
    """Where text stands in its column."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Foot(Enum):
    """What the foot of a page says: 第 n 页 共 m 页 for lists, — n — at the outer edge for bulletins and reports."""

    LIST = "list"
    BULLETIN = "bulletin"
    NONE = "none"


@dataclass(frozen=True)
class Title:
    """The title (小标宋 22 points, centred); a line break in it is kept, else its lines break at sense, of like length.

    The names in `whole`, of villages say, are never broken.
    """

    text: str
    whole: Sequence[str] = ()


@dataclass(frozen=True)
class Heading:
    """A heading within the text: level 1 in Hei, level 2 in Kai, level 3 as body text; indented like a paragraph.

    Level 4 stands over a part of a form: small, in Hei, at the margin.
    """

    text: str
    level: int = 1


@dataclass(frozen=True)
class Para:
    """A paragraph of body text, indented two characters unless told otherwise (an address line is not).

    One that stays `together` begins a new page rather than be broken.  Its first `lead` characters are a heading of
    that `level`, set in its face (一、 Hei, （一） Kai), with the text going on behind it.
    """

    text: str
    indent: bool = True
    together: bool = False
    lead: int = 0
    level: int = 1


@dataclass(frozen=True)
class Note:
    """Small print: a remark under a table, how to read a column (12 points)."""

    text: str


@dataclass(frozen=True)
class Column:
    """A column: heading, share of the width against the other columns, and alignment of its cells.

    Neighbours of the same `group` stand under one heading of that name.
    """

    label: str
    width: float = 1.0
    align: Align = Align.CENTRE
    group: str = ""


@dataclass(frozen=True)
class Table:
    """A ruled table; its heading row repeats on each page, and its rows grow with their text.

    Cells are finished text, one per column (ValueError otherwise); ``\\n`` breaks a line. `size` in points; `together`
    begins a new page rather than break a table that fits on one; a list may stand `abreast`, so many rows beside each
    other, which are read down first.  Rows that are `sums`, by place, stay on one page with the row above them, as the
    last one does.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    size: float = 12.0
    together: bool = False
    abreast: int = 1
    sums: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        wrong = next((row for row in self.rows if len(row) != len(self.columns)), None)
        if wrong is not None:
            raise ValueError(f"a row of {len(wrong)} cells in a table of {len(self.columns)} columns")

    @cached_property
    def widest(self) -> tuple[Widest, ...]:
        """What each column needs room for."""
        return tuple(Widest([row[at] for row in self.rows]) for at in range(len(self.columns)))


@dataclass(frozen=True)
class Space:
    """White between two blocks, in lines of body text; none at the top of a page."""

    lines: float = 1.0


@dataclass(frozen=True)
class Graphic:
    """A finished drawing of this height in points, such as a chart (`chart.Picture.drawing`); it is never broken."""

    drawing: Any
    height: float


@dataclass(frozen=True)
class Spread:
    """One line of small print whose texts are spread over the width: who filled a table in, when, in which units."""

    texts: Sequence[str]


@dataclass(frozen=True)
class Signature:
    """Issuers and date (落款), right; 45 × 45 mm stay clear for each issuer's seal."""

    issuers: Sequence[str]
    date: str


@dataclass(frozen=True)
class Qr:
    """A square code (QR) to be read by a machine, `side` millimetres wide, with what it is for beside it."""

    content: str
    caption: str
    side: float = 36.0


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page; with `restart` also a new paper, whose pages are counted by themselves."""

    restart: bool = False


@dataclass(frozen=True)
class Overlay:
    """Blocks for a sheet that lies printed already: they take their room, and only what is fresh in them is drawn."""

    blocks: Sequence["Block"]


Block = Title | Heading | Para | Note | Space | Spread | Table | Graphic | Grid | Signature | Qr | PageBreak | Overlay


@dataclass(frozen=True)
class Document:
    """A document ready to be written.

    `title` goes into the file's metadata; `code` is the small line at the foot (number and hash: use letters for the
    hash, or the leak gate may take it for a telephone number); `watermark` stands across each page (草稿, 演示).
    """

    title: str
    blocks: Sequence[Block]
    sheet: Sheet = PORTRAIT
    foot: Foot = Foot.LIST
    code: str = ""
    watermark: str = ""
