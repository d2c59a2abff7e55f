"""Verbs of time lines: a household's, and a cadre's log of days, shown, written into, and printed."""

from datetime import date
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg, output_file
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.work.visiting import day
from fupin_desktop.duties.model import Cadre
from fupin_desktop.duties.persons import called, person_of
from fupin_desktop.journal.commands import write_line
from fupin_desktop.journal.model import JournalLine
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _, in_chinese
from fupin_desktop.reports.period import FIRST_YEAR, LAST_YEAR
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.timeline.events import Event
from fupin_desktop.timeline.journal import Journal, JournalDay, journal_of, month_of
from fupin_desktop.timeline.of_subject import timeline_of


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    whose = (arg("--cadre", required=True, help="name or id"), arg("--month", default="", help="such as 2017-05"))
    verbs.add("timeline", _timeline, "everything that happened to a household", BOOK, arg("--household", required=True))
    verbs.add("journal show", _show, "a cadre's log of a month, made of what was entered", BOOK, *whose)
    verbs.add(
        "journal write", _write, "the free line of a day", BOOK, arg("--cadre", required=True, help="name or id"),
        arg("--date", required=True), arg("--line", required=True),
    )  # fmt: skip
    verbs.add(
        "journal print",
        _print,
        "the log of a month as PDF",
        BOOK,
        *whose,
        arg("--out", type=output_file, required=True),
    )


def _timeline(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        home = reader.record_at("household", call.args.household)
        events = timeline_of(reader, home, book.wall().date())
        return {"events": [_event(reader, one) for one in events]}


def cadre_at(reader: Reader, name: str) -> Cadre:
    """A cadre by name or id; refuses, as `cadre.unknown`, nobody of the name, and several (`cadre.several`)."""
    found = called(reader, name)
    if len({person_of(one) for one in found}) > 1:
        message = _("Several cadres are called so: give the id (record list).")
        raise Refusal("cadre.several", message, where={"field": "cadre"})
    if found:
        return found[0]
    record = reader.record_at("cadre", name)
    if not isinstance(record, Cadre):
        raise Refusal("cadre.unknown", _("No such cadre."), where={"field": "cadre"})
    return record


def _month(call: Call, book: Book) -> tuple[date, date]:
    typed = call.args.month
    if not typed:
        return month_of(book.wall().date())
    year, _dash, month = typed.partition("-")
    is_number = year.isascii() and year.isdigit() and month.isascii() and month.isdigit()
    if not is_number or not FIRST_YEAR <= int(year) <= LAST_YEAR or not 1 <= int(month) <= 12:
        message = _("The month is a year and a month, such as 2017-05. Nothing was written.")
        raise Refusal("journal.month", message, where={"field": "month"})
    return month_of(date(int(year), int(month), 1))


def _journal(call: Call, book: Book, reader: Reader) -> Journal:
    return journal_of(reader, cadre_at(reader, call.args.cadre), *_month(call, book), book.wall().date())


def _show(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        journal = _journal(call, book, reader)
        days = [_day(reader, one) for one in journal.days]
        first, last = journal.first.isoformat(), journal.last.isoformat()
        return {"cadre": journal.cadre.name, "first": first, "last": last, "days": days, "counted": journal.counted}


def _day(reader: Reader, one: JournalDay) -> dict[str, Any]:
    events = [_event(reader, event) for event in one.events]
    return {"day": one.day.isoformat(), "events": events, "line": one.line.line if one.line else None}


def _event(reader: Reader, event: Event) -> dict[str, Any]:
    return {
        "day": event.day.isoformat(), "time": event.time, "what": event.what, "words": event.words,
        "people": list(event.people), "household": event.whose, "id": reader.text_of(event.id),
    }  # fmt: skip


def _write(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("journal.write") as ledger:
        cadre, on = cadre_at(ledger, call.args.cadre), day(call.args.date, "date")
        stands = next(iter(ledger.find(JournalLine, cadre=cadre.id, date=on)), None)
        saved = write_line(ledger, stands or JournalLine(cadre=cadre.id, date=on), call.args.line)
        assert saved.id is not None
        return {"id": ledger.text_of(saved.id), "warnings": ledger.warnings}


def _print(call: Call) -> dict[str, Any]:
    from fupin_desktop.paper.documents.journal import journal_document  # slow to load, as all that draws
    from fupin_desktop.paper.write import write

    with book_of(call) as book:
        with book.read() as reader, in_chinese():
            mark = _("PRACTICE") if book.identity.practice else ""
            journal = _journal(call, book, reader)
            document = journal_document(journal, book.wall().date(), mark)
        written = write(document, call.args.out)
        book.note("journal.print", journal.first.isoformat()[:7])
        return {"file": str(call.args.out), "pages": written.pages, "sha256": written.sha256, "days": len(journal.days)}
