"""Which entries of a segment are admitted: a function of what is held, never of the order it came in (sync.md §2)."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from fupin_desktop.ledger.clock import beyond_reason
from fupin_desktop.ledger.scope import class_of
from fupin_desktop.ledger.words import N_
from fupin_desktop.sync.arranging import Link
from fupin_desktop.sync.authority.roster import Statement, may_write
from fupin_desktop.sync.bundles.content import Decoded, EditTable, EntryTable, NewTable
from fupin_desktop.sync.deciding import Standing

Reason = tuple[str, str]  # code, sentence
_CLOCK = ("entry.clock", N_("The clock of this entry lies beyond 2100; the machine's date was wrong."))
_SCOPE = ("entry.scope", N_("The laptop may not write in this place."))
_REVOKED = ("entry.revoked", N_("Written after the laptop was revoked."))
OFFICE = ("entry.office", N_("Only an office may do this."))
_CLASS = ("entry.class", N_("This kind of record does not belong into this scope."))
FOREIGN = ("entry.foreign", N_("This changes a record that belongs to another place."))
MOVED = ("entry.moved", N_("Written here although its writer knew that the household had moved to another village."))
_QUOTA = ("entry.quota", N_("This laptop has sent far more than one village can need; waits until an office decides."))
_TWIN = ("entry.twin", N_("Waits for the rest of its command, written in other places or parts by the same act."))
VALUE = ("entry.value", N_("A value in this entry has not the form that values of its kind have."))
_KEPT = ("entry.kept_aside", N_("An office decided to keep this aside."))
# What an office may let pass; what breaks the structure of the register nobody can.
RELEASABLE = frozenset({"entry.revoked", "entry.quota", "entry.brake", "entry.office", "entry.moved", "entry.clock"})
QUOTA = 1_000_000  # changes a laptop may write in one place: a hundred times what a village writes in three years


@dataclass(frozen=True)
class Hearing:
    """What an entry is judged by, besides itself.

    `homes` gives for each kind the class of its scope and whether only an office writes it; `outside` names the
    changes beyond their writer's rights, `lonely` the entries of whose command another is not here, `stopped` those
    the brake holds, `malformed` those with values that are not canonical, with the reason of each; `limit` is the last
    number that stands of a device that was revoked.
    """

    device: str
    scope: str
    statement: Statement | None
    homes: Mapping[str, tuple[str, bool]]
    standing: Standing = field(default_factory=Standing)
    outside: Mapping[int, Reason] = field(default_factory=dict)
    lonely: Collection[int] = ()
    stopped: Mapping[int, Reason] = field(default_factory=dict)
    malformed: Mapping[int, Reason] = field(default_factory=dict)
    own: bool = False
    limit: int | None = None

    @property
    def office(self) -> bool:
        """Is the writer an office?  A book that no office has enrolled yet judges its own by the rules of a laptop."""
        return self.statement is not None and self.statement.office is not None


def judge(hearing: Hearing, decoded: Decoded, first: int) -> dict[int, Reason]:
    """The entries to be set aside, by number, with the reason."""
    entries = decoded.entries
    aside: dict[int, Reason] = dict.fromkeys(hearing.lonely, _TWIN)
    aside.update(hearing.stopped)
    if hearing.statement is not None:
        aside.update(_by_roster(hearing, hearing.statement, entries, first))
    if not hearing.office and entries.last[-1] > QUOTA:
        aside.update({n: _QUOTA for n, counter in enumerate(entries.last, first) if counter > QUOTA})
    outside = {entry_of(dot, entries.last, first): reason for dot, reason in hearing.outside.items()}
    aside.update(outside)
    if beyond_reason(max(entries.clocks)):
        aside.update({first + i: _CLOCK for i, clock in enumerate(entries.clocks) if beyond_reason(clock)})
    aside = _decided(hearing, aside, entries, first)
    wrong = _wrong_kinds(hearing, decoded)
    aside.update({entry_of(dot, entries.last, first): reason for dot, reason in wrong.items()})
    aside.update({number: reason for number, reason in outside.items() if reason == FOREIGN})
    aside.update(hearing.malformed)
    return aside


def limit_of(statement: Statement | None, scope: str, chain: Sequence[Link]) -> int | None:
    """The last number that stands of a revoked device; None while it is not revoked.

    In a place its revocation does not name nothing stands.  A chain that does not hold the very segment the office had
    when it revoked was rewritten: it stands before that one.
    """
    if statement is None or statement.until is None:
        return None
    number, hash = statement.until.get(scope, (0, ""))
    if number == 0 or any((link.last, link.hash) == (number, hash) for link in chain):
        return number
    return max((link.last for link in chain if link.last < number), default=0)


def _by_roster(hearing: Hearing, statement: Statement, entries: EntryTable, first: int) -> dict[int, Reason]:
    numbers = range(first, first + len(entries.clocks))
    if not may_write(statement, hearing.scope):
        return dict.fromkeys(numbers, _SCOPE)
    aside: dict[int, Reason] = {}
    if hearing.limit is not None:
        aside.update(dict.fromkeys((number for number in numbers if number > hearing.limit), _REVOKED))
    return aside


def _decided(hearing: Hearing, aside: Mapping[int, Reason], entries: EntryTable, first: int) -> dict[int, Reason]:
    """What standing decisions change in it."""
    if not hearing.standing.told:
        return dict(aside)
    left = {
        number: reason
        for number, reason in aside.items()
        if reason[0] not in RELEASABLE
        or not hearing.standing.releases(
            number, hearing.device, entries.actors[number - first], office=hearing.office or hearing.own
        )
    }
    kept = (n for n in range(first, first + len(entries.clocks)) if hearing.standing.keeps(n))
    return {**left, **dict.fromkeys(kept, _KEPT)}


def _wrong_kinds(hearing: Hearing, decoded: Decoded) -> dict[int, Reason]:
    klass = class_of(hearing.scope)
    wrong: dict[int, Reason] = {}
    tables: list[tuple[str, list[int]]] = [(table.kind, table.ids) for table in decoded.news]
    tables += [(table.kind, table.dots) for table in decoded.edits]
    for kind, dots in tables:
        home, office_only = hearing.homes.get(kind, (klass, False))
        if home != klass:
            wrong.update(dict.fromkeys(dots, _CLASS))
        elif office_only and not hearing.office and not hearing.own:
            wrong.update(dict.fromkeys(dots, OFFICE))
    return wrong


def entry_of(dot: int, last_counters: Sequence[int], first: int) -> int:
    """The number of the entry that used a dot of its own stream."""
    return first + bisect_left(last_counters, dot & ((1 << 40) - 1))


def split(decoded: Decoded, first: int, aside: Mapping[int, Reason]) -> tuple[Decoded, Decoded]:
    """The admitted part and the part set aside."""
    last = decoded.entries.last

    def kept(dots: Sequence[int], *, admitted: bool) -> list[int]:
        return [row for row, dot in enumerate(dots) if (entry_of(dot, last, first) not in aside) == admitted]

    def part(*, admitted: bool) -> Decoded:
        news = [_new_rows(table, kept(table.ids, admitted=admitted)) for table in decoded.news]
        edits = [_edit_rows(table, kept(table.dots, admitted=admitted)) for table in decoded.edits]
        return Decoded(decoded.entries, [t for t in news if t.ids], [t for t in edits if t.dots])

    return part(admitted=True), part(admitted=False)


def _new_rows(table: NewTable, rows: Sequence[int]) -> NewTable:
    columns = [[column[row] for row in rows] for column in table.columns]
    return NewTable(table.kind, [table.ids[row] for row in rows], table.cells, table.types, columns)


def _edit_rows(table: EditTable, rows: Sequence[int]) -> EditTable:
    return EditTable(
        table.kind,
        table.cell,
        table.type,
        [table.dots[row] for row in rows],
        [table.records[row] for row in rows],
        [table.bases[row] for row in rows],
        {index: table.more[row] for index, row in enumerate(rows) if row in table.more},
        [table.elements[row] for row in rows] if table.elements is not None else None,
        [table.values[row] for row in rows],
    )
