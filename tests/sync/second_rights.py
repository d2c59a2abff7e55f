"""The second reader's rights (FORMAT.md §8, §9, §11): which entries are set aside, written from the text alone."""

from dataclasses import dataclass
from typing import Any

from tests.sync.second_register import MOVES, Change, Dot, Register, Run, Stream
from tests.sync.second_roster import Roster, division, klass, may_write
from tests.sync.second_values import KINDS

LATEST_MS = 4_102_444_800_000
BRAKE, SHARE, FEW, STRUCK, QUOTA = 20, 20, 3, 3, 1_000_000
RELEASABLE = {"entry.revoked", "entry.quota", "entry.brake", "entry.office", "entry.moved", "entry.clock"}


@dataclass(frozen=True)
class Decision:
    """A decision that stands in its place, with who took it."""

    order: tuple[int, str]
    device: str
    said: dict[str, Any]


def decisions_of(register: Register) -> list[Decision]:
    """Those in the `/r` scope of the place that they are about, in the order in which they hold."""
    found = []
    for dot, (kind, values) in register.records.items():
        if kind == "decision" and klass(dot[1]) == "r" and division(values["scope"]) == division(dot[1]):
            found.append(Decision((values["turn"], ".".join(map(str, dot))), dot[0], values))
    return sorted(found, key=lambda one: one.order)


def about(decisions: list[Decision], stream: Stream) -> list[Decision]:
    return [one for one in decisions if (one.said["device"], one.said["scope"]) == stream]


