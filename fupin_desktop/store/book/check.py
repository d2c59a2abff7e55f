"""Checking a book (检查台账): the file, the signed log, the audit log, and, deep, the tables against a replay.

A problem names things by kind, number and field; it never shows a value.
"""

import hashlib
import json
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError
from sqlcipher3.dbapi2 import Error as DriverError

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.keys import OwnKeys
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.differences import differences
from fupin_desktop.store.engine import Access, engine_for
from fupin_desktop.store.exchange.exchanging import Exchange
from fupin_desktop.store.faults import DAMAGED, refusal_of
from fupin_desktop.store.merge.digest import digests
from fupin_desktop.store.merge.replay import replay
from fupin_desktop.store.photos.pictures import kept
from fupin_desktop.store.read.unreadable import unreadable
from fupin_desktop.store.unite.followed import FOLLOWED, make_followed_anew, words_of_index
from fupin_desktop.store.unite.quoting import differing
from fupin_desktop.sync.bundles.segment import START, Header, Segment, check_signature, read_header

_NOTHING = hashlib.sha256().hexdigest()
INDEX = "index.differs"
MOST = 200  # problems told; whoever has more needs a backup, not a longer list


@dataclass(frozen=True)
class Problem:
    """What is wrong, told to a person, and where."""

    code: str
    message: str
    where: Mapping[str, object] = field(default_factory=dict)


def check(book: Book, deep: bool = False) -> list[Problem]:
    """The problems of a book; none when it is sound.  `deep` replays the log and compares (minutes for a county)."""
    found: list[Problem] = []
    try:
        with book.engine.connect() as connection, connection.begin():
            # One by one, so that what was found before the file broke is told too.
            for problem in islice(_problems(book, connection, deep=deep), MOST):
                found.append(problem)
    except (DatabaseError, DriverError, Refusal) as error:
        # A refusal when the damage lies where the file is opened
        told = error if isinstance(error, Refusal) else refusal_of(error, book.path)
        if told is None or told.code not in DAMAGED:
            raise told or error from error
        found.append(_damaged())
    return found


def verdict(problems: Sequence[Problem]) -> str:
    """What a person does about the problems of a book; empty when there are none."""
    if problems and all(one.code == INDEX for one in problems):
        return _("What finds the records is not right; the records themselves are sound. Mend the index.")
    if problems:
        return _("Not sound. Put the newest backup back with “fupin restore”, to another name, and check that.")
    return ""


def _problems(book: Book, connection: Connection, *, deep: bool) -> Iterator[Problem]:
    exchange = Exchange(connection, book.identity)
    yield from _file(connection)
    broken = list(chain(_segments(exchange), _tails(connection, exchange)))
    yield from broken
    yield from _audit(connection)
    yield from _photos(book, connection)
    yield from _unreadable(exchange)
    if not broken:
        yield from _quotes(exchange)
    if deep and not broken:
        yield from _deep(book, exchange)


def _damaged() -> Problem:
    return Problem("database.damaged", _("The file of the book is damaged. Restore the newest backup."))


def mend(book: Book) -> None:
    """Make anew what is kept beside the records to find them quickly; the records stay as they are."""
    with book.transaction() as connection:
        make_followed_anew(connection)


def _file(connection: Connection) -> Iterator[Problem]:
    pragmas = ("PRAGMA cipher_integrity_check", "PRAGMA integrity_check")
    answers = [row[0] for pragma in pragmas for row in connection.exec_driver_sql(pragma)]
    if any(answer != "ok" for answer in answers):
        yield _damaged()


# --- the log --------------------------------------------------------------------------------------------------------


