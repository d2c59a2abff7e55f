"""Pasting from Excel or WPS into a list: over the cells from the current one on, or as new entries by headings."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from PySide6.QtGui import QGuiApplication

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.folding import sought
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.lists.chosen import editing_of, field_of, records_of
from fupin_desktop.ui.lists.items import Item, Making, refuse_many
from fupin_desktop.ui.lists.preview import Make, Preview
from fupin_desktop.ui.widgets.lists.column import Column
from fupin_desktop.ui.widgets.lists.desk import Editing
from fupin_desktop.ui.widgets.lists.table import Table

Cells = Sequence[Sequence[str]]


def cells_of(text: str) -> list[list[str]]:
    """The cells of what a sheet puts on the clipboard: tabs between them, quotes around what holds a line's end."""
    rows = csv.reader(StringIO(text.replace("\r\n", "\n").rstrip("\n")), delimiter="\t")
    return [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]


def paste(session: Session, table: Table) -> Preview:
    """Show what pasting would write; refuses, as `paste.empty`, where there is nothing of a sheet to paste."""
    cells = cells_of(QGuiApplication.clipboard().text())
    if not cells:
        text = _("There are no cells to paste. Copy them in Excel or WPS first. Nothing was changed.")
        raise Refusal("paste.empty", text)
    refuse_many(len(cells))
    pasting = _Pasting(session, table, cells)
    dialog = Preview(session, _("Paste into: {list}").format(list=table.accessibleName()), pasting.ways(), table,
                     say=pasting.left_out())  # fmt: skip
    dialog.open()
    return dialog


class _Pasting:
    """What is pasted, and where it would go."""

    def __init__(self, session: Session, table: Table, cells: Cells) -> None:
        self._session, self._table, self._editing = session, table, editing_of(table)
        names = [_field_called(self._editing, table.rows.columns, text) for text in cells[0]]
        self._headed = sum(one is not None for one in names) * 2 > sum(text != _("No.") for text in cells[0])
        self._cells = cells[1:] if self._headed else cells
        self._heads = cells[0] if self._headed else ()
        self._fields = names if self._headed else self._from_current()

    def _from_current(self) -> list[Field | None]:
        columns = [(at, one) for at, one in enumerate(self._table.rows.columns) if not self._table.isColumnHidden(at)]
        start = max(self._table.currentIndex().column(), 0)
        return [field_of(self._editing, one) for at, one in columns if at >= start]

    def left_out(self) -> str:
        """Which of the columns pasted are written nowhere."""
        lost = [text for text, one in zip(self._heads, self._fields, strict=False) if one is None and text != _("No.")]
        return _("Not entered in this list, left out: {columns}.").format(columns="、".join(lost)) if lost else ""

    def ways(self) -> Mapping[str, Make]:
        """Over the rows that are chosen, or as new entries: what is likelier comes first."""
        over = {_("Over the rows from the current one on"): self._over}
        if self._editing.new() is None:
            return over
        new = {_("As new entries"): self._new}
        return {**new, **over} if self._headed or self._table.current() is None else {**over, **new}

    def _values(self, line: Sequence[str]) -> dict[str, str]:
        pairs = zip(self._fields, line, strict=False)
        return {one.name: text for one, text in pairs if one is not None and one.kind is not Kind.PHOTO}

    def _over(self, reader: Reader) -> list[Item]:
        start = max(self._table.currentIndex().row(), 0)
        rows = [self._table.rows.rows[at] for at in range(start, len(self._table.rows.rows))[: len(self._cells)]]
        found = records_of(reader, self._editing, rows)
        wanted = [(one, self._values(line)) for one, line in zip(found, self._cells, strict=False)]
        return self._making(reader).items(wanted)

    def _new(self, reader: Reader) -> list[Item]:
        wanted: list[tuple[Record, Mapping[str, Any]]] = []
        for line in self._cells:
            blank = self._editing.new()
            values = {name: text for name, text in self._values(line).items() if text}
            if blank is not None and values:
                wanted.append((blank, values))
        return self._making(reader).items(wanted)

    def _making(self, reader: Reader) -> Making:
        return Making(self._session, reader, self._editing.subject())


def _field_called(editing: Editing, columns: Sequence[Column], heading: str) -> Field | None:
    """The field a pasted heading names: by the heading of the list, else by the label of any field of the kind."""
    bare = _bare(heading)
    shown = next((one for one in columns if _bare(one.title) == bare), None)
    if shown is not None:
        return field_of(editing, shown)
    return next((one for one in fields_of(editing.cls).values() if _bare(_(one.label)) == bare), None)


def _bare(heading: str) -> str:
    return sought(heading).partition("(")[0].removesuffix("*")
