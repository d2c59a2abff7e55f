"""The roster as a book holds it, and what by it the book is entitled to."""

from fupin_desktop.ledger.scope import entitled
from fupin_desktop.seal.keys import PublicKeys
from fupin_desktop.store.identity import Identity
from fupin_desktop.store.reading import Reader
from fupin_desktop.sync.model import Grant
from fupin_desktop.sync.roster import Roster


def roster_of(reader: Reader, identity: Identity) -> Roster:
    """Every good statement in the book, by the authorities this book trusts."""
    roster = Roster(_trusted(identity))
    roster.take((grant.statement or "", grant.signature or "") for grant in reader.find(Grant))
    return roster


def may_hold(identity: Identity, roster: Roster, scope: str) -> bool:
    """Is this book entitled to a scope?  What it is not entitled to is no gap."""
    own = roster.known(identity.device.id)
    granted = frozenset(own.scopes) if own else frozenset()
    return entitled(scope, identity.division, office=identity.is_office, granted=granted)


def _trusted(identity: Identity) -> dict[str, tuple[PublicKeys, str]]:
    trusted: dict[str, tuple[PublicKeys, str]] = {}
    if identity.authority is not None:
        trusted[identity.authority.id] = (identity.authority.public, identity.division)
    if identity.office is not None:
        # What the office may speak for: everything it enrols lies at or below its own code.
        trusted[identity.office.id] = (identity.office, identity.office_division)
    return trusted
