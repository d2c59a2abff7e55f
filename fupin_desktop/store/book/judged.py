"""What the rules say of the whole book (核查发现), judged kind by kind and kept while nothing it stands on changes.

A city's book takes minutes.  While a kind is judged it is noted which tables were read: what was found of it holds
until records of one of those kinds are written, and, where a rule asked for it, the day is another.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from fupin_desktop import __version__
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.words import _, language
from fupin_desktop.store import driver
from fupin_desktop.store.book.held_book import HeldBook
from fupin_desktop.store.lists.queries import count_visible
from fupin_desktop.store.merge.changes import ANY, change_numbers
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.schema import SCHEMA
from fupin_desktop.store.write.findings import Judge, kinds_judged

MOST = 500  # findings of a kind that are kept with their words, in this book alone; all of them are counted
_KEY = "judged:"  # of the book's notes, with the name of the kind
_ANYWHERE = frozenset({"version", "cell", "stream"})  # how a record is written down, and not what it says


class KeptFinding(NamedTuple):
    """One finding: the record by its number in this book, the code of the rule, and the sentence."""

    record: int
    code: str
    sentence: str


class JudgedKind(NamedTuple):
    """What the rules say of the records of a kind: how many findings, and the first of them."""

    kind: str
    total: int
    first: list[KeptFinding]


def judge_book(book: HeldBook, reader: Reader, today: date, progress: Progress) -> list[JudgedKind]:
    """Every kind as it stands in this reading; what is judged anew is kept at once, so that a stop loses one kind.

    A book that can only be read is judged, and nothing kept.
    """
    numbers = change_numbers(reader.connection)
    known = {kind: _kept(reader.connection, kind, numbers, today) for kind in kinds_judged()}
    told = _Count(reader, [kind for kind, found in known.items() if found is None], progress)
    return [found or _judged(book, reader, kind, numbers, today, told) for kind, found in known.items()]


class _Count:
    """How far it is: records that were judged, of all that have to be."""

    def __init__(self, reader: Reader, kinds: list[str], progress: Progress) -> None:
        self._total = sum(count_visible(reader, kind) for kind in kinds)
        self._progress, self._done = progress, 0
        self(0)

    def __call__(self, more: int) -> None:
        self._done += more
        self._progress(self._done, self._total, _("Looking through the book"))


def _judged(
    book: HeldBook, reader: Reader, kind: str, numbers: Mapping[str, int], today: date, told: Callable[[int], None]
) -> JudgedKind:
    with driver.noting_tables(reader.connection) as tables:
        judge = Judge(reader, book.identity, today)
        made = _gathered(kind, ((one.record.id or 0, one.code, one.sentence) for one in judge.of_kind(kind, told)))
    if not book.read_only:
        read = {table: numbers.get(table, 0) for table in {ANY, *tables} - _ANYWHERE}
        day = today.isoformat() if judge.asked_day else ""
        kept = {"program": _program(), "read": read, "day": day, "count": made.total, "first": made.first}
        with book.transaction() as connection:
            values = (f"{_KEY}{kind}", json.dumps(kept, ensure_ascii=False))
            driver.run(connection, "INSERT OR REPLACE INTO meta VALUES (?, ?)", values)
    return made


def _gathered(kind: str, found: Iterator[tuple[int, str, str]]) -> JudgedKind:
    count, first = 0, list[KeptFinding]()
    for count, one in enumerate(found, 1):
        if count <= MOST:
            first.append(KeptFinding(*one))
    return JudgedKind(kind, count, first)


def _kept(connection: Connection, kind: str, numbers: Mapping[str, int], today: date) -> JudgedKind | None:
    rows = driver.rows(connection, "SELECT value FROM meta WHERE key=?", (f"{_KEY}{kind}",))
    kept = json.loads(rows[0][0]) if rows else None
    if kept is None or kept["program"] != _program() or kept["day"] not in ("", today.isoformat()):
        return None
    if any(numbers.get(table, 0) != number for table, number in kept["read"].items()):
        return None
    return JudgedKind(kind, kept["count"], [KeptFinding(*one) for one in kept["first"]])


def _program() -> list[str | int]:
    """Another program may have other rules, and other words for them."""
    return [__version__, SCHEMA, language()]