class Judge:
    """Judges the runs of one stream by the roster, the register as held, and the decisions about it."""

    def __init__(self, roster: Roster, held: Register, reach: dict[Stream, int], decisions: list[Decision]) -> None:
        self.roster, self.held, self.reach, self.decisions = roster, held, reach, decisions

    def aside(self, runs: list[Run], device: str) -> dict[int, str]:
        """The entries of a stream that are set aside; `device` is whose statement counts for it."""
        if not runs:
            return {}
        stream, said = runs[0].stream, self.roster.devices.get(device)
        office = said is not None and said["office"] is not None
        told = about(self.decisions, stream)
        free: dict[int, str] = {}
        fixed: dict[int, str] = {}
        actors = {
            number: actor for run in runs for number, actor in zip(run.numbers, run.entries["actor"], strict=True)
        }
        released = {number for number, actor in actors.items() if _passes(told, number, device, actor, office=office)}
        limit = _limit(said, runs)
        for run in runs:
            for row, number in enumerate(run.numbers):
                if limit is not None and number > limit:
                    free[number] = "entry.revoked"
                for code in self._codes(run, row, number, said, office=office):
                    (free if code in RELEASABLE else fixed)[number] = code
        free |= dict.fromkeys(self._stopped(runs, released), "entry.brake")
        kept = {number: "entry.kept_aside" for number in actors if _act(told, number) == "keep_aside"}
        return {number: code for number, code in free.items() if number not in released} | kept | fixed

    def _codes(self, run: Run, row: int, number: int, said: Any, *, office: bool) -> list[str]:
        scope, found = run.stream[1], []
        if said is not None and not may_write(said, scope):
            found.append("entry.scope")
        if run.entries["ms"][row] >= LATEST_MS:
            found.append("entry.clock")
        if not office and run.entries["last"][row] > QUOTA:
            found.append("entry.quota")
        if number in run.malformed:
            found.append("entry.value")
        kinds = {kind for _dot, kind, _values in run.news.get(number, [])}
        kinds |= {change.kind for change in run.edits.get(number, [])}
        if any(KINDS[kind]["class"] != klass(scope) for kind in kinds & KINDS.keys()):
            found.append("entry.class")
        elif any(KINDS[kind]["office"] for kind in kinds & KINDS.keys()) and not office:
            found.append("entry.office")
        if not office and any(map(self._settles, run.edits.get(number, []))):
            found.append("entry.office")
        others = [name.split(" ") for name in (run.entries["twin"][row] or "").split(",") if name]
        if any(self._waits_for(run.stream[0], scope, int(other)) for scope, other in others):
            found.append("entry.twin")
        return found + [code for code in self._places(run, number) if code]

    def _waits_for(self, device: str, scope: str, number: int) -> bool:
        """Is this entry not here, though its device has not ended before it?"""
        said = self.roster.devices.get(device)
        until = said["until"] if said is not None else None
        counts = until is None or number <= until.get(scope, (0, ""))[0]
        counts &= said is None or may_write(said, scope)
        return counts and self.reach.get((device, scope), 0) < number

    def _settles(self, change: Change) -> bool:
        cell = self.held.changes.get((change.record, change.cell, change.element), {})
        return len({str(cell[base].value) for base in change.bases if base in cell}) > 1

    def _places(self, run: Run, number: int) -> list[str]:
        found = []
        for dot, kind, values in run.news.get(number, []):
            home = values.get(KINDS[kind]["home"]) if kind in KINDS else None
            if isinstance(home, tuple) and kind not in MOVES:
                found.append(self._place(run, dot, home))
        return found + [self._place(run, one.dot, one.record) for one in run.edits.get(number, [])]

    def _place(self, run: Run, dot: Dot, record: Dot) -> str:
        """Is this about what is in its place here, by the halves its writer knew?"""
        here, root = division(run.stream[1]), self.held.root(record)
        native = division(record[1]) == here
        known = [
            (order, to)
            for order, half, to in self.held.halves(root)
            if half[1] == run.stream[1]
            and (half[2] < dot[2] if half[0] == dot[0] else half[2] <= run.seen.get(half[0], 0))
        ]
        within = max(known)[1] == here if known else division(root[1]) == here
        return "" if within else ("entry.moved" if native else "entry.foreign")

    def _stopped(self, runs: list[Run], released: set[int]) -> set[int]:
        """The brake: what one stream takes away adds up."""
        if klass(runs[0].stream[1]):
            return set()
        limit = max(FEW, min(BRAKE, self._households(runs[0].stream) // SHARE))
        account: dict[Dot, set[Any]] = {}
        waiting = set()
        for number, changes in sorted((n, c) for run in runs for n, c in run.edits.items()):
            taken, back = self._strike(changes)
            if not taken and not back:
                continue
            if number in released:
                account = {}
                continue
            account = {home: marks for home, marks in account.items() if home not in back}
            after = {home: account.get(home, set()) | marks for home, marks in taken.items()}
            before, more = _struck(account), _struck(after)
            if not more <= before and len(before | more) > limit:
                waiting.add(number)
            else:
                account |= after
        return waiting

    def _strike(self, changes: list[Change]) -> tuple[dict[Dot, set[Any]], set[Dot]]:
        taken: dict[Dot, set[Any]] = {}
        back: set[Dot] = set()
        for one in changes:
            if one.kind == "member" and one.cell == "away" and one.value is not None:
                taken.setdefault(self.held.root(one.record), set()).add(one.record)
            elif one.kind == "household" and one.cell == "away" and not one.element:
                if one.value is None:
                    back.add(one.record)
                else:
                    taken.setdefault(one.record, set()).update(("away", n) for n in range(STRUCK))
            elif one.kind == "household" and one.value is None and not one.element:
                taken.setdefault(one.record, set()).add((one.cell, 0))
        return taken, back

    def _households(self, stream: Stream) -> int:
        made = [
            dot for dot, (kind, _values) in self.held.records.items() if kind == "household" and dot[1] == stream[1]
        ]
        others = [dot for dot in made if dot[0] != stream[0]]
        return len(others or made)


def _limit(said: Any, runs: list[Run]) -> int | None:
    """The last number that counts of a device that was ended; None while it was not."""
    if said is None or said["until"] is None:
        return None
    number, hash_ = said["until"].get(runs[0].stream[1], (0, ""))
    if number == 0 or any((run.numbers[-1], run.hash) == (number, hash_) for run in runs):
        return int(number)
    return max((run.numbers[-1] for run in runs if run.numbers[-1] < number), default=0)


def _struck(account: dict[Dot, set[Any]]) -> set[Dot]:
    return {home for home, marks in account.items() if len(marks) >= STRUCK}


def _last(told: list[Decision], number: int) -> Decision | None:
    acts = ("release", "keep_aside")
    found = [one for one in told if one.said["act"] in acts and one.said["first"] <= number <= one.said["last"]]
    return found[-1] if found else None


def _act(told: list[Decision], number: int) -> str:
    found = _last(told, number)
    return found.said["act"] if found else ""


def _passes(told: list[Decision], number: int, device: str, actor: str, *, office: bool) -> bool:
    found = _last(told, number)
    if found is None or found.said["act"] != "release":
        return False
    return found.device != device or (office and found.said.get("slot") != actor)
