"""Gathering what an entry is judged by: roster, standing decisions, the rest of its command, brake (sync.md §2)."""

import json
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection

from fupin_desktop.ledger.dot import stream_of
from fupin_desktop.ledger.scope import BELOW, class_of, division_of
from fupin_desktop.store import driver, tail
from fupin_desktop.store.identity import Identity
from fupin_desktop.store.merge.bounds import foreign
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.read.rosters import may_hold
from fupin_desktop.store.unite.malformed import malformed
from fupin_desktop.store.unite.run import Run
from fupin_desktop.store.unite.taking import HOMES
from fupin_desktop.sync.admission import Hearing, Reason, judge, limit_of
from fupin_desktop.sync.arranging import Link
from fupin_desktop.sync.authority.roster import Roster, may_write
from fupin_desktop.sync.bundles.others import others_in
from fupin_desktop.sync.deciding import Standing, Told, standing
from fupin_desktop.sync.model import Decision

_NO_END = 1 << 53  # beyond every number of an entry


class Judge:
    """Judges runs of entries.  `decisions` are those that stand in the book when the judge is made."""

    def __init__(self, reader: Reader, roster: Roster, identity: Identity, log: Connection) -> None:
        self._reader = reader
        self._log = log
        self._roster = roster
        self._identity = identity
        self.own_devices = _own_devices(log, identity)
        self._told: dict[tuple[str, str], list[Told]] = {}
        for decision in reader.find(Decision):
            assert decision.id is not None
            device, place = reader.streams.name(stream_of(decision.id))
            if not is_in_place(decision.scope or "", place):
                continue
            told = Told(decision, device, (decision.turn or 0, reader.text_of(decision.id)))
            self._told.setdefault((decision.device or "", decision.scope or ""), []).append(told)

    def standing(self, stream: int) -> Standing:
        """The decisions about a stream."""
        return standing(self._told.get(self._reader.streams.name(stream), ()))

    def is_office(self, device: str) -> bool:
        """Does the roster say that this device is an office's?  An office's own book knows it of itself."""
        statement = self._roster.known(device)
        own = device in self.own_devices and self._identity.is_office
        return own or (statement is not None and statement.office is not None)

    def limit(self, device: str, scope: str, chain: Sequence[Link]) -> int | None:
        """The last number that stands of a revoked device."""
        return limit_of(self._roster.known(device), scope, chain)

    def _hearing(
        self,
        run: Run,
        stopped: Mapping[int, Reason],
        limit: int | None,
        outside: Mapping[int, Reason] | None,
        settled: Mapping[int, Reason],
    ) -> Hearing:
        return Hearing(
            run.device,
            run.scope,
            self._roster.known(run.device),
            HOMES,
            standing(self._told.get((run.device, run.scope), ())),
            {**settled, **(foreign(self._reader.streams, run) if outside is None else outside)},
            self.lonely(run),
            stopped,
            malformed(run),
            own=run.device in self.own_devices,
            limit=limit,
        )

    def judge(
        self,
        run: Run,
        stopped: Mapping[int, Reason] = {},
        limit: int | None = None,
        outside: Mapping[int, Reason] | None = None,
        settled: Mapping[int, Reason] = {},
    ) -> dict[int, Reason]:
        """The entries of a run to be set aside, with the reason of each.

        `outside` names changes beyond their writer's place, where households have moved; else they are looked for.
        `settled` names changes of a laptop that close a question.
        """
        return judge(self._hearing(run, stopped, limit, outside, settled), run.decoded, run.first)

    def lonely(self, run: Run) -> Collection[int]:
        """The entries of commands of which another entry, in a scope this book may hold, is not here."""
        twins = run.decoded.entries.twins
        if twins.count(None) == len(twins):
            return ()
        awaited: dict[str, range] = {}
        in_tails = tail.numbers(self._log)  # read once: a command of a county names hundreds of places

        def is_absent(scope: str, number: int) -> bool:
            if scope not in awaited:
                awaited[scope] = self._awaited(run.device, scope, in_tails)
            return number in awaited[scope]

        absent = {text for text in set(twins) if any(is_absent(*other) for other in others_in(text))}
        return [number for number, text in enumerate(twins, run.first) if text in absent]

    def _awaited(self, device: str, scope: str, in_tails: Mapping[int, int]) -> range:
        """The numbers in a stream of this device that are not here and count if they come."""
        if not may_hold(self._identity, self._roster, scope):
            return range(0)
        statement, streams = self._roster.known(device), self._reader.streams
        # Nothing waits for what its device has no right to write there, nor for what an ended one wrote beyond its end:
        # else the books that may hold the other place would wait for ever, and those that may not would not.
        if statement is not None and not may_write(statement, scope):
            return range(0)
        until = statement.until if statement is not None else None
        end = _NO_END if until is None else until.get(scope, (0, ""))[0]
        stream = streams.known(device, scope)
        held = max(streams.reach[stream].number, in_tails.get(stream, 0)) if stream is not None else 0
        return range(held + 1, end + 1)


def is_in_place(scope: str, place: str) -> bool:
    """Does a decision about a scope stand in the place it is about?  Elsewhere it is none: who may write in one
    township's roster has no say in the next one's, and only books that hold both would hear it.
    """
    return class_of(place) == BELOW and division_of(place) == division_of(scope)


def _own_devices(log: Connection, identity: Identity) -> set[str]:
    told = driver.rows(log, "SELECT value FROM meta WHERE key='earlier_devices'")
    return {identity.device.id, *(keys["id"] for (text,) in told for keys in json.loads(text))}
