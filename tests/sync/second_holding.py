"""What the second reader holds: segments put in order, judged and united (FORMAT.md §5, §6, §8 to §11)."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from tests.sync.second_content import Refused, check_content, need, read_content, unpack
from tests.sync.second_register import QUOTES, Register, Run, Stream, unfold
from tests.sync.second_rights import Decision, Judge, about, decisions_of
from tests.sync.second_roster import Roster, division, klass, signed

Part = tuple[dict[str, Any], bytes, bytes, str]


@dataclass
class Held:
    """One segment; its content is read when its turn comes."""

    header: dict[str, Any]
    hash: str
    packed: bytes

    def content(self) -> Any:
        found = read_content(unpack(self.header, self.packed), len(self.packed))
        check_content(self.header, found)
        return found

    def ends(self) -> tuple[str, int, int]:
        return self.hash, self.header["last"] + 1, self.header["last_counter"] + 1

    def begins(self) -> tuple[str, int, int]:
        return self.header["before"], self.header["first"], self.header["first_counter"]


@dataclass
class Order:
    """A stream in order: what counts, the branches under other names, what is forked, the counters accepted as lost."""

    chain: list[Held] = field(default_factory=list)
    branches: dict[str, list[Held]] = field(default_factory=dict)
    forked: list[Held] = field(default_factory=list)
    lost: list[tuple[int, int]] = field(default_factory=list)


def arranged(held: list[Held], told: list[Decision]) -> Order:
    """The segments of one stream by what each names as the one before it."""
    found, end = Order(), ("0" * 64, 1, 1)
    gaps = {one.said["first"]: one.said["last"] for one in told if one.said["act"] == "accept_gap"}
    chosen = {one.said["first"]: one.said["hash"] for one in told if one.said["act"] == "choose_branch"}
    while True:
        following = [one for one in held if one.begins() == end]
        ends = sorted(last for first, last in gaps.items() if first <= end[1] <= last) if not following else []
        for last in ends:
            following = following or [one for one in held if one.header["first"] == last + 1]
        if ends:
            found.lost += [(end[2], one.header["first_counter"] - 1) for one in following[:1]]
        picked = following if len(following) == 1 else [one for one in following if one.hash == chosen.get(end[1])]
        if not picked:
            found.forked = [later for one in following for later in _row(one, held)]
            return found
        for one in following:
            if one is not picked[0]:
                name = hashlib.sha256(f"fupin/branch/1 {one.hash}".encode()).hexdigest()[:32]
                found.branches[name] = _row(one, held)
        found.chain.append(picked[0])
        end = picked[0].ends()


def _row(one: Held, held: list[Held]) -> list[Held]:
    row = [one]
    for last in row:
        row += [later for later in held if later.begins() == last.ends()]
    return row


class Holding:
    """A set of segments, and all that follows from it."""

    def __init__(self, roster: Roster, begins: dict[str, Any], segments: dict[Stream, list[Held]]) -> None:
        self.roster, self.begins, self.segments = roster, begins, segments
        self.register = self._united({}, {}, [])

    def with_statements(self, parts: list[Part]) -> "Holding":
        """The same with the statements of `/r` parts in its roster."""
        pairs = []
        for header, _raw, packed, _signature in parts:
            if klass(header["scope"]) == "r":
                pairs += _statements(header, packed)
        segments = {stream: list(held) for stream, held in self.segments.items()}
        return Holding(self.roster.with_more(pairs), self.begins, segments)

    def take(self, parts: list[Part]) -> list[str]:
        """What became of each part: known, in, aside, held, fork."""
        fresh = [one for part in parts if self._is_ours(part[0]["scope"]) if (one := self._checked(part))]
        orders, aside = self._work_out()
        states = []
        for one in fresh:
            stream = (one.header["device"], one.header["scope"])
            order = orders[stream]
            if one in order.chain or any(one in row for row in order.branches.values()):
                states.append("in")
                numbers = range(one.header["first"], one.header["last"] + 1)
                states += ["aside"] * any(number in aside.get(stream, {}) for number in numbers)
            else:
                states.append("fork" if one in order.forked else "held")
        return states

    def _is_ours(self, scope: str) -> bool:
        place = self.begins["division"]
        return division(scope).startswith(place) or (klass(scope) == "r" and place.startswith(division(scope)))

    def _checked(self, part: Part) -> Held | None:
        header, raw, packed, signature = part
        device = header["device"]
        need(device in self.roster.devices, "device.unknown")
        need(signed(self.roster.devices[device]["device"]["sign"], "segment", raw, signature), "segment.signature")
        need(header["practice"] is False, "bundle.practice")
        need(header["authority"] in ("", *self.roster.authorities), "segment.authority")
        one = Held(header, hashlib.sha256(raw).hexdigest(), packed)
        held = self.segments.setdefault((device, header["scope"]), [])
        if one.hash in [known.hash for known in held]:
            return None
        held.append(one)
        return one

    # --- all that follows -----------------------------------------------------------------------------------------

    def _work_out(self) -> tuple[dict[Stream, Order], dict[Stream, dict[int, str]]]:
        """First without decisions, then with those that stand, until nothing changes."""
        decisions: list[Decision] = []
        while True:
            orders, aside = self._judged(decisions)
            now = decisions_of(self.register)
            if now == decisions:
                return orders, aside
            decisions = now

    def _judged(self, decisions: list[Decision]) -> tuple[dict[Stream, Order], dict[Stream, dict[int, str]]]:
        orders = {stream: arranged(held, about(decisions, stream)) for stream, held in self.segments.items()}
        rows = {stream: (stream[0], order.chain) for stream, order in orders.items()}
        for (device, scope), order in orders.items():
            rows |= {(name, scope): (device, row) for name, row in order.branches.items()}
        runs = {stream: [_unfolded(stream, one) for one in chain] for stream, (_device, chain) in rows.items() if chain}
        lost = [(stream, first, last) for stream, order in orders.items() for first, last in order.lost]
        reach = {stream: found[-1].numbers[-1] for stream, found in runs.items()}
        aside: dict[Stream, dict[int, str]] = {stream: {} for stream in runs}
        for _round in range(4):  # what is admitted depends on what is held, and that on what is admitted
            held = self._united(runs, aside, lost)
            judge = Judge(self.roster, held, reach, decisions)
            aside = {stream: judge.aside(found, rows[stream][0]) for stream, found in runs.items()}
        self.register = self._united(runs, aside, lost)
        return orders, aside

    def _united(self, runs: dict[Stream, list[Run]], aside: Any, lost: Any) -> Register:
        register = Register()
        register.gaps = lost
        device, scope = self.begins["stream"]
        for one in self.begins["records"]:
            register.records[device, scope, one["counter"]] = (one["kind"], one["values"])
        for stream, found in runs.items():
            for run in found:
                register.take(run, aside[stream])
        for dot, (kind, values) in list(register.records.items()):
            quoted = _quoted(dot[1], values.get("body") or "") if kind in QUOTES else None
            if quoted is not None:
                run, left = quoted
                if run.stream not in runs:
                    register.take(run, {*left, *run.malformed})
        return register


def _unfolded(stream: Stream, one: Held) -> Run:
    numbers = list(range(one.header["first"], one.header["last"] + 1))
    run = unfold(stream, numbers, one.content(), one.header["seen"])
    run.hash = one.hash
    return run


def _statements(header: dict[str, Any], packed: bytes) -> list[tuple[str, str]]:
    try:
        _described, _entries, news, _edits = read_content(unpack(header, packed), len(packed))
    except Refused:
        return []
    tables = [columns for table, columns in news if table["kind"] == "grant"]
    return [pair for columns in tables for pair in zip(columns["statement"], columns["signature"], strict=True)]


def _quoted(scope: str, body: str) -> tuple[Run, list[int]] | None:
    """What a quote quotes; None when its body breaks §8."""
    try:
        told = json.loads(body)
        stream, numbers = (told["device"], told["scope"]), told["numbers"]
        plain = told["content"].encode()
        content = read_content(plain, len(plain))
        last = content[1]["last"]
        sound = told["scope"] != scope and klass(told["scope"]) == klass(scope)
        sound &= content[0]["streams"][0] == list(stream) and len(last) == len(numbers)
        sound &= all(sorted(set(row)) == row for row in (numbers, last)) and all(len(one) == 2 for one in told["knew"])
    except (ValueError, KeyError, TypeError, Refused):
        return None
    return (unfold(stream, numbers, content, []), told.get("aside", [])) if sound else None
