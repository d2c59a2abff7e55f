"""Verbs of figures: the reports, and the lists of gaps; each number with the records behind it."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg, output_file
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.records import UNMASK
from fupin_desktop.cli.showing import as_json
from fupin_desktop.ledger.declared.selection import to_json
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.reports import annual
from fupin_desktop.reports.asked import Asked, asked
from fupin_desktop.reports.catalogue import REPORTS, report_named
from fupin_desktop.reports.gaps import GAPS, gap_count, gap_figure, gap_named
from fupin_desktop.reports.period import Period, period_of, year_of
from fupin_desktop.reports.table import Report, Row, make_report
from fupin_desktop.reports.values import number_of, unit_text
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.unmasking import note_unmask


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    period, limit = arg("--period", default=""), arg("--limit", type=int)
    verbs.add(
        "report", _report, "which reports there are; one of them, as figures, PDF or workbook", BOOK,
        arg("name", nargs="?"), period, arg("--out", type=output_file),
        arg("--row", default=""), arg("--column", default=""), limit, *UNMASK,
    )  # fmt: skip
    verbs.add(
        "gaps", _gaps, "how much is missing; with a name, the records", BOOK, arg("name", nargs="?"), period, limit,
        *UNMASK,
    )  # fmt: skip


def _asked(call: Call, book: Book, reader: Reader, read: Callable[[str], Period]) -> Asked:
    period = read(call.args.period) if call.args.period else None
    return asked(reader, book.identity.division, book.wall().date(), period)


def _unmask(call: Call, book: Book, about: str) -> bool:
    if call.args.unmask:
        note_unmask(book, about, call.args.why)
    return bool(call.args.unmask)


# --- gaps -------------------------------------------------------------------------------------------------------------


def _gaps(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        wanted = _asked(call, book, reader, year_of)
        if call.args.name is None:
            return {"gaps": [_gap(name, wanted, reader) for name in GAPS], "year": wanted.year}
        figure = gap_figure(gap_named(call.args.name), wanted)
        unmask = _unmask(call, book, figure.selection.kind)
        found = reader.select(figure.behind, limit=call.args.limit)
        value = figure.value(reader)
        return {
            "name": call.args.name,
            "count": value,
            "selection": to_json(figure.behind),
            "records": _records(book, reader, found, unmask=unmask),
        }


def _gap(name: str, wanted: Asked, reader: Reader) -> dict[str, Any]:
    gap = GAPS[name]
    return {"name": name, "count": gap_count(gap, wanted, reader), "label": _(gap.label), "rule": _(gap.rule)}


def _records(book: Book, reader: Reader, found: Sequence[Record], *, unmask: bool) -> list[dict[str, Any]]:
    today = book.wall().date()
    return [as_json(reader, record, today=today, unmask=unmask) for record in found]


# --- reports ----------------------------------------------------------------------------------------------------------


def _report(call: Call) -> dict[str, Any]:
    name, args = call.args.name, call.args
    if name == annual.NAME:
        return _annual(call)
    if name is not None:
        report_named(name)
    with book_of(call) as book:
        if name is None:
            told = [{"name": one.name, "label": _(one.label), "source": one.source} for one in REPORTS.values()]
            whole = {"name": annual.NAME, "label": _(annual.LABEL), "source": annual.SOURCE}
            return {"reports": [*told, whole]}
        with book.read() as reader:
            wanted = _asked(call, book, reader, period_of)
            report = make_report(report_named(name), wanted, reader, book.identity.name)
            if args.row or args.column:
                return _cell(call, book, reader, report)
        if args.out is None:
            return {"rows": len(report.rows), **_as_json(report)}
        return _written(book, report, args.out)


def _annual(call: Call) -> dict[str, Any]:
    """The report of a year (F31) as PDF; without a file its figures are those of its reports."""
    from fupin_desktop.paper.documents.annual_report import annual_report_document  # slow to load, as all that draws
    from fupin_desktop.paper.write import write

    out: Path | None = call.args.out
    if out is None or out.suffix.lower() != ".pdf":
        message = _("The annual report is written as .pdf. No file was written; name one.")
        raise Refusal("report.file", message, where={"path": str(out or "")})
    with book_of(call) as book:
        today = book.wall().date()
        year = year_of(call.args.period).year if call.args.period else today.year
        with book.read() as reader:
            report = annual.annual_report(reader, book.identity.division, today, year, book.identity.name)
        written = write(annual_report_document(report, practice=book.identity.practice), out)
        book.note("report.write", f"{annual.NAME} {year} pdf")
    problems = sum(one.count for one in report.problems)
    return {
        "file": str(out), "pages": written.pages, "sha256": written.sha256, "year": year, "problems": problems,
    }  # fmt: skip


def _cell(call: Call, book: Book, reader: Reader, report: Report) -> dict[str, Any]:
    row, at = report.row_of(call.args.row), report.column_of(call.args.column)
    figure = report.cell(row, at)
    unmask = _unmask(call, book, figure.selection.kind)
    found = reader.select(figure.behind, limit=call.args.limit)
    return {
        "row": row.code,
        "column": report.columns[at].name,
        "value": _plain(number_of(figure.value(reader), report.columns[at].unit)),
        "count": reader.count(figure.behind),
        "selection": to_json(figure.behind),
        "records": _records(book, reader, found, unmask=unmask),
    }


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "name": report.kind.name,
        "title": report.title,
        "office": report.office,
        "year": report.year,
        "period": report.period.code,
        "first": report.period.first.isoformat(),
        "last": report.period.last.isoformat(),
        "day": report.day.isoformat(),
        "columns": [{"name": one.name, "label": _(one.label), "unit": unit_text(one.unit)} for one in report.columns],
        "table": [_line(report, row) for row in report.rows],
    }


def _line(report: Report, row: Row) -> dict[str, Any]:
    cells = {
        column.name: _plain(number_of(report.value(row, place), column.unit))
        for place, column in enumerate(report.columns)
    }
    return {"code": row.code, "line": row.line.value, "name": row.name, "cells": cells}


def _plain(number: object) -> object:
    """Whole numbers as such, decimals as text in their unit; null where nothing is known."""
    return number if number is None or isinstance(number, int) else str(number)


def _written(book: Book, report: Report, out: Path) -> dict[str, Any]:
    if out.suffix.lower() not in (".pdf", ".xlsx"):
        message = _("A report is written as .pdf or .xlsx. No file was written; name one of them.")
        raise Refusal("report.file", message, where={"path": str(out)})
    pages = _write_pdf(book, report, out) if out.suffix.lower() == ".pdf" else _write_sheet(book, report, out)
    book.note("report.write", f"{report.kind.name} {report.period.code} {out.suffix.lower()[1:]}")
    sha256 = hashlib.sha256(out.read_bytes()).hexdigest()
    return {"rows": len(report.rows), "file": str(out), "sha256": sha256, **pages}


def _write_pdf(book: Book, report: Report, out: Path) -> dict[str, int]:
    from fupin_desktop.paper.documents.report import report_document  # slow to load, as all that draws
    from fupin_desktop.paper.write import write

    mark = _("PRACTICE") if book.identity.practice else ""
    return {"pages": write(report_document(report, watermark=mark), out).pages}


def _write_sheet(book: Book, report: Report, out: Path) -> dict[str, int]:
    from fupin_desktop.sheets.writing.figures import write_figures

    mark = _("Taken out by {user} on {day}. Internal: not to be passed on.")
    write_figures(out, report, mark.format(user=book.user, day=book.wall().date()))
    return {}
