"""A report as a workbook: the same table as on the screen and on paper, its numbers as numbers."""

from itertools import groupby
from pathlib import Path
from typing import Any

from fupin_desktop.ledger.declared.report import Form
from fupin_desktop.ledger.notation.showing import long_date
from fupin_desktop.ledger.words import _
from fupin_desktop.reports.table import Line, Report, Row
from fupin_desktop.reports.values import number_of, unit_text
from fupin_desktop.sheets.writing.table import sheet_names, workbook

_FIRST = 2  # columns before the figures: number and village
_WIDTHS = (6, 26, 12)
_TITLE_ROW, _HEAD_ROW, _GROUP_ROW, _LABEL_ROW, _TOP = 0, 1, 2, 3, 4
_FORMATS = {Form.COUNT: "#,##0", Form.MONEY: "#,##0.00", Form.SHARE: "0.0"}


def write_figures(path: Path, report: Report, mark: str) -> int:
    """Write the report, whole or not at all; the number of its rows.  `mark` says whose copy it is."""
    with workbook(path) as book:
        _Sheet(book, report, mark).write()
    return len(report.rows)


class _Sheet:
    def __init__(self, book: Any, report: Report, mark: str) -> None:
        self._book, self._report, self._mark = book, report, mark
        self._page = book.add_worksheet(sheet_names([_(report.kind.label)])[0])
        self._last = _FIRST + len(report.columns) - 1

    def _look(self, **more: object) -> Any:
        plain = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 10}
        return self._book.add_format({**plain, **more})

    def write(self) -> None:
        self._heading()
        for down, (number, row) in enumerate(self._report.numbered, _TOP):
            self._row(down, number, row)
        self._foot(_TOP + len(self._report.rows))
        self._set_up()

    def _heading(self) -> None:
        page, report = self._page, self._report
        title = self._book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        page.merge_range(_TITLE_ROW, 0, _TITLE_ROW, self._last, report.title, title)
        told = [
            _("Filled in by: {office}").format(office=report.office),
            _("Period: {period}").format(period=report.period.label),
            _("Filled in on: {day}").format(day=long_date(report.day)),
        ]
        plain = self._book.add_format({"font_size": 10})
        page.merge_range(_HEAD_ROW, 0, _HEAD_ROW, self._last, "　　".join(told), plain)
        self._labels(self._look(bold=True, align="center", bg_color="#EDEDED"))

    def _labels(self, look: Any) -> None:
        page, columns = self._page, self._report.columns
        for at, text in enumerate((_("No."), _("Village"))):
            page.merge_range(_GROUP_ROW, at, _LABEL_ROW, at, text, look)
        for group, found in groupby(range(len(columns)), key=lambda at: columns[at].group):
            places = [at + _FIRST for at in found]
            if len(places) > 1:
                page.merge_range(_GROUP_ROW, places[0], _GROUP_ROW, places[-1], _(group), look)
            else:
                page.write_string(_GROUP_ROW, places[0], _(group), look)
        for at, column in enumerate(columns, _FIRST):
            page.write_string(_LABEL_ROW, at, f"{_(column.label)}（{unit_text(column.unit)}）", look)

    def _row(self, down: int, number: int | None, row: Row) -> None:
        bold = {"bold": row.line is not Line.VILLAGE}
        if number is None:
            self._page.write_blank(down, 0, None, self._look(**bold))
        else:
            self._page.write_number(down, 0, number, self._look(align="center", **bold))
        self._page.write_string(down, 1, row.name, self._look(**bold))
        for at, column in enumerate(self._report.columns):
            value = number_of(self._report.value(row, at), column.unit)
            if value is None:
                self._page.write_string(down, at + _FIRST, _("No data"), self._look(align="right", **bold))
            else:
                form = _FORMATS[column.unit.form]
                self._page.write_number(down, at + _FIRST, value, self._look(num_format=form, **bold))

    def _foot(self, down: int) -> None:
        plain = self._book.add_format({"font_size": 10, "text_wrap": True, "valign": "top"})
        signs = "　　　　　　".join((_("Head of the unit:"), _("Checked by:"), _("Made by:"), _("Telephone:")))
        notes = [f"{number}. {_(text)}" for number, text in enumerate(self._report.notes, 1)]
        source = _("Asked for by: {source}.").format(source=self._report.kind.source)
        for text in (signs, _("How to read it:"), *notes, source, self._mark):
            self._page.merge_range(down, 0, down, self._last, text, plain)
            down += 1

    def _set_up(self) -> None:
        page = self._page
        number, name, figure = _WIDTHS
        page.set_column(0, 0, number)
        page.set_column(1, 1, name)
        page.set_column(_FIRST, self._last, figure)
        page.set_row(_TITLE_ROW, 30)
        page.set_row(_LABEL_ROW, 30)
        page.freeze_panes(_TOP, _FIRST)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(_GROUP_ROW, _LABEL_ROW)
