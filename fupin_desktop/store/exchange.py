"""The book's side of an exchange: segments out, segments in, inside one transaction."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain

from sqlalchemy import Connection

from fupin_desktop.ledger.clock import next_clock
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.scope import class_of, entitled
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.keys import PublicKeys
from fupin_desktop.store import tail
from fupin_desktop.store.audit import audit_head
from fupin_desktop.store.digest import mark_dirty
from fupin_desktop.store.identity import Identity
from fupin_desktop.store.reading import Reader
from fupin_desktop.store.streams import Reach
from fupin_desktop.store.tail import Cutter
from fupin_desktop.store.taking import HOMES, check_run, decode, foreign_dots, unite
from fupin_desktop.store.uniting import Tally, Uniter
from fupin_desktop.sync.admission import Reason, judge
from fupin_desktop.sync.model import Grant
from fupin_desktop.sync.roster import Roster, Statement
from fupin_desktop.sync.segment import FORMAT, START, Header, Seen, Segment, check_signature, read_header


@dataclass
class Taken:
    """What taking segments in did."""

    tally: Tally = field(default_factory=Tally)
    known: int = 0
    held: list[tuple[str, str, int]] = field(default_factory=list)
    set_aside: int = 0
    forks: int = 0
    scopes: set[str] = field(default_factory=set)


class Exchange(Reader):
    """One transaction of sealing or merging."""

    def __init__(self, connection: Connection, identity: Identity, wall_ms: int = 0) -> None:
        super().__init__(connection)
        self._wall_ms = wall_ms
        self.identity = identity
        self.cutter = Cutter(connection, self.streams, identity.device, identity.authority_id, identity.practice)
        self.taken = Taken()
        self._roster: Roster | None = None
        self._cut: set[str] = set()
        self.journal: int | None = None

    # --- who may write ----------------------------------------------------------------------------------------------

    @property
    def roster(self) -> Roster:
        """The roster as the book holds it."""
        if self._roster is None:
            self._roster = Roster(_trusted(self.identity))
            grants = self.find(Grant)
            self._roster.take((grant.statement or "", grant.signature or "") for grant in grants)
        return self._roster

    # --- out --------------------------------------------------------------------------------------------------------

    def scopes_for(self, division: str, *, office: bool, granted: frozenset[str] = frozenset()) -> list[str]:
        """The scopes of this book that a partner of this division may hold."""
        return [s for s in self.streams.scopes() if entitled(s, division, office=office, granted=granted)]

    def segments_beyond(self, scopes: Iterable[str], partner: str) -> list[Segment]:
        """Every segment of these scopes, whoever wrote it, that the partner's newest receipt does not cover."""
        rows = self.connection.exec_driver_sql("SELECT stream, number FROM receipt WHERE device=?", (partner,))
        covered = {stream: int(number) for stream, number in rows}
        found: list[Segment] = []
        ordered = sorted(scopes, key=lambda name: (class_of(name) != "r", name))
        for stream in chain.from_iterable(self.streams.of_scope(scope) for scope in ordered):
            rows = self.connection.exec_driver_sql(
                "SELECT header, signature, packed FROM segment"
                " WHERE stream=? AND state='in' AND last > ? ORDER BY first",
                (stream, covered.get(stream, 0)),
            )
            found.extend(Segment(read_header(raw), raw, sign, packed) for raw, sign, packed in rows)
        return found

    def seen(self, scopes: Iterable[str]) -> list[Seen]:
        """How far this book holds every stream of these scopes: the receipt."""
        return [seen for scope in scopes for seen in self.cutter.seen(scope)]

    def keep_receipt(self, partner: str, seen: Iterable[Seen], clock: int) -> None:
        """The partner's newest receipt replaces the one before, also when it names less (a restored office)."""
        row = self.connection.exec_driver_sql("SELECT clock FROM partner WHERE id=?", (partner,)).first()
        if row is not None and row[0] >= clock:
            return
        self.connection.exec_driver_sql(
            "INSERT OR REPLACE INTO partner VALUES (?,?,?)", (partner, clock, datetime.now(UTC).isoformat())
        )
        self.connection.exec_driver_sql("DELETE FROM receipt WHERE device=?", (partner,))
        rows = [(partner, self.streams.number(s.device, s.scope), s.number, s.counter, s.hash) for s in seen]
        if rows:
            self.connection.exec_driver_sql("INSERT OR REPLACE INTO receipt VALUES (?,?,?,?,?)", rows)

    def clock(self) -> int:
        """A clock for what is sealed now: a later receipt must never pass for an older one (a restored office)."""
        greatest = int(self.connection.exec_driver_sql("SELECT value FROM meta WHERE key='clock'").scalar() or 0)
        clock = next_clock(self._wall_ms, greatest)
        self._keep_clock(clock)
        return clock

    def audit_head(self) -> str:
        """The head of the audit log."""
        return audit_head(self.connection)

    def join(self, office: PublicKeys, division: str, scopes: Sequence[str]) -> None:
        """Answer to this office from now on, holding what it enrolled us for."""
        rows = [
            ("office", json.dumps(office.__dict__)),
            ("office_division", division),
            ("granted", json.dumps(sorted(scopes))),
        ]
        self.connection.exec_driver_sql(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value=excluded.value", rows
        )

    # --- in ---------------------------------------------------------------------------------------------------------

    def take_grants(self, segments: Iterable[Segment]) -> None:
        """Look into the `/r` segments for grants first: an authority's signature is good wherever it stands."""
        for segment in segments:
            if class_of(segment.header.scope) != "r":
                continue
            for table in decode(self.streams, segment)[1].news:
                if table.kind == "grant":
                    columns = dict(zip(table.cells, table.columns, strict=True))
                    pairs = zip(columns.get("statement", ()), columns.get("signature", ()), strict=False)
                    self.roster.take((str(text or ""), str(signature or "")) for text, signature in pairs)

    def take(self, segment: Segment) -> None:
        """Take one segment in: continuity, signature, admission, union."""
        header = segment.header
        statement = self.roster.known(header.device)
        if not self._may_hold(header.scope):
            return
        if statement is None:
            raise Refusal(
                "device.unknown",
                _("A laptop that is not in the roster wrote part of this bundle. Enrol it first; nothing was read in."),
                where={"device": header.device},
            )
        check_signature(segment, statement.device.sign)
        self._check_kind(header)
        stream = self.streams.number(header.device, header.scope)
        reach = self.streams.reach[stream]
        if header.last <= reach.number:
            self._already(stream, segment)
        elif header.first != reach.number + 1 or header.before != (reach.hash or START):
            self._hold(stream, segment, reach)
        else:
            self._admit(stream, segment, statement)

    def _check_kind(self, header: Header) -> None:
        if header.format > FORMAT:
            raise Refusal(
                "bundle.newer", _("A newer version made this bundle. Update first; the file was kept as it is.")
            )
        if header.practice != self.identity.practice:
            raise Refusal("bundle.practice", _("Practice data and real data cannot be joined. Nothing was changed."))
        if header.device == self.identity.device.id:
            # Somebody else continues this stream: its own tail stands first, so that the fork shows.
            self.cutter.cut_scope(header.scope)

    def _may_hold(self, scope: str) -> bool:
        identity = self.identity
        own = self.roster.known(identity.device.id)
        granted = frozenset(own.scopes) if own else frozenset()
        return entitled(scope, identity.division, office=identity.is_office, granted=granted)

    def _already(self, stream: int, segment: Segment) -> None:
        row = self.connection.exec_driver_sql(
            "SELECT hash FROM segment WHERE stream=? AND first=? AND state='in'", (stream, segment.header.first)
        ).first()
        if row is None or row[0] != segment.hash:
            self.taken.forks += 1
            tail.keep(self.connection, stream, segment, "fork", self.journal)
            return
        self.taken.known += segment.header.last - segment.header.first + 1

    def _hold(self, stream: int, segment: Segment, reach: Reach) -> None:
        header = segment.header
        if header.first <= reach.number or (
            header.first == reach.number + 1 and header.before != (reach.hash or START)
        ):
            self.taken.forks += 1
            tail.keep(self.connection, stream, segment, "fork", self.journal)
            return
        tail.keep(self.connection, stream, segment, "held", self.journal)
        self.taken.held.append((header.device, header.scope, reach.number + 1))

    def _admit(self, stream: int, segment: Segment, statement: Statement) -> None:
        header = segment.header
        if header.scope not in self._cut:
            # This device's own tail is cut first: each segment has exactly one `seen`.
            self.cutter.cut_scope(header.scope)
            self._cut.add(header.scope)
        numbers, decoded = decode(self.streams, segment)
        check_run(header, decoded)
        aside = judge(header, decoded, statement, HOMES, foreign_dots(self.streams, header, numbers, decoded))
        uniter = Uniter(self.connection, self.streams, self.cells, self.taken.tally)
        unite(uniter, header, decoded, aside)
        tail.keep(self.connection, stream, segment, "in", self.journal)
        self._remember_aside(stream, aside)
        if self.taken.tally.unknown:
            self.connection.exec_driver_sql(
                "UPDATE segment SET unknown=1 WHERE stream=? AND first=?", (stream, header.first)
            )
        self.streams.advance(stream, Reach(header.last, header.last_counter, segment.hash))
        self._rise_clock(header.first, decoded.entries.clocks, aside)
        self.taken.scopes.add(header.scope)

    def _remember_aside(self, stream: int, aside: dict[int, Reason]) -> None:
        self.taken.set_aside += len(aside)
        rows = [(stream, number, code, message) for number, (code, message) in aside.items()]
        if rows:
            self.connection.exec_driver_sql("INSERT OR REPLACE INTO set_aside VALUES (?,?,?,?)", rows)

    def _rise_clock(self, first: int, clocks: list[int], aside: dict[int, Reason]) -> None:
        admitted = clocks if not aside else [clock for number, clock in enumerate(clocks, first) if number not in aside]
        if admitted:
            self._keep_clock(max(admitted))

    def _keep_clock(self, clock: int) -> None:
        self.connection.exec_driver_sql(
            "INSERT INTO meta VALUES ('clock', ?) ON CONFLICT(key)"
            " DO UPDATE SET value=max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))",
            (str(clock),),
        )

    def retry_held(self) -> None:
        """Merge what waited for what has now come."""
        again = True
        while again:
            again = False
            rows = self.connection.exec_driver_sql(
                "SELECT g.stream, g.first, g.header, g.signature, g.packed FROM segment g"
                " JOIN stream s ON s.no = g.stream WHERE g.state='held' AND g.first = s.number + 1"
            ).all()
            for stream, first, raw, signature, packed in rows:
                segment = Segment(read_header(raw), raw, signature, packed)
                statement = self.roster.known(segment.header.device)
                if statement is None or segment.header.before != (self.streams.reach[stream].hash or START):
                    continue
                self.connection.exec_driver_sql(
                    "DELETE FROM segment WHERE stream=? AND first=? AND state='held'", (stream, first)
                )
                again = self._admit_held(stream, segment, statement) or again

    def _admit_held(self, stream: int, segment: Segment, statement: Statement) -> bool:
        try:
            self._admit(stream, segment, statement)
        except Refusal:
            # What waited breaks the format: it stays in the tray, and never stops the bundle that came after it.
            tail.keep(self.connection, stream, segment, "broken", self.journal)
            return False
        return True

    def finish(self) -> Taken:
        """Close the union: scopes touched, what waited."""
        self.retry_held()
        mark_dirty(self.connection, self.taken.scopes)
        return self.taken

    # --- the journal ------------------------------------------------------------------------------------------------

    def known_bundle(self, file_hash: str) -> str | None:
        """The bundle id of a file merged before and not taken back; None for a new one."""
        row = self.connection.exec_driver_sql(
            "SELECT bundle_id FROM journal WHERE file_hash=? AND undone=0", (file_hash,)
        ).first()
        return str(row[0]) if row else None

    def open_journal(self, file: str, file_hash: str, bundle_id: str, sender: str, actor: str) -> int:
        """A journal entry for this merge."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        row = self.connection.exec_driver_sql(
            "INSERT INTO journal (at, file, file_hash, bundle_id, sender, status, report, actor)"
            " VALUES (?,?,?,?,?,'merged','{}',?) RETURNING id",
            (at, file, file_hash, bundle_id, sender, actor),
        ).one()
        self.journal = int(row[0])
        return self.journal

    def close_journal(self, status: str, report: dict[str, object]) -> None:
        """What the merge did."""
        self.connection.exec_driver_sql(
            "UPDATE journal SET status=?, report=? WHERE id=?",
            (status, json.dumps(report, ensure_ascii=False), self.journal),
        )


def _trusted(identity: Identity) -> dict[str, tuple[PublicKeys, str]]:
    trusted: dict[str, tuple[PublicKeys, str]] = {}
    if identity.authority is not None:
        trusted[identity.authority.id] = (identity.authority.public, identity.division)
    if identity.office is not None:
        # What the office may speak for: everything it enrols lies at or below its own code.
        trusted[identity.office.id] = (identity.office, identity.office_division)
    return trusted
