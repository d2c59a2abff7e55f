"""A laptop that was enrolled and means harm: all it hands in is signed as it should be, and says what it should not.

It writes its own stream by hand, as FORMAT.md has it; no program of ours stands between it and the file.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.clock import LATEST_MS, pack
from fupin_desktop.ledger.dot import COUNTER_BITS, counter_of, stream_of
from fupin_desktop.ledger.entry import AWAY, Edit, Entry, New
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.seal.keys import OwnKeys, PublicKeys, make_keys
from fupin_desktop.store.rows import wire_type
from fupin_desktop.sync.authority.enrolment import enrol
from fupin_desktop.sync.bundles import content
from fupin_desktop.sync.bundles.bundle import Keys, Manifest, part_of, write_bundle
from fupin_desktop.sync.bundles.card import Card, write_card
from fupin_desktop.sync.bundles.segment import START, Seen, Segment, cut

VILLAGE = "441690101200"
NOW_MS = 1_790_000_000_000
Name = tuple[str, str]  # of a stream


@dataclass
class Mischief:
    """The laptop `h`; `world` has an office `o` that has enrolled it."""

    world: Any
    keys: OwnKeys = field(default_factory=make_keys)
    segments: list[Segment] = field(default_factory=list)
    counter: int = 0

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._streams: list[Name] = [(self.keys.id, VILLAGE)]
        self._enrol(self.keys)

    def _enrol(self, keys: OwnKeys) -> None:
        card = self.world.folder / f"{keys.id}-{keys.public.sign[:6]}.card"
        write_card(card, keys, Card(keys.public, "h", VILLAGE, "village", False, None))
        enrol(
            self.world["o"], card, scopes=[VILLAGE], person="h", role="team_member",
            fingerprint=keys.public.fingerprint, out=self.world.path(),
        )  # fmt: skip

    # --- what it does -----------------------------------------------------------------------------------------------

    def poisoned_clock(self) -> Path:
        """An entry at the last moment anybody admits."""
        self._write([self._new("household", household_code=self._code())], clock=pack(LATEST_MS - 1, 0xFFFF))
        return self._bundle()

    def malformed_value(self) -> Path:
        """A list that is no list, a number that is none, a day that is none."""
        record, base = self._household()
        visit = self._new("visit", household=record, date="2017-13-45", visitors="not json", type="daily")
        odd = (("house_area", "NaN"), ("phone", "\x00"))
        self._write([visit], [self._edit("household", record, cell, value, base) for cell, value in odd])
        return self._bundle()

    def copied_card(self) -> None:
        """A card under the id of a laptop that is known, with keys of its own."""
        with pytest.raises(Refusal):
            self._enrol(make_keys(self.world["a"].identity.device.id))

    def false_receipt(self) -> Path:
        """A receipt that names what the office never wrote."""
        office = self.world["o"].identity.device.id
        return self._bundle(seen=[Seen(office, VILLAGE, 99_999, 99_999, "f" * 64)])

    def settles(self) -> Path:
        """A change on top of two that contradict each other, under the name of an ordinary one."""
        record, base = self._household()
        ours = [self._edit("household", record, "remark", text, base) for text in ("1", "2")]
        joined = self._edit("household", record, "remark", "3", *(edit.dot for edit in ours))
        self._write([], [*ours, joined])
        return self._bundle()

    def puts_away(self) -> Path:
        """All households it knows of, one entry each, a month apart by its own word."""
        for n in range(1, 4):
            record, base = self._household(n)
            self._write(
                [], [self._edit("household", record, AWAY, "x", base)], clock=pack(NOW_MS + n * 31 * 86_400_000, 0)
            )
        return self._bundle()

    # --- how it writes ----------------------------------------------------------------------------------------------

    def _code(self) -> str:
        return f"{VILLAGE}2019{next(self._numbers):04}"

    def _household(self, n: int = 1) -> tuple[int, int]:
        """A household as this laptop's content names it, twice: the record and what a change stands on."""
        with self.world["o"].read() as reader:
            found = reader.find(Household, household_code=f"{VILLAGE}2016{n:04}", with_away=True)[0]
            name = reader.streams.name(stream_of(found.id))
        dot = self.dot_of(*name, counter_of(found.id))
        return dot, dot

    def dot_of(self, device: str, scope: str, counter: int) -> int:
        """A dot of any stream as this laptop's content names it."""
        if (device, scope) not in self._streams:
            self._streams.append((device, scope))
        return (self._streams.index((device, scope)) + 1) << COUNTER_BITS | counter

    def _dot(self) -> int:
        self.counter += 1
        return 1 << COUNTER_BITS | self.counter

    def _new(self, kind: str, /, **values: object) -> New:
        return New(kind, self._dot(), values)

    def _edit(self, kind: str, record: int, cell: str, value: object, *bases: int) -> Edit:
        return Edit(kind, self._dot(), record, cell, "", value, bases)

    def _write(
        self, news: Sequence[New] = (), edits: Sequence[Edit] = (), clock: int = pack(NOW_MS, 0), **said: Any
    ) -> None:
        last = self.segments[-1].header if self.segments else None
        number = last.last + 1 if last else 1
        entry = Entry(number, clock, clock >> 16, 480, "h", "household.edit", (), list(news), list(edits))
        entry = replace(entry, **said)
        plain = content.encode([entry], 1, lambda no: self._streams[no - 1], _type)
        first = last.last_counter + 1 if last else 1
        self.segments.append(
            cut(self.keys, plain, authority=self._office.id, practice=False, scope=VILLAGE, first=number, last=number,
                first_counter=first, last_counter=self.counter, seen=[],
                before=self.segments[-1].hash if last else START)
        )  # fmt: skip

    @property
    def _office(self) -> PublicKeys:
        return self.world["o"].identity.authority.public

    def _bundle(self, seen: Sequence[Seen] = ()) -> Path:
        to = self._office
        manifest = Manifest(
            format=1, suite=1, bundle_id=secrets.token_hex(16), kind="data", sender=Keys.of(self.keys.public),
            office=None, office_division="", recipient=to.id, recipient_fingerprint=to.fingerprint, authority=to.id,
            practice=False, roster_version=0, clock=(NOW_MS + next(self._numbers), 0), volume=(1, 1), audit="",
            seen=list(seen),
            parts=[part_of(segment) for segment in self.segments],
        )  # fmt: skip
        out: Path = self.world.path()
        write_bundle(out, manifest, self.keys, self.segments, [to.age])
        return out


ACTS: dict[str, Callable[[Mischief], Path | None]] = {
    "clock": Mischief.poisoned_clock,
    "value": Mischief.malformed_value,
    "card": Mischief.copied_card,
    "receipt": Mischief.false_receipt,
    "settle": Mischief.settles,
    "away": Mischief.puts_away,
}


def _type(kind: str, cell: str) -> str:
    return wire_type(kind, cell) if kind in KINDS else "t"
