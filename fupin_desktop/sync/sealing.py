"""Sealing (导出上报): what one partner does not have yet, in one encrypted file for it alone."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from fupin_desktop.ledger.clock import unpack
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system.outputs import after_commit, check_output, make_folder
from fupin_desktop.ledger.words import _
from fupin_desktop.seal import SUITE
from fupin_desktop.seal.keys import PublicKeys
from fupin_desktop.sync.authority.roster import UPPER, Roster, Statement
from fupin_desktop.sync.authority.succession import superseded
from fupin_desktop.sync.authority.vouching import ensure_own_grant, known_device
from fupin_desktop.sync.bundles.bundle import Keys, Manifest, part_of, write_bundle
from fupin_desktop.sync.bundles.segment import FORMAT, Segment
from fupin_desktop.sync.bundles.volumes import VOLUME_CAP, write_volumes
from fupin_desktop.sync.shelf import Desk, Shelf

DATA = "data"


@dataclass(frozen=True)
class Recipient:
    """For whom: the keys it is named by, all keys that open it, and what it may hold."""

    keys: PublicKeys
    age: tuple[str, ...]
    division: str
    office: bool
    granted: frozenset[str]


@dataclass(frozen=True)
class Sealed:
    """What was written."""

    bundle_id: str
    file: Path
    bytes: int
    segments: tuple[Segment, ...]
    volumes: tuple[Path, ...] = ()

    @property
    def entries(self) -> int:
        """Entries in the bundle."""
        return sum(s.header.last - s.header.first + 1 for s in self.segments)

    @property
    def changes(self) -> int:
        """Dots in the bundle: records made and cells changed."""
        return sum(s.header.last_counter - s.header.first_counter + 1 for s in self.segments)

    @property
    def streams(self) -> list[dict[str, object]]:
        """From which to which number, for each stream."""
        found: dict[tuple[str, str], dict[str, object]] = {}
        for segment in self.segments:
            header = segment.header
            line = found.setdefault(
                (header.device, header.scope),
                {"device": header.device, "scope": header.scope, "from": header.first, "to": header.last},
            )
            line["to"] = header.last
        return list(found.values())


def seal(desk: Desk, out: Path, to: str | None = None, *, volume_cap: int = VOLUME_CAP) -> Sealed:
    """Seal for the office above, or for a device of the roster named by its id or its person.

    Photographs go beside it in volumes of at most `volume_cap` bytes each.
    """
    check_output(out)
    desk.own_device()
    return _seal(desk, _recipient(desk, to), out, DATA, volume_cap)


def seal_for(desk: Desk, statement: Statement, out: Path, kind: str = DATA, *, volume_cap: int = VOLUME_CAP) -> Sealed:
    """Seal for one device of the roster."""
    return _seal(desk, _of(_roster(desk), statement), out, kind, volume_cap)


def seal_all(desk: Desk, folder: Path, *, volume_cap: int = VOLUME_CAP) -> list[Sealed]:
    """A bundle for every device of the roster, into one folder, under names a person can send."""
    check_output(folder, folder=True)
    make_folder(folder)
    with desk.exchange() as shelf:
        known = _served(desk, shelf)
    return [seal_for(desk, s, folder / _name(s), volume_cap=volume_cap) for s in known]


def _served(desk: Desk, shelf: Shelf) -> list[Statement]:
    """Not the office above nor this one, and nobody whose device was ended or superseded: whoever holds that one shall
    learn nothing more.  An office is served once, whichever of its devices is known.
    """
    me = desk.identity
    passed = {me.device.id, *superseded(shelf.roster, shelf.successions(), practice=me.practice)}
    served = {
        s.office.id if s.office else s.device.id: s
        for s in sorted(shelf.roster.devices.values(), key=lambda one: one.serial)
        if s.device.id not in passed and s.role != UPPER and s.until is None
    }
    return [s for name, s in served.items() if name != me.authority_id]


def _name(statement: Statement) -> str:
    return f"{_safe(statement.person)}-{statement.division}-{statement.device.id[:8]}.fpb"


def _safe(name: str) -> str:
    return "".join(c for c in name if c.isalnum()) or "device"


def _recipient(desk: Desk, to: str | None) -> Recipient:
    me = desk.identity
    if to is None or (me.office is not None and to in ("office", me.office.id)):
        return _office(_roster(desk), office_above(desk), me.office_division)
    return _of(_roster(desk), known_device(desk, to))


def office_above(desk: Desk) -> PublicKeys:
    """The office this book hands over to; refuses, as `seal.nobody`, when there is none yet."""
    me = desk.identity
    if me.office is None:
        raise Refusal("seal.nobody", _nobody_above(me.is_office))
    return me.office


def _nobody_above(is_office: bool) -> str:
    if is_office:
        return _("This office stands under no other yet, so there is nobody to seal for. Nothing was written.")
    return _("This book has not joined an office yet, so there is nobody to seal for.")


def _roster(desk: Desk) -> Roster:
    with desk.exchange() as shelf:
        return shelf.roster


def _office(roster: Roster, known: PublicKeys, division: str, *devices: str) -> Recipient:
    """An office by its keys of today; its custodians can open what is for it."""
    keys = roster.keys_of(known.id) or known
    custodians = (one.age for one in roster.custodians_of(known.id))
    return Recipient(keys, (keys.age, *devices, *custodians), division, office=True, granted=frozenset())


def _of(roster: Roster, statement: Statement) -> Recipient:
    if statement.office is not None:
        return _office(roster, statement.office.public, statement.division, statement.device.age)
    keys = statement.device.public
    return Recipient(keys, (keys.age,), statement.division, office=False, granted=frozenset(statement.scopes))


def _seal(desk: Desk, recipient: Recipient, out: Path, kind: str, volume_cap: int) -> Sealed:
    ensure_own_grant(desk)
    desk.tell_late()
    with desk.exchange() as shelf:
        shelf.cutter.cut_all()
        scopes = shelf.scopes_for(recipient.division, office=recipient.office, granted=recipient.granted)
        segments = shelf.segments_beyond(scopes, recipient.keys.id)
        manifest = _manifest(desk, shelf, recipient, kind, scopes, segments)
        # Whoever joins misses every photograph, and says so with the first receipt.
        photos = shelf.photos.beyond(scopes, recipient.keys.id) if kind == DATA else []
    keys = desk.identity.device
    size = write_bundle(out, manifest, keys, segments, recipient.age)
    with desk.exchange() as shelf:
        shelf.note_sealed(recipient.keys.id, manifest.seen)
    with after_commit(_("The bundle itself is written; its photographs are not, or not all.")):
        volumes = write_volumes(desk, keys, manifest, photos, out=out, to=recipient.age, cap=volume_cap)
    return Sealed(manifest.bundle_id, out, size, tuple(segments), tuple(volumes))


def _devices_of(shelf: Shelf, recipient: Recipient) -> set[str]:
    """The devices whose entries are the recipient's own: a laptop's, or those of an office."""
    known = shelf.roster.devices.values()
    return {recipient.keys.id} | {s.device.id for s in known if s.office and s.office.id == recipient.keys.id}


def _manifest(
    desk: Desk, shelf: Shelf, recipient: Recipient, kind: str, scopes: list[str], segments: list[Segment]
) -> Manifest:
    me = desk.identity
    return Manifest(
        format=FORMAT,
        suite=SUITE,
        bundle_id=secrets.token_hex(16),
        kind=kind,
        sender=Keys.of(me.device.public),
        office=Keys.of(me.authority.public) if me.authority else None,
        office_division=me.division if me.authority else "",
        recipient=recipient.keys.id,
        recipient_fingerprint=recipient.keys.fingerprint,
        authority=me.authority_id,
        practice=me.practice,
        roster_version=shelf.roster.version,
        clock=unpack(shelf.clock()),
        volume=(1, 1),
        audit=shelf.audit_head(),
        seen=shelf.seen(scopes),
        parts=[part_of(segment) for segment in segments],
        missing=shelf.photos.missing(scopes),
        successions=shelf.own_successions(),
        aside=shelf.aside.of(scopes, _devices_of(shelf, recipient)),
        proofs=shelf.proofs(scopes, _devices_of(shelf, recipient)),
    )
