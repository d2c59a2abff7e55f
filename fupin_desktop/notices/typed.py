"""Rows of a notice that people type or paste from a sheet, checked column by column like records.

One line a row, its cells parted by tabs (as copied from a spreadsheet), by | or by several spaces; the row's number is
given, and a first line of headings is passed over.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind, day, integer, money, text
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.notices.rows import Row, text_of
from fupin_desktop.notices.template import ROW_NUMBER, VILLAGE, TableColumn, Template

_BETWEEN = (re.compile(r"\t"), re.compile(r"\s*[|｜]\s*"), re.compile(r"\s{2,}|\u3000+"))
_FIELDS = {
    "text": text(N_("Text"), high=400),
    "integer": integer(N_("Figure")),
    "money": money(N_("Amount")),
    "day": day(N_("Date")),
}
_WRONG = {
    Kind.TEXT: N_("too long, or it cannot be shown"),
    Kind.INTEGER: N_("no whole number"),
    Kind.MONEY: N_("no amount in yuan"),
    Kind.DAY: N_("no date"),
}


class Odd(NamedTuple):
    """A cell that cannot be what its column is: row from 1, heading of the column (empty: the whole row), and why."""

    row: int
    column: str
    why: str


def typed_columns(template: Template) -> list[TableColumn]:
    """The columns that are typed."""
    return [column for column in template.columns if column.source not in (ROW_NUMBER, VILLAGE)]


def typed_rows(template: Template, given: str) -> tuple[list[Row], list[Odd]]:
    """The rows of a typed table, and every cell that is odd."""
    lines = [line for line in given.splitlines() if line.strip()]
    if lines and _is_heading(template, lines[0]):
        del lines[0]
    rows, odd = [], []
    for number, line in enumerate(lines, 1):
        row, wrong = _row(template, number, _cells(line, len(typed_columns(template)), len(template.columns)))
        rows.append(row)
        odd += wrong
    return rows, odd


def _cells(line: str, wanted: int, most: int) -> list[str]:
    for between in _BETWEEN:
        cells = [cell.strip() for cell in between.split(line.strip("|｜ \n"))]
        if len(cells) == most == wanted + 1 and cells[0].isdecimal():
            return cells[1:]  # copied with its numbers
        if len(cells) > 1:
            return cells
    return [line.strip()]


def _is_heading(template: Template, line: str) -> bool:
    labels = {column.label for column in template.columns}
    return sum(cell in labels for cell in _cells(line, 0, 0)) > 1


def _row(template: Template, number: int, cells: Sequence[str]) -> tuple[Row, list[Odd]]:
    columns = typed_columns(template)
    odd = []
    if len(cells) != len(columns):
        odd.append(
            Odd(number, "", _("{found} cells instead of {wanted}").format(found=len(cells), wanted=len(columns)))
        )
    given = iter([*cells, *[""] * len(columns)][: len(columns)])
    shown: list[str] = []
    figures: list[int | None] = []
    for column in template.columns:
        if column not in columns:
            shown.append("")
            figures.append(None)
            continue
        value, why = _value(_FIELDS[column.value], next(given))
        odd += [Odd(number, column.label, why)] if why else []
        shown.append(text_of(_FIELDS[column.value], value) if not why else "")
        figures.append(value if isinstance(value, int) else None)
    name_at = next((at for at, column in enumerate(template.columns) if column.people), -1)
    return Row("", "", "", tuple(shown), name_at, figures=tuple(figures)), odd


def _value(field: Field, typed: str) -> tuple[Any, str]:
    try:
        return (parse(field, typed) if typed else None), ""
    except Refusal:
        return None, _(_WRONG[field.kind])  # never what stands there: it may be anybody's number
