"""A book (台账库): one encrypted database file, with its key file and its photographs beside it."""

import json
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.system.outputs import hold, let_go
from fupin_desktop.ledger.system.stages import Stages
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.rules import Holder
from fupin_desktop.seal.keys import OwnKeys, PublicKeys
from fupin_desktop.seal.slots import (
    KeyFile,
    check_passphrase,
    keys_path,
    new_book_key,
    read_keys,
    write_keys,
)
from fupin_desktop.store import keyring, machine
from fupin_desktop.store.audit import append_audit
from fupin_desktop.store.book import newest, own_device, own_file
from fupin_desktop.store.book.attempts import Attempts, first_that_opens, openings, strengthen
from fupin_desktop.store.book.copies.backup import safeguard
from fupin_desktop.store.book.copies.remains import finish_broken
from fupin_desktop.store.book.counts import counted, keep_counts
from fupin_desktop.store.book.founding import First, check_free, check_role, first_file
from fupin_desktop.store.book.opening import look_at, open_file, words_read_only
from fupin_desktop.store.book.upgrading import bring_up
from fupin_desktop.store.exchange.batching import Batch
from fupin_desktop.store.exchange.exchanging import Exchange
from fupin_desktop.store.exchange.moving import tell_late
from fupin_desktop.store.faults import in_words
from fupin_desktop.store.identity import Identity, identity_in
from fupin_desktop.store.lists.overview import count_aside
from fupin_desktop.store.merge.changes import note_changes
from fupin_desktop.store.merge.clocks import clock_of_entry, keep_clock_of_entry, was_outgrown
from fupin_desktop.store.merge.digest import digests, kept_digests, mark_dirty, remember
from fupin_desktop.store.photos.pictures import Pictures
from fupin_desktop.store.read.holding import holder_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.schema import SCHEMA
from fupin_desktop.store.write.day import todays_day
from fupin_desktop.store.write.own_saves import note_save
from fupin_desktop.store.write.writing import Act, BookLedger


class _Rehearsed(Exception):
    """Rolls a rehearsal back."""


