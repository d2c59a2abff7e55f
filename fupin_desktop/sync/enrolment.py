"""Enrolment (登记设备): card → the office confirms → enrolment bundle → the laptop accepts its office (sync.md §5)."""

from pathlib import Path

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.scope import division_of, is_below, is_scope
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.keys import PublicKeys, same_fingerprint
from fupin_desktop.sync.bundle import Keys, Manifest, check_outside, opened
from fupin_desktop.sync.card import Card, read_card, write_card
from fupin_desktop.sync.merging import MergeReport, merge_file
from fupin_desktop.sync.model import Grant
from fupin_desktop.sync.roster import UPPER, Statement, grant_for, statement_of
from fupin_desktop.sync.sealing import Sealed, seal_for
from fupin_desktop.sync.shelf import Desk

OFFICE_ROLE = {"township": "township_clerk", "county": "county_reader"}


def write_own_card(desk: Desk, out: Path) -> PublicKeys:
    """Write this book's card; what is read over the telephone is the fingerprint of its keys."""
    desk.own_device()
    me = desk.identity
    office = me.authority.public if me.authority else None
    write_card(out, me.device, Card(me.device.public, me.name, me.division, me.role, me.practice, office))
    return me.device.public


def enrol(
    desk: Desk, card_file: Path, *, scopes: list[str], person: str, role: str, fingerprint: str, out: Path
) -> tuple[Statement, Sealed]:
    """Admit the device of a card, and write the bundle that tells it so, with the full history of its scopes."""
    card = read_card(card_file)
    _check_card(desk, card, scopes, fingerprint)
    ensure_own_grant(desk)
    with desk.write("device.enrol") as ledger:
        grant = ledger.save(_grant(desk, ledger, card, scopes, person, role))
    statement = statement_of(grant)
    return statement, seal_for(desk, statement, out, kind="enrolment")


def _check_card(desk: Desk, card: Card, scopes: list[str], fingerprint: str) -> None:
    if not desk.identity.is_office or desk.identity.authority is None:
        raise Refusal("office.only", _("Only the office may do this. Nothing was changed."))
    if not same_fingerprint(card.device.fingerprint, fingerprint):
        raise Refusal(
            "fingerprint.differs",
            _("The code read to you is not the one on this card. Do not enrol it; have the card sent again."),
            where={"field": "fingerprint"},
        )
    if card.practice != desk.identity.practice:
        raise Refusal("card.practice", _("Practice data and real data cannot be joined. Nothing was changed."))
    wrong = [s for s in scopes if not is_scope(s) or not is_below(division_of(s), desk.identity.division)]
    if wrong or not scopes:
        raise Refusal(
            "scope.foreign",
            _("A laptop can only be enrolled for places below your own office. Nothing was changed."),
            where={"field": "scope", "value": ",".join(wrong)},
        )


def _grant(desk: Desk, ledger: Ledger, card: Card, scopes: list[str], person: str, role: str) -> Grant:
    authority = desk.identity.authority
    assert authority is not None
    earlier = [grant.serial or 0 for grant in ledger.find(Grant, device=card.device.id)]
    return grant_for(
        authority,
        practice=card.practice,
        serial=max(earlier, default=0) + 1,
        device=Keys.of(card.device),
        person=person,
        role=role,
        division=card.division,
        scopes=scopes,
        office=Keys.of(card.office) if card.office else None,
        until=None,
    )


def ensure_own_grant(desk: Desk) -> None:
    """An office vouches for its own device, so that those below can check what it writes."""
    me = desk.identity
    if me.authority is None:
        return
    desk.own_device()
    me = desk.identity
    with desk.exchange() as shelf:
        known = shelf.roster.known(me.device.id)
    if known is not None and known.authority == me.authority_id:
        return
    assert me.authority is not None
    with desk.write("device.enrol") as ledger:
        ledger.save(
            grant_for(
                me.authority,
                practice=me.practice,
                serial=1,
                device=Keys.of(me.device.public),
                person=me.name,
                role=OFFICE_ROLE[me.role],
                division=me.division,
                scopes=[me.division],
                office=Keys.of(me.authority.public),
                until=None,
            )
        )


def join(desk: Desk, file: Path, fingerprint: str) -> tuple[Manifest, MergeReport]:
    """Accept the office that wrote this enrolment bundle, and merge what it holds."""
    check_outside(file)
    desk.own_device()
    with opened(file, desk.identities) as got:
        manifest = got.manifest
    _check_office(desk, manifest, fingerprint)
    assert manifest.office is not None
    with desk.exchange() as shelf:
        shelf.cutter.cut_all()
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
                serial=1,
                device=manifest.sender,
                person=_("Office above"),
                role=UPPER,
                division=manifest.office_division,
                scopes=[manifest.office_division],
                office=manifest.office,
                until=None,
            )
        )