def _segments(exchange: Exchange) -> Iterator[Problem]:
    keys = _sign_keys(exchange)
    for stream, reach in exchange.streams.reach.items():
        device, scope = exchange.streams.name(stream)
        number, counter, before = 0, 0, START
        gaps = dict(exchange.judge.standing(stream).gaps)
        for row in _rows(exchange.connection, stream):
            where = {"device": device, "scope": scope, "number": row["first"]}
            header = _read(row)
            if header is None:
                yield Problem("segment.damaged", _("A sealed part of the log is damaged. Restore a backup."), where)
                break
            # An office said that these numbers will never come; some may have come all the same
            accepted = any(first <= number + 1 <= last == header.first - 1 for first, last in gaps.items())
            follows = (header.before, header.first, header.first_counter) == (before, number + 1, counter + 1)
            if (header.device, header.scope) != (device, scope) or not (follows or accepted):
                yield Problem("segment.chain", _("A part of the log is missing or out of its place."), where)
            yield from _signature(row, header, keys.get(device), where)
            number, counter, before = header.last, header.last_counter, row["hash"]
        else:
            if (number, counter, before) != (reach.number, reach.counter, reach.hash or START):
                where = {"device": device, "scope": scope, "number": number}
                yield Problem("stream.end", _("The log ends elsewhere than the book says."), where)


def _rows(connection: Connection, stream: int) -> Iterator[Mapping[str, Any]]:
    sql = "SELECT * FROM segment WHERE stream=? AND state='in' ORDER BY first"
    firsts = connection.exec_driver_sql(sql, (stream,)).mappings()
    yield from (dict(row) for row in firsts)


def _read(row: Mapping[str, Any]) -> Header | None:
    """The header of a kept segment when hash, content and columns agree with it."""
    try:
        header = read_header(row["header"])
        segment = Segment(header, row["header"], row["signature"], row["packed"])
        segment.content()
    except Refusal:
        return None
    told = (row["hash"], row["first"], row["last"], row["last_counter"])
    return header if told == (segment.hash, header.first, header.last, header.last_counter) else None


def _signature(
    row: Mapping[str, Any], header: Header, key: str | None, where: Mapping[str, object]
) -> Iterator[Problem]:
    if key is None:
        yield Problem("segment.device", _("A laptop that is not in the roster wrote part of the log."), where)
        return
    try:
        check_signature(Segment(header, row["header"], row["signature"], row["packed"]), key)
    except Refusal:
        yield Problem("segment.signature", _("Part of the log was not signed by the laptop it names."), where)


def _sign_keys(exchange: Exchange) -> dict[str, str]:
    keys = {device: statement.device.sign for device, statement in exchange.roster.devices.items()}
    row = exchange.connection.exec_driver_sql("SELECT value FROM meta WHERE key='earlier_devices'").scalar()
    earlier = [OwnKeys(**own) for own in json.loads(row or "[]")]
    own = {device.id: device.public.sign for device in (*earlier, exchange.identity.device)}
    return {**keys, **own}


def _tails(connection: Connection, exchange: Exchange) -> Iterator[Problem]:
    expected: dict[int, int] = {}
    for stream, number in connection.exec_driver_sql("SELECT stream, number FROM tail ORDER BY stream, number"):
        wanted = expected.get(stream, exchange.streams.reach[stream].number + 1)
        if number != wanted:
            device, scope = exchange.streams.name(stream)
            where = {"device": device, "scope": scope, "number": wanted}
            yield Problem("segment.chain", _("A part of the log is missing or out of its place."), where)
        expected[stream] = number + 1


def _audit(connection: Connection) -> Iterator[Problem]:
    before = ""
    for id_, at, actor, event, about, sha in connection.exec_driver_sql(
        "SELECT id, at, actor, event, about, hash FROM audit ORDER BY id"
    ):
        if hashlib.sha256("\n".join((before, at, actor, event, about)).encode()).hexdigest() != sha:
            yield Problem("audit.chain", _("The audit log was altered or shortened here."), {"event": id_})
            return
        before = sha


def _photos(book: Book, connection: Connection) -> Iterator[Problem]:
    for about, content in book.pictures.contents(connection, [one.key for one in kept(connection)]):
        if content is None:
            missing = not (book.pictures.folder / about.name).exists()
            text = _("A photograph's file is missing.") if missing else _("A photograph's file is damaged.")
            advice = _("Take it from a backup of the photo folder, or ask for the photo volume again.")
            yield Problem("photo.missing" if missing else "photo.damaged", f"{text} {advice}", {"photo": about.key})


