"""A list as it is shown, on paper or as a file: its columns, its order, its filters, masked as in the window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.notation.values import stored_day
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.column import Column
from fupin_desktop.ui.widgets.lists.table import Table

PRINTED = 3000  # rows on paper; more are for a workbook


@dataclass(frozen=True)
class Shown:
    """What a list shows now; `rows` reads them, and is called off the window's thread."""

    title: str
    columns: tuple[Column, ...]
    rows: Callable[[], Sequence[Any]]
    note: str


def shown(table: Table) -> Shown:
    """What a list shows now: of one that comes in pages, every row."""
    columns, model, pages = tuple(table.shown_columns()), table.rows, table.pages
    if pages is not None:
        asked = model.asked
        return Shown(table.accessibleName(), columns, lambda: pages.everything(asked), table.filtered)
    held = list(model.rows)
    return Shown(table.accessibleName(), columns, lambda: held, table.filtered)


def drawn(session: Session, list_: Shown, progress: Progress) -> bytes:
    """The list as PDF; refuses, as `list.long`, one of more rows than anybody reads on paper."""
    from fupin_desktop.paper.documents.record_table import record_table  # slow to load: only whoever prints needs it
    from fupin_desktop.paper.write import render

    rows = list_.rows()
    if len(rows) > PRINTED:
        text = _("{count} rows are too many for paper ({most} at most). Filter the list, or export it as a workbook.")
        raise Refusal("list.long", text.format(count=len(rows), most=PRINTED), where={"rows": len(rows)})
    mark = _("PRACTICE") if session.book.identity.practice else ""
    codes = frozenset(at for at, column in enumerate(list_.columns) if column.is_code)
    heads = [column.title for column in list_.columns]
    title = f"{list_.title}（{list_.note}）" if list_.note else list_.title
    cells = [[column.shown(row) for column in list_.columns] for row in rows]
    document = record_table(title, heads, cells, session.today, watermark=mark, codes=codes)
    return render(document, progress=progress)[0]


def written(session: Session, list_: Shown, out: Path) -> int:
    """Write the list as a workbook, or as text with commas where the name ends so; the number of its rows."""
    from fupin_desktop.sheets.writing.table import SheetTable, write_table

    rows = list_.rows()
    said = _("Taken out by {user} on {day}. Internal: not to be passed on.")
    mark = said.format(user=session.book.user, day=session.today)
    title = "　".join(part for part in (list_.title, list_.note, mark) if part)
    heads = [_("No."), *(_heading(column) for column in list_.columns)]
    lines = [[number, *(_cell(column, row) for column in list_.columns)] for number, row in enumerate(rows, 1)]
    sheet = SheetTable(list_.title, heads, lines, title=title)
    write_table(out, [sheet])
    session.book.note("list.export", f"{list_.title} {len(rows)}")
    return len(rows)


def _heading(column: Column) -> str:
    is_money = column.by is not None and column.by.kind is Kind.MONEY
    return f"{column.title}（{_('yuan')}）" if is_money else column.title


def _cell(column: Column, row: Any) -> object:
    """Numbers, days and yuan as such; any other cell as it is shown, without numbers of persons."""
    value = column.value(row) if column.by is not None and column.value is not None else None
    kind = column.by.kind if column.by is not None else None
    if kind is Kind.MONEY and isinstance(value, int):
        return Decimal(value) / 100
    if kind is Kind.INTEGER and isinstance(value, int):
        return value
    if kind is Kind.DAY and (day := stored_day(value)) is not None:
        return day
    text = column.shown(row)
    return text if column.is_code else covered(text)
