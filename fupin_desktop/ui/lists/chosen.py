"""The records behind rows of a list: as their user saw them, else read once, before anything is shown of a change."""

from collections.abc import Sequence
from typing import Any

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.widgets.lists.column import Column
from fupin_desktop.ui.widgets.lists.desk import Editing
from fupin_desktop.ui.widgets.lists.table import Table


def is_edited(table: Table) -> bool:
    """Are there rows that can be corrected?"""
    return table.editing is not None and table.current() is not None


def is_pasted_into(table: Table) -> bool:
    """Can something be pasted?"""
    return table.editing is not None


def several(table: Table) -> bool:
    """Are several rows chosen of a list that can be corrected?"""
    return table.editing is not None and len(table.chosen_places()) > 1


def editing_of(table: Table) -> Editing:
    """How the list is written; a list without it offers no act that asks."""
    assert table.editing is not None
    return table.editing


def records_of(reader: Reader, editing: Editing, rows: Sequence[Any]) -> list[Record]:
    """The records of these rows, in their order; those that are gone are left out."""
    given = [editing.of(row) for row in rows]
    ids = [one for one in given if isinstance(one, int)]
    read = {one.id: one for one in reader.find(editing.cls, id=ids, with_away=True)} if ids else {}
    found = [read.get(Dot(one)) if isinstance(one, int) else one for one in given]
    return [one for one in found if one is not None]


def field_of(editing: Editing, column: Column) -> Field | None:
    """The field of the list's own kind that a column shows; None for what stands in another record, or follows."""
    known = fields_of(editing.cls).get(column.field.name) if column.field is not None else None
    return known if known == column.field else None


def current_field(table: Table) -> Field:
    """The field of the current column; refuses, as `list.field`, one that is not entered here."""
    column = table.rows.columns[max(table.currentIndex().column(), 0)]
    field = field_of(editing_of(table), column)
    if field is None or field.kind is Kind.PHOTO:
        text = _("“{heading}” is not entered in this list: it follows from other entries. Nothing was changed.")
        raise Refusal("list.field", text.format(heading=column.title))
    return field
