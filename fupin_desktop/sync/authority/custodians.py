"""Custodians (保管人): keys outside the book that open what is sealed for an office, should its own be lost.

A custodian opens and nothing else: whoever holds the key can neither write nor vouch.
"""

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.keys import is_recipient, recipient_of
from fupin_desktop.sync.authority.office import MOST_CUSTODIANS, Custodian
from fupin_desktop.sync.authority.renewal import say
from fupin_desktop.sync.authority.vouching import refuse_unless_office
from fupin_desktop.sync.shelf import Desk


def custodians(desk: Desk) -> list[Custodian]:
    """Those of this office."""
    with desk.exchange() as shelf:
        return list(shelf.roster.custodians_of(desk.identity.authority_id))


def check_new(desk: Desk, name: str) -> None:
    """Refuse a custodian that cannot be named, before a key is made for it.

    Codes `custodian.name`, `custodian.many`.
    """
    refuse_unless_office(desk)
    known = custodians(desk)
    if not name.strip() or any(one.name == name.strip() for one in known):
        raise Refusal(
            "custodian.name",
            _("A custodian needs a name of its own. Nothing was changed."),
            where={"field": "name"},
        )
    if len(known) >= MOST_CUSTODIANS:
        raise Refusal(
            "custodian.many",
            _("An office has at most {count} custodians. Nothing was changed; remove one first.").format(
                count=MOST_CUSTODIANS
            ),
        )


def name_custodian(desk: Desk, name: str, age: str) -> Custodian:
    """Seal for this age recipient as well, from the next bundle of each partner on.  Code `custodian.recipient`."""
    check_new(desk, name)
    known = custodians(desk)
    if not is_recipient(age) or any(one.age == age for one in known):
        raise Refusal(
            "custodian.recipient",
            _("This is not a key that can be sealed for, or it is a custodian's already. Nothing was changed."),
            where={"field": "recipient"},
        )
    made = Custodian(name.strip(), age)
    say(desk, "custodian.add", name.strip(), custodians=[*known, made])
    return made


def drop_custodian(desk: Desk, name: str) -> None:
    """Seal for this one no longer; what it could open it still can.  Code `custodian.unknown`."""
    refuse_unless_office(desk)
    known = custodians(desk)
    left = [one for one in known if one.name != name]
    if len(left) == len(known):
        raise Refusal("custodian.unknown", _("There is no custodian of this name. Nothing was changed."))
    say(desk, "custodian.remove", name, custodians=left)


def identity_from(typed: str) -> str:
    """A custodian's key as typed from its sheet, blanks and small letters as they come; refuses what is none.

    Code `custodian.key`.
    """
    key = "".join(typed.split()).upper()
    try:
        recipient_of(key)
    except ValueError:
        raise Refusal(
            "custodian.key",
            _("This is no custodian's key: such a key begins with AGE-SECRET-KEY-1. Nothing was changed."),
            where={"field": "key"},
        ) from None
    return key


def rehearse(desk: Desk, typed: str) -> Custodian:
    """Prove that the paper in the safe is a custodian's of today.  Code `custodian.other`."""
    age = recipient_of(identity_from(typed))
    found = [one for one in custodians(desk) if one.age == age]
    if not found:
        raise Refusal("custodian.other", _("This key is no custodian's of this office. Nothing was changed."))
    return found[0]
