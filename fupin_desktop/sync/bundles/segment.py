"""A segment: a sealed run of one stream, chained by hash to the one before it, signed by its device (sync.md §3)."""

import hashlib
from dataclasses import dataclass
from typing import Any

import msgspec

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.seal import SUITE
from fupin_desktop.seal.keys import OwnKeys, verify
from fupin_desktop.seal.packing import pack, unpack
from fupin_desktop.sync.bundles.strict import Authority, Counter, Hash, Id, Number, ScopeName, Whole, load

FORMAT = 1
FORMAT_OF_SEVERAL = (
    2  # of a segment in which an entry names several others: readers of format 1 would not wait for them
)
SCHEMA = 1
CONTENT_CAP = 16 * 1024 * 1024  # unpacked bytes of one segment
ENTRIES_CAP = 20_000
CHANGES_PER_ENTRY = 5_000  # after so many the writer begins another; the last record's may go beyond
TEXT_PER_ENTRY = 80_000  # ... and after so many characters of text
ENTRY_CAP = 2 * CHANGES_PER_ENTRY  # more in one entry is refused
GOOD_SIZE = 1024 * 1024  # unpacked bytes after which a segment is closed
START = "0" * 64  # what the first segment of a stream names as the one before it


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """How far somebody held one stream: last number, last counter, hash of that segment."""

    device: Id
    scope: ScopeName
    number: Whole
    counter: Counter
    hash: Hash


class Header(msgspec.Struct, frozen=True):
    """What the device signs.  Numbers count entries, counters count dots; `seen` is what the writer held."""

    format: Number
    schema: Number
    suite: Number
    authority: Authority
    practice: bool
    device: Id
    scope: ScopeName
    first: Number
    last: Number
    first_counter: Number
    last_counter: Counter
    before: Hash
    content: Hash
    size: Whole
    seen: list[Seen]


@dataclass(frozen=True)
class Segment:
    """The exact bytes that travel, and the header read from them."""

    header: Header
    raw: bytes
    signature: str
    packed: bytes

    @property
    def hash(self) -> str:
        """What the next segment names: SHA-256 of the header's bytes, which name the content's hash."""
        return hashlib.sha256(self.raw).hexdigest()

    def content(self) -> bytes:
        """The unpacked content; refuses one that is not what the header says."""
        if self.header.size > CONTENT_CAP or hashlib.sha256(self.packed).hexdigest() != self.header.content:
            raise _altered()
        plain = unpack(self.packed, self.header.size)
        if len(plain) != self.header.size:
            raise _altered()
        return plain


def cut(keys: OwnKeys, plain: bytes, *, several: bool = False, **header: Any) -> Segment:
    """Seal a run of entries: compress, describe, sign.  `several`: one of them names more than one other."""
    packed = pack(plain)
    known = Header(
        format=FORMAT_OF_SEVERAL if several else FORMAT,
        schema=SCHEMA,
        suite=SUITE,
        device=keys.id,
        content=hashlib.sha256(packed).hexdigest(),
        size=len(plain),
        **header,
    )
    raw = msgspec.json.encode(known)
    return Segment(known, raw, keys.sign("segment", raw), packed)


_header = msgspec.json.Decoder(Header)


def read_header(raw: bytes) -> Header:
    """The header in these bytes; refuses repeated keys, wrong types and numbers that make no sense."""
    try:
        check_newness(load(raw), FORMAT_OF_SEVERAL)
        header = _header.decode(raw)
    except ValueError:
        raise _altered() from None
    counts = header.last - header.first
    if not 0 <= counts < ENTRIES_CAP or header.first_counter > header.last_counter + 1 or header.size > CONTENT_CAP:
        raise _altered()
    return header


def check_newness(described: object, format: int = FORMAT) -> None:
    """Refuse the JSON of a manifest or header in a format or suite of a later program, whatever else it says."""
    told = described if isinstance(described, dict) else {}
    if any(
        isinstance(told.get(name), int) and told[name] > known for name, known in (("format", format), ("suite", SUITE))
    ):
        raise newer()


def newer() -> Refusal:
    """What a later format is answered with.  Code `bundle.newer`."""
    return Refusal(
        "bundle.newer",
        _("A newer version of the program made this bundle. Update first; the file was kept as it is."),
    )


def check_signature(segment: Segment, sign_key: str) -> None:
    """Refuse a segment that its device did not sign.  Code `segment.signature`."""
    if not verify(sign_key, "segment", segment.raw, segment.signature):
        raise Refusal(
            "segment.signature",
            _("Part of this bundle was not signed by the laptop it names. Nothing of the bundle was read in."),
        )


def _altered() -> Refusal:
    return Refusal("segment.damaged", _("Part of this bundle is damaged or was altered. Nothing of it was read in."))
