"""Payloads of an enrolled laptop that means harm: everything is signed as it should be, only what it says is not."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import material

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.clock import LATEST_MS, pack
from fupin_desktop.ledger.dot import stream_of
from fupin_desktop.ledger.entry import Edit, Entry, New
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.record import Record, cells_of, fields_of
from fupin_desktop.ledger.scope import class_of
from fupin_desktop.store import driver, tail
from fupin_desktop.store.streams import Streams
from fupin_desktop.sync.bundles.columns import broken

ODD_TEXTS = (
    "",
    "\x00",
    "\u202e",
    "e\u0301",
    "\u200b" * 50,
    "x" * 70_000,
    "𠅤",
    '{"a":',
    "=1+1",
    "\ud7ff",
    "　",
    "\r\n",
)
ODD_NUMBERS = (0, -1, 1 << 53, -(1 << 53), 1 << 62, 10**18, 255)
OFFICES = ("grant", "decision", "bank_card")


def payloads(chance: random.Random, writer: material.Writer, count: int) -> Iterator[tuple[bytes, str]]:
    """So many bundles, each with one segment that is odd in one of the ways below."""
    made = 0
    while made < count:
        way = chance.choice(WAYS)
        try:
            yield writer.seal(writer.plain([way(chance, writer)])), f"{way.__name__} {made}"
        except (OverflowError, TypeError, ValueError, KeyError, type(broken())):
            continue  # not even the writer can say this
        made += 1


def harmless(target: Any, code: str) -> str | None:
    """Refused, held, set aside or merged: but never a row outside of the laptop's village, nor an office's record."""
    if code == "bug":
        return "is no refusal"
    streams = Streams(target.connection)
    for kind in KINDS:
        sql = f'SELECT id FROM "{kind}"'
        for (id,) in driver.rows(target.connection, sql):
            device, scope = streams.name(stream_of(id))
            if device == target.book.identity.device.id:
                continue
            if scope != material.VILLAGE or class_of(scope) or kind in OFFICES:
                return f"wrote a {kind} into {scope}"
    return None


def _text(chance: random.Random) -> Any:
    return chance.choice((*ODD_TEXTS, None, *ODD_NUMBERS))


def odd_values(chance: random.Random, writer: material.Writer) -> Any:
    """Fields of a known kind with values of any kind."""
    kind = chance.choice(list(KINDS))
    names = chance.sample(list(fields_of(KINDS[kind])), k=min(3, len(fields_of(KINDS[kind]))))
    new = New(kind, material.dot(1), {name: _text(chance) for name in names})
    return material.run(writer.keys["laptop"], [material.entry(1, news=[new])], last=1)


def odd_places(chance: random.Random, writer: material.Writer) -> Any:
    """A scope that is not its own, of any class and length."""
    scope = chance.choice(("441690101201", "441690101", "44", "441690101/r", "441690101200/s", "441690101/o", "441690"))
    kind = chance.choice((*OFFICES, "household", "village"))
    new = New(kind, material.dot(1), {"remark": "x"})
    return material.run(writer.keys["laptop"], [material.entry(1, news=[new])], last=1, scope=scope)


def odd_bases(chance: random.Random, writer: material.Writer) -> Any:
    """Changes of records and of changes that are not there, lie ahead, or are itself."""
    record = chance.choice((1, 2, 3, 5_000, 1 << 39))
    bases = tuple(material.dot(chance.choice((1, 2, 3, 4, 900))) for _ in range(chance.randrange(1, 4)))
    cell = chance.choice(("phone", "away", "danger", "persons", "cause_other", "no_such", "household_code"))
    element = chance.choice(("", "01", "x" * 300))
    edit = Edit("household", material.dot(2), material.dot(record), cell, element, _text(chance), bases)
    entry = material.entry(1, news=[material.household(1)], edits=[edit])
    return material.run(writer.keys["laptop"], [entry], last=2)


def odd_header(chance: random.Random, writer: material.Writer) -> Any:
    """A header that contradicts its content."""
    field = chance.choice(("first", "last", "first_counter", "last_counter", "size", "schema", "format", "suite"))
    value = chance.choice((0, 1, 2, 3, 19_999, 20_001, 1 << 40, 10**15))
    entry = material.entry(1, news=[material.household(1)])
    return material.run(writer.keys["laptop"], [entry], last=1, **{field: value})


def odd_content(chance: random.Random, writer: material.Writer) -> Any:
    """Bytes of the content changed before they were signed."""

    def alter(plain: bytes) -> bytes:
        for _change in range(chance.randrange(1, 4)):
            at = chance.randrange(len(plain))
            plain = plain[:at] + chance.choice(BYTES)(chance, plain[at : at + 1]) + plain[at + 1 :]
        return plain

    entry = material.entry(1, news=[material.household(1)], edits=[material.phone(2, "1", 1)])
    return material.run(writer.keys["laptop"], [entry], last=2, alter=alter)


def odd_entries(chance: random.Random, writer: material.Writer) -> Any:
    """Clocks, commands and numbers of changes no program would write."""
    command = chance.choice(("question.settle", "tray.accept", "device.enrol", "x" * 5_000, "", "household.edit"))
    many = chance.choice((1, 2, 5_001, 10_001))
    news = [material.household(number) for number in range(1, many + 1)]
    clock = chance.choice((0, material.CLOCK, pack(LATEST_MS, 0), (1 << 62) + 5))
    entry = material.entry(1, news=news, command=command, clock=clock)
    return material.run(writer.keys["laptop"], [entry], last=many)


def put_aways(chance: random.Random, writer: material.Writer) -> Any:
    """Takes out of the register, or empties, what it has just made: many at once."""
    many = chance.choice((5, 30, 300))
    cell = chance.choice(("away", "status"))
    news = [material.household(number) for number in range(1, many + 1)]
    edits = [
        Edit("household", material.dot(many + n), material.dot(n), cell, "", None if cell == "status" else "x",
             (material.dot(n),))
        for n in range(1, many + 1)
    ]  # fmt: skip
    return material.run(writer.keys["laptop"], [material.entry(1, news=news, edits=edits)], last=2 * many)


BYTES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    lambda chance, byte: bytes([(byte or b"x")[0] ^ 1 << chance.randrange(8)]),
    lambda chance, byte: byte * chance.randrange(2, 9),
    lambda _chance, _byte: b"",
    lambda chance, _byte: chance.choice((b"[", b"]", b"9" * 30, b"null", b'"', b"\n", b"-1", b"1e9", b"{}", b"[[[[")),
    lambda chance, _byte: b"[" * chance.choice((10, 100_000)),
)
WAYS = (odd_values, odd_places, odd_bases, odd_header, odd_content, odd_content, odd_entries, put_aways)


# --- values that are not canonical, for every kind of field ---------------------------------------------------------

_NO_TEXT = ("", "\x00", "甲\x07", "\u202e甲", "\x85")
NOT_CANONICAL: dict[Kind, tuple[Any, ...]] = {
    Kind.TEXT: (*_NO_TEXT, "x" * 1_001),
    Kind.NOTE: (*_NO_TEXT, "x" * 100_001),
    Kind.CHOICE: (*_NO_TEXT, "a\nb", "x" * 61),
    Kind.NUMBER: ("NaN", "Infinity", "-0", "1e5", "1.50", "01", ".5", "+1", "", "1,5", "9" * 20, "０", "1E999999999"),
    Kind.DAY: ("2018-02-30", "20180203", "2018-2-3", "9999-12-31", "1899-12-31", "soon", "2018-W01-1"),
    Kind.MOMENT: ("2018-02-03T04:05:06", "2018-02-03", "soon"),
    Kind.YES: (2, -1),
    Kind.PHOTO: ("IMG_1.jpg", "A" * 64, "0" * 63, ""),
}
LISTS = (
    "not json", "[", "{}", "[]", '["b","a"]', '["a","a"]', '["a", "b"]', "[1]", "[null]", "[[]]", '["\\u0061"]', '"a"',
)  # fmt: skip
GROUPS = ("not json", "[]", "{}", '{"b":1}x', "null", "NaN")


def wrong_values(field: Field) -> list[Any]:
    """Values of a field that are not canonical, as a new record would bring them."""
    items = NOT_CANONICAL.get(field.kind, ())
    if field.many:
        return [*LISTS, *(json.dumps([one], ensure_ascii=False, separators=(",", ":")) for one in items)]
    grown = field.kind is Kind.NOTE and (field.high or 0) > 100_000  # declares more than a note may have
    return [one for one in items if not grown or len(one) < 100_000]


def wrong_changes(cls: type[Record]) -> Iterator[tuple[str, str, Any]]:
    """Cell, element and value of changes that are not canonical."""
    for cell, fields in cells_of(cls).items():
        if fields[0].group:
            yield from ((cell, "", value) for value in GROUPS)
            for field in fields:
                for one in wrong_values(field):
                    yield cell, "", json.dumps({field.name: one}, ensure_ascii=False, separators=(",", ":"))
        elif fields[0].many:
            yield from ((cell, one, 1) for one in NOT_CANONICAL[fields[0].kind] if one)
        else:
            yield from ((cell, "", one) for one in wrong_values(fields[0]))
    yield from (("away", "", one) for one in ("", "→441690101201", "x" * 4_001, "\x00"))


def write_past_the_desk(book: Any, scope: str, acts: list[tuple[list[New], list[Edit]]], **said: Any) -> int:
    """Entries of an enrolled laptop that its desk would have refused; the number of the first.

    The dots stand for counters: they are shifted to where the stream ends.
    """
    with book.transaction() as connection:
        streams = Streams(connection)
        stream = streams.number(book.identity.device.id, scope)
        number, start = tail.end(connection, streams, stream)
        own = (stream << 40) + start
        counter = start
        for at, (news, edits) in enumerate(acts, 1):
            made = [one._replace(dot=own + one.dot) for one in news]
            changed = [
                one._replace(dot=own + one.dot, record=own + one.record, bases=tuple(own + base for base in one.bases))
                for one in edits
            ]
            counter += len(made) + len(changed)
            entry = Entry(number + at, material.CLOCK + at, material.CLOCK >> 16, 480, "a", "x", (), made, changed)
            tail.append(connection, stream, replace(entry, **said), counter)
    return int(number + 1)
