"""What a receipt can prove: a head of the reader's own stream counts when its own signature stands under it.

A receipt is only what somebody says.  That a book is a copy or was restored follows from what its device has signed and
the book does not hold, never from a number and a hash that anybody can make up.
"""

import hashlib
from collections.abc import Iterable, Iterator
from enum import Enum

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.seal.keys import PublicKeys, verify
from fupin_desktop.sync.bundles.segment import Header, Seen, read_header

Proof = tuple[str, str]  # the header of a segment as it was signed, and the signature


class Receipt(Enum):
    """What a receipt says of the reader's own streams."""

    KNOWN = "known"  # nothing that this book did not write
    STRANGE = "strange"  # a head this book does not have, without proof
    PROVEN = "proven"  # a head this device signed, and this book does not have


def proven(told: Iterable[Proof], own: PublicKeys) -> Iterator[Seen]:
    """The heads that this device has signed itself."""
    for text, signature in told:
        header = _header(text)
        if header is not None and header.device == own.id and verify(own.sign, "segment", text.encode(), signature):
            hash = hashlib.sha256(text.encode()).hexdigest()
            yield Seen(own.id, header.scope, header.last, header.last_counter, hash)


def _header(text: str) -> Header | None:
    try:
        return read_header(text.encode())
    except (Refusal, UnicodeError):
        return None
