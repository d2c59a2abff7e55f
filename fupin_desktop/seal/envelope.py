"""The outer age file (sync.md §3): strict header first, then decryption into a private temporary file."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyrage

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.keys import is_recipient

INTRO = b"age-encryption.org/v1\n"
HEADER_CAP = 4096
STANZA_CAP = 8
_STANZA = re.compile(rb"-> ([\x21-\x7e]+)(?: [\x21-\x7e]+)*")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{0,64}")
_MAC = re.compile(rb"--- [A-Za-z0-9+/]{43}")


def check_header(head: bytes) -> None:
    """Refuse, before any key is derived, what is no age file of ours: only X25519 stanzas and at most one grease.

    `head` is the first 4 KiB of the file.  A passphrase stanza alone could cost minutes and gigabytes.
    Code `bundle.not_age`.
    """
    if not head.startswith(INTRO):
        raise Refusal("bundle.not_age", _("This is not a data bundle of this program. Nothing was read in."))
    lines = head[len(INTRO) :].split(b"\n")
    kinds: list[bytes] = []
    for line in lines[:-1]:
        if line.startswith(b"---"):
            _check_kinds(kinds, whole=_MAC.fullmatch(line) is not None)
            return
        if line.startswith(b"->"):
            kinds.append(_kind(line))
        elif not kinds or not _BASE64.fullmatch(line):
            break
    raise _bad_header()


def _kind(line: bytes) -> bytes:
    found = _STANZA.fullmatch(line)
    if not found:
        raise _bad_header()
    return found.group(1)


def _check_kinds(kinds: Sequence[bytes], *, whole: bool) -> None:
    ours = [kind for kind in kinds if kind == b"X25519"]
    grease = [kind for kind in kinds if kind.endswith(b"-grease")]
    good = whole and ours and len(grease) <= 1 and len(ours) + len(grease) == len(kinds) <= STANZA_CAP
    if not good:
        raise _bad_header()


def _bad_header() -> Refusal:
    return Refusal(
        "bundle.header",
        _("The envelope of this file is not one our programs write. It was not opened; nothing was changed."),
    )


def encrypt(plain: IO[bytes], out: Path, recipients: Sequence[str]) -> None:
    """Encrypt what `plain` holds to age recipients; stock `age -d -i KEY` opens it.  Code `seal.keys`."""
    if not all(map(is_recipient, recipients)):
        raise Refusal(
            "seal.keys",
            _("One of the keys this would be sealed for cannot be used: enrol that laptop anew. Nothing was written."),
        )
    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    plain.seek(0)
    with out.open("wb") as file:
        pyrage.encrypt_io(plain, file, keys)


@contextmanager
def _no_panic() -> Iterator[None]:
    # A panic of the library passes by every `except Exception`: whatever it meant, the file is not read
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _bad_header() from None


def private_file() -> IO[bytes]:
    """A temporary file without a name: whatever ends this process, nothing in the clear is left behind."""
    return tempfile.TemporaryFile(prefix="fupin-")


@contextmanager
def decrypted(path: Path, identities: Sequence[str]) -> Iterator[IO[bytes]]:
    """The plain text in a private temporary file.

    Only when the whole file has been authenticated is it handed out: streaming decryption gives out plaintext before it
    notices tampering.
    """
    with private_file() as plain, path.open("rb") as file:
        _decrypt(file, plain, identities)
        plain.seek(0)
        yield plain


def _decrypt(file: IO[bytes], plain: IO[bytes], identities: Sequence[str]) -> None:
    keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
    try:
        with _no_panic():
            pyrage.decrypt_io(file, plain, keys)
    except (pyrage.DecryptError, OSError) as error:
        if "matching" in str(error).lower():
            raise Refusal(
                "bundle.not_for_us", _("This bundle is for another office or laptop. Nothing was read in.")
            ) from None
        raise Refusal(
            "bundle.damaged",
            _("This bundle is damaged or was altered on its way. Nothing was read in. Ask for it to be sent again."),
        ) from None
