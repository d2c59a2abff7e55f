"""Compression under caps: a bomb stops at its cap, whatever its header promises (sync.md §3)."""

import zstandard

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _

LEVEL = 15  # sealing is rare and sticks and chat apps are small; reading costs the same at every level
_IN_MEMORY = 1  # the level for what only waits a while
_WINDOW_CAP = 8 * 1024 * 1024
_MAGIC = b"\x28\xb5\x2f\xfd"
_REPEATED, _RESERVED = 1, 3  # kinds of blocks


def pack(data: bytes) -> bytes:
    """Compress."""
    return zstandard.ZstdCompressor(level=LEVEL, write_content_size=True).compress(data)


def unpack(data: bytes, cap: int) -> bytes:
    """Decompress as a stream and stop at `cap` bytes; refuse what is longer or broken.  Code `bundle.too_large`."""
    if not _is_one_frame(data):
        raise _broken()
    stream = zstandard.ZstdDecompressor(max_window_size=_WINDOW_CAP).stream_reader(data)
    try:
        plain = stream.read(cap + 1)
    except zstandard.ZstdError:
        raise _broken() from None
    if len(plain) > cap:
        raise Refusal("bundle.too_large", _("This bundle unpacks to more than it may. Nothing was read in."))
    return plain


def pack_in_memory(data: bytes) -> bytes:
    """Compress fast what this process will soon want again itself, with `unpack_in_memory`."""
    return zstandard.ZstdCompressor(level=_IN_MEMORY, write_content_size=True).compress(data)


def unpack_in_memory(data: bytes) -> bytes:
    """What `pack_in_memory` was given: our own, so that no size of it has to be feared."""
    return zstandard.ZstdDecompressor().decompress(data)


def _is_one_frame(data: bytes) -> bool:
    """Is this one zstd frame from the first byte to the last?  Nothing may hide before it or behind it."""
    if not data.startswith(_MAGIC):
        return False
    try:
        told = zstandard.get_frame_parameters(data)
        at = zstandard.frame_header_size(data)
    except zstandard.ZstdError:
        return False
    last = False
    while not last:
        head = int.from_bytes(data[at : at + 3], "little")
        last, kind, size = bool(head & 1), head >> 1 & 3, head >> 3
        if len(data) < at + 3 or kind == _RESERVED:
            return False
        at += 3 + (1 if kind == _REPEATED else size)
    return at + (4 if told.has_checksum else 0) == len(data)


def _broken() -> Refusal:
    return Refusal("bundle.content", _("The content of this bundle cannot be read. Nothing was read in."))
