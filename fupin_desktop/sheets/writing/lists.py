"""Lists of any kind as workbooks: the sheet that `roster export --kind` writes, and what is read back from it.

A sheet is known by its name, which is the kind's; its headings are the labels of the fields.  What only steps write
(managed fields), photographs and moments are left out by name; links are read as the words they were written in.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from fupin_desktop.intake.draft import Column, Draft, Line
from fupin_desktop.kinds import CASES, KINDS
from fupin_desktop.ledger.field import Field, Hand, Kind, text
from fupin_desktop.ledger.record import Record, fields_of, hand_of
from fupin_desktop.ledger.scope import DATA, is_division
from fupin_desktop.ledger.words import N_, _, language
from fupin_desktop.sheets.headings import names_of, plain
from fupin_desktop.sheets.layout import SheetLayout
from fupin_desktop.sheets.workbook import Sheet
from fupin_desktop.sheets.writing.export import heading_of
from fupin_desktop.sheets.writing.table import sheet_names
from fupin_desktop.subjects import is_added

LISTED = "list"  # the name of the layout; before a kind, what a line of its sheet is
_NUMBER = N_("No.")
_UNREAD = (Kind.PHOTO, Kind.MOMENT)
_LONGEST = 400  # characters of the words that name what a link leads to
SEPARATOR = "、"


def layouts_for(sheet: Sheet) -> list[SheetLayout]:
    """The lists whose name the sheet has."""
    return [_layout(kind, language()) for kind in listed_kinds() if plain(sheet.name) in _names(kind)]


@cache
def listed_kinds() -> tuple[str, ...]:
    """The kinds whose lists are read back: what people enter, and cases; never what is sealed or another's to write."""
    return tuple(
        kind for kind, cls in KINDS.items() if cls.scope_class == DATA and cls.home and (is_added(cls) or kind in CASES)
    )


def _names(kind: str) -> set[str]:
    label = KINDS[kind].label
    return {plain(name) for name in sheet_names([_(label)]) + sheet_names([label])}


@cache
def _layout(kind: str, _language: str) -> SheetLayout:
    cls = KINDS[kind]
    read = [field for field in fields_of(cls).values() if _is_read(cls, field)]
    left = [field for field in fields_of(cls).values() if not _is_read(cls, field)]
    columns = [_column(kind, field) for field in read]
    exact: dict[str, Column] = {}
    for field, column in zip(read, columns, strict=True):
        exact |= {plain(name): column for name in (field.label, _(field.label), heading_of(field))}
    ignored = {plain(name) for field in left for name in (field.label, _(field.label), heading_of(field))}
    return SheetLayout(
        LISTED,
        _(cls.label),
        f"{LISTED}:{kind}",
        tuple(columns),
        names_of(exact),
        frozenset(ignored | {plain(_(_NUMBER)), plain(_NUMBER)}),
        {column.place: "" for column in columns},
    )


def _is_read(cls: type[Record], field: Field) -> bool:
    return hand_of(cls, field.name) is not Hand.MANAGED and field.kind not in _UNREAD


def _column(kind: str, field: Field) -> Column:
    read = field if field.kind is not Kind.LINK else text(field.label, name=field.name, high=_LONGEST)
    return Column(_(field.label), (kind, field.name), read, field.required)


def list_drafts(layout: str, lines: Sequence[Line], division: str) -> Iterator[Draft]:
    """The good lines of a list as drafts; a link stands as the words that name what it leads to."""
    cls = KINDS[layout.partition(":")[2]]
    for line in lines:
        if not line.failed:
            values = {name: value for (_kind, name), value in line.values.items()}
            place = place_of(line, division)
            yield Draft(cls, place, values, sheet=line.sheet, row=line.row, line=line)


def place_of(line: Line, division: str) -> str:
    """The division a line of a list lives in: by its own code, or that of its household; else the book's."""
    for (kind, name), value in line.values.items():
        if name == KINDS[kind].home and is_division(code := str(value or "")[:12]):
            return code
    return division


def is_list(layout: str) -> bool:
    """Is this what a line of a list is?"""
    return layout.startswith(f"{LISTED}:")
