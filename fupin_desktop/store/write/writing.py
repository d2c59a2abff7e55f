"""The ledger made real: one transaction, one entry in each scope it touches, one door for writes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Connection

from fupin_desktop.ledger.dot import Dot, stream_of
from fupin_desktop.ledger.entry import AWAY, Edit, Entry, New
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.notation.canonical import REASON_CAP, is_text
from fupin_desktop.ledger.notation.signs import refuse_unshowable
from fupin_desktop.ledger.notation.values import to_stored
from fupin_desktop.ledger.record import Reading, Record, cells_of, fields_of, kind_of
from fupin_desktop.ledger.scope import SEALED, class_of, division_of, is_below, scope
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.rules import Holder, refuse_same, refuse_unless
from fupin_desktop.rights.table import act_of
from fupin_desktop.store import tail
from fupin_desktop.store.engine import hold_fewer_pages
from fupin_desktop.store.identity import identity_in
from fupin_desktop.store.read.holding import holder_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.rows import cell_value, stored_values
from fupin_desktop.store.unite.malformed import refuse_malformed
from fupin_desktop.store.unite.uniting import Uniter
from fupin_desktop.store.write import door
from fupin_desktop.store.write.edits import bases_of, elements_of, is_left_unread, read_again
from fupin_desktop.store.write.open_entry import OpenEntry
from fupin_desktop.sync.brake import may_strike
from fupin_desktop.sync.bundles.segment import CHANGES_PER_ENTRY, TEXT_PER_ENTRY
from fupin_desktop.sync.deciding import KEEP_ASIDE
from fupin_desktop.sync.model import Decision
from fupin_desktop.sync.moving import MOVES, QUOTES

LOOSE = 2_000  # records and changes of a command held as they are, about a kilobyte each
R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True)
class Act:
    """Who acts, by which command, when."""

    device: str
    division: str
    is_office: bool
    actor: str
    command: str
    clock: int
    wall_ms: int
    zone: int
    today: date


class BookLedger(Reader):
    """One write transaction.  `close` leaves the entries; nothing else writes records."""

    def __init__(self, connection: Connection, act: Act, granted: frozenset[str] = frozenset()) -> None:
        super().__init__(connection)
        self.act = act
        self.warnings: list[str] = []
        self._granted = granted
        self.written: set[str] = set()
        self.unsettled: set[str] = set()  # scopes that must be judged again as a whole
        self.regranted: set[str] = set()  # devices whose place in the roster was written
        self._runs: dict[str, OpenEntry] = {}
        self._loose = 0  # records and changes that do not wait in words yet
        self._gathering = door.Gathering(())
        self._why: str | None = None
        self.undoes = ""  # the save of this desk that this command undoes
        self.changed: dict[str, set[int]] = {}  # by kind, the records that were written; known once it is closed

    @property
    def today(self) -> date:
        """The book's day."""
        return self.act.today

    @property
    def division(self) -> str:
        """The book's own division code."""
        return self.act.division

    @property
    def is_office(self) -> bool:
        """True for the book of a township or a county."""
        return self.act.is_office

    @property
    def actor(self) -> str:
        """Who is acting."""
        return self.act.actor

    # --- who may ----------------------------------------------------------------------------------------------------

    @cached_property
    def holder(self) -> Holder:
        """Who works with this book, by the roster."""
        return holder_of(self, identity_in(self.connection))

    def why_not(self, act: str) -> str:
        """Why the holder's role may not; empty when it may."""
        return self.holder.why_not(act)

    def may(self, act: str, *, done_by: Iterable[str | None] = ()) -> None:
        """Refuse what the holder's role may not, and a second step by who took the first where another must."""
        refuse_unless(self.holder, act)
        refuse_same(self, act, done_by)

    def note(self, warnings: Sequence[str]) -> None:
        """Warnings for the person who acts."""
        self.warnings.extend(warnings)

    # --- the door ---------------------------------------------------------------------------------------------------

    def save(self, record: R, *, managed: Collection[str] = ()) -> R:
        """Write a new record, or what differs from its reading, after the rules of its feature."""
        return self.save_all([record], managed=managed)[0]

    def save_all(self, records: Iterable[R], *, managed: Collection[str] = ()) -> list[R]:
        """Write many; all are judged before any is written.  New ones get their ids in the order given."""
        batch = [self._with_reading(record) for record in records]
        self._judge(batch, managed)
        news: list[New] = []
        edits: list[Edit] = []
        saved: list[R] = []
        for record in batch:
            if record.id is None:
                made = self._new(record)
                news.append(made)
                saved.append(record.but(id=Dot(made.dot), reading=read_again(record, made.values, {}, ())))
            else:
                reading = self._reading(record)
                now = stored_values(record)
                changes = self._edits(record, reading, now)
                edits.extend(changes)
                saved.append(record.but(reading=read_again(record, now, reading.heads, changes)))
        self._unite(news, edits)
        self._keep_few_loose(len(news) + len(edits))
        return saved

    def _with_reading(self, record: R) -> R:
        if record.id is None:
            return door.begun(record)
        return record if record.reading else record.but(reading=self._reading(record))

    def _judge(self, batch: Sequence[Record], managed: Collection[str]) -> None:
        for record in batch:
            door.refuse_role(self.holder, record)
            door.refuse_fields(record)
            self._refuse_foreign(self.scope_of(record))
        door.refuse_known_keys(self, batch)
        self._gathering = door.Gathering(batch)
        for record in batch:
            door.judge(self, record)
            door.refuse_hands(record, managed)

    def gathered(self, read: Callable[[Ledger, Sequence[Any]], T]) -> T:
        """What the rules of the batch being judged need of the book, read once for all of it."""
        return self._gathering.get(self, read)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """One item of a batch: a refusal that leaves this block takes back what was written in it, and nothing else."""
        runs = {name: run.mark() for name, run in self._runs.items()}
        sets = (set(self.written), set(self.unsettled), set(self.regranted), len(self.warnings), self._why)
        with self.connection.begin_nested() as nested:
            try:
                yield
            except Refusal:
                nested.rollback()
                self._runs = {name: run for name, run in self._runs.items() if name in runs}
                for name, mark in runs.items():
                    self._runs[name].go_back(mark)
                self.written, self.unsettled, self.regranted = sets[:3]
                del self.warnings[sets[3] :]
                self._why = sets[4]
                self.forget_numbers()
                raise

    def settle(self, record: Record, cell: str, value: object, why: str, *, element: str = "") -> None:
        """Write a value over all standing heads of a cell; it is written even when the shown value is kept."""
        assert record.id is not None
        self.may(act_of(kind_of(type(record))).code)
        fields = cells_of(type(record)).get(cell, ())
        if fields and not fields[0].group and not element:
            value = to_stored(fields[0], value)
        key = (record.id, self.cells.number(kind_of(type(record)), cell), element)
        rows = self.connection.exec_driver_sql(
            "SELECT dot FROM version WHERE record=? AND cell=? AND element=? AND head > 0 ORDER BY dot", key
        )
        bases = tuple(row[0] for row in rows) or (record.id,)
        run = self._run(self.scope_of(record))
        self._unite([], [self._edit(run, record, cell, element, value, bases)])
        self.note_why(why)

    def put_away(self, record: Record, why: str) -> None:
        """Take the record out of the register, and keep it.  Code `why.missing`."""
        if not why.strip():
            raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
        refuse_unshowable(_("Reason"), why)
        self.may(act_of(kind_of(type(record)), register=True).code)
        assert record.id is not None
        bases = bases_of(record, self._reading(record), AWAY, "")
        run = self._run(self.scope_of(record))
        self._unite([], [self._edit(run, record, AWAY, "", why.strip(), bases)])

    def note_why(self, why: str) -> None:
        """Keep the reason of this command with its entry.  Code `value.form`."""
        refuse_unshowable(_("Reason"), why)
        if why and not is_text(why, REASON_CAP):
            raise Refusal(
                "value.form",
                _("The reason is too long, or holds signs that cannot be kept. Nothing was changed."),
                where={"field": "why"},
            )
        self._why = why

    # --- scopes -----------------------------------------------------------------------------------------------------

    def scope_of(self, record: Record) -> str:
        """The scope a record lives in, or will live in once saved."""
        if record.id is not None:
            return scope(self.place_of(record.id), type(record).scope_class)
        return scope(self._division_for(record), type(record).scope_class)

    def _division_for(self, record: Record) -> str:
        home = fields_of(type(record)).get(type(record).home)
        if home is None:
            return self.division
        value = getattr(record, home.name)
        if value is None:
            raise door.missing(home)
        return self.place_of(value) if home.kind is Kind.LINK else str(value)

    def _run(self, name: str) -> OpenEntry:
        run = self._runs.get(name)
        if run is None:
            self._refuse_foreign(name)
            stream = self.streams.number(self.act.device, name)
            number, counter = tail.end(self.connection, self.streams, stream)
            run = self._runs[name] = OpenEntry(stream, number + 1, counter)
        elif run.changes >= CHANGES_PER_ENTRY or run.characters >= TEXT_PER_ENTRY:
            self._leave(run)
            run.begin_next()
        return run

    def may_write_sealed(self, division: str) -> bool:
        """Is this an office, or a laptop enrolled for the sealed data of this place?"""
        return self.is_office or scope(division, SEALED) in self._granted

    def _refuse_foreign(self, name: str) -> None:
        code = division_of(name)
        if is_below(code, self.division) or name in self._granted:
            if class_of(name) == SEALED and not self.may_write_sealed(code):
                raise Refusal(
                    "scope.sealed",
                    _(
                        "This laptop is not enrolled for bank cards and other sealed data of {code}: the office"
                        " would set it aside. Nothing was changed; ask the office to enrol it for {scope}."
                    ).format(code=code, scope=name),
                    where={"scope": name},
                )
            return
        if code in self.moved.values():
            raise Refusal(
                "household.moved",
                _("This household has moved to another village, which goes on with it. Nothing was changed here."),
                where={"scope": name},
            )
        raise Refusal(
            "scope.foreign",
            _("This belongs to a place outside your book, so it cannot be written here. Nothing was changed."),
            where={"scope": name},
        )

    # --- making changes ---------------------------------------------------------------------------------------------

    def _new(self, record: Record) -> New:
        run = self._run(self.scope_of(record))
        made = New(kind_of(type(record)), run.next_dot(), stored_values(record))
        run.news.append(made)
        run.changes += max(1, len(made.values))
        run.characters += sum(len(value) for value in made.values.values() if isinstance(value, str))
        return made

    def _reading(self, record: Record) -> Reading:
        reading = record.reading or self.get(type(record), record.id or Dot(0)).reading
        assert reading is not None
        return reading

    def _edits(self, record: Record, reading: Reading, now: Mapping[str, object]) -> list[Edit]:
        made: list[Edit] = []
        for cell, fields in cells_of(type(record)).items():
            old, new = cell_value(fields, reading.values), cell_value(fields, now)
            if old == new or is_left_unread(record, fields, reading, new):
                continue
            if fields[0].many:
                made.extend(self._element_edits(record, reading, cell, old, new))
            else:
                run = self._run(self.scope_of(record))
                made.append(self._edit(run, record, cell, "", new, bases_of(record, reading, cell, "")))
        return made

    def _element_edits(self, record: Record, reading: Reading, cell: str, old: object, new: object) -> Iterable[Edit]:
        before, after = elements_of(old), elements_of(new)
        for element in sorted(before ^ after):
            run = self._run(self.scope_of(record))
            present = int(element in after)
            yield self._edit(run, record, cell, element, present, bases_of(record, reading, cell, element))

    def _edit(
        self, run: OpenEntry, record: Record, cell: str, element: str, value: object, bases: tuple[int, ...]
    ) -> Edit:
        assert record.id is not None
        made = Edit(kind_of(type(record)), run.next_dot(), record.id, cell, element, value, bases)
        run.edits.append(made)
        run.changes += 1
        run.characters += len(value) if isinstance(value, str) else 0
        return made

    def _unite(self, news: list[New], edits: list[Edit]) -> None:
        made_tables, changed_tables = tail.news_of(news), tail.edits_of(edits)
        refuse_malformed(made_tables, changed_tables)
        uniter = Uniter(self.connection, self.streams, self.cells)
        for made in made_tables:
            uniter.insert(made)
        for changed in changed_tables:
            uniter.change(changed, [self.act.clock] * len(changed.dots))
        uniter.finish()
        self._forget({one.kind for one in news} | {one.kind for one in edits})

    # --- leaving the entries ----------------------------------------------------------------------------------------

    def close(self) -> list[tuple[str, tail.Full]]:
        """Append the entries of this command to the tails of their streams; each names all others.  What was left."""
        left: list[tuple[str, tail.Full]] = []
        runs = {name: run for name, run in self._runs.items() if self._leave(run) or run.full}
        named = sorted((name, full.entry.number) for name, run in runs.items() for full in run.full)
        for name, run in runs.items():
            for at, full in enumerate(run.full):
                others = tuple(one for one in named if one != (name, full.entry.number))
                run.full[at] = full.keep(self.connection, run.stream, others)
                left.append((name, run.full[at]))
            self.written.add(name)
        for part in chain.from_iterable(full.parts for _scope, full in left):
            for kind, ids in chain(part.made.items(), part.edited.items()):
                self.changed.setdefault(kind, set()).update(ids)
        return left

    def _keep_few_loose(self, more: int) -> None:
        """What a long command has written in all its scopes waits in words until the last is known."""
        self._loose += more
        if self._loose >= LOOSE:
            self._loose = 0
            hold_fewer_pages(self.connection)
            for run in self._runs.values():
                self._put_into_words(run)

    def _put_into_words(self, run: OpenEntry) -> None:
        # What is put away, brought back or emptied matters beyond its own row.
        if any(edit.cell == AWAY for edit in run.edits) or may_strike(tail.edits_of(run.edits)):
            self.unsettled.add(self.streams.scope(run.stream))
        for made in run.news:
            self._note_admission(made)
        run.put_into_words()

    def _leave(self, run: OpenEntry) -> bool:
        """End the entry being written; False when it holds nothing."""
        self._put_into_words(run)
        if not run.parts:
            return False
        act = self.act
        entry = Entry(run.number, act.clock, act.wall_ms, act.zone, act.actor, act.command, why=self._why)
        run.full.append(tail.Full(entry, run.counter, tuple(run.parts)))
        name = self.streams.scope(run.stream)
        if self._is_kept_aside(name, run.number):
            self.unsettled.add(name)
        return True

    def _is_kept_aside(self, name: str, number: int) -> bool:
        """Did an office decide beforehand about this entry?  Then it waits here as it will everywhere else."""
        told = self.find(Decision, act=KEEP_ASIDE, device=self.act.device, scope=name)
        return any((one.first or 0) <= number <= (one.last or 0) for one in told)

    def _note_admission(self, made: New) -> None:
        if made.kind in (*MOVES, *QUOTES):
            self.unsettled.add(self.streams.scope(stream_of(made.dot)))
        if made.kind == "decision":
            self.unsettled.add(str(made.values["scope"]))
        elif made.kind == "grant":
            self.regranted.add(str(made.values["device"]))
