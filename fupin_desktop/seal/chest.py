"""Encrypting single files that lie beside the book: photographs (sync.md §3)."""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_CONTEXT = b"fupin/photo/1"
_NONCE = 12
_TAG = 16
OVERHEAD = _NONCE + _TAG  # bytes by which a locked file is longer than its content


def new_file_key() -> str:
    """A random key for one file."""
    return secrets.token_hex(32)


def name_of(book_key: bytes, content: bytes) -> str:
    """The name of a file: a keyed hash of its content, which tells a stranger nothing."""
    return hmac.new(book_key, _CONTEXT + hashlib.sha256(content).digest(), "sha256").hexdigest()


def lock(file_key: str, name: str, content: bytes) -> bytes:
    """Encrypt the content, bound to its name."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(bytes.fromhex(file_key)).encrypt(nonce, content, name.encode())


def unlock(file_key: str, name: str, sealed: bytes) -> bytes | None:
    """Decrypt; None when the file was altered or cut short."""
    if len(sealed) < OVERHEAD:
        return None
    try:
        return AESGCM(bytes.fromhex(file_key)).decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
    except InvalidTag:
        return None
