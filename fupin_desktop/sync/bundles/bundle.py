"""The bundle file (.fpb): an envelope for one recipient with the segments it does not have yet (FORMAT.md)."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Annotated

import msgspec

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system.outputs import output
from fupin_desktop.ledger.system.stages import Stages
from fupin_desktop.ledger.words import _
from fupin_desktop.limited import Unopened, open_plain
from fupin_desktop.seal.envelope import HEADER_CAP, INTRO, check_header, decrypted, encrypt, private_file
from fupin_desktop.seal.keys import OwnKeys, PublicKeys, usable, verify
from fupin_desktop.sync.bundles.segment import CONTENT_CAP, Seen, Segment, check_newness, newer, read_header
from fupin_desktop.sync.bundles.strict import (
    AgeRecipient,
    Authority,
    Code,
    Count,
    Hash,
    Id,
    Milliseconds,
    Number,
    ScopeName,
    Whole,
    load,
)

MAGIC = b"fupin/bundle/1\n"
_OTHER_MAGIC = re.compile(rb"fupin/bundle/[0-9]{1,9}\n")
SIZE_CAP = 512 * 1024 * 1024
MANIFEST_CAP = 16 * 1024 * 1024
SEGMENTS_CAP = 100_000
PHOTOS = "photos"  # the kind of a photo volume
KINDS = ("data", "enrolment", PHOTOS)
PHOTO_CAP = 16 * 1024 * 1024
ASKED_CAP = 10_000  # photographs a manifest says are missing; the rest are named next time
ASIDE_CAP = 1_000  # stretches of entries a manifest says are set aside or held

PROOFS_CAP = 1_000  # headers a manifest shows to prove what it holds of the recipient's own


# Of a header, or of packed content, which grows by less than a kilobyte when it cannot be made smaller.
PartLength = Annotated[int, msgspec.Meta(ge=1, le=CONTENT_CAP + 1024)]


ManifestKind = Annotated[str, msgspec.Meta(pattern=r"\A[a-z_]{1,20}\Z")]
Named = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
_MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}([+-]\d{2}:\d{2})?"
TakenAt = Annotated[str, msgspec.Meta(pattern=rf"\A({_MOMENT})?\Z")]
PlaceName = Annotated[str, msgspec.Meta(pattern=r"\A(-?\d{1,3}\.\d{1,9},-?\d{1,3}\.\d{1,9})?\Z")]


class Keys(msgspec.Struct, frozen=True):
    """Public keys as they travel; keys that cannot be used are none, wherever they stand (ValueError)."""

    id: Id
    sign: Hash
    age: AgeRecipient

    def __post_init__(self) -> None:
        if not usable(self.public):
            raise ValueError("keys that cannot be used")

    @classmethod
    def of(cls, keys: PublicKeys) -> "Keys":
        """The travelling form of public keys."""
        return cls(keys.id, keys.sign, keys.age)

    @property
    def public(self) -> PublicKeys:
        """The keys."""
        return PublicKeys(self.id, self.sign, self.age)


class Part(msgspec.Struct, frozen=True, array_like=True):
    """One segment in the bundle: whose, which, and the exact lengths of its header and its packed content."""

    device: Id
    scope: ScopeName
    first: Number
    last: Number
    hash: Hash
    header_length: PartLength
    length: PartLength
    signature: str


class Photo(msgspec.Struct, frozen=True, array_like=True):
    """One photograph in a volume: the hash of its content, its length, when and where it was taken, or empty."""

    hash: Hash
    length: Whole
    taken_at: TakenAt = ""
    place: PlaceName = ""


class Aside(msgspec.Struct, frozen=True, array_like=True):
    """Entries of the recipient that the sender keeps aside: whose, where, from and to which number, why (a code)."""

    device: Id
    scope: ScopeName
    first: Number
    last: Number
    code: Code


class Manifest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the sender signs.  It names sender and recipient, so it can be neither forwarded nor signed anew."""

    format: Number
    suite: Number
    bundle_id: Id
    kind: ManifestKind
    sender: Keys
    office: Keys | None
    office_division: str
    recipient: Id
    recipient_fingerprint: str
    authority: Authority
    practice: bool
    roster_version: Whole
    clock: tuple[Milliseconds, Count]
    volume: tuple[Number, Number]
    audit: str
    seen: list[Seen]
    parts: list[Part]
    missing: list[Named] = []
    photos: list[Photo] = []
    successions: list[tuple[str, str]] = []
    aside: list[Aside] = []
    proofs: list[tuple[str, str]] = []  # of the recipient's own streams: the header of the last segment, its signature