def _quotes(exchange: Exchange) -> Iterator[Problem]:
    """What an office quoted must be what its author wrote, wherever both are here."""
    for kind, dot, told in differing(exchange):
        message = _("What an office quoted is not what its author wrote.")
        yield Problem("quote.differs", message, {"kind": kind, "id": exchange.text_of(dot), "number": told})


def _unreadable(exchange: Exchange) -> Iterator[Problem]:
    """Values that an older program let in and that cannot be read; writing over one, or settling it, heals it."""
    for kind, record, cell in unreadable(exchange.connection):
        message = _("A value cannot be read. Write the right one over it, or put the record away.")
        yield Problem("value.unreadable", message, {"kind": kind, "id": exchange.text_of(record), "field": cell})


# --- the tables -----------------------------------------------------------------------------------------------------


def _deep(book: Book, exchange: Exchange) -> Iterator[Problem]:
    with tempfile.TemporaryDirectory(prefix="fupin-") as folder:
        engine = engine_for(Path(folder) / "replay", secrets.token_bytes(32), Access.NEW)
        try:
            with engine.connect().execution_options(write=True) as target:
                target.begin()  # and never committed: nobody opens it again
                replay(exchange.connection, target, book.identity)
                for kind in KINDS:
                    yield from _compare_kind(exchange, target, kind)
                yield from _compare_heads(exchange, target)
                yield from _compare_digests(exchange.connection, target)
                yield from _compare_followed(exchange.connection, target)
        finally:
            engine.dispose()


def _compare_kind(exchange: Exchange, target: Connection, kind: str) -> Iterator[Problem]:
    names = ["id", *fields_of(KINDS[kind]), AWAY]
    listed = ",".join(f'"{name}"' for name in names)
    for mine, made in differences(exchange.connection, target, f'SELECT {listed} FROM "{kind}" ORDER BY id', key=1):
        where = {"kind": kind, "id": exchange.text_of((mine or made)[0])}
        if not made:
            yield Problem("record.without_entry", _("A record stands in the book that no entry made."), where)
        elif not mine:
            yield Problem("record.lost", _("The log made a record that the book does not show."), where)
        else:
            for name in (name for name, one, other in zip(names, mine, made, strict=True) if one != other):
                message = _("A value is not the one the log gives.")
                yield Problem("record.differs", message, {**where, "field": name})


def _compare_heads(exchange: Exchange, target: Connection) -> Iterator[Problem]:
    sql = "SELECT record, cell, element, dot, head FROM version WHERE head > 0 ORDER BY record, cell, element, dot"
    found = differences(exchange.connection, target, sql, key=4)
    for record, cell in dict.fromkeys((mine or made)[:2] for mine, made in found):
        kind, name = exchange.cells.name(cell)
        where = {"kind": kind, "id": exchange.text_of(record), "field": name}
        yield Problem("heads.differ", _("The standing versions of a value are not those the log gives."), where)


def _compare_followed(here: Connection, again: Connection) -> Iterator[Problem]:
    """What is kept beside the records, so that they are found quickly: told once, for it can be made anew."""
    for name, sql in FOLLOWED.items():
        with words_of_index(here), words_of_index(again):
            differs = next(differences(here, again, sql, key=1), None)
        if differs is not None:
            message = _(
                "What is kept beside the records to find them quickly is not what they give. The records are not"
                " touched by it. Make it anew: in Settings, “Fix the search index”, or with “fupin check --mend”."
            )
            yield Problem(INDEX, message, {"table": name})


def _compare_digests(here: Connection, again: Connection) -> Iterator[Problem]:
    # A place known by name only, from somebody's receipt, is the same as one that holds nothing.
    mine, made = ({scope: sha for scope, sha in digests(c).items() if sha != _NOTHING} for c in (here, again))
    for scope in sorted(scope for scope in mine.keys() | made.keys() if mine.get(scope) != made.get(scope)):
        message = _("The digest of a place is not the one the log gives.")
        yield Problem("digest.differs", message, {"scope": scope})
