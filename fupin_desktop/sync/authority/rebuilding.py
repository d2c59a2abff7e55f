"""Rebuilding (重建): book and keys of an office are gone; a new book of the same place is filled from its laptops.

The laptops hold what the lost office said and wrote.  A person compares its code, and by that act the new office stands
in its place: every device of the lost one counts as far as the laptops' bundles show, and no further.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import msgspec

from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.sync.authority.lost import Ends, all_keys, ends_shown, find_lost
from fupin_desktop.sync.authority.office import OfficeWord
from fupin_desktop.sync.authority.renewal import next_word, refuse_without_reason, save_word
from fupin_desktop.sync.authority.roster import UPPER, Roster, Statement, grant_for, read_statement
from fupin_desktop.sync.authority.vouching import ensure_own_grant, next_serial, refuse_unless_office
from fupin_desktop.sync.bundles.bundle import Keys, check_outside, opened
from fupin_desktop.sync.bundles.segment import Segment
from fupin_desktop.sync.merging import check_for_us, sender_of
from fupin_desktop.sync.model import Grant
from fupin_desktop.sync.shelf import Desk, Self


@dataclass(frozen=True)
class Followed:
    """What the new office has taken over: the lost one's code, what now counts of its devices, and which laptops were
    enrolled anew for fewer places than before.
    """

    code: str
    devices: tuple[Statement, ...]
    narrowed: tuple[Statement, ...]


def follow(desk: Desk, files: Sequence[Path], code: str, why: str) -> Followed:
    """Stand in the place of the lost office whose code is given, by what these bundles of its laptops hold of it.

    Nothing is merged; the files can be merged afterwards.  Given again with further bundles, it reaches further.
    Refuses bundles that are not for this office or whose sender it has not enrolled, and a code none of them knows.
    """
    refuse_unless_office(desk)
    refuse_without_reason(why)
    ensure_own_grant(desk)
    segments = [segment for file in files for segment in _segments(desk, file)]
    with desk.exchange(rehearse=True) as shelf:
        shown = [(segment, pair) for segment in segments for pair in shelf.grants_in([segment])]
        roster = shelf.roster
    keys, division = find_lost(desk.identity, roster, shown, code)
    lost = Roster({keys.id: (keys, division)})
    with desk.write("office.follow") as ledger:
        lost.take([pair for _segment, pair in shown])
        lost.take((one.statement or "", one.signature or "") for one in ledger.find(Grant))
        said = _Taking(desk.identity, ledger, roster, lost.said_by(keys.id), ends_shown(segments, lost)).run(why)
        _say_whom(desk.identity, ledger, roster, all_keys(lost, keys), why)
    return Followed(keys.fingerprint, tuple(said), tuple(_narrowed(desk.identity, roster, lost.said_by(keys.id))))


def _segments(desk: Desk, file: Path) -> list[Segment]:
    check_outside(file)
    with opened(file, desk.identities, lambda manifest: check_for_us(desk, manifest)) as got:
        segments = list(got.segments())
    with desk.exchange() as shelf:
        sender_of(shelf.roster, got.manifest)
    return segments


def _say_whom(me: Self, ledger: Ledger, roster: Roster, keys: Iterable[Keys], why: str) -> None:
    assert me.authority is not None
    word: OfficeWord | None = roster.words.get(me.authority.id)
    follows = list(dict.fromkeys([*(word.follows if word else []), *keys]))
    if word is None or follows != word.follows:
        save_word(ledger, me, me.authority, next_word(me, word, follows=follows), why)


@dataclass(frozen=True)
class _Taking:
    """Says anew, in the name of this office, what the lost one said of devices this one has not enrolled itself."""

    me: Self
    ledger: Ledger
    roster: Roster
    said: Sequence[Statement]
    ends: Mapping[str, Ends]

    def run(self, why: str) -> list[Statement]:
        """Write what is new; gives all that now holds."""
        found = [one for one in self.said if one.role == UPPER or not self._is_enrolled(one.device.id)]
        return [self._say(one, why) for one in found]

    def _is_enrolled(self, device: str) -> bool:
        return any(one.until is None for one in self._own(device))

    def _own(self, device: str) -> list[Statement]:
        """What this office has said of a device so far."""
        found = (read_statement(grant.statement or "") for grant in self.ledger.find(Grant, device=device))
        return [one for one in found if one and one.authority == _id(self.me) and one.role != UPPER]

    def _say(self, statement: Statement, why: str) -> Statement:
        device = statement.device.id
        if statement.role == UPPER:
            ended, known = statement, (_id(self.me), device, True) in self.roster.said
        else:
            ended = msgspec.structs.replace(statement, until=self._until(statement))
            before = max(self._own(device), key=lambda one: one.serial, default=None)
            known = before is not None and before.until == ended.until
        if not known:
            self._write(ended, why)
        return ended

    def _write(self, statement: Statement, why: str) -> None:
        assert self.me.authority is not None
        serial = next_serial(self.ledger, statement.device.id, statement.serial)
        told = {**msgspec.structs.asdict(statement), "serial": serial}
        said = {name: value for name, value in told.items() if name != "authority"}
        self.ledger.save(grant_for(self.me.authority, why=why, **said))

    def _until(self, statement: Statement) -> Ends:
        """As far as bundles have shown until now, and no further than where the lost office had ended it itself."""
        until: Ends = dict(self.ends.get(statement.device.id, {}))
        for one in self._own(statement.device.id):
            for scope, end in (one.until or {}).items():
                until[scope] = max(until.get(scope, (0, "")), end)
        said = statement.until
        if said is None:
            return until
        return {scope: min(said[scope], end, key=itemgetter(0)) for scope, end in until.items() if scope in said}


def _id(me: Self) -> str:
    return me.authority.id if me.authority else ""


def _narrowed(me: Self, roster: Roster, said: Iterable[Statement]) -> Iterable[Statement]:
    for one in said:
        known = roster.known(one.device.id)
        if known and known.authority == _id(me) and one.until is None and not set(one.scopes) <= set(known.scopes):
            yield one
