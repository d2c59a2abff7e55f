"""The second reader's register: from segments to values, heads and digests (FORMAT.md §8 to §11)."""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.sync.second_roster import compact, division, klass
from tests.sync.second_values import KINDS, is_sound

Stream = tuple[str, str]
Dot = tuple[str, str, int]
Clock = tuple[int, int]
MOVES, QUOTES = ("household_move", "sealed_move"), ("quote", "sealed_quote")


@dataclass
class Change:
    """One change of one cell."""

    dot: Dot
    kind: str
    record: Dot
    cell: str
    element: str
    value: Any
    bases: list[Dot]
    clock: Clock = (0, 0)
    admitted: bool = True

    @property
    def order(self) -> tuple[Clock, str, int]:
        return self.clock, self.dot[0], self.dot[2]


@dataclass
class Run:
    """A segment or a quote, unfolded: entries by number, the records and changes of each."""

    stream: Stream
    numbers: list[int]
    entries: dict[str, list[Any]]
    seen: dict[str, int]
    news: dict[int, list[tuple[Dot, str, dict[str, Any]]]] = field(default_factory=dict)
    edits: dict[int, list[Change]] = field(default_factory=dict)
    malformed: set[int] = field(default_factory=set)
    hash: str = ""  # of the segment; a quote has none

    def clock(self, number: int) -> Clock:
        row = self.numbers.index(number)
        return self.entries["ms"][row], self.entries["count"][row]


def unfold(stream: Stream, numbers: list[int], content: Any, seen: Iterable[list[Any]]) -> Run:
    described, entries, news, edits = content
    run = Run(stream, numbers, entries, {told[0]: told[3] for told in seen})
    names = [
        (stream[0], told[1]) if index == 0 else (told[0], told[1]) for index, told in enumerate(described["streams"])
    ]

    def number_of(counter: int) -> int:
        return numbers[bisect_left(entries["last"], counter)]

    def dot(index: int | None, counter: int | None) -> Dot | None:
        return None if index is None or counter is None else (*names[index], counter)

    def column(columns: dict[str, list[Any]], name: str, kind: str) -> list[Any]:
        return list(map(dot, columns[name + "@"], columns[name])) if kind == "l" else columns[name]

    for table, columns in news:
        cells = {name: column(columns, name, kind) for name, kind in table["cells"].items()}
        for row, counter in enumerate(columns["#"]):
            values = {name: found[row] for name, found in cells.items() if found[row] is not None}
            run.news.setdefault(number_of(counter), []).append(((*names[0], counter), table["kind"], values))
    for table, columns in edits:
        values = column(columns, "=", table["type"])
        records, bases = column(columns, "record", "l"), column(columns, "base", "l")
        for row, counter in enumerate(columns["#"]):
            more = json.loads(columns["more"][row] or "[]") if "more" in columns else []
            element = columns["element"][row] if "element" in columns else ""
            change = Change((*names[0], counter), table["kind"], records[row], table["cell"], element, values[row],
                            [bases[row], *((*names[at], of) for at, of in more)])  # fmt: skip
            number = number_of(counter)
            change.clock = run.clock(number)
            run.edits.setdefault(number, []).append(change)
    run.malformed = {number for row, number in enumerate(numbers) if not _is_sound(run, row, number)}
    return run


def _is_sound(run: Run, row: int, number: int) -> bool:
    words = (run.entries["actor"][row], run.entries["command"][row], run.entries["why"][row])
    return is_sound(words, run.news.get(number, []), run.edits.get(number, []))


