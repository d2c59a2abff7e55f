"""Photo volumes: photographs travel after the data, in files that may be lost (sync.md §3, FORMAT.md §7)."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec

from fupin_desktop.seal.keys import OwnKeys
from fupin_desktop.sync.bundles.bundle import PHOTOS, Manifest, Opened, Photo, write_frames

VOLUME_CAP = 90_000_000  # bytes of photographs in one volume: chat programs take files of 100 MB


class PhotoShelf(Protocol):
    """The photographs' part of one transaction of sealing or merging."""

    def missing(self, scopes: Iterable[str]) -> list[str]:
        """Named by records of these scopes, and not here."""

    def absent(self, keys: Iterable[str]) -> set[str]:
        """Those that are not here."""

    def beyond(self, scopes: Iterable[str], partner: str) -> list[Photo]:
        """What the partner may hold and does not have."""

    def keep_asked(self, partner: str, keys: Iterable[str], clock: int) -> None:
        """What the partner says it lacks."""

    def named(self) -> set[str]:
        """Every photograph a record here names."""

    def note(self, made: Sequence[Any]) -> None:
        """These are here from now on."""


class PhotoFolder(Protocol):
    """The encrypted files beside the book."""

    def store(self, content: bytes, taken_at: str = "", place: str = "") -> Any:
        """Write one; it counts when it has been noted."""


class PhotoSource(Protocol):
    """An open book, as volumes use it."""

    def photo_contents(self, keys: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """The photographs that can be read, with their keys."""


def volume_name(bundle: Path, number: int, of: int) -> str:
    """The name of a volume: the bundle's, with which volume of how many it is; reading does not depend on it."""
    return f"{bundle.stem}-photos-{number}of{of}{bundle.suffix}"


def write_volumes(
    source: PhotoSource,
    keys: OwnKeys,
    bundle: Manifest,
    photos: Sequence[Photo],
    *,
    out: Path,
    to: Sequence[str],
    cap: int = VOLUME_CAP,
) -> list[Path]:
    """Write the photographs beside the bundle `out`, each volume whole or not at all; their paths.

    A file that cannot be read is left out: it is named by `check`, and the recipient goes on missing it.
    """
    readable = {key for key, _content in source.photo_contents([photo.hash for photo in photos])}
    parted = _parted([photo for photo in photos if photo.hash in readable], cap)
    written = []
    for number, part in enumerate(parted, 1):
        manifest = msgspec.structs.replace(
            bundle,
            bundle_id=secrets.token_hex(16),
            kind=PHOTOS,
            volume=(number, len(parted)),
            seen=[],
            parts=[],
            missing=[],
            aside=[],
            photos=part,
        )
        path = out.with_name(volume_name(out, number, len(parted)))
        contents = (content for _key, content in source.photo_contents([photo.hash for photo in part]))
        write_frames(path, manifest, keys, contents, to)
        written.append(path)
    return written


def _parted(photos: Sequence[Photo], cap: int) -> list[list[Photo]]:
    """In their order, as many in a volume as fit; one that is larger than the cap has a volume of its own."""
    parted: list[list[Photo]] = []
    room = 0
    for photo in photos:
        if photo.length > room or not parted:
            parted.append([])
            room = cap
        parted[-1].append(photo)
        room -= photo.length
    return parted


def check_volume(got: Opened) -> None:
    """Every photograph whole, as long as named, nothing left over; refuses with nothing written."""
    start = got.file.tell()
    for _photo, _content in got.photos():
        pass
    got.file.seek(start)


def store_volume(got: Opened, folder: PhotoFolder, wanted: set[str]) -> list[Any]:
    """Write the wanted photographs of a checked volume; the rows by which they count."""
    return [
        folder.store(content, photo.taken_at, photo.place) for photo, content in got.photos() if photo.hash in wanted
    ]


def wanted_of(shelf: PhotoShelf, manifest: Manifest, *, revoked: bool) -> set[str]:
    """What is taken from a volume: all that is not here; of a revoked laptop only what admitted records name."""
    absent = shelf.absent(photo.hash for photo in manifest.photos)
    return absent & shelf.named() if revoked else absent
