"""Signing keys, age identities, and the fingerprint (设备校验码) that binds both (sync.md §3)."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_ID = re.compile(r"[0-9a-f]{32}")
_SIGN_KEY = re.compile(r"[0-9a-f]{64}")
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_PRIME = 2**255 - 19
_EDWARDS_D = -121665 * pow(121666, -1, _PRIME) % _PRIME
_ANY_PRIVATE = X25519PrivateKey.from_private_bytes(bytes(range(32)))  # to try points with; it protects nothing


@dataclass(frozen=True)
class PublicKeys:
    """What others know of a device or an authority: id, Ed25519 key (hex) and age recipient."""

    id: str
    sign: str
    age: str

    @property
    def fingerprint(self) -> str:
        """First 128 bits over both keys, in eight groups of four hex digits, as read over the telephone."""
        parts = (b"fupin/card/1", bytes.fromhex(self.id), bytes.fromhex(self.sign), self.age.encode())
        digest = hashlib.sha256(b"\n".join(parts)).hexdigest()[:32]
        return " ".join(digest[i : i + 4] for i in range(0, 32, 4))


@dataclass(frozen=True, repr=False)
class OwnKeys:
    """A device's or an authority's private keys; they live inside the encrypted book only."""

    id: str
    sign_seed: str
    age_identity: str

    @cached_property
    def public(self) -> PublicKeys:
        """The public half; worked out once, for every bundle asks after it."""
        sign = _private(self.sign_seed).public_key().public_bytes_raw().hex()
        return PublicKeys(self.id, sign, recipient_of(self.age_identity))

    def sign(self, context: str, payload: bytes) -> str:
        """Sign the payload for one purpose; a signature made for one purpose is never good for another."""
        return _private(self.sign_seed).sign(_message(context, payload)).hex()


@dataclass(frozen=True, repr=False)
class RetiredKeys:
    """What is kept of keys that were replaced: they open what was sealed for them, and sign nothing any more."""

    id: str
    sign: str
    age_identity: str

    @classmethod
    def of(cls, keys: OwnKeys) -> "RetiredKeys":
        """Keys without their power to sign."""
        return cls(keys.id, keys.public.sign, keys.age_identity)

    @property
    def public(self) -> PublicKeys:
        """The public half."""
        return PublicKeys(self.id, self.sign, recipient_of(self.age_identity))


def usable(keys: PublicKeys) -> bool:
    """Can these keys be used at all: a good id, a signing key that binds its owner, a recipient that can be sealed for?

    Asked before anything is stored: a key under which everybody can sign, or for which nothing can be sealed, would
    stand in the roster for good.
    """
    return _ID.fullmatch(keys.id) is not None and is_signing_key(keys.sign) and is_recipient(keys.age)


def make_keys(id: str = "") -> OwnKeys:
    """Fresh random keys, under a fresh random 128-bit id unless they take the place of earlier ones."""
    seed = Ed25519PrivateKey.generate().private_bytes_raw().hex()
    return OwnKeys(id or secrets.token_hex(16), seed, new_identity())


def new_identity() -> str:
    """A fresh age identity: whoever holds it opens what is sealed for its recipient."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The age recipient of an identity as people type it; ValueError when it is none."""
    try:
        return str(pyrage.x25519.Identity.from_str("".join(identity.split()).upper()).to_public())
    except pyrage.IdentityError:
        raise ValueError("not an age identity") from None


@lru_cache(maxsize=8192)
def is_recipient(text: str) -> bool:
    """Is this an age recipient, in its one form, that something can be sealed for?

    The library accepts points of low order, and ends in a panic when it seals for one: the shared secret is nothing.
    """
    if not _RECIPIENT.fullmatch(text):
        return False
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return _is_montgomery_point(_recipient_point(text))


@lru_cache(maxsize=8192)
def is_signing_key(text: str) -> bool:
    """Is this an Ed25519 public key, 64 hex digits, that only its owner can sign for?

    The library takes any 32 bytes.  For a point of low order everybody can make signatures.
    """
    if not _SIGN_KEY.fullmatch(text):
        return False
    y = int.from_bytes(bytes.fromhex(text), "little") & (1 << 255) - 1
    if y >= _PRIME:
        return False
    x_squared = (y * y - 1) * pow(_EDWARDS_D * y * y + 1, -1, _PRIME) % _PRIME
    if pow(x_squared, (_PRIME - 1) // 2, _PRIME) != 1:
        return False  # on no point of the curve; or x is 0, which is of low order
    return _is_montgomery_point((1 + y) * pow(1 - y, -1, _PRIME) % _PRIME)


def _recipient_point(text: str) -> int:
    # 52 signs of five bits each hold 256 bits, and four of filling; the library has looked at the check signs
    value = 0
    for sign in text[4:56]:
        value = value << 5 | _BECH32.index(sign)
    return int.from_bytes((value >> 4).to_bytes(32, "big"), "little")


def _is_montgomery_point(u: int) -> bool:
    """Is `u` in its one form, and of no low order?  A key exchange with such a point gives nothing, and is refused."""
    if u >= _PRIME:
        return False
    try:
        _ANY_PRIVATE.exchange(X25519PublicKey.from_public_bytes(u.to_bytes(32, "little")))
    except ValueError:
        return False
    return True


def verify(sign_key: str, context: str, payload: bytes, signature: str) -> bool:
    """True when the signature over this payload for this purpose was made by that key."""
    if not _SIGNATURE.fullmatch(signature):
        return False  # one signature has one form
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(sign_key)).verify(
            bytes.fromhex(signature), _message(context, payload)
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def same_fingerprint(one: str, other: str) -> bool:
    """Compare two fingerprints as people write them: blanks, hyphens and case do not matter."""
    return _bare(one) == _bare(other) != ""


def _bare(fingerprint: str) -> str:
    return "".join(c for c in fingerprint.lower() if c.isalnum())


def _private(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))


def _message(context: str, payload: bytes) -> bytes:
    return f"fupin/{context}/1\n".encode() + hashlib.sha256(payload).digest()
