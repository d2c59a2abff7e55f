"""Compression under caps: a bomb stops at its cap, whatever its header promises (sync.md §3)."""

import zstandard

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _

LEVEL = 15  # sealing is rare and sticks and chat apps are small; reading costs the same at every level
_WINDOW_CAP = 8 * 1024 * 1024


def pack(data: bytes) -> bytes:
    """Compress."""
    return zstandard.ZstdCompressor(level=LEVEL, write_content_size=True).compress(data)


def unpack(data: bytes, cap: int) -> bytes:
    """Decompress as a stream and stop at `cap` bytes; refuse what is longer or broken."""
    stream = zstandard.ZstdDecompressor(max_window_size=_WINDOW_CAP).stream_reader(data)
    try:
        plain = stream.read(cap + 1)
    except zstandard.ZstdError:
        raise Refusal("bundle.content", _("The content of this bundle cannot be read. Nothing was read in.")) from None
    if len(plain) > cap:
        raise Refusal("bundle.too_large", _("This bundle unpacks to more than it may. Nothing was read in."))
    return plain
