"""Keys change (更换密钥): an office's, signed for by the key before; a laptop's, which the office confirms.

What was sealed for the keys before still opens: they stay in the book, to open with and for nothing else.
"""

from collections.abc import Iterable

import msgspec

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.keys import OwnKeys, PublicKeys, make_keys
from fupin_desktop.sync.authority.office import OfficeWord, word_grant
from fupin_desktop.sync.authority.roster import Statement, grant_for
from fupin_desktop.sync.authority.vouching import OFFICE_ROLE, ensure_own_grant, next_serial, refuse_unless_office
from fupin_desktop.sync.bundles.bundle import Keys
from fupin_desktop.sync.model import Grant
from fupin_desktop.sync.shelf import Desk, Self, Shelf


def rotate(desk: Desk, why: str) -> PublicKeys:
    """Give the office new keys, and its book a new device; refuses without a reason.

    Two words say so: one signed by the keys before, for those who trust these; one by the new, for those who come
    later.  Every statement of the office is signed anew, so that the keys before vouch for nothing any more.
    """
    refuse_unless_office(desk)
    refuse_without_reason(why)
    ensure_own_grant(desk)
    desk.renew_device()
    old = desk.identity.authority
    assert old is not None
    with desk.exchange() as shelf:
        word, said = shelf.roster.words.get(old.id), _said_anew(shelf, desk.identity)
    fresh = make_keys(old.id)
    with desk.renew_authority(fresh) as ledger:
        for signer in (old, fresh):
            word = next_word(desk.identity, word, keys=Keys.of(fresh.public))
            save_word(ledger, desk.identity, signer, word, why)
        ledger.save_all(_signed_anew(ledger, fresh, said))
    ensure_own_grant(desk)
    desk.safeguard()  # a backup from before opens nothing that is sealed from now on
    return fresh.public


def renew_device(desk: Desk) -> PublicKeys:
    """Give a laptop new keys: it goes on as a new device, which its office confirms by telephone.

    Code `device.office`.
    """
    if desk.identity.is_office:
        raise Refusal("device.office", _("An office changes its keys as a whole. Nothing was changed."))
    desk.renew_device()
    return desk.identity.device.public


def refuse_without_reason(why: str) -> None:
    """Acts of an office name their reason.  Code `why.missing`."""
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})


def say(desk: Desk, command: str, why: str, **changes: object) -> OfficeWord:
    """Say something new of the office itself; it travels with the next bundles."""
    me = desk.identity
    assert me.authority is not None
    ensure_own_grant(desk)
    with desk.exchange() as shelf:
        word = next_word(me, shelf.roster.words.get(me.authority.id), **changes)
    with desk.write(command) as ledger:
        save_word(ledger, me, me.authority, word, why)
    return word


def next_word(me: Self, word: OfficeWord | None, **changes: object) -> OfficeWord:
    """The word after this one, or the first; keys that are replaced are named among the earlier ones."""
    assert me.authority is not None
    own = Keys.of(me.authority.public)
    before = word or OfficeWord(authority=own.id, practice=me.practice, version=0, keys=own)
    said = msgspec.structs.replace(before, **{"version": before.version + 1, **changes})
    if said.keys == before.keys:
        return said
    return msgspec.structs.replace(said, earlier=[*before.earlier, before.keys])


def save_word(ledger: Ledger, me: Self, signer: OwnKeys, word: OfficeWord, why: str) -> None:
    """Write a word into the office's `/r` scope."""
    ledger.save(word_grant(signer, word, person=me.name, role=OFFICE_ROLE[me.role], why=why))


def _said_anew(shelf: Shelf, me: Self) -> list[Statement]:
    """What the office said of devices, its own earlier ones ended where they stopped."""
    assert me.authority is not None
    said = []
    for one in shelf.roster.said_by(me.authority.id):
        own = one.office is not None and one.office.id == me.authority.id and one.device.id != me.device.id
        ends = shelf.ends_of(one.device.id)
        said.append(msgspec.structs.replace(one, until=ends) if own and one.until is None else one)
    return said


def _signed_anew(ledger: Ledger, fresh: OwnKeys, said: Iterable[Statement]) -> list[Grant]:
    serials: dict[str, int] = {}
    grants = []
    for one in said:
        device = one.device.id
        serials[device] = serials[device] + 1 if device in serials else next_serial(ledger, device)
        told = {**msgspec.structs.asdict(one), "serial": serials[device], "office": _office_now(one, fresh)}
        grants.append(grant_for(fresh, **{name: value for name, value in told.items() if name != "authority"}))
    return grants


def _office_now(statement: Statement, fresh: OwnKeys) -> Keys | None:
    own = statement.office is not None and statement.office.id == fresh.id
    return Keys.of(fresh.public) if own else statement.office
