"""Changes whose values are not canonical: the same question at the desk, at the border, at a replay and of a quote.

What this program does not know is not looked at: a later one that knows it judges it when it replays.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.notation.canonical import NAME_CAP, REASON_CAP, is_reason, is_text, stray_members, strays
from fupin_desktop.ledger.record import cells_of, fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.unite.run import Run
from fupin_desktop.sync.admission import VALUE, Reason, entry_of
from fupin_desktop.sync.bundles.columns import Values
from fupin_desktop.sync.bundles.content import EditTable, EntryTable, NewTable


class Place(NamedTuple):
    """Where a value stands that has not its form: kind, record and cell, and the change that brought it."""

    kind: str
    record: int
    cell: str
    dot: int


def places(news: Iterable[NewTable], edits: Iterable[EditTable]) -> Iterator[Place]:
    """The values of known kinds and cells that are not canonical."""
    for made in news:
        yield from _in_new(made)
    for changed in edits:
        yield from _in_edits(changed)


def malformed(run: Run) -> dict[int, Reason]:
    """The entries of a run that hold such a value, or are themselves not of the form an entry has."""
    last = run.decoded.entries.last
    found = {entry_of(place.dot, last, run.first): VALUE for place in places(run.decoded.news, run.decoded.edits)}
    found.update((run.first + row, VALUE) for row in _odd_entries(run.decoded.entries))
    return found


def without_strays(table: EditTable) -> EditTable:
    """What is set aside for its values keeps its place in the graph, and none of them is stored as a value."""
    rows = list(range(len(table.dots)))
    fields = cells_of(KINDS[table.kind]).get(table.cell)
    if table.elements is not None and fields:
        wrong = stray_members(zip(table.elements, table.values, strict=True), fields[0])
        rows = [n for n in rows if (table.elements[n], table.values[n]) not in wrong]
    return EditTable(
        table.kind, table.cell, table.type,
        [table.dots[n] for n in rows], [table.records[n] for n in rows], [table.bases[n] for n in rows],
        {at: table.more[n] for at, n in enumerate(rows) if n in table.more},
        None if table.elements is None else [table.elements[n] for n in rows],
        [None if table.elements is None else 0 for _n in rows],
    )  # fmt: skip


def _in_new(table: NewTable) -> Iterator[Place]:
    cls = KINDS.get(table.kind)
    known = fields_of(cls) if cls is not None else {}
    for name, column in zip(table.cells, table.columns, strict=True):
        if name in known:
            # Fields of a group stand under their own names in a new record
            wrong = strays(_once(column), (_alone(known[name]),))
            yield from (
                Place(table.kind, id, known[name].cell, id)
                for id, value in (zip(table.ids, column, strict=True) if wrong else ())
                if value in wrong
            )


def _in_edits(table: EditTable) -> Iterator[Place]:
    cls = KINDS.get(table.kind)
    fields = cells_of(cls).get(table.cell, ()) if cls is not None else ()
    wrong: Collection[object] = ()
    values: Sequence[object] = table.values
    if cls is not None and table.cell == AWAY:
        wrong = {value for value in set(_once(values)) if not is_reason(value)}
    elif fields and table.elements is not None:
        values = pairs = list(zip(table.elements, table.values, strict=True))
        wrong = stray_members(pairs, fields[0])
    elif fields:
        wrong = strays(_once(values), fields)
    rows = zip(table.records, table.dots, values, strict=True) if wrong else ()
    yield from (Place(table.kind, record, table.cell, dot) for record, dot, value in rows if value in wrong)


def _once(column: Sequence[object]) -> Sequence[object]:
    return [column.only] if isinstance(column, Values) and column.constant else column


@cache
def _alone(field: Field) -> Field:
    return replace(field, group="") if field.group else field


def _odd_entries(entries: EntryTable) -> set[int]:
    odd: set[int] = set()
    columns = ((entries.actors, NAME_CAP, False), (entries.commands, NAME_CAP, False), (entries.whys, REASON_CAP, True))
    for column, cap, lines in columns:
        wrong = {text for text in set(column) if text and not is_text(text, cap, lines=lines)}
        if wrong:
            odd.update(row for row, text in enumerate(column) if text in wrong)
    return odd


def refuse_malformed(news: Sequence[NewTable], edits: Sequence[EditTable]) -> None:
    """Refuse, as `value.form`, what every other book would set aside: it is not written."""
    for place in places(news, edits):
        fields = cells_of(KINDS[place.kind]).get(place.cell, ())
        label = "、".join(_(field_.label) for field_ in fields) or _("Reason")
        raise Refusal(
            "value.form",
            _("{label}: too long, or not in the form such a value has. Nothing was changed.").format(label=label),
            where={"kind": place.kind, "field": place.cell},
        )
