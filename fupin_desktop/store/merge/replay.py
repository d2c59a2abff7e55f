"""Replay: the tables are what the admitted entries give (architecture.md); here they are made from them once more.

One scope at a time, together with those that households moved from or to: in place, when what is admitted may have
changed otherwise than by growing at its end, or into an empty database, to compare.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection

from fupin_desktop.ledger.dot import COUNTER_BITS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.scope import SEALED, class_of, division_of, is_scope
from fupin_desktop.ledger.scope import scope as scope_of
from fupin_desktop.store import driver, tail
from fupin_desktop.store.engine import make_tables
from fupin_desktop.store.hanging import kinds_held
from fupin_desktop.store.identity import Identity
from fupin_desktop.store.merge.bounds import Bounds, Kin
from fupin_desktop.store.merge.branching import renamed
from fupin_desktop.store.merge.digest import mark_dirty
from fupin_desktop.store.merge.judging import Judge
from fupin_desktop.store.merge.keeping import Keeping
from fupin_desktop.store.merge.settlements import bases_of, settlements, values_in, with_several_bases
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.read.resolving import CellKey
from fupin_desktop.store.read.rosters import may_hold, roster_of
from fupin_desktop.store.search.person_index import forget_members
from fupin_desktop.store.streams import Reach
from fupin_desktop.store.unite.gaps import stand_on_all
from fupin_desktop.store.unite.knowing import Knowledge
from fupin_desktop.store.unite.last_visits import look_again, visited_by
from fupin_desktop.store.unite.malformed import malformed
from fupin_desktop.store.unite.places import Places, halves_in, linked, named
from fupin_desktop.store.unite.quotes import Telling, quotes_in
from fupin_desktop.store.unite.run import Run
from fupin_desktop.store.unite.taking import check_run, decode, only, unite
from fupin_desktop.store.unite.uniting import Tally, Uniter
from fupin_desktop.sync import brake
from fupin_desktop.sync.admission import MOVED, Reason
from fupin_desktop.sync.arranging import Arrangement, Link, arrange
from fupin_desktop.sync.authority.roster import Roster
from fupin_desktop.sync.bundles.segment import Segment, read_header
from fupin_desktop.sync.moving import MOVES, QUOTES, Half

# Local numbers must agree, so that a dot is the same integer on both sides.
_NUMBERED = ("stream", "cell")
OUT = "back"  # the state of a segment somebody took back: kept, and as if it had not come


@dataclass
class Counted:
    """Whoever wants to know what a merge brought: segments that were not in yet, and those it appended by itself."""

    tally: Tally
    appended: set[str] = field(default_factory=set)  # their hashes


@dataclass
class _Stream:
    """One stream of the scope, arranged and decoded; a run is fresh when nobody has counted it yet."""

    number: int
    arranged: Arrangement
    runs: list[tuple[Run, bool]] = field(default_factory=list)
    stopped: Mapping[int, Reason] = field(default_factory=dict)
    limit: int | None = None


def replay(source: Connection, target: Connection, identity: Identity) -> None:
    """Fill the empty database of `target` from the log of `source`: segments, then what is not cut yet."""
    make_tables(target)
    for table in _NUMBERED:
        _copy(source, target, table)
    scopes = [row[0] for row in source.exec_driver_sql("SELECT DISTINCT scope FROM stream")]
    roster = roster_of(Reader(source), identity)
    replay_scopes(source, target, identity, roster, scopes)
    mark_dirty(target, [row[0] for row in source.exec_driver_sql("SELECT scope FROM digest")])


def replay_scopes(
    source: Connection,
    target: Connection,
    identity: Identity,
    roster: Roster,
    scopes: Iterable[str],
    counted: Counted | None = None,
) -> None:
    """Make the rows of these scopes anew.  Decisions live in the `/r` scopes, so those come first."""
    done: set[str] = set()
    for scope in sorted(scopes, key=lambda name: (class_of(name) != "r", name)):
        if scope not in done:
            done |= Replay(source, target, identity, roster, counted).run(scope)


def _copy(source: Connection, target: Connection, table: str) -> None:
    rows = [tuple(row) for row in source.exec_driver_sql(f"SELECT * FROM {table}")]
    if rows:
        target.exec_driver_sql(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)


class Replay:
    """The replay of one scope and those linked with it, judged by the roster and the decisions the book holds now."""

    def __init__(
        self,
        source: Connection,
        target: Connection,
        identity: Identity,
        roster: Roster,
        counted: Counted | None,
    ) -> None:
        self._source = source
        self._target = target
        self._reader = Reader(target)
        self._streams = self._reader.streams
        self._judge = Judge(self._reader, roster, identity, source)
        self._holds = partial(may_hold, identity, roster)
        self._counted = counted
        self._scopes: dict[str, list[_Stream]] = {}
        self._settled: Mapping[int, Reason] = {}

    def run(self, scope: str) -> set[str]:
        """Arrange, clear, judge, unite; then what only the whole can tell.  The scopes that were made anew."""
        self._gather(scope)
        before = self._questions()
        self._clear()
        for stream in self._all():
            stream.limit = self._judge.limit(*self._streams.name(stream.number), stream.arranged.chain)
        self._brake(None)  # what it holds moves no household
        quotes, bounds = self._told()
        self._settled = self._settlements(quotes)
        self._brake(bounds)
        for stream in self._all():
            self._take(stream, bounds)
        self._take_quotes(quotes)
        self._conclude(bounds is not None)
        if self._counted is not None:
            self._counted.tally.questions |= self._questions() - before
        return set(self._scopes)

    def _all(self) -> Iterator[_Stream]:
        return (stream for streams in self._scopes.values() for stream in streams)

    def _conclude(self, moves: bool) -> None:
        """What only the whole can tell: where households live, what stays visible, what stands on lost changes."""
        gaps = {s.number: s.arranged.gaps for streams in self._scopes.values() for s in streams}
        stand_on_all(self._source, self._reader, gaps)
        if moves:
            Places(self._target, self._streams, self._holds).renew({division_of(scope) for scope in self._scopes})
        keeping = Keeping(self._source, self._target, self._streams, self._reader.cells)
        for scope in self._scopes:
            keeping.renew(scope)
        # Of a scope that is known by name only there is nothing to sum up
        filled = [scope for scope, streams in self._scopes.items() if any(stream.runs for stream in streams)]
        mark_dirty(self._target, filter(self._holds, filled))

    # --- what belongs together --------------------------------------------------------------------------------------

    def _gather(self, scope: str) -> None:
        """The scope, and every scope of its class that moves join with it."""
        waiting = [scope]
        while waiting:
            one = waiting.pop()
            if one not in self._scopes:
                self._scopes[one] = [self._arrange(number) for number in self._streams.of_scope(one)]
                waiting += self._linked(one)

    def _linked(self, scope: str) -> Iterator[str]:
        klass = class_of(scope)
        if klass in ("", SEALED):
            divisions = linked(self._source, division_of(scope))
            for stream in self._scopes[scope]:
                divisions.update(*(named(run) for run, _fresh in stream.runs))
            yield from (one for one in (scope_of(division, klass) for division in divisions) if is_scope(one))

    def _told(self) -> tuple[list[Telling], Bounds | None]:
        """The quotes, and the bounds that moves set to what may be written where; none where nobody ever moved."""
        halves: list[Half] = []
        quotes: list[Telling] = []
        for stream in self._all():
            for run, fresh in stream.runs:
                if any(table.kind in (*MOVES, *QUOTES) for table in run.decoded.news):
                    aside = self._aside(stream, run, {})
                    halves += halves_in(self._streams, run, aside)
                    quotes += quotes_in(self._streams, run, aside, fresh=fresh)
        if not halves:
            return quotes, None
        runs = [run for stream in self._all() for run, _fresh in stream.runs]
        kin = Kin([*runs, *(quote.run for quote in quotes)], self._target)
        return quotes, Bounds(self._streams, Knowledge(self._source, self._streams), kin, halves)

    # --- arranging --------------------------------------------------------------------------------------------------

    def _arrange(self, number: int) -> _Stream:
        rows = self._source.exec_driver_sql(
            "SELECT header, signature, packed, state FROM segment WHERE stream=? AND state<>?", (number, OUT)
        )
        found = {}
        for raw, signature, packed, state in rows:
            segment = Segment(read_header(raw), raw, signature, packed)
            found[segment.hash] = (segment, state != "in" or self._is_appended(segment))
        standing = self._judge.standing(number)
        stream = _Stream(
            number, arrange(map(_link, (segment for segment, _fresh in found.values())), standing.gaps, standing.chosen)
        )
        for link in stream.arranged.chain:
            segment, fresh = found[link.hash]
            run = self._decode(segment)
            if run is None:
                self._break(stream.arranged, link)
                break
            stream.runs.append((run, fresh))
        self._branch_runs(stream, found)
        stream.runs += ((run, False) for run in self._tail(number))
        self._note_states(stream)
        return stream

    def _is_appended(self, segment: Segment) -> bool:
        return self._counted is not None and segment.hash in self._counted.appended

    def _decode(self, segment: Segment) -> Run | None:
        try:
            run = decode(self._streams, segment)
            check_run(segment.header, run.decoded)
        except Refusal:
            return None
        return run

    @staticmethod
    def _break(arranged: Arrangement, link: Link) -> None:
        # What breaks the format stays in the tray, with all that follows it, and stops nothing else.
        at = arranged.chain.index(link)
        arranged.held += arranged.chain[at:]
        del arranged.chain[at:]

    def _branch_runs(self, stream: _Stream, found: dict[str, tuple[Segment, bool]]) -> None:
        _device, scope = self._streams.name(stream.number)
        for branch in stream.arranged.branches:
            other = self._streams.number(branch.device, scope)
            for link in branch.links:
                segment, fresh = found[link.hash]
                run = self._decode(segment)
                if run is not None:
                    renamed(run, other, branch.counter)
                    stream.runs.append((run, fresh))

    def _tail(self, number: int) -> Iterator[Run]:
        entries = list(tail.entries(self._source, number))
        if entries:
            device, scope = self._streams.name(number)
            decoded = tail.table_of([entry for entry, _last, _size in entries], [last for _e, last, _s in entries])
            counter = self._streams.reach[number].counter
            yield Run(number, device, scope, entries[0][0].number, counter + 1, self._streams.of_scope(scope), decoded)

    def _note_states(self, stream: _Stream) -> None:
        if self._source is not self._target:
            return
        arranged = stream.arranged
        branches = [link for branch in arranged.branches for link in branch.links]
        states = (("in", arranged.chain), ("fork", arranged.forked), ("held", arranged.held), ("branch", branches))
        rows = [(state, stream.number, link.first, link.hash) for state, links in states for link in links]
        if rows:
            self._target.exec_driver_sql("UPDATE segment SET state=? WHERE stream=? AND first=? AND hash=?", rows)
        last = arranged.chain[-1] if arranged.chain else None
        reach = Reach(last.last, last.last_counter, last.hash) if last else Reach(0, 0, "")
        self._streams.advance(stream.number, reach)

    # --- clearing and taking ----------------------------------------------------------------------------------------

    def _clear(self) -> None:
        held = [*((kind, "id") for kind in kinds_held(self._target)), *_BY_RECORD]
        for number in self._numbers():
            span = (number << COUNTER_BITS, (number + 1) << COUNTER_BITS)
            visited = visited_by(self._target, span)
            for table, column in held:
                driver.run(self._target, f'DELETE FROM "{table}" WHERE {column} > ? AND {column} < ?', span)
            forget_members(self._target, span)
            look_again(self._target, visited)
            self._target.exec_driver_sql("DELETE FROM set_aside WHERE stream=?", (number,))

    def _numbers(self) -> list[int]:
        return [number for scope in self._scopes for number in self._streams.of_scope(scope)]

    def _take(self, stream: _Stream, bounds: Bounds | None) -> None:
        for run, fresh in stream.runs:
            aside = self._aside(stream, run, bounds.outside(run) if bounds is not None else None)
            self._unite(run, aside, fresh=fresh)
            rows = [(run.stream, entry, code, message) for entry, (code, message) in aside.items()]
            if rows:
                self._target.exec_driver_sql("INSERT OR REPLACE INTO set_aside VALUES (?,?,?,?)", rows)

    def _aside(self, stream: _Stream, run: Run, outside: Mapping[int, Reason] | None) -> dict[int, Reason]:
        stopped = {n: stream.stopped[n] for n in range(run.first, run.last + 1) if n in stream.stopped}
        settled = {dot: self._settled[dot] for dot in run.dots() if dot in self._settled} if self._settled else {}
        return self._judge.judge(run, stopped, stream.limit, outside, settled)

    def _unite(self, run: Run, aside: Mapping[int, Reason], *, fresh: bool) -> None:
        tally = Tally()
        unite(Uniter(self._target, self._streams, self._reader.cells, tally), run, aside)
        if self._counted is not None and fresh:
            self._counted.tally.add(tally)

    def _take_quotes(self, quotes: Iterable[Telling]) -> None:
        """What was quoted counts where the original is not here: a quoted change and its original are one."""
        for quote in quotes:
            rows = [(dot, quote.dot) for dot in quote.run.dots()]
            driver.many(self._target, "INSERT OR IGNORE INTO quoted VALUES (?,?)", rows)
            held = tail.end(self._source, self._streams, quote.run.stream)[0]
            wanted = [n for n, number in enumerate(quote.quoted.numbers, 1) if number > held]
            aside = {n: MOVED for n in wanted if quote.quoted.numbers[n - 1] in quote.quoted.aside}
            aside |= {n: reason for n, reason in malformed(quote.run).items() if n in set(wanted)}
            if wanted:
                self._unite(only(quote.run, wanted), aside, fresh=quote.fresh)

    def _brake(self, bounds: Bounds | None) -> None:
        for streams in self._scopes.values():
            for stream in streams:
                stream.stopped = {}
                stream.stopped = self._stopped(stream, streams, bounds)

    def _stopped(self, stream: _Stream, place: Sequence[_Stream], bounds: Bounds | None) -> dict[int, Reason]:
        own = [run for run, _fresh in stream.runs if run.stream == stream.number]
        if not any(brake.may_strike(run.decoded.edits) for run in own):
            return {}
        kin = Kin((run for one in self._all() for run, _fresh in one.runs), self._source)
        found = []
        for run in own:
            aside = self._aside(stream, run, bounds.outside(run) if bounds is not None else None)
            found += brake.strikes(run.decoded, run.first, kin.root, division_of(run.scope), aside)
        device, _scope = self._streams.name(stream.number)
        standing, office = self._judge.standing(stream.number), self._judge.is_office(device)
        released = [one.number for one in found if standing.releases(one.number, device, one.actor, office=office)]
        return dict.fromkeys(brake.stopped(found, _households(stream, place), released), brake.REASON)

    def _settlements(self, quotes: Iterable[Telling]) -> Mapping[int, Reason]:
        """The changes of laptops that close a question, told from all that is held of these scopes."""
        runs = [run for stream in self._all() for run, _fresh in stream.runs]
        laptops = (run for run in runs if not self._judge.is_office(run.device))
        several = [one for run in laptops for one in with_several_bases(run)]
        values = values_in([*runs, *(quote.run for quote in quotes)], bases_of(several))
        return settlements(several, values)

    # --- what is counted --------------------------------------------------------------------------------------------

    def _questions(self) -> set[CellKey]:
        spans = [(n << COUNTER_BITS, (n + 1) << COUNTER_BITS) for n in self._numbers()]
        sql = "SELECT record, cell, element FROM version WHERE head=2 AND record > ? AND record < ?"
        return {tuple(row) for span in spans for row in self._target.exec_driver_sql(sql, span)}


def _link(segment: Segment) -> Link:
    header = segment.header
    return Link(header.first, header.last, header.first_counter, header.last_counter, header.before, segment.hash)


def _households(stream: _Stream, place: Iterable[_Stream]) -> int:
    """The households others made in its place, its own only if others made none: nobody raises a limit for himself."""
    others = sum(_made(one) for one in place if one.number != stream.number)
    return others or _made(stream)


def _made(stream: _Stream) -> int:
    tables = (table for run, _fresh in stream.runs for table in run.decoded.news if table.kind == brake.KIND)
    return sum(len(table.ids) for table in tables)


_BY_RECORD: Sequence[tuple[str, str]] = [
    ("version", "record"),
    ("further_base", "dot"),
    ("waiting", "dot"),
    ("early", "record"),
    ("kept", "record"),
    ("moved", "record"),
    ("quoted", "quote"),
]
