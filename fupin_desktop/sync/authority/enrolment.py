"""Enrolment (登记设备): card → the office confirms → enrolment bundle → the laptop accepts its office (sync.md §5)."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.system.outputs import after_commit, check_output
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.keys import PublicKeys, same_fingerprint
from fupin_desktop.sync.authority.identities import refuse_taken
from fupin_desktop.sync.authority.roster import UPPER, Statement, grant_for, read_statement
from fupin_desktop.sync.authority.succession import predecessor, successor
from fupin_desktop.sync.authority.vouching import (
    ensure_own_grant,
    next_serial,
    refuse_foreign,
    refuse_unless_office,
    restate,
)
from fupin_desktop.sync.bundles.bundle import Keys, Manifest, check_outside, opened
from fupin_desktop.sync.bundles.card import Card, read_card, write_card
from fupin_desktop.sync.bundles.segment import Segment
from fupin_desktop.sync.merging import MergeReport, merge_file
from fupin_desktop.sync.model import Grant
from fupin_desktop.sync.sealing import Sealed, seal_for
from fupin_desktop.sync.shelf import Desk, Shelf


def write_own_card(desk: Desk, out: Path) -> PublicKeys:
    """Write this book's card; what is read over the telephone is the fingerprint of its keys."""
    desk.own_device()
    me = desk.identity
    office = me.authority.public if me.authority else None
    card = Card(me.device.public, me.name, me.division, me.role, me.practice, office, desk.user)
    write_card(out, me.device, card)
    return me.device.public


def enrol(
    desk: Desk, card_file: Path, *, scopes: list[str], person: str, role: str, fingerprint: str, out: Path,
    again: bool = False,
) -> tuple[Statement, Sealed]:  # fmt: skip
    """Admit the device of a card, and write the bundle that tells it so, with the full history of its scopes.

    One that was ended is admitted only when `again` says that this is meant (`device.ended`): all it wrote since then
    counts with it.
    """
    card = read_card(card_file)
    _check_card(desk, card, scopes, fingerprint)
    if not again:
        _refuse_ended(desk, card.device.id)
    check_output(out, inputs=[card_file])
    ensure_own_grant(desk)
    with desk.write("device.enrol") as ledger:
        grant = ledger.save(_grant(desk, ledger, card, scopes, person, role))
    statement = read_statement(grant.statement or "")
    assert statement is not None
    with after_commit(_("The laptop is enrolled in the book; only the file for it is missing.")):
        return statement, seal_for(desk, statement, out, kind="enrolment")


def _check_card(desk: Desk, card: Card, scopes: list[str], fingerprint: str) -> None:
    refuse_unless_office(desk)
    _check_fingerprint(card.device, fingerprint)
    if card.practice != desk.identity.practice:
        raise Refusal("card.practice", _("Practice data and real data cannot be joined. Nothing was changed."))
    refuse_foreign(desk, scopes, office=card.division if card.office else None)
    refuse_foreign(desk, [card.division], office=card.division)
    with desk.exchange() as shelf:
        refuse_taken(desk, shelf.roster, [card.device, *([card.office] if card.office else [])])


def _refuse_ended(desk: Desk, device: str) -> None:
    with desk.exchange() as shelf:
        known = shelf.roster.known(device)
    if known is not None and known.until is not None:
        raise Refusal(
            "device.ended",
            _(
                "This device was ended: it was handed in, lost or revoked, or its office was lost and this one goes on"
                " in its place. To enrol it again lets in what was kept aside since then, and lets it write again."
                " Telephone the person, then confirm that this is meant. Nothing was changed."
            ),
            where={"device": device},
        )


def _check_fingerprint(keys: PublicKeys, fingerprint: str) -> None:
    if not same_fingerprint(keys.fingerprint, fingerprint):
        raise Refusal(
            "fingerprint.differs",
            _("The code read to you is not the one on this card. Do not enrol it; have the card sent again."),
            where={"field": "fingerprint"},
        )


def _grant(desk: Desk, ledger: Ledger, card: Card, scopes: list[str], person: str, role: str) -> Grant:
    authority = desk.identity.authority
    assert authority is not None
    return grant_for(
        authority,
        practice=card.practice,
        serial=next_serial(ledger, card.device.id),
        device=Keys.of(card.device),
        person=person,
        role=role,
        division=card.division,
        scopes=scopes,
        office=Keys.of(card.office) if card.office else None,
        until=None,
    )


def waiting(desk: Desk) -> list[tuple[Statement, Keys]]:
    """The successions that wait to be confirmed: whose place, and the new device."""
    with desk.exchange() as shelf:
        told, roster = shelf.successions(), shelf.roster
    named = [new for text, _signature in told if (new := successor(text)) and roster.known(new.id) is None]
    found = ((predecessor(roster, new, told, practice=desk.identity.practice), new) for new in named)
    return [(known, new) for known, new in found if known is not None]


