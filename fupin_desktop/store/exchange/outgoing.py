"""The book's side of sealing: what a partner may hold and does not have, what it said it has, who goes on for whom."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain

from sqlalchemy import Connection

from fupin_desktop.ledger.scope import class_of, entitled
from fupin_desktop.seal.keys import PublicKeys
from fupin_desktop.store import driver
from fupin_desktop.store.audit import audit_head
from fupin_desktop.store.exchange.aside_shelf import AsideShelf
from fupin_desktop.store.identity import Identity
from fupin_desktop.store.keyring import keep_roster
from fupin_desktop.store.merge.clocks import clock_of_bundle
from fupin_desktop.store.photos.photo_shelf import PhotoShelf
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.read.rosters import roster_of
from fupin_desktop.store.tail import Cutter
from fupin_desktop.sync.authority.roster import Roster, Statement, read_statement
from fupin_desktop.sync.authority.succession import declare
from fupin_desktop.sync.bundles.bundle import PROOFS_CAP
from fupin_desktop.sync.bundles.receipts import Proof, Receipt, proven
from fupin_desktop.sync.bundles.segment import Seen, Segment, read_header
from fupin_desktop.sync.deciding import ACCEPT_GAP
from fupin_desktop.sync.model import Decision, Grant


class Outgoing(Reader):
    """One transaction, as sealing needs it."""

    def __init__(self, connection: Connection, identity: Identity, wall_ms: int = 0) -> None:
        super().__init__(connection)
        self._wall_ms = wall_ms
        self.identity = identity

    @property
    def moment(self) -> datetime:
        """When this transaction is, by the book's wall."""
        return datetime.fromtimestamp(self._wall_ms / 1000, UTC) if self._wall_ms else datetime.now(UTC)

    @cached_property
    def cutter(self) -> Cutter:
        """Cuts what was written here into segments."""
        me = self.identity
        return Cutter(self.connection, self.streams, me.device, me.authority_id, me.practice)

    @cached_property
    def roster(self) -> Roster:
        """The roster as the book holds it."""
        return roster_of(self, self.identity)

    def vouched_by(self, authority: str, device: str) -> bool:
        """Has this authority said something of a device, whoever's word stands?"""
        found = (read_statement(grant.statement or "") for grant in self.find(Grant, device=device))
        return any(one is not None and one.authority == authority for one in found)

    @property
    def photos(self) -> PhotoShelf:
        """The photographs' part of the exchange."""
        return PhotoShelf(self.connection, self.streams)

    @property
    def aside(self) -> AsideShelf:
        """What receipts say is kept aside."""
        return AsideShelf(self)

    def scopes_for(self, division: str, *, office: bool, granted: frozenset[str] = frozenset()) -> list[str]:
        """The scopes of this book that a partner of this division may hold."""
        return [s for s in self.streams.scopes() if entitled(s, division, office=office, granted=granted)]

    def segments_beyond(self, scopes: Iterable[str], partner: str) -> list[Segment]:
        """Every segment of these scopes, whoever wrote it, that the partner's newest receipt does not cover.

        The branches of a fork go to everybody, and so does what came all the same of a gap that was accepted: no
        receipt can say who has them.
        """
        covered = self.covered_by(partner)
        gaps = self._accepted_gaps()
        found: list[Segment] = []
        ordered = sorted(scopes, key=lambda name: (class_of(name) != "r", name))
        for stream in chain.from_iterable(self.streams.of_scope(scope) for scope in ordered):
            late = "".join(f" OR first BETWEEN {first} AND {last}" for first, last in gaps.get(stream, ()))
            rows = self.connection.exec_driver_sql(
                "SELECT header, signature, packed FROM segment"
                f" WHERE stream=? AND (state='in' AND (last > ?{late}) OR state IN ('fork', 'branch')) ORDER BY first",
                (stream, covered.get(stream, 0)),
            )
            found.extend(Segment(read_header(raw), raw, sign, packed) for raw, sign, packed in rows)
        return found

    def _accepted_gaps(self) -> dict[int, list[tuple[int, int]]]:
        """By stream, the numbers an office has said will never come."""
        found: dict[int, list[tuple[int, int]]] = {}
        for told in self.find(Decision, act=ACCEPT_GAP):
            stream = self.streams.known(told.device or "", told.scope or "")
            if stream is not None and told.first is not None and told.last is not None:
                found.setdefault(stream, []).append((int(told.first), int(told.last)))
        return found

    def covered_by(self, partner: str) -> dict[int, int]:
        """The last number of each stream that the partner's newest receipt proves to be there."""
        rows = self.connection.exec_driver_sql("SELECT stream, number, hash FROM receipt WHERE device=?", (partner,))
        return {stream: self._covered(stream, number, hash) for stream, number, hash in rows.all()}

    def _covered(self, stream: int, number: int, hash: str) -> int:
        """How far a receipt reaches here: not at all when it names another branch of the stream, or what this device
        never wrote.
        """
        if number > self.streams.reach[stream].number and self.streams.name(stream)[0] != self.identity.device.id:
            return number
        row = self.connection.exec_driver_sql(
            "SELECT 1 FROM segment WHERE stream=? AND last=? AND hash=? AND state='in'", (stream, number, hash)
        )
        return number if row.first() is not None else 0

    def seen(self, scopes: Iterable[str]) -> list[Seen]:
        """How far this book holds every stream of these scopes: the receipt."""
        return [seen for scope in scopes for seen in self.cutter.seen(scope)]

    def keep_receipt(self, partner: str, seen: Iterable[Seen], proofs: Iterable[Proof], clock: int) -> Receipt:
        """The partner's newest receipt replaces the one before, also when it names less (a restored office).

        Streams nobody here has heard of are passed over.  A head of this device's own that is not here makes this book
        a new device only where its own signature proves it; else it is what anybody can make up, and is told.
        """
        missing = [one for one in proven(proofs, self.identity.device.public) if not self._is_ours(one)]
        if missing:
            self.cutter.cut_all()  # what is not cut yet may be this very segment
            missing = [one for one in missing if not self._is_ours(one)]
        if missing:
            self._spend_device()
        known = driver.rows(self.connection, "SELECT clock FROM partner WHERE id=?", (partner,))
        if not known or known[0][0] < clock:
            told = list(seen)
            self._replace_receipt(partner, told, clock)
            own = (one for one in told if one.device == self.identity.device.id)
            if not missing and not all(map(self._is_ours, own)):
                return Receipt.STRANGE
        return Receipt.PROVEN if missing else Receipt.KNOWN

    def _replace_receipt(self, partner: str, told: Iterable[Seen], clock: int) -> None:
        now = self.moment.isoformat()
        driver.run(self.connection, "INSERT OR REPLACE INTO partner VALUES (?,?,?)", (partner, clock, now))
        driver.run(self.connection, "DELETE FROM receipt WHERE device=?", (partner,))
        found = [(self.streams.known(s.device, s.scope), s) for s in told]
        rows = [(partner, stream, s.number, s.counter, s.hash) for stream, s in found if stream is not None]
        driver.many(self.connection, "INSERT OR REPLACE INTO receipt VALUES (?,?,?,?,?)", rows)

    def proofs(self, scopes: Iterable[str], devices: Collection[str]) -> list[Proof]:
        """What proves to these devices how far their own streams are held here: the header of each last segment."""
        streams = (stream for scope in scopes for stream in self.streams.of_scope(scope))
        own = [stream for stream in streams if self.streams.name(stream)[0] in devices]
        return [proof for stream in own for proof in self._last_header(stream)][:PROOFS_CAP]

    def _last_header(self, stream: int) -> list[Proof]:
        sql = "SELECT header, signature FROM segment WHERE stream=? AND hash=?"
        found = driver.rows(self.connection, sql, (stream, self.streams.reach[stream].hash))
        return [(bytes(header).decode(), signature) for header, signature in found]

    def _is_ours(self, seen: Seen) -> bool:
        """Is what somebody holds of this device's stream here, as a segment?"""
        stream = self.streams.known(seen.device, seen.scope)
        if stream is None:
            return False
        sql = "SELECT 1 FROM segment WHERE stream=? AND last=? AND hash=?"
        return bool(driver.rows(self.connection, sql, (stream, seen.number, seen.hash)))

    def clock(self) -> int:
        """A clock for what is sealed now: a later receipt must never pass for an older one (a restored office)."""
        return clock_of_bundle(self.connection, self._wall_ms)

    def audit_head(self) -> str:
        """The head of the audit log."""
        return audit_head(self.connection)

    def join(self, office: PublicKeys, division: str, scopes: Sequence[str]) -> None:
        """Answer to this office from now on, holding what it enrolled us for."""
        rows = [
            ("office", json.dumps(asdict(office))),
            ("office_division", division),
            ("granted", json.dumps(sorted(scopes))),
        ]
        self.connection.exec_driver_sql(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value=excluded.value", rows
        )

    def keep_roster(self, statements: Iterable[Statement]) -> None:
        """Keep what stands when this book leaves its office."""
        keep_roster(self.connection, statements)

    def note_sealed(self, partner: str, seen: Iterable[Seen]) -> None:
        """Remember what a bundle for this partner named."""
        at = self.moment.isoformat(timespec="seconds")
        rows = [(partner, self.streams.number(s.device, s.scope), s.number, at) for s in seen]
        if rows:
            self.connection.exec_driver_sql("INSERT OR REPLACE INTO sealed VALUES (?,?,?,?)", rows)

    def _spend_device(self) -> None:
        """Somebody else goes on under this device's name: this book is a copy or was restored, and needs a new one."""
        self.connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES ('token', '')")

    # --- one device after another ------------------------------------------------------------------------------------

    def ends_of(self, device: str) -> dict[str, tuple[int, str]]:
        """How far this book holds each stream of a device: number and hash, by scope."""
        found = {
            scope: self.streams.reach[self.streams.number(device, scope)] for scope in self.streams.of_device(device)
        }
        return {scope: (reach.number, reach.hash) for scope, reach in found.items()}

    def declare_successor(self, fresh: PublicKeys) -> None:
        """The last word of this device: which keys go on in its place."""
        own = self.identity.device
        # A stream of which nothing was cut yet has no head to tell
        ends = self.ends_of(own.id).items()
        heads = [Seen(own.id, scope, number, 0, hash) for scope, (number, hash) in ends if number]
        told = [*self.own_successions(), declare(own, fresh, heads, practice=self.identity.practice)]
        self._keep_pairs("successions", told)

    def own_successions(self) -> list[tuple[str, str]]:
        """What this book's earlier devices said of those that followed them."""
        return self._pairs("successions")

    def successions(self) -> list[tuple[str, str]]:
        """What devices that are not enrolled yet have shown."""
        return self._pairs("successions_shown")

    def remember_succession(self, told: Iterable[tuple[str, str]]) -> None:
        """Keep it until the office confirms."""
        self._keep_pairs("successions_shown", dict.fromkeys([*self.successions(), *told]))

    def _pairs(self, key: str) -> list[tuple[str, str]]:
        row = self.connection.exec_driver_sql("SELECT value FROM meta WHERE key=?", (key,)).scalar()
        return [(text, signature) for text, signature in json.loads(row or "[]")]

    def _keep_pairs(self, key: str, pairs: Iterable[tuple[str, str]]) -> None:
        self.connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, json.dumps(list(pairs))))
