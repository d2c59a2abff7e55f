"""Which entries of a segment are admitted: a function of what is held, never of the order it came in (sync.md §2)."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from fupin_desktop.ledger.clock import beyond_reason
from fupin_desktop.ledger.scope import class_of
from fupin_desktop.ledger.words import N_
from fupin_desktop.sync.content import Decoded, EditTable, NewTable
from fupin_desktop.sync.roster import Statement, may_write
from fupin_desktop.sync.segment import Header

Reason = tuple[str, str]  # code, sentence
_CLOCK = ("entry.clock", N_("The clock of this entry lies beyond 2100; the machine's date was wrong."))
_SCOPE = ("entry.scope", N_("The laptop may not write in this place."))
_REVOKED = ("entry.revoked", N_("Written after the laptop was revoked."))
_OFFICE = ("entry.office", N_("Only an office may do this."))
_CLASS = ("entry.class", N_("This kind of record does not belong into this scope."))
OFFICE_COMMANDS = frozenset({"question.settle", "tray.accept", "device.enrol", "device.revoke", "device.grant"})


def judge(
    header: Header, decoded: Decoded, statement: Statement, homes: Mapping[str, tuple[str, bool]], foreign: set[int]
) -> dict[int, Reason]:
    """The entries to be set aside, by number, with the reason.

    `homes` gives for each kind the class of its scope and whether only an office writes it; `foreign` are the dots of
    changes to records of another scope.
    """
    entries = decoded.entries
    last = header.first + len(entries.clocks) - 1
    everything = range(header.first, last + 1)
    if not may_write(statement, header.scope):
        return dict.fromkeys(everything, _SCOPE)
    aside: dict[int, Reason] = {}
    limit = (statement.until or {}).get(header.scope)
    if limit is not None:
        aside.update(dict.fromkeys((number for number in everything if number > limit[0]), _REVOKED))
    if beyond_reason(max(entries.clocks)):
        aside.update({header.first + i: _CLOCK for i, clock in enumerate(entries.clocks) if beyond_reason(clock)})
    if statement.office is None and not OFFICE_COMMANDS.isdisjoint(entries.commands):
        found = enumerate(entries.commands, header.first)
        aside.update({number: _OFFICE for number, command in found if command in OFFICE_COMMANDS})
    wrong = _wrong_kinds(decoded, class_of(header.scope), homes, office=statement.office is not None)
    aside.update({entry_of(dot, entries.last, header.first): reason for dot, reason in wrong.items()})
    aside.update({entry_of(dot, entries.last, header.first): _SCOPE for dot in foreign})
    return aside


def _wrong_kinds(
    decoded: Decoded, klass: str, homes: Mapping[str, tuple[str, bool]], *, office: bool
) -> dict[int, Reason]:
    wrong: dict[int, Reason] = {}
    tables: list[tuple[str, list[int]]] = [(table.kind, table.ids) for table in decoded.news]
    tables += [(table.kind, table.dots) for table in decoded.edits]
    for kind, dots in tables:
        home, office_only = homes.get(kind, (klass, False))
        if home != klass:
            wrong.update(dict.fromkeys(dots, _CLASS))
        elif office_only and not office:
            wrong.update(dict.fromkeys(dots, _OFFICE))
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