def confirm(desk: Desk, device: str, fingerprint: str) -> Statement:
    """Confirm a succession after a telephone call: the new device goes on in the places of the old one.

    `fingerprint` is the code that was read: `fingerprint.missing`, `fingerprint.differs`.  An ended device leaves its
    place to nobody (`device.ended`).  Code `succession.unknown`.
    """
    refuse_unless_office(desk)
    found = [(known, new) for known, new in waiting(desk) if device and device in (new.id, new.id[: len(device)])]
    if len(found) != 1:
        raise Refusal(
            "succession.unknown", _("No new device of this name waits to be confirmed. Merge its bundle first.")
        )
    known, new = found[0]
    if not fingerprint.strip():
        raise Refusal(
            "fingerprint.missing",
            _("Telephone the person and have the code of the new device read; it is compared. Nothing was changed."),
            where={"field": "fingerprint"},
        )
    _check_fingerprint(new.public, fingerprint)
    _refuse_ended(desk, known.device.id)
    with desk.exchange() as shelf:
        refuse_taken(desk, shelf.roster, [new.public])
    return restate(desk, msgspec.structs.replace(known, device=new, serial=0), "device.enrol", known.device.id)


def join(desk: Desk, file: Path, fingerprint: str, *, instead: bool = False) -> tuple[Manifest, MergeReport]:
    """Accept the office that wrote this enrolment bundle, and merge what it holds.

    A book that answers to another office leaves it only when `instead` says that this is meant.  What stood stays, as
    far as it is here; what the other office says or writes later counts no more.
    """
    check_outside(file)
    desk.own_device()
    with opened(file, desk.identities) as got:
        manifest = got.manifest
        segments = list(got.segments())
    _check_office(desk, manifest, fingerprint)
    assert manifest.office is not None
    _refuse_impostors(desk, manifest, segments)
    leaving = _is_leaving(desk, manifest.office.public, instead=instead)
    with desk.exchange() as shelf:
        shelf.cutter.cut_all()
        if leaving:
            shelf.keep_roster(_what_stood(desk, shelf))
        shelf.join(manifest.office.public, manifest.office_division, [])
    desk.refresh_identity()
    report = merge_file(desk, file)
    with desk.exchange() as shelf:
        own = shelf.roster.known(desk.identity.device.id)
        shelf.join(manifest.office.public, manifest.office_division, own.scopes if own else [])
    desk.refresh_identity()
    _vouch_upward(desk, manifest)
    return manifest, report


def _check_office(desk: Desk, manifest: Manifest, fingerprint: str) -> None:
    if manifest.office is None or manifest.kind != "enrolment":
        raise Refusal("join.kind", _("This is not an enrolment bundle. Ask the office for the one it made for you."))
    if not same_fingerprint(manifest.sender.public.fingerprint, fingerprint):
        raise Refusal(
            "fingerprint.differs",
            _("The office's code does not match. Do not join; telephone the office. Nothing was changed."),
            where={"field": "fingerprint"},
        )
    if manifest.practice != desk.identity.practice:
        raise Refusal("bundle.practice", _("Practice data and real data cannot be joined. Nothing was changed."))


def _refuse_impostors(desk: Desk, manifest: Manifest, segments: Sequence[Segment]) -> None:
    """The bundle names this device, its sender and its office by the keys that are known, or by new ones said so."""
    assert manifest.office is not None
    with desk.exchange(rehearse=True) as shelf:
        roster = shelf.roster
        roster.take(shelf.grants_in(segments))  # an office's words about new keys of its own come along
        refuse_taken(desk, roster, [manifest.office.public, manifest.sender.public])
        refuse_taken(desk, roster, (said.device.public for said in _said_of_us(desk, shelf, segments)))


def _said_of_us(desk: Desk, shelf: Shelf, segments: Sequence[Segment]) -> list[Statement]:
    found = (read_statement(text) for text, _signature in shelf.grants_in(segments))
    return [one for one in found if one is not None and one.device.id == desk.identity.device.id]


def _is_leaving(desk: Desk, office: PublicKeys, *, instead: bool) -> bool:
    known = desk.identity.office
    leaving = known is not None and known.id != office.id
    if leaving and not instead:
        raise Refusal(
            "join.other_office",
            _(
                "This book answers to another office. Joining this one means: it seals for the new office from now"
                " on, and what the old one writes later is kept aside. What stands in the book stays. Ask by telephone"
                " why, then confirm that this is meant. Nothing was changed."
            ),
        )
    return leaving


def _what_stood(desk: Desk, shelf: Shelf) -> list[Statement]:
    """The roster of the office that is left, every device ended where it is held here."""
    me = desk.identity
    own = me.authority.id if me.authority else ""
    others = [one for one in shelf.roster.devices.values() if one.authority != own and one.device.id != me.device.id]
    return [
        one if one.until is not None else msgspec.structs.replace(one, until=shelf.ends_of(one.device.id))
        for one in others
    ]


def _vouch_upward(desk: Desk, manifest: Manifest) -> None:
    # An office tells those below it who stands above, so that they can check what comes from there.
    me = desk.identity
    if me.authority is None or manifest.office is None:
        return
    ensure_own_grant(desk)
    with desk.write("device.enrol") as ledger:
        ledger.save(
            grant_for(
                me.authority,
                practice=me.practice,
                serial=next_serial(ledger, manifest.sender.id),
                device=manifest.sender,
                person=_("Office above"),
                role=UPPER,
                division=manifest.office_division,
                scopes=[manifest.office_division],
                office=manifest.office,
                until=None,
            )
        )
