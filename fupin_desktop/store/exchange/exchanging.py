"""The book's side of an exchange: segments out, segments in, inside one transaction."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import COUNTER_BITS
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.scope import class_of, division_of
from fupin_desktop.ledger.system.stages import Stages
from fupin_desktop.ledger.words import _
from fupin_desktop.store import driver, tail
from fupin_desktop.store.exchange.outgoing import Outgoing
from fupin_desktop.store.identity import Identity
from fupin_desktop.store.keyring import pin_office
from fupin_desktop.store.merge import undoing
from fupin_desktop.store.merge.clocks import follow
from fupin_desktop.store.merge.digest import mark_dirty
from fupin_desktop.store.merge.evidence import note_received
from fupin_desktop.store.merge.judging import Judge
from fupin_desktop.store.merge.replay import OUT, Counted, replay_scopes
from fupin_desktop.store.merge.settlements import (
    bases_of,
    is_awaited,
    settlements,
    values_in,
    values_of_rows,
    with_several_bases,
)
from fupin_desktop.store.read.resolving import CellKey
from fupin_desktop.store.read.rosters import may_hold
from fupin_desktop.store.streams import Reach
from fupin_desktop.store.unite.places import has_moves
from fupin_desktop.store.unite.run import Run
from fupin_desktop.store.unite.taking import check_run, decode, unite
from fupin_desktop.store.unite.uniting import Tally, Uniter
from fupin_desktop.sync.admission import Reason
from fupin_desktop.sync.authority.roster import Statement, same_place
from fupin_desktop.sync.brake import may_strike
from fupin_desktop.sync.bundles.segment import START, Header, Segment, check_signature
from fupin_desktop.sync.moving import MOVES, QUOTES


@cache
def _put_away(kinds: tuple[str, ...]) -> str:
    """One statement for these kinds: asked of each scope at each merge."""
    each = (
        f'EXISTS (SELECT 1 FROM "{kind}" WHERE away IS NOT NULL'
        f" AND id > s.no << {COUNTER_BITS} AND id < s.no + 1 << {COUNTER_BITS})"
        for kind in kinds
    )
    return f"SELECT 1 FROM stream s WHERE s.scope=? AND ({' OR '.join(each)}) LIMIT 1"


@dataclass
class Taken:
    """What taking segments in did."""

    tally: Tally = field(default_factory=Tally)
    known: int = 0
    held: list[tuple[str, str, int]] = field(default_factory=list)
    set_aside: int = 0
    forks: int = 0
    scopes: set[str] = field(default_factory=set)


class Exchange(Outgoing):
    """One transaction of sealing or merging."""

    def __init__(
        self, connection: Connection, identity: Identity, wall_ms: int = 0, stages: Stages | None = None
    ) -> None:
        super().__init__(connection, identity, wall_ms)
        self._stages = stages or Stages()
        self.taken = Taken()
        self._known_before: dict[str, Statement] = {}
        self._kept_before: set[CellKey] = set()
        self._cut: set[str] = set()
        self._again: set[str] = set()  # scopes to be judged again as a whole
        self._appended: set[str] = set()  # segments that are in, and whose entries only the whole will take
        self._unpaired: dict[str, list[Segment]] = {}  # by scope, what waits for entries that the rest may bring
        self._special: dict[str, bool] = {}
        self.journal: int | None = None

    # --- who may write ----------------------------------------------------------------------------------------------

    @cached_property
    def judge(self) -> Judge:
        """Judges entries by the roster and the decisions that stand."""
        return Judge(self, self.roster, self.identity, self.connection)

    # --- in ---------------------------------------------------------------------------------------------------------

    def take_grants(self, segments: Iterable[Segment]) -> None:
        """Look into the `/r` segments for grants first: an authority's signature is good wherever it stands."""
        self._known_before = dict(self.roster.devices)
        self._kept_before = set(self._kept())
        self.roster.take(self.grants_in(segments))

    def grants_in(self, segments: Iterable[Segment]) -> Iterator[tuple[str, str]]:
        """The statements, with their signatures, that these segments bring."""
        for segment in segments:
            if class_of(segment.header.scope) != "r":
                continue
            for table in decode(self.streams, segment).decoded.news:
                if table.kind == "grant":
                    columns = dict(zip(table.cells, table.columns, strict=True))
                    pairs = zip(columns.get("statement", ()), columns.get("signature", ()), strict=False)
                    yield from ((str(text or ""), str(signature or "")) for text, signature in pairs)

    def take(self, segment: Segment) -> None:
        """Take one segment in: signature, continuity, admission, union.  Code `device.unknown`."""
        header = segment.header
        if not may_hold(self.identity, self.roster, header.scope):
            return
        statement = self.roster.known(header.device)
        if statement is None:
            raise Refusal(
                "device.unknown",
                _("A laptop that is not in the roster wrote part of this bundle. Enrol it first; nothing was read in."),
                where={"device": header.device},
            )
        self._stages.lap("apply")
        own = self.identity.device
        # Whose keys are this book's own nobody else can say
        check_signature(segment, own.public.sign if header.device == own.id else statement.device.sign)
        self._stages.lap("verify")
        self._check_kind(header)
        stream = self.streams.number(header.device, header.scope)
        if header.device == own.id:
            self._cut_first(header.scope)  # what is not cut yet may be this very segment
        if self._have(stream, segment):
            self.taken.known += header.last - header.first + 1
            return
        self._cut_first(header.scope)
        if header.device == own.id:
            self._spend_device()
        reach = self.streams.reach[stream]
        if (header.first, header.first_counter, header.before) == (
            reach.number + 1,
            reach.counter + 1,
            reach.hash or START,
        ):
            self._append(stream, segment)
        else:
            tail.keep(self.connection, stream, segment, "held", self.journal)
            self._again.add(header.scope)

    def _check_kind(self, header: Header) -> None:
        if header.authority and header.authority not in self.roster.heard_of:
            raise Refusal(
                "segment.authority",
                _("Part of this bundle names an office that nobody here knows. Nothing of the bundle was read in."),
                where={"device": header.device, "authority": header.authority},
            )
        if header.practice != self.identity.practice:
            raise Refusal("bundle.practice", _("Practice data and real data cannot be joined. Nothing was changed."))

    def _have(self, stream: int, segment: Segment) -> bool:
        """Is this very segment here?  One that was taken back comes in again."""
        named = (stream, segment.header.first, segment.hash)
        found = driver.rows(self.connection, "SELECT state FROM segment WHERE stream=? AND first=? AND hash=?", named)
        if found == [(OUT,)]:
            driver.run(self.connection, "DELETE FROM segment WHERE stream=? AND first=? AND hash=?", named)
            return False
        return bool(found)

    def _cut_first(self, scope: str) -> None:
        # This device's own tail is cut first: each segment has exactly one `seen`, and a fork of it shows.
        if scope not in self._cut:
            self.cutter.cut_scope(scope)
            self._cut.add(scope)

    def _append(self, stream: int, segment: Segment) -> None:
        """The common case: the segment goes on where its stream ends here."""
        header = segment.header
        run = decode(self.streams, segment, self._stages)
        check_run(header, run.decoded)
        tail.keep(self.connection, stream, segment, "in", self.journal)
        self.streams.advance(stream, Reach(header.last, header.last_counter, segment.hash))
        follow(self.connection, run.decoded.entries.clocks, self._wall_ms)
        note_received(self.connection, run.decoded.entries)
        self.taken.scopes.add(header.scope)
        self._follow_decisions(run)
        statement = self.roster.known(header.device)
        revoked = statement is not None and statement.until is not None
        if header.scope in self._again or revoked or self._is_special(run):
            self._leave_to_whole(segment)
        elif header.scope in self._unpaired or self.judge.lonely(run):
            self._unpaired.setdefault(header.scope, []).append(segment)
        else:
            self._unite(run)

    def _leave_to_whole(self, segment: Segment) -> None:
        """Its entries are taken when the scope is judged as a whole."""
        self._again.add(segment.header.scope)
        self._appended.add(segment.hash)

    def _unite(self, run: Run) -> None:
        aside = self.judge.judge(run)  # that none of it closes a question is known by now
        tally = Tally()
        unite(Uniter(self.connection, self.streams, self.cells, tally, self._stages), run, aside)
        self._count(run.stream, run.first, tally, aside)

    def _take_unpaired(self) -> None:
        """What waited for entries of the same commands, now that all of the bundle is here, in the order it came."""
        for segments in self._unpaired.values():
            for segment in segments:
                run = decode(self.streams, segment, self._stages)
                if segment.header.scope in self._again or self.judge.lonely(run) or self._is_special(run):
                    self._leave_to_whole(segment)
                else:
                    self._unite(run)
        self._unpaired.clear()

    def _count(self, stream: int, first: int, tally: Tally, aside: Mapping[int, Reason]) -> None:
        self.taken.tally.add(tally)
        self.taken.tally.questions |= tally.questions
        rows = [(stream, number, code, message) for number, (code, message) in aside.items()]
        if rows:
            self.connection.exec_driver_sql("INSERT OR REPLACE INTO set_aside VALUES (?,?,?,?)", rows)
        if tally.unknown:
            self.connection.exec_driver_sql("UPDATE segment SET unknown=1 WHERE stream=? AND first=?", (stream, first))

    def _is_special(self, run: Run) -> bool:
        """Must the whole scope be judged: put-aways, moves, what was set aside or put away?"""
        scope = run.scope
        if scope not in self._special:
            moves = has_moves(self.connection, division_of(scope))
            self._special[scope] = self._has_put_away(scope) or self._has_aside(scope) or moves
        if any(table.kind in (*MOVES, *QUOTES) for table in run.decoded.news):
            return True
        if self._special[scope] or may_strike(run.decoded.edits):
            return True
        return self._may_settle(run) or is_awaited(self.connection, run)

    def _may_settle(self, run: Run) -> bool:
        """Does a laptop write on several changes at once that are not all here and alike?  The whole can tell."""
        several = [] if self.judge.is_office(run.device) else with_several_bases(run)
        if not several:
            return False
        wanted = bases_of(several)
        values = {**values_of_rows(self.connection, several), **values_in([run], wanted)}
        return not wanted <= values.keys() or bool(settlements(several, values))

    def _has_put_away(self, scope: str) -> bool:
        # Of most kinds nothing was ever put away here: a household may be by a move, all others by a change of theirs
        kinds = tuple(kind for kind in KINDS if kind == "household" or self.cells.knows(kind, AWAY))
        return bool(driver.rows(self.connection, _put_away(kinds), (scope,)))

    def _has_aside(self, scope: str) -> bool:
        sql = (
            "SELECT 1 FROM set_aside a JOIN stream s ON s.no = a.stream"
            " WHERE s.scope=? AND a.code IN ('entry.brake', 'entry.twin') LIMIT 1"
        )
        return bool(driver.rows(self.connection, sql, (scope,)))

    def _follow_decisions(self, run: Run) -> None:
        for table in run.decoded.news:
            if table.kind == "decision" and "scope" in table.cells:
                named = table.columns[table.cells.index("scope")]
                self._again.update(scope for scope in named if scope)

    def finish(self) -> Taken:
        """Close the union: whatever may now be judged otherwise is judged again."""
        self._again |= self._touched_by_roster()
        self._take_unpaired()
        self._again |= self._waiting()
        self.judge_again(self._again & set(self.streams.scopes()))
        taken = self.taken
        taken.tally.questions &= set(self._open_questions(taken.tally.questions))
        taken.tally.questions |= set(self._kept()) - self._kept_before
        taken.set_aside = self._aside_of_journal()
        self._note_tray()
        self._note_own_places()
        pin_office(self.connection, self.identity, self.roster)
        mark_dirty(self.connection, taken.scopes)
        return taken

    def _note_own_places(self) -> None:
        """What the office lets this device write is what its newest statement says."""
        own = self.roster.known(self.identity.device.id)
        if own is not None and not self.identity.is_office:
            places = json.dumps(sorted(own.scopes))
            self.connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES ('granted', ?)", (places,))

    def judge_again(self, scopes: Iterable[str]) -> None:
        """Replay these scopes under what is known now."""
        wanted = set(scopes)
        if wanted:
            counted = Counted(self.taken.tally, self._appended)
            replay_scopes(self.connection, self.connection, self.identity, self.roster, wanted, counted)
            self.streams.reload()
            self.cells.reload()

    def _touched_by_roster(self) -> set[str]:
        """Streams of devices of which something else is said now; that it was only signed anew changes nothing."""
        before, now = self._known_before, self.roster.devices
        changed = {d for d in before.keys() | now.keys() if not same_place(before.get(d), now.get(d))}
        return {scope for device in changed for scope in self.streams.of_device(device)}

    def _waiting(self) -> set[str]:
        """Scopes in which something waited for what may have come now: an earlier segment, the rest of a command."""
        if not self.taken.scopes:
            return set()
        sql = (
            "SELECT DISTINCT s.scope FROM set_aside a JOIN stream s ON s.no = a.stream WHERE a.code='entry.twin'"
            " UNION SELECT DISTINCT s.scope FROM segment g JOIN stream s ON s.no = g.stream"
            " WHERE g.state='held' AND g.first = s.number + 1"
        )
        return {scope for (scope,) in driver.rows(self.connection, sql)}

    def _open_questions(self, asked: Iterable[CellKey]) -> Iterator[CellKey]:
        for key in asked:
            sql = "SELECT 1 FROM version WHERE record=? AND cell=? AND element=? AND head=2"
            if driver.rows(self.connection, sql, key):
                yield key

    def _kept(self) -> Iterator[CellKey]:
        """The questions of the other kind: put away by one, edited by somebody who did not know it."""
        for record, kind in driver.rows(self.connection, "SELECT record, kind FROM kept"):
            yield record, self.cells.number(kind, AWAY), ""

    def _aside_of_journal(self) -> int:
        sql = (
            "SELECT count(*) FROM set_aside a CROSS JOIN segment g"
            " ON g.stream = a.stream AND a.number BETWEEN g.first AND g.last WHERE g.journal=? AND g.state='in'"
        )
        return int(driver.rows(self.connection, sql, (self.journal,))[0][0])

    def _note_tray(self) -> None:
        sql = (
            "SELECT s.device, s.scope, s.number, g.state FROM segment g JOIN stream s ON s.no = g.stream"
            " WHERE g.journal=? AND g.state IN ('held', 'fork') ORDER BY g.stream, g.first"
        )
        rows = driver.rows(self.connection, sql, (self.journal,))
        self.taken.forks = sum(state == "fork" for *_name, state in rows)
        self.taken.held = [(device, scope, number + 1) for device, scope, number, state in rows if state == "held"]

    # --- taking back ------------------------------------------------------------------------------------------------

    def take_back(self, journal: int) -> None:
        """Take a merge back: its segments are as if they had not come, and can be merged again."""
        scopes = undoing.take_back(self.connection, self.streams, journal)
        self.judge_again(scopes)
        mark_dirty(self.connection, scopes)

    # --- the journal ------------------------------------------------------------------------------------------------

    def known_bundle(self, file_hash: str) -> str | None:
        """The bundle id of a file merged before and not taken back; None for a new one."""
        sql = "SELECT bundle_id FROM journal WHERE file_hash=? AND undone=0"
        return next((str(known) for (known,) in driver.rows(self.connection, sql, (file_hash,))), None)

    def open_journal(self, file: str, file_hash: str, bundle_id: str, sender: str, actor: str) -> int:
        """A journal entry for this merge."""
        at = self.moment.isoformat(timespec="seconds")
        sql = (
            "INSERT INTO journal (at, file, file_hash, bundle_id, sender, status, report, actor)"
            " VALUES (?,?,?,?,?,'merged','{}',?) RETURNING id"
        )
        ((made,),) = driver.rows(self.connection, sql, (at, file, file_hash, bundle_id, sender, actor))
        self.journal = int(made)
        return self.journal

    def close_journal(self, status: str, report: dict[str, object]) -> None:
        """What the merge did."""
        told = (status, json.dumps(report, ensure_ascii=False), self.journal)
        driver.run(self.connection, "UPDATE journal SET status=?, report=? WHERE id=?", told)
