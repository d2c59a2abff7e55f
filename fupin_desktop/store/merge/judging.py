"""Gathering what an entry is judged by: the roster, standing decisions, the other half, the brake (sync.md §2)."""

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
from fupin_desktop.sync.deciding import Standing, Told, standing
from fupin_desktop.sync.model import Decision
from fupin_desktop.sync.roster import Roster, may_write


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
        """The entries whose other half, in another scope this book may hold, is not here."""
        twins = run.decoded.entries.twins
        if twins.count(None) == len(twins):
            return ()
        named = ((number, twin.split(" ")) for number, twin in enumerate(twins, run.first) if twin)
        return [number for number, (scope, other) in named if not self._is_here(run.device, scope, int(other))]

    def _counts_for_nothing(self, device: str, scope: str, number: int) -> bool:
        # Nothing waits for what its device has no right to write there, nor for what an ended one wrote beyond its end:
        # else the books that may hold the other place would wait for ever, and those that may not would not.
        statement = self._roster.known(device)
        if statement is None:
            return False
        ended = statement.until is not None and number > statement.until.get(scope, (0, ""))[0]
        return ended or not may_write(statement, scope)

    def _is_here(self, device: str, scope: str, number: int) -> bool:
        if not may_hold(self._identity, self._roster, scope) or self._counts_for_nothing(device, scope, number):
            return True
        streams = self._reader.streams
        stream = streams.known(device, scope)
        return stream is not None and tail.end(self._log, streams, stream)[0] >= number


def is_in_place(scope: str, place: str) -> bool:
    """Does a decision about a scope stand in the place it is about?  Elsewhere it is none: who may write in one
    township's roster has no say in the next one's, and only books that hold both would hear it.
    """
    return class_of(place) == BELOW and division_of(place) == division_of(scope)


def _own_devices(log: Connection, identity: Identity) -> set[str]:
    told = driver.rows(log, "SELECT value FROM meta WHERE key='earlier_devices'")
    return {identity.device.id, *(keys["id"] for (text,) in told for keys in json.loads(text))}