class Book:
    """An open book.  One writer at a time, whichever thread it comes from."""

    def __init__(
        self, path: Path, engine: Engine, keys: KeyFile, user: str, book_key: bytes, *, read_only: bool = False
    ) -> None:
        self.path, self.engine, self.key_file = path, engine, keys
        self.user, self.book_key = user, book_key
        self.pictures = Pictures(path, book_key)
        self._lane = threading.RLock()
        self.read_only, self._token_checked, self._behind = read_only, False, False
        # What a person has to know of the file that was opened, by code
        self.told = {"book.read_only": words_read_only()} if read_only else {}
        self._lent: list[str] = []
        self._file = own_file.file_at(path)
        self._noted: newest.Mark | None = None
        self.wall: Callable[[], datetime] = lambda: datetime.now(UTC).astimezone()
        self.identity = self._read_identity()
        hold(path)

    # --- making and opening -----------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls, path: Path, *, role: str, name: str, division: str, passphrase: str, user: str = "",
        practice: bool = False, device_id: str = "",
    ) -> "Book":  # fmt: skip
        """A new book; refuses to write over a file, a division that does not fit the role, a short passphrase.

        `device_id` names the device of a practice book beforehand, so that the same invented data have one digest; its
        keys are by chance as any others.
        """
        check_free(path)
        check_role(role, division)
        check_passphrase(passphrase)
        key, book_id, owner = new_book_key(), secrets.token_hex(16), user or name
        keys = KeyFile(book_id).with_slot(owner, passphrase, key)
        first = First(book_id, role, name, division, practice, device_id if practice else "")
        book = cls(path, first_file(path, key, keys, first), keys, owner, key)
        with book.transaction() as connection:
            machine.renew(connection, book_id, book.identity.device.id)
        own_device.settle_token(book)
        return book

    @classmethod
    def open(cls, path: Path, passphrase: str) -> "Book":
        """Open with any of its passphrases, or its recovery sheet; `passphrase.wait` after too many wrong ones."""
        finish_broken(path)
        look_at(path)
        keys = read_keys(keys_path(path))
        attempts = Attempts(keys.book_id)
        found = openings(keys, passphrase, attempts)
        book, slot = first_that_opens(found, lambda key, slot: cls.open_with_key(path, key, keys, slot.user))
        attempts.opened(book)
        strengthen(book, slot, passphrase)
        return book

    @classmethod
    def open_with_key(cls, path: Path, key: bytes, keys: KeyFile, user: str) -> "Book":
        """Open with the raw key: for a child process of ours, and for tests."""
        opened = open_file(path, key)
        book = cls(path, opened.engine, keys, user, key, read_only=opened.read_only)
        if opened.schema < SCHEMA:
            bring_up(book)
        seen = newest.kept(book.identity.book_id, book.identity.device.id)
        with book.read() as reader:
            book._behind, told = newest.look(reader.connection, seen)
        book.told |= {"book.older": told} if told else {}
        return book

    def close(self) -> None:
        """Close every connection."""
        let_go(self.path)
        self.engine.dispose()

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- transactions -----------------------------------------------------------------------------------------------

    @contextmanager
    def transaction(self, *, rehearse: bool = False, merging: bool = False) -> Iterator[Connection]:
        """A write transaction on the one lane; all of it or nothing.  A rehearsal leaves nothing behind."""
        mark = None
        with (
            in_words(self.path),
            suppress(_Rehearsed),
            self._lane,
            self.engine.connect().execution_options(write=True, merging=merging) as connection,
            connection.begin(),
        ):
            if not rehearse:
                own_file.refuse_gone(self.path, self._file)
            yield connection
            if rehearse:
                raise _Rehearsed
            mark = newest.mark_of(connection)
        # Until somebody saves here, this may be a copy that was printed from: the book it was copied from goes on
        if self._token_checked and mark is not None and mark != self._noted:
            newest.note(self.identity.book_id, mark)
            self._noted = mark

    @contextmanager
    def write(self, command: str, *, rehearse: bool = False, confirms_day: bool = False) -> Iterator[BookLedger]:
        """One command: what is saved inside becomes one entry in each scope it touches, or nothing at all.

        A rehearsal leaves nothing behind.  `confirms_day`: this entry is a person's word that the book's day is right.
        """
        if not rehearse:
            self.own_device()
        with self.transaction(rehearse=rehearse) as connection:
            if not rehearse:
                own_device.refuse_another_device(connection, self.identity)
            act = self._act(connection, command, any_day=rehearse or confirms_day)
            ledger = BookLedger(connection, act, self._granted(connection))
            yield ledger
            if self.read_only:
                return
            note_save(connection, act.device, ledger.close(), ledger.undoes)
            if was_outgrown(connection):
                ledger.unsettled.update(ledger.streams.of_device(act.device))
            keep_clock_of_entry(connection, act.clock)
            mark_dirty(connection, ledger.written, ledger.changed)
            if ledger.unsettled or ledger.regranted:
                self._judge_again(connection, ledger)

    def _judge_again(self, connection: Connection, ledger: BookLedger) -> None:
        # What was written is itself judged: a decision, the roster, many households put away.
        exchange = Exchange(connection, self.identity)
        scopes = ledger.unsettled | {
            scope for device in ledger.regranted for scope in exchange.streams.of_device(device)
        }
        before = count_aside(exchange)
        exchange.judge_again(scopes & set(exchange.streams.scopes()))
        note_changes(connection, None)
        if count_aside(exchange) > before:
            ledger.note([_("Some of it was set aside until an office decides; see the tray.")])

    def tell_late(self) -> None:
        """What came in late about households this office moved is told to the villages where they live now."""
        tell_late(self)

    @contextmanager
    def exchange(self, *, rehearse: bool = False, stages: Stages | None = None) -> Iterator[Exchange]:
        """One transaction of sealing or merging; a rehearsal leaves nothing behind."""
        with self.transaction(rehearse=rehearse) as connection:
            yield Exchange(connection, self.identity, int(self.wall().timestamp() * 1000), stages)

    @contextmanager
    def batch(self, *, rehearse: bool = False, guarded: bool = False) -> Iterator[Batch]:
        """Several bundles in one transaction; a rehearsal leaves nothing behind."""
        with self.transaction(rehearse=rehearse, merging=True) as connection:
            yield Batch(self, connection, rehearse=rehearse, guarded=guarded)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A consistent reading of one moment."""
        with in_words(self.path), self.engine.connect() as connection, connection.begin():
            yield Reader(connection)

    def photo_contents(self, keys: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """The photographs that can be read, with their keys; what is missing or damaged is left out."""
        with self.read() as reader:
            for about, content in self.pictures.contents(reader.connection, keys):
                if content is not None:
                    yield about.key, content

    def _act(self, connection: Connection, command: str, *, any_day: bool) -> Act:
        wall = self.wall()
        wall_ms = int(wall.timestamp() * 1000)
        offset = wall.utcoffset()
        identity = self.identity
        return Act(
            device=identity.device.id,
            division=identity.division,
            is_office=identity.is_office,
            actor=self.user,
            command=command,
            clock=clock_of_entry(connection, wall_ms),
            wall_ms=wall_ms,
            zone=int(offset.total_seconds() // 60) if offset else 0,
            today=wall.date() if self.read_only else todays_day(connection, wall, any_day=any_day),
        )

    @staticmethod
    def _granted(connection: Connection) -> frozenset[str]:
        # The scopes this laptop was enrolled for, besides its own division.
        return frozenset(json.loads(_get(connection, "granted") or "[]"))

    def digests(self) -> dict[str, str]:
        """The digest of every scope, worked out anew for those touched since."""
        with self.read() as reader:
            kept = kept_digests(reader.connection)
            if kept is not None or self.read_only:
                return kept if kept is not None else digests(reader.connection)
        with self.transaction() as connection:
            found = digests(connection)
            remember(connection, found)
        return found

    def counts(self) -> dict[str, int]:
        """How many records of each kind stand in the register; kept, as long as the book stays as it is."""
        with self.read() as reader:
            made = counted(reader)
        if made.stamp and not made.kept and not self.read_only:
            with self.transaction() as connection:
                keep_counts(connection, made)
        return made.by_kind

    # --- who we are -------------------------------------------------------------------------------------------------

    def _read_identity(self) -> Identity:
        with in_words(self.path), self.engine.connect() as connection:
            return identity_in(connection)

    def holder(self) -> Holder:
        """Who works with it: the role its office granted, which says what may be done here."""
        with self.read() as reader:
            return holder_of(reader, self.identity)

    @property
    def identities(self) -> list[str]:
        """Every age identity this book can open bundles with: in use, replaced, lent by a custodian."""
        with in_words(self.path), self.engine.connect() as connection:
            return [*keyring.identities(connection, self.identity), *self._lent]

    @property
    def addressees(self) -> list[PublicKeys]:
        """The keys of this book a bundle may name as its recipient."""
        with in_words(self.path), self.engine.connect() as connection:
            return keyring.addressees(connection, self.identity)

    @contextmanager
    def lend(self, identity: str) -> Iterator[None]:
        """Open bundles with a custodian's identity as well, within this block; it is kept nowhere."""
        self._lent = [identity]
        try:
            yield
        finally:
            self._lent = []

    def renew_device(self) -> None:
        """New keys for this copy: it goes on as a new device, and the last word of the old one says so."""
        self.own_device()
        own_device.become_new_device(self)

    @contextmanager
    def renew_authority(self, fresh: OwnKeys) -> Iterator[BookLedger]:
        """One command by which these keys take the place of the authority's; all of it or nothing."""
        assert self.identity.authority is not None
        with self.write("office.rotate") as ledger:
            yield ledger
            keyring.replace_authority(ledger.connection, self.identity.authority, fresh)
            append_audit(ledger.connection, self.user, "office.rotate", fresh.public.fingerprint)
        self.refresh_identity()

    def refresh_identity(self) -> None:
        """Read again who we are, after a transaction changed it."""
        self.identity = self._read_identity()

    def own_device(self) -> None:
        """Before the first entry of an opening: a copy or a restored book becomes a new device (`own_device`)."""
        if self.read_only:
            raise disk.refusal(disk.BOOK, disk.READ_ONLY, self.path)
        own_device.begin_writing(self, checked=self._token_checked, behind=self._behind)
        self._token_checked, self._behind = True, False

    def cut_tails(self) -> None:
        """Cut what this device wrote, so that a restored copy holds nothing under its name that nobody else will see.

        A copy leaves it: what it would cut, the book it was copied from cuts too.
        """
        with self.exchange() as exchange:
            me = self.identity
            if not self._behind and machine.knows(exchange.connection, me.book_id, me.device.id):
                exchange.cutter.cut_all()

    def safeguard(self) -> None:
        """A backup beside the book, before a risky act; what an interrupted program left of photographs goes."""
        with self.read() as reader:
            self.pictures.sweep(reader.connection)
        safeguard(self)

    # --- users ------------------------------------------------------------------------------------------------------

    def add_user(self, user: str, passphrase: str) -> None:
        """One more passphrase for this book, under its own name."""
        check_passphrase(passphrase)
        self.change_keys(self.key_file.with_slot(user, passphrase, self.book_key), "user.add", user)

    def remove_user(self, user: str) -> None:
        """Take a user's passphrase away; the last one stays."""
        self.change_keys(self.key_file.without(user), "user.remove", user)

    def change_keys(self, keys: KeyFile, event: str, about: str) -> None:
        """Replace the key file; the audit log tells what for."""
        write_keys(keys_path(self.path), keys)
        self.key_file = keys
        self.note(event, about)

    def note(self, event: str, about: str) -> None:
        """An event for the audit log; of a book that can only be read it is kept on this machine until then."""
        if self.read_only:
            Attempts(self.identity.book_id).keep_for(event, about)
            return
        with self.transaction() as connection:
            append_audit(connection, self.user, event, about)


def _get(connection: Connection, key: str) -> str | None:
    value = connection.exec_driver_sql("SELECT value FROM meta WHERE key=?", (key,)).scalar()
    return None if value is None else str(value)


def _set(connection: Connection, key: str, value: str) -> None:
    connection.exec_driver_sql(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value=excluded.value", (key, value)
    )
