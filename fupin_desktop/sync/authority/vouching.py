"""What an office writes into the roster: who may write where, and until when (sync.md §5)."""

from collections.abc import Mapping

import msgspec

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.scope import DATA, SEALED, class_of, division_of, is_below, is_scope, is_village
from fupin_desktop.ledger.words import _
from fupin_desktop.sync.authority.roster import Statement, grant_for
from fupin_desktop.sync.bundles.bundle import Keys
from fupin_desktop.sync.model import Grant
from fupin_desktop.sync.shelf import Desk

OFFICE_ROLE = {"township": "township_clerk", "county": "county_clerk"}


def refuse_unless_office(desk: Desk) -> None:
    """Only an office keeps the roster.  Code `office.only`."""
    if not desk.identity.is_office or desk.identity.authority is None:
        raise Refusal("office.only", _("Only the office may do this. Nothing was changed."))


def refuse_foreign(desk: Desk, scopes: list[str], *, office: str | None = None) -> None:
    """An office enrols for places below its own code only; a laptop for villages, an office for its own division.

    `scope.foreign`; `scope.office_only` for a place that goes with being an office.
    """
    wrong = [s for s in scopes if not is_scope(s) or not is_below(division_of(s), desk.identity.division)]
    if wrong or not scopes:
        raise Refusal(
            "scope.foreign",
            _("A laptop can only be enrolled for places below your own office. Nothing was changed."),
            where={"field": "scope", "value": ",".join(wrong)},
        )
    wrong = [s for s in scopes if class_of(s) not in (DATA, SEALED) or not _suits(division_of(s), office)]
    if wrong:
        raise Refusal(
            "scope.office_only",
            _(
                "A laptop writes in villages: codes of 12 digits, with /s where it may see bank cards. A whole township"
                " or county, and /r and /o, go with being that office. Nothing was changed."
            ),
            where={"field": "scope", "value": ",".join(wrong)},
        )


def _suits(division: str, office: str | None) -> bool:
    return is_village(division) if office is None else is_below(division, office)


def ensure_own_grant(desk: Desk) -> None:
    """An office vouches for its own device, so that those below can check what it writes."""
    me = desk.identity
    if me.authority is None:
        return
    desk.own_device()
    me = desk.identity
    assert me.authority is not None
    with desk.exchange() as shelf:
        if shelf.vouched_by(me.authority.id, me.device.id):
            return
    with desk.write("device.enrol") as ledger:
        ledger.save(
            grant_for(
                me.authority,
                practice=me.practice,
                serial=next_serial(ledger, me.device.id),
                device=Keys.of(me.device.public),
                person=me.name,
                role=OFFICE_ROLE[me.role],
                division=me.division,
                scopes=[me.division],
                office=Keys.of(me.authority.public),
                until=None,
            )
        )


def known_device(desk: Desk, name: str) -> Statement:
    """The one device of the roster that goes by this id, the head of it, or its person; of several the one in use.

    Code `device.unclear`.
    """
    with desk.exchange() as shelf:
        devices = list(shelf.roster.devices.values())
    found = [s for s in devices if name in (s.device.id, s.person)] or [
        s for s in devices if s.device.id.startswith(name)
    ]
    if len(found) > 1:
        found = [one for one in found if one.until is None]
    if len(found) != 1 or not name:
        raise Refusal(
            "device.unclear", _("No single device of the roster goes by this name. Use its id from the list.")
        )
    return found[0]


def grant(desk: Desk, name: str, scopes: list[str], why: str) -> Statement:
    """Let a device write in these places from now on, instead of those it was enrolled for."""
    refuse_unless_office(desk)
    known = known_device(desk, name)
    refuse_foreign(desk, scopes, office=known.division if known.office else None)
    return restate(desk, known, "device.grant", why, scopes=scopes)


def hand_over(desk: Desk, name: str, person: str, role: str, why: str) -> Statement:
    """Another person works with this device from now on; what was written keeps its author."""
    refuse_unless_office(desk)
    return restate(desk, known_device(desk, name), "device.grant", why, person=person, role=role)


def revoke(desk: Desk, name: str, why: str) -> Statement:
    """End a device where this office holds it: what it wrote until then stands, what comes later is set aside.

    Codes `why.missing`, `device.own`.
    """
    refuse_unless_office(desk)
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
    known = known_device(desk, name)
    if known.device.id == desk.identity.device.id:
        raise Refusal("device.own", _("An office cannot revoke the device it works with. Nothing was changed."))
    with desk.exchange() as shelf:
        shelf.cutter.cut_all()
        until = shelf.ends_of(known.device.id)
    return restate(desk, known, "device.revoke", why, until={**dict.fromkeys(known.scopes, (0, "")), **until})


def restate(desk: Desk, known: Statement, command: str, why: str, **changes: object) -> Statement:
    """Say something new of a device; the greater serial stands."""
    authority = desk.identity.authority
    assert authority is not None
    ensure_own_grant(desk)
    with desk.write(command) as ledger:
        said: Mapping[str, object] = {
            **msgspec.structs.asdict(known),
            **changes,
            "serial": next_serial(ledger, known.device.id, known.serial),
        }
        ledger.save(grant_for(authority, why=why, **{k: v for k, v in said.items() if k != "authority"}))
    return known_device(desk, known.device.id)


def next_serial(ledger: Ledger, device: str, at_least: int = 0) -> int:
    """One more than every version of a device's statement that this book holds."""
    return 1 + max((grant.serial or 0 for grant in ledger.find(Grant, device=device)), default=at_least)