class Register:
    """What the admitted entries give."""

    def __init__(self) -> None:
        self.records: dict[Dot, tuple[str, dict[str, Any]]] = {}
        self.changes: dict[tuple[Dot, str, str], dict[Dot, Change]] = {}
        self.asked: list[tuple[Change, Dot]] = []
        self.gaps: list[tuple[Stream, int, int]] = []

    def take(self, run: Run, aside: Iterable[int]) -> None:
        """What is set aside keeps its place in the graph, and is neither value nor head."""
        left = set(aside)
        for number in run.numbers:
            if number not in left:
                self.records |= {dot: (kind, values) for dot, kind, values in run.news.get(number, [])}
            for change in run.edits.get(number, []):
                change.admitted = number not in left
                self.changes.setdefault((change.record, change.cell, change.element), {}).setdefault(change.dot, change)

    def heads(self, key: tuple[Dot, str, str]) -> list[Change]:
        found = self.changes[key]
        reached = [base for one in found.values() if one.admitted for base in one.bases]
        known: set[Dot] = set()
        while reached:
            base = reached.pop()
            if base not in known:
                known.add(base)
                reached += found[base].bases if base in found else []
        return [one for one in found.values() if one.admitted and one.dot not in known]

    def waits(self, change: Change) -> bool:
        cell = self.changes[change.record, change.cell, change.element]
        missing = [base for base in change.bases if base not in cell and base != change.record]
        return any(not self._is_lost(base) for base in missing)

    def _is_lost(self, dot: Dot) -> bool:
        return any(dot[:2] == stream and first <= dot[2] <= last for stream, first, last in self.gaps)

    # --- places ---------------------------------------------------------------------------------------------------

    def root(self, dot: Dot) -> Dot:
        """The household, or whatever else, on which a record hangs in the end."""
        passed: set[Dot] = set()
        while dot not in passed:
            passed.add(dot)
            kind, values = self.records.get(dot, ("", {}))
            home = values.get(KINDS[kind]["home"]) if kind in KINDS else None
            dot = home if isinstance(home, tuple) else dot
        return dot

    def halves(self, household: Dot) -> list[tuple[tuple[int, str, str], Dot, str]]:
        """Order, dot and target of each half of a household's moves that counts."""
        return [
            ((values["turn"], dot[0], values["to"]), dot, values["to"])
            for dot, (kind, values) in self.records.items()
            if kind in MOVES and values.get("household") == household and values.get("division") == division(dot[1])
        ]

    def place(self, dot: Dot) -> str:
        """The division where a record lives, by all halves that are held."""
        found = self.halves(self.root(dot))
        return max(found)[2] if found else division(dot[1])

    # --- values and digest ----------------------------------------------------------------------------------------

    def values(self, dot: Dot) -> dict[str, Any]:
        kind, given = self.records[dot]
        found = dict(given)
        for key in [key for key in self.changes if key[0] == dot]:
            heads = self.heads(key)
            if heads:
                _put(kind, found, key[1], key[2], max(heads, key=lambda one: one.order).value)
        return found

    def standing_against(self, dot: Dot) -> list[Any]:
        rows = []
        for key in [key for key in self.changes if key[0] == dot]:
            heads = self.heads(key)
            if len({compact(one.value) for one in heads if not self.waits(one)}) > 1:
                rows += [[dot[2], one.kind, one.cell, one.element, list(one.dot), _plain(one.value)] for one in heads]
        return rows

    def digests(self, scopes: Iterable[str]) -> dict[str, str]:
        return {scope: self._digest(scope) for scope in scopes}

    def _digest(self, scope: str) -> str:
        total, here = hashlib.sha256(), division(scope)
        shown = [dot for dot in self.records if self.records[dot][0] in KINDS]
        native = [dot for dot in shown if dot[1] == scope and self.place(dot) == here]
        came = [d for d in shown if d[1] != scope and klass(d[1]) == klass(scope) and self.place(d) == here
                and division(d[1]) != here]  # fmt: skip
        for part in (native, came):
            for stream in sorted({dot[:2] for dot in part}):
                self._add(total, stream, [dot for dot in part if dot[:2] == stream])
        return total.hexdigest()

    def _add(self, total: Any, stream: Stream, dots: list[Dot]) -> None:
        for kind in sorted({self.records[dot][0] for dot in dots}):
            names = [*sorted(KINDS[kind]["fields"]), "away"]
            rows = []
            for dot in sorted(dot for dot in dots if self.records[dot][0] == kind):
                values = self.values(dot)
                rows.append([dot[2], *(_plain(values.get(name)) for name in names)])
            total.update(compact([kind, list(stream), names, rows]).encode())
        against = sorted((row for dot in dots for row in self.standing_against(dot)), key=lambda row: row[:5])
        if against:
            total.update(compact(against).encode())


def _put(kind: str, values: dict[str, Any], cell: str, element: str, value: Any) -> None:
    members = [name for name, field in KINDS[kind]["fields"].items() if field["group"] == cell]
    if element:
        items = set(json.loads(values.get(cell) or "[]"))
        items = items | {element} if value else items - {element}
        values[cell] = compact(sorted(items)) if items else None
    elif members:
        told = json.loads(value or "{}")
        values |= {name: told.get(name) for name in members}
    else:
        values[cell] = value


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
