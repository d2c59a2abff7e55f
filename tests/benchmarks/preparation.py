"""What stands before the clock of merge.py: the office's book, the roster, the base rows, the laptops' bundles."""

import json
import time
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from fupin_desktop.ledger.clock import pack
from fupin_desktop.ledger.dot import dot
from fupin_desktop.ledger.entry import Edit, Entry, New
from fupin_desktop.ledger.notation.values import decimal_text
from fupin_desktop.seal.keys import OwnKeys, make_keys
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.rows import wire_type
from fupin_desktop.sync.authority.enrolment import ensure_own_grant
from fupin_desktop.sync.authority.roster import grant_for
from fupin_desktop.sync.bundles.bundle import Keys, Manifest, part_of, write_bundle
from fupin_desktop.sync.bundles.content import encode
from fupin_desktop.sync.bundles.segment import START, Segment, cut

_BASE_PER_ENTRY = 150


class Preparation:
    """Maps the generator's rows and operations to product records, streams and dots."""

    def __init__(self, data: Path, work: Path, tables: Any) -> None:
        self.data, self.work, self.tables = data, work, tables
        self.base = json.loads((data / "base.json").read_text())
        self.villages = len(list(data.glob("bundle-*.json")))
        self.laptops = [make_keys() for _ in range(self.villages)]
        self.names: list[tuple[str, str]] = [("", "")]
        self.numbers: dict[tuple[str, str], int] = {}
        self.counters: dict[int, int] = {}
        self.dots: dict[int, int] = {}
        self.village_of: dict[int, int] = {}
        self.edits_at: dict[tuple[int, str], int] = {}

    def stream(self, device: str, scope: str) -> int:
        """The number of a stream."""
        number = self.numbers.setdefault((device, scope), len(self.names))
        if number == len(self.names):
            self.names.append((device, scope))
        return number

    def next_dot(self, stream: int) -> int:
        """The next dot of a stream."""
        self.counters[stream] = self.counters.get(stream, 0) + 1
        return dot(stream, self.counters[stream])

    def make(self) -> dict[str, Any]:
        """The office's book and the bundles; its key, and how long sealing took."""
        book = self._office()
        self._enrol(book)
        self._base(book)
        seconds = self._bundles(book)
        key = book.book_key.hex()
        with book.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        book.close()
        return {"key": key, "seal_s": seconds}

    def _office(self) -> Book:
        return Book.create(
            self.work / "office.book", role="county", name="演示县", division="441690",
            passphrase=self.tables.PASSPHRASE, user="bench",
        )  # fmt: skip

    def _enrol(self, book: Book) -> None:
        ensure_own_grant(book)
        authority = book.identity.authority
        assert authority is not None
        with book.write("device.enrol") as ledger:
            for v, keys in enumerate(self.laptops):
                scopes = [self.tables.village_code(v), self.tables.village_code((v - 1) % self.villages)]
                ledger.save(
                    grant_for(
                        authority, practice=False, serial=1, device=Keys.of(keys.public), person=f"laptop {v}",
                        role="first_secretary", division=scopes[0], scopes=scopes, office=None, until=None,
                    )
                )  # fmt: skip

    # --- base rows, as the office's own entries ---------------------------------------------------------------------

    def _base(self, book: Book) -> None:
        from fupin_desktop.store import tail
        from fupin_desktop.store.unite.taking import decode, unite
        from fupin_desktop.store.unite.uniting import Uniter

        office = book.identity.device
        rows = self._base_rows()
        with book.exchange() as shelf:
            for v in range(self.villages):
                scope = self.tables.village_code(v)
                stream = self.stream(office.id, scope)
                segment = self._segment(office, stream, list(_entries(self._news(stream, rows[v]))), 1, START, [])
                own = shelf.streams.number(office.id, scope)
                unite(Uniter(shelf.connection, shelf.streams, shelf.cells), decode(shelf.streams, segment), {})
                tail.keep(shelf.connection, own, segment, "in", None)
                shelf.streams.advance(own, tail.Reach(segment.header.last, segment.header.last_counter, segment.hash))

    def _base_rows(self) -> list[list[tuple[str, list[Any]]]]:
        rows: list[list[tuple[str, list[Any]]]] = [[] for _ in range(self.villages)]
        for row in self.base["household"]:
            self.village_of[row[0]] = row[1]
            rows[row[1]].append(("household", row))
        for row in self.base["member"]:
            rows[self.village_of[row[1]]].append(("member", row))
        return rows

    def _news(self, stream: int, rows: list[tuple[str, list[Any]]]) -> Iterator[New]:
        from_gen = self.tables.FIELDS
        for table, row in rows:
            self.dots[row[0]] = self.next_dot(stream)
            kind, fields = from_gen[table]
            values = dict(zip(fields, row[1:], strict=True))
            yield New(kind, self.dots[row[0]], self._values(table, values))

    def _values(self, table: str, values: dict[str, Any]) -> dict[str, Any]:
        fields = self.tables.FIELDS[table][1]
        found = {
            fields[name]: self._value(name, fields[name], value) for name, value in values.items() if name in fields
        }
        return {name: value for name, value in found.items() if value is not None}

    def _value(self, name: str, field: str, value: Any) -> Any:
        if name in self.tables.LINKS:
            return self.dots[value]
        if name == "village":
            return self.tables.village_code(value)
        if field == "photos":
            value = (
                value.encode().hex().zfill(64)
            )  # a photograph is named by a hash: the text, written as if it were one
        if field in self.tables.LISTS:
            return json.dumps([value], ensure_ascii=False)
        if field in self.tables.TEXTS:
            return decimal_text(Decimal(str(value)))
        return None if value == "" else value  # nothing is null

    # --- the laptops' work ------------------------------------------------------------------------------------------

    def _bundles(self, book: Book) -> float:
        for v in range(self.villages):
            self._number(v)
        work = [self._laptop(v) for v in range(self.villages)]
        start = time.perf_counter()
        office = book.identity.authority
        assert office is not None
        for v, streams in enumerate(work):
            keys = self.laptops[v]
            segments = [self._segment(keys, stream, entries, 1, START, []) for stream, entries in streams.items()]
            manifest = Manifest(
                format=1, suite=1, bundle_id=f"{v:032x}", kind="data", sender=Keys.of(keys.public), office=None,
                office_division="", recipient=office.id, recipient_fingerprint=office.public.fingerprint,
                authority=office.id, practice=False, roster_version=1, clock=(1_790_000_000_000, 0), volume=(1, 1),
                audit="", seen=[], parts=[part_of(segment) for segment in segments],
            )  # fmt: skip
            out = self.work / f"bundle-{v:04d}.fpb"
            write_bundle(out, manifest, keys, segments, [office.public.age])
        return time.perf_counter() - start

    def _operations(self, v: int) -> list[Any]:
        found: list[Any] = json.loads((self.data / f"bundle-{v:04d}.json").read_text())
        return found

    def _number(self, v: int) -> None:
        # Dots first: a hand-over may stand on a change of a laptop that comes later in the list.
        for kind, _table, _row, household, values, _clock, made, _preds, _flag in self._operations(v):
            stream = self.stream(self.laptops[v].id, self.tables.village_code(self.village_of.get(household, v)))
            if kind == "i":
                self.dots[made] = self.next_dot(stream)
            else:
                self.edits_at.update({(made, name): self.next_dot(stream) for name in values})

    def _laptop(self, v: int) -> dict[int, list[Entry]]:
        device = self.laptops[v].id
        done: dict[int, list[Entry]] = {}
        for kind, table, row, household, values, clock, made, preds, _flag in self._operations(v):
            number = self.village_of.get(household, v)
            stream = self.stream(device, self.tables.village_code(number))
            entries = done.setdefault(stream, [])
            entry = Entry(len(entries) + 1, pack(clock, 0), clock, 480, f"laptop {v}", "bench")
            if kind == "i":
                entry.news.append(New(self.tables.FIELDS[table][0], self.dots[made], self._values(table, values)))
            else:
                entry.edits.extend(self._edits(table, row, values, made, preds))
            entries.append(entry)
        return done

    def _edits(self, table: str, row: int, values: dict[str, Any], made: int, preds: dict[str, int]) -> Iterator[Edit]:
        record = self.dots[row]
        kind, fields = self.tables.FIELDS[table]
        for name, value in values.items():
            change = self.edits_at[made, name]
            base = self.edits_at.get((preds[name], name), record)
            yield Edit(kind, change, record, fields[name], "", self._value(name, fields[name], value), (base,))

    def _segment(
        self, keys: OwnKeys, stream: int, entries: list[Entry], first: int, before: str, seen: list[Any]
    ) -> Segment:
        plain = encode(entries, stream, lambda number: self.names[number], wire_type)
        return cut(
            keys, plain, authority="", practice=False, scope=self.names[stream][1], first=first,
            last=first + len(entries) - 1, first_counter=1, last_counter=self.counters[stream], before=before,
            seen=seen,
        )  # fmt: skip


def _entries(news: Iterable[New]) -> Iterator[Entry]:
    rows, start = list(news), 1_780_000_000_000
    for number, at in enumerate(range(0, len(rows), _BASE_PER_ENTRY)):
        batch = rows[at : at + _BASE_PER_ENTRY]
        yield Entry(number + 1, pack(start, number), start, 480, "bench", "roster.import", (), batch)