@dataclass(frozen=True)
class Opened:
    """A bundle whose outside has been checked; segments, or a volume's photographs, are read one by one."""

    manifest: Manifest
    file: IO[bytes]

    def segments(self) -> Iterator[Segment]:
        """The segments in the order of the manifest; refuses bytes the manifest does not name."""
        for part in self.manifest.parts:
            raw = self.file.read(part.header_length)
            packed = self.file.read(part.length)
            header = read_header(raw)
            named = (header.device, header.scope, header.first, header.last)
            whole = (len(raw), len(packed)) == (part.header_length, part.length)
            if not whole or hashlib.sha256(packed).hexdigest() != header.content:
                raise damaged()
            if hashlib.sha256(raw).hexdigest() != part.hash or named != (
                part.device,
                part.scope,
                part.first,
                part.last,
            ):
                raise damaged()
            yield Segment(header, raw, part.signature, packed)
        self._end()

    def photos(self) -> Iterator[tuple[Photo, bytes]]:
        """The photographs of a volume in the order of the manifest; refuses bytes the manifest does not name."""
        for photo in self.manifest.photos:
            content = self.file.read(photo.length) if 0 < photo.length <= PHOTO_CAP else b""
            if not content or hashlib.sha256(content).hexdigest() != photo.hash:
                raise damaged()
            yield photo, content
        self._end()

    def _end(self) -> None:
        if self.file.read(1):
            raise damaged()


def damaged() -> Refusal:
    """The bundle does not hold together.  Code `bundle.damaged`."""
    return Refusal(
        "bundle.damaged",
        _("This bundle is damaged or was altered on its way. Nothing was read in. Ask for it to be sent again."),
    )


def part_of(segment: Segment) -> Part:
    """How the manifest names a segment."""
    header = segment.header
    return Part(
        header.device,
        header.scope,
        header.first,
        header.last,
        segment.hash,
        len(segment.raw),
        len(segment.packed),
        segment.signature,
    )


def write_bundle(out: Path, manifest: Manifest, keys: OwnKeys, segments: Sequence[Segment], to: Sequence[str]) -> int:
    """Write the bundle, whole or not at all; its size in bytes."""
    return write_frames(out, manifest, keys, (part for one in segments for part in (one.raw, one.packed)), to)


def write_frames(out: Path, manifest: Manifest, keys: OwnKeys, frames: Iterable[bytes], to: Sequence[str]) -> int:
    """Write a signed manifest and what it names as one encrypted file, whole or not at all; its size in bytes."""
    raw = msgspec.json.encode(manifest)
    with private_file() as plain:
        plain.write(MAGIC + raw + b"\n" + keys.sign("manifest", raw).encode() + b"\n")
        for frame in frames:
            plain.write(frame)
        with output(out) as draft:
            encrypt(plain, draft, to)
            size = draft.stat().st_size
    return size


def file_hash(path: Path) -> str:
    """The hash of the file as it lies there: how a known bundle is recognised before it is decrypted."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def looks_like_bundle(path: Path) -> bool:
    """By its first bytes, whatever messengers made of its name; by its name when it cannot be opened.

    A damaged bundle is one by its name, so that it is refused as such.
    """
    if path.suffix.lower() == ".fpb":
        return True
    try:
        with open_plain(path, SIZE_CAP) as file:
            return file.read(len(INTRO)) == INTRO
    except Unopened:
        return False


def check_outside(path: Path) -> None:
    """Size and age header, before any key is touched.  Codes `bundle.missing`, `bundle.too_large`."""
    if not path.is_file() or path.is_symlink():
        raise Refusal("bundle.missing", _("There is no such file. Nothing was read in."))
    if path.stat().st_size > SIZE_CAP:
        raise Refusal("bundle.too_large", _("This file is larger than a bundle may be. Nothing was read in."))
    with path.open("rb") as file:
        check_header(file.read(HEADER_CAP))


@contextmanager
def opened(
    path: Path,
    identities: Sequence[str],
    check: Callable[[Manifest], None] = lambda _manifest: None,
    stages: Stages | None = None,
) -> Iterator[Opened]:
    """Decrypt; check magic, manifest, by `check` whether it is for us, and the sender's signature.

    Code `bundle.signature`.
    """
    stages = stages or Stages()
    with decrypted(path, identities) as file:
        stages.lap("decrypt")
        if file.readline(len(MAGIC)) != MAGIC:
            raise _not_ours(file)
        raw = file.readline(MANIFEST_CAP)[:-1]
        signature = file.readline(200)[:-1]
        manifest = _read_manifest(raw)
        check(manifest)
        stages.lap("read")
        if not verify(manifest.sender.sign, "manifest", raw, signature.decode("ascii", "replace")):
            raise Refusal(
                "bundle.signature", _("The signature of this bundle is not its sender's. Nothing was read in.")
            )
        stages.lap("verify")
        yield Opened(manifest, file)


def _not_ours(file: IO[bytes]) -> Refusal:
    file.seek(0)
    return newer() if _OTHER_MAGIC.fullmatch(file.readline(40)) else damaged()


_manifest = msgspec.json.Decoder(Manifest)


def _read_manifest(raw: bytes) -> Manifest:
    try:
        check_newness(load(raw))
        manifest = _manifest.decode(raw)
    except (ValueError, RecursionError):
        raise damaged() from None
    if manifest.kind not in KINDS:
        raise newer()
    number, of = manifest.volume
    if number > of or (manifest.kind != PHOTOS and of > 1):
        raise damaged()
    caps = (
        (manifest.parts, SEGMENTS_CAP),
        (manifest.missing, ASKED_CAP),
        (manifest.aside, ASIDE_CAP),
        (manifest.proofs, PROOFS_CAP),
    )
    if any(len(listed) > cap for listed, cap in caps) or any(one.first > one.last for one in manifest.aside):
        raise damaged()
    return manifest
