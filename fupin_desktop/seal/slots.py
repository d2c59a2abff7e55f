"""The key file of a book: one random book key, wrapped once for each passphrase (口令) in its own slot (safety.md)."""

import base64
import hashlib
import json
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from fupin_desktop.files import read_small, whole_file
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.signs import refuse_unshowable
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.recovery import read_secret

FORMAT = 1
_LARGEST = 4 * 1024 * 1024  # bytes of a key file
SHORTEST = 12  # characters of a passphrase
PASSPHRASE, RECOVERY = "passphrase", "recovery"
RECOVERY_USER = "应急恢复单"  # who acts when a book was opened by its recovery sheet


@dataclass(frozen=True)
class Price:
    """What one guess at a passphrase costs: memory in KiB, passes over it, lanes (Argon2id, RFC 9106)."""

    memory_kib: int
    iterations: int
    lanes: int = 1


PRICE = Price(64 * 1024, 3)  # of every slot made from now on; each slot keeps the one it was made at


@dataclass(frozen=True)
class Slot:
    """One way to the book key: a person's passphrase, or a recovery sheet made on a day (`made`)."""

    id: str
    user: str
    salt: str
    nonce: str
    wrapped: str
    memory_kib: int = PRICE.memory_kib
    iterations: int = PRICE.iterations
    lanes: int = PRICE.lanes
    kind: str = PASSPHRASE
    made: str = ""

    @property
    def is_cheap(self) -> bool:
        """True when a guess at this slot costs less than at one made today."""
        return self.memory_kib < PRICE.memory_kib or self.iterations < PRICE.iterations


@dataclass(frozen=True)
class KeyFile:
    """`BOOK.keys`: which book it opens, and its slots."""

    book_id: str
    slots: tuple[Slot, ...] = ()

    @property
    def users(self) -> list[str]:
        """Who has a passphrase."""
        return [slot.user for slot in self.slots if slot.kind == PASSPHRASE]

    @property
    def sheet(self) -> Slot | None:
        """The slot of the recovery sheet that is good now."""
        return next((slot for slot in self.slots if slot.kind == RECOVERY), None)

    def with_slot(self, user: str, passphrase: str, key: bytes) -> "KeyFile":
        """The same file with one more slot for this user; refuses a second slot of the same name.

        A name with a sign that cannot be shown is refused, too: it stands at every entry.  Code `user.exists`.
        """
        refuse_unshowable(_("User"), user)
        if user in (*self.users, RECOVERY_USER):
            raise Refusal("user.exists", _("This user already has a passphrase on this book. Choose another name."))
        return KeyFile(self.book_id, (*self.slots, _wrap(self.book_id, user, passphrase, key)))

    def with_sheet(self, secret: str, made: str, key: bytes) -> "KeyFile":
        """The same file with this recovery sheet in the place of an earlier one, which opens nothing any more."""
        slot = replace(_wrap(self.book_id, RECOVERY_USER, secret, key), kind=RECOVERY, made=made)
        return KeyFile(self.book_id, (*self.without_sheet().slots, slot))

    def without_sheet(self) -> "KeyFile":
        """The same file without a recovery sheet."""
        return KeyFile(self.book_id, tuple(slot for slot in self.slots if slot.kind != RECOVERY))

    def without(self, user: str) -> "KeyFile":
        """The same file without this user's slot; the last passphrase stays.  Codes `user.unknown`, `user.last`."""
        if user not in self.users:
            raise Refusal("user.unknown", _("No such user on this book. Nothing was changed."))
        if len(self.users) == 1:
            raise Refusal("user.last", _("The last user cannot be removed: nobody could open the book any more."))
        return KeyFile(self.book_id, tuple(s for s in self.slots if s.user != user or s.kind != PASSPHRASE))

    def also(self, user: str, passphrase: str, key: bytes) -> "KeyFile":
        """The same file with one more key for this user, while the book passes from one key to the next."""
        return KeyFile(self.book_id, (*self.slots, _wrap(self.book_id, user, passphrase, key)))

    def renewed(self, slot: Slot, words: str, key: bytes) -> "KeyFile":
        """The same file with this slot made anew at today's price of a guess."""
        secret = read_secret(words) if slot.kind == RECOVERY else None
        fresh = replace(_wrap(self.book_id, slot.user, secret or words, key), kind=slot.kind, made=slot.made)
        return KeyFile(self.book_id, tuple(fresh if one.id == slot.id else one for one in self.slots))

    def only(self, slot: Slot) -> "KeyFile":
        """The file with this slot alone."""
        return KeyFile(self.book_id, (slot,))

    def openings(self, passphrase: str) -> Iterator[tuple[bytes, Slot]]:
        """Every key these words give, with its slot: one, or two while a book passes from one key to the next."""
        secret = read_secret(passphrase)
        for slot in self.slots:
            words = passphrase if slot.kind == PASSPHRASE else secret
            key = _unwrap(self.book_id, slot, words) if words is not None else None
            if key is not None:
                yield key, slot

    def open(self, passphrase: str) -> tuple[bytes, Slot]:
        """The book key and the slot that gave it; refuses a passphrase that fits no slot."""
        for key, slot in self.openings(passphrase):
            return key, slot
        raise wrong_passphrase()


