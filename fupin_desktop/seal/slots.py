"""The key file of a book: one random book key, wrapped once for each passphrase (口令) in its own slot (safety.md)."""

import base64
import hashlib
import json
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from fupin_desktop.files import whole_file
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _

FORMAT = 1
SHORTEST = 12  # characters of a passphrase
_MEMORY_KIB, _ITERATIONS, _LANES = 64 * 1024, 3, 1


@dataclass(frozen=True)
class Slot:
    """One person's way to the book key: the parameters of the derivation and the wrapped key."""

    id: str
    user: str
    salt: str
    nonce: str
    wrapped: str
    memory_kib: int = _MEMORY_KIB
    iterations: int = _ITERATIONS
    lanes: int = _LANES


@dataclass(frozen=True)
class KeyFile:
    """`BOOK.keys`: which book it opens, and its slots."""

    book_id: str
    slots: tuple[Slot, ...] = ()

    def with_slot(self, user: str, passphrase: str, key: bytes) -> "KeyFile":
        """The same file with one more slot for this user; refuses a second slot of the same name."""
        if any(slot.user == user for slot in self.slots):
            raise Refusal("user.exists", _("This user already has a passphrase on this book. Choose another name."))
        return KeyFile(self.book_id, (*self.slots, _wrap(self.book_id, user, passphrase, key)))

    def without(self, user: str) -> "KeyFile":
        """The same file without this user's slot; the last slot stays."""
        kept = tuple(slot for slot in self.slots if slot.user != user)
        if len(kept) == len(self.slots):
            raise Refusal("user.unknown", _("No such user on this book. Nothing was changed."))
        if not kept:
            raise Refusal("user.last", _("The last user cannot be removed: nobody could open the book any more."))
        return KeyFile(self.book_id, kept)

    def open(self, passphrase: str) -> tuple[bytes, Slot]:
        """The book key and the slot that gave it; refuses a passphrase that fits no slot."""
        for slot in self.slots:
            key = _unwrap(self.book_id, slot, passphrase)
            if key is not None:
                return key, slot
        raise Refusal(
            "passphrase.wrong",
            _("The passphrase does not open this book. The data are untouched. Check capitals and the input method."),
        )


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase too short to protect a stolen laptop."""
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
    slot = Slot(secrets.token_hex(8), user, secrets.token_hex(16), secrets.token_hex(12), "")
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
        with whole_file(target) as draft:
            draft.write_text(text, encoding="utf-8")


def read_keys(path: Path) -> KeyFile:
    """Read the key file, or its twin when the first is damaged or gone."""
    for candidate in (path, _twin(path)):
        found = _read_one(candidate)
        if found is not None:
            return found
    raise Refusal(
        "keys.missing",
        _("The key file of this book is missing or damaged. Put its .keys file back from a backup."),
    )


def _read_one(path: Path) -> KeyFile | None:
    try:
        outer = json.loads(path.read_text(encoding="utf-8"))
        body = outer["keys"]
        if hashlib.sha256(body.encode()).hexdigest() != outer["sha256"]:
            return None
        inner = json.loads(body)
        return KeyFile(inner["book_id"], tuple(Slot(**slot) for slot in inner["slots"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
