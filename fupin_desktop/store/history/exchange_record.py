"""The receipts of merges and the settled questions of some days (F38), read out of the journal and the log."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from fupin_desktop.inquiries.exchange_record import ExchangeRecord, Merged, Settled, outcome_of
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _, in_chinese
from fupin_desktop.store import driver
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.history.questions import Question, count_questions
from fupin_desktop.store.history.wording import Wording
from fupin_desktop.store.lists.overview import journal
from fupin_desktop.store.read.open_book import OpenBook
from fupin_desktop.store.read.persons import Persons
from fupin_desktop.store.read.reading import Reader


def exchange_record(book: OpenBook, first: date, last: date) -> ExchangeRecord:
    """What was merged and settled from one day to the other, values masked as in any list, in Chinese.

    Refuses, as `exchange_record.empty`, days of which nothing is told.
    """
    with book.read() as reader, in_chinese():
        found = ExchangeRecord(
            book.identity.name, first, last, list(_merged(reader, first, last)),
            list(_settled(reader, first, last, book.wall().date())), count_questions(reader),
        )  # fmt: skip
    if not found.merged and not found.settled:
        message = _("Between these days nothing was merged and no question was settled. No file was written.")
        raise Refusal("exchange_record.empty", message, where={"field": "first"})
    return found


def _merged(reader: Reader, first: date, last: date) -> Iterator[Merged]:
    persons = Persons(reader)
    for line in journal(reader):
        at, told = datetime.fromisoformat(line["at"]).astimezone(), line["report"]
        if first <= at.date() <= last:
            sender = str(line["sender"])
            yield Merged(
                f"{at:%Y-%m-%d %H:%M}", line["file"], persons.of(sender, sender[:8]), told.get("new", 0),
                told.get("changed", 0), told.get("questions", 0), told.get("set_aside", 0),
                outcome_of(line["status"], undone=bool(line["undone"])),
            )  # fmt: skip


def _settled(reader: Reader, first: date, last: date, today: date) -> Iterator[Settled]:
    """The changes that stand on several which said different things: nothing else closes a question."""
    chronicle, wording = Chronicle(reader), Wording(reader, today)
    for dot, (record, cell, element, value, bases) in _with_several_bases(reader).items():
        stood = list(dict.fromkeys(bases.values()))
        who = chronicle.who(dot)
        if len(stood) < 2 or not first.isoformat() <= who.wall[:10] <= last.isoformat():
            continue
        kind, name = reader.cells.name(cell)
        if not reader.find(KINDS[kind], id=Dot(record), with_away=True):
            continue  # what the log still tells of and the book no longer holds
        asked = Question("", kind, Dot(record), name, element, ())
        yield Settled(
            wording.about(asked).title, wording.field(asked), [wording.value(asked, one) for one in stood],
            wording.value(asked, value), who.actor, who.wall[:16].replace("T", " "), who.why or "",
        )  # fmt: skip


_Several = tuple[int, int, str, object, dict[int, object]]


def _with_several_bases(reader: Reader) -> dict[int, _Several]:
    """By their dots, in time, the changes with more than one base: record, cell, element, value, values of the bases.

    The record's own dot among the bases says nothing: every change of the cell knows it.
    """
    sql = """SELECT v.dot, v.record, v.cell, v.element, v.value, b.dot, b.value FROM version v
        JOIN (SELECT dot, base FROM further_base UNION SELECT dot, base FROM version
              WHERE dot IN (SELECT dot FROM further_base)) f ON f.dot = v.dot
        JOIN version b ON b.dot = f.base AND b.record = v.record AND b.cell = v.cell AND b.element = v.element
        WHERE f.base <> v.record ORDER BY v.clock, v.dot, b.clock, b.dot"""
    told: dict[int, _Several] = {}
    bases: dict[int, dict[int, object]] = defaultdict(dict)
    for dot, record, cell, element, value, base, stood in driver.rows(reader.connection, sql):
        bases[dot][base] = stood
        told[dot] = (record, cell, element, value, bases[dot])
    return told