def wrong_passphrase() -> Refusal:
    """The answer to words that open nothing; it never tells which user was meant.  Code `passphrase.wrong`."""
    return Refusal(
        "passphrase.wrong",
        _(
            "The passphrase does not open this book. The data are untouched. Check capitals, the input method and"
            " spaces at the end."
        ),
    )


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase too short to protect a stolen laptop.  Code `passphrase.short`."""
    if len(_normal(passphrase)) < SHORTEST:
        raise Refusal(
            "passphrase.short", _("A passphrase needs at least 12 characters. Five short words are easy to keep.")
        )


def new_book_key() -> bytes:
    """32 random bytes: what the database is encrypted with."""
    return secrets.token_bytes(32)


def _normal(passphrase: str) -> str:
    return unicodedata.normalize("NFC", passphrase.strip("\r\n"))


def _derive(slot: Slot, passphrase: str) -> bytes:
    kdf = Argon2id(
        salt=bytes.fromhex(slot.salt),
        length=32,
        iterations=slot.iterations,
        lanes=slot.lanes,
        memory_cost=slot.memory_kib,
    )
    try:
        return kdf.derive(_normal(passphrase).encode())
    except MemoryError:
        raise Refusal(
            "passphrase.memory", _("Too little memory to open the book. Close other programs and try again.")
        ) from None


def _bound(book_id: str, slot: Slot) -> bytes:
    return json.dumps([FORMAT, book_id, slot.id, slot.user]).encode()


def _wrap(book_id: str, user: str, passphrase: str, key: bytes) -> Slot:
    slot = Slot(secrets.token_hex(8), user, secrets.token_hex(16), secrets.token_hex(12), "", **asdict(PRICE))
    sealed = AESGCM(_derive(slot, passphrase)).encrypt(bytes.fromhex(slot.nonce), key, _bound(book_id, slot))
    return Slot(**{**asdict(slot), "wrapped": base64.b64encode(sealed).decode()})


def _unwrap(book_id: str, slot: Slot, passphrase: str) -> bytes | None:
    try:
        cipher = AESGCM(_derive(slot, passphrase))
        return cipher.decrypt(bytes.fromhex(slot.nonce), base64.b64decode(slot.wrapped), _bound(book_id, slot))
    except InvalidTag:
        return None


# --- the file and its twin ------------------------------------------------------------------------------------------


def keys_path(book: Path) -> Path:
    """`BOOK.keys` beside the book."""
    return book.with_name(book.name + ".keys")


def _twin(path: Path) -> Path:
    return path.with_name(path.name + ".twin")


def write_keys(path: Path, keys: KeyFile) -> None:
    """Write the key file and its twin, each whole or not at all."""
    body = json.dumps({"format": FORMAT, **asdict(keys)}, ensure_ascii=False, sort_keys=True)
    text = json.dumps({"sha256": hashlib.sha256(body.encode()).hexdigest(), "keys": body})
    for target in (path, _twin(path)):
        with disk.in_words(disk.BOOK, target), whole_file(target) as draft:
            draft.write_text(text, encoding="utf-8")


def read_keys(path: Path) -> KeyFile:
    """Read the key file, or its twin when the first is damaged or gone.

    Refuses with `keys.missing`, or with `keys.TROUBLE` (see `disk`) when it is there and the system does not give it.
    """
    kept_back: Refusal | None = None
    for candidate in (path, _twin(path)):
        try:
            found = _read_one(candidate)
        except OSError as error:
            kept_back = kept_back or disk.of_system(error, disk.KEYS, candidate)
        else:
            if found is not None:
                return found
    raise kept_back or Refusal(
        "keys.missing",
        _(
            "The key file of this book is missing or damaged. The book itself was not touched. Put its .keys file back "
            "from a backup."
        ),
        where={"path": str(path)},
    )


def _read_one(path: Path) -> KeyFile | None:
    try:
        outer = json.loads(read_small(path, _LARGEST).decode())
        body = outer["keys"]
        if hashlib.sha256(body.encode()).hexdigest() != outer["sha256"]:
            return None
        inner = json.loads(body)
        return KeyFile(inner["book_id"], tuple(Slot(**slot) for slot in inner["slots"]))
    except (FileNotFoundError, IsADirectoryError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
