"""Opening and failing to open: the wait after wrong passphrases, and what is noted until the audit log can take it.

One rule for the window and the command line.  The state lies in this machine's state folder, a file a book, so that a
restart shortens nothing; the derivation of the key protects the book, the wait is a courtesy (safety.md).
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from fupin_desktop.files import state_folder, whole_file
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.slots import KeyFile, Slot, keys_path, read_keys, wrong_passphrase
from fupin_desktop.store.audit import append_audit
from fupin_desktop.store.book.held_book import HeldBook

DELAYS = (0, 1, 2, 4, 8, 16, 32, 60)  # seconds after each wrong passphrase in a row
_MOST_NOTED = 500
Noted = tuple[str, str]
T = TypeVar("T")


class Attempts:
    """What this machine remembers of the attempts to open one book."""

    def __init__(self, book_id: str, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        folder = state_folder() / "attempts"
        self._path = folder / f"{hashlib.sha256(book_id.encode()).hexdigest()[:32]}.json"
        self._wrong, self._until, self._noted = self._load()

    def _load(self) -> tuple[int, float, list[Noted]]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return int(found["wrong"]), float(found["until"]), [(str(at), str(what)) for at, what in found["noted"]]
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0.0, []

    def _keep(self) -> None:
        # A state folder that takes no more must not keep anybody from a book.
        with suppress(OSError):
            self._write()

    def _write(self) -> None:
        body = {"wrong": self._wrong, "until": self._until, "noted": self._noted[-_MOST_NOTED:]}
        self._path.parent.mkdir(exist_ok=True, mode=0o700)
        with whole_file(self._path) as draft:
            draft.write_text(json.dumps(body), encoding="utf-8")

    def keep_for(self, event: str, about: str) -> None:
        """Keep an event for the audit log of a book that can only be read now; refuses when it cannot be kept."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._noted.append((f"{at} {about}", event))
        with disk.in_words(disk.FILE, self._path):
            self._write()

    def forget(self) -> None:
        """The book was cleared from this computer."""
        self._path.unlink(missing_ok=True)

    @property
    def seconds(self) -> int:
        """How long there is still to wait; a clock set back waits no longer than the last delay."""
        last = DELAYS[min(self._wrong, len(DELAYS)) - 1] if self._wrong else 0
        return max(0, min(last, int(self._until - self._clock() + 0.999)))

    def refuse_while_waiting(self) -> None:
        """Refuse before any key is derived.  Code `passphrase.wait`."""
        if self.seconds:
            message = _("Too many wrong passphrases. Try again in {seconds} s; the data are untouched.")
            where = {"seconds": self.seconds}
            raise Refusal("passphrase.wait", message.format(seconds=self.seconds), where=where)

    def wrong(self) -> Refusal:
        """Note a wrong passphrase; gives the answer, which says how long to wait."""
        self._wrong += 1
        self._until = self._clock() + DELAYS[min(self._wrong, len(DELAYS)) - 1]
        self._note("unlock.failed")
        self._keep()
        answer = wrong_passphrase()
        return Refusal(answer.code, answer.message, where={"seconds": self.seconds})

    def _note(self, event: str) -> None:
        self._noted.append((datetime.now(UTC).isoformat(timespec="seconds"), event))

    def proved(self) -> None:
        """Somebody is back at a book that is still open."""
        self._wrong, self._until = 0, 0.0
        self._note("unlock")
        self._keep()

    def opened(self, book: HeldBook) -> None:
        """The book is open: nothing waits any more, and what was noted goes into its audit log."""
        had = bool(self._noted or self._wrong)
        self._wrong, self._until = 0, 0.0
        self._note("unlock")
        try:
            with book.transaction() as connection:
                for at, event in self._noted:
                    append_audit(connection, book.user, event, at)
        except Refusal:
            # Another window writes just now, or the medium is read-only: the next opening finds it noted here.
            self._keep()
            return
        self._noted = []
        if had:
            self._keep()


def openings(keys: KeyFile, passphrase: str, attempts: Attempts) -> Iterator[tuple[bytes, Slot]]:
    """Every key the passphrase gives, the first one found before it is asked for; refuses and notes a wrong one."""
    attempts.refuse_while_waiting()
    found = keys.openings(passphrase)
    first = next(found, None)
    if first is None:
        raise attempts.wrong()
    yield first
    yield from found


def first_that_opens(found: Iterator[tuple[bytes, Slot]], opens: Callable[[bytes, Slot], T]) -> tuple[T, Slot]:
    """What the first good key opens.  Two keys of one person: the power went while a new key was being given."""
    refused: Refusal | None = None
    for key, slot in found:
        try:
            return opens(key, slot), slot
        except Refusal as refusal:
            refused = refusal
    assert refused is not None
    raise refused


def strengthen(book: HeldBook, slot: Slot, words: str) -> None:
    """Wrap the key anew when this version derives it at a higher price than the slot was made with."""
    if slot.is_cheap and not book.read_only:
        # A medium that takes no writing keeps the old slot, which opens as before.
        with suppress(Refusal):
            book.change_keys(book.key_file.renewed(slot, words, book.book_key), "kdf.upgrade", slot.user)


def waiting(book: Path) -> int:
    """Seconds to wait before this book may be tried; 0 when its key file cannot be read, opening tells why."""
    try:
        return Attempts(read_keys(keys_path(book)).book_id).seconds
    except Refusal:
        return 0


def prove(book: Path, passphrase: str) -> str:
    """Who a passphrase belongs to, without opening the book, by the same rule; the next opening tells the audit log."""
    keys = read_keys(keys_path(book))
    attempts = Attempts(keys.book_id)
    _key, slot = next(openings(keys, passphrase, attempts))
    attempts.proved()
    return slot.user
