"""Matching headings by hand: what may be meant by a heading that is not known, and which matches are refused."""

from collections.abc import Mapping
from dataclasses import dataclass

from fupin_desktop.intake.finding import glimpse
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.sheets.headings import plain, unit_differs
from fupin_desktop.sheets.layout import SHIPPED, every_layout, no_map
from fupin_desktop.sheets.lines import is_blank
from fupin_desktop.sheets.roster import RosterReading
from fupin_desktop.sheets.tables import Headings
from fupin_desktop.sheets.workbook import Sheet

_VALUES = 3


def checked_map(name: str, pairs: Mapping[str, str]) -> dict[str, str]:
    """Headings and the known headings that are meant (empty: leave the column out), when they can be kept so.

    Refuses `map.name` (the name of a shipped layout), `map.heading` (no layout knows such a heading) and `map.unit`
    (its unit is another: amounts in 万元 must not be read as 元).
    """
    if name in SHIPPED:
        raise Refusal("map.name", _("This is the name of a shipped layout. Choose another. Nothing was kept."))
    for there, here in pairs.items():
        columns = [column for one in every_layout() if here and (column := one.column(here)) is not None]
        if not plain(there) or (here and not columns):
            raise Refusal("map.heading", _no_heading(here), where={"heading": there, "known": here})
        unit = next((unit for column in columns if (unit := unit_differs(there, column.field))), "")
        if unit:
            told = _(
                "“{there}” is in {unit}, “{here}” is not. Nothing was kept. Convert the column in the workbook first."
            )
            raise Refusal("map.unit", told.format(there=there, here=here, unit=unit), where={"heading": there})
    return dict(pairs)


def _no_heading(here: str) -> str:
    near = next((name for one in every_layout() if (name := one.nearest(here))), "")
    told = _("No layout has the heading “{here}”. Nothing was kept.").format(here=here)
    meant = _("Is “{near}” meant?")
    return f"{told} {meant.format(near=near)}" if near else told


@dataclass(frozen=True)
class Unmatched:
    """A heading that is not known: on which sheet, some of its values masked, and what it may mean, nearest first."""

    sheet: str
    heading: str
    values: tuple[str, ...]
    choices: tuple[str, ...]
    nearest: str
    missing: bool


def unmatched(reading: RosterReading) -> list[Unmatched]:
    """The headings nobody knows, each once; `missing` where the nearest known one is needed and not there."""
    sheets = {sheet.name: sheet for sheet in reading.sheets}
    found = {table.sheet.name: table.headings for table in reading.tables}
    found |= {name: near for name, near in reading.near.items() if near and not sheets[name].hidden_sheet}
    made: dict[str, Unmatched] = {}
    for name, headings in found.items():
        for at, heading in headings.unknown.items():
            made.setdefault(plain(heading), _unmatched(sheets[name], headings, at, heading))
    return list(made.values())


def _unmatched(sheet: Sheet, headings: Headings, at: int, heading: str) -> Unmatched:
    taken = {column.place for column in headings.columns.values()}
    near = headings.layout.nearest(heading)
    free = [one.heading for one in headings.layout.columns if one.place not in taken]
    free.sort(key=lambda one: one != near)
    cells = (sheet.cell(row, at) for row in range(headings.rows[-1] + 1, len(sheet.rows)))
    values = dict.fromkeys(glimpse(cell) for cell in cells if not is_blank(cell))
    return Unmatched(sheet.name, heading, tuple(values)[:_VALUES], tuple(free), near, near in headings.missing)


def choose_map(name: str, own: Mapping[str, Mapping[str, str]]) -> tuple[str, Mapping[str, str]]:
    """The shipped layout to try alone (empty: all of them) and the headings matched by hand, for a map of this name.

    Without a name all layouts are tried.  Refuses `sheet.map` for a name that is neither shipped nor the book's own.
    """
    if name in own:
        return "", own[name]
    if name and name not in SHIPPED:
        raise no_map(name)
    return name, {}
