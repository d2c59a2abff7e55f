"""The roster as a book holds it, and what by it the book is entitled to."""

from functools import lru_cache

from fupin_desktop.ledger.scope import entitled
from fupin_desktop.seal.keys import PublicKeys
from fupin_desktop.store import driver
from fupin_desktop.store.identity import Identity
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.sync.authority.roster import Roster, read_statement

Trusted = tuple[tuple[str, tuple[PublicKeys, str]], ...]


def roster_of(reader: Reader, identity: Identity) -> Roster:
    """Every good statement in the book, by the authorities this book trusts."""
    sql = f'SELECT statement, signature FROM "grant" WHERE {reader.visible("grant")} ORDER BY id'
    rows = driver.rows(reader.connection, sql)
    grants = tuple((str(statement or ""), str(signature or "")) for statement, signature in rows)
    return _verified(tuple(_trusted(identity).items()), identity.kept_roster, grants).copy()


@lru_cache(maxsize=4)
def _verified(trusted: Trusted, kept: tuple[str, ...], grants: tuple[tuple[str, str], ...]) -> Roster:
    # The same words by the same signatures give the same roster: 142 laptops are not verified anew for each bundle.
    roster = Roster(dict(trusted), tuple(filter(None, map(read_statement, kept))))
    roster.take(grants)
    return roster


def may_hold(identity: Identity, roster: Roster, scope: str) -> bool:
    """Is this book entitled to a scope?  What it is not entitled to is no gap."""
    own = roster.known(identity.device.id)
    granted = frozenset(own.scopes) if own else identity.granted
    return entitled(scope, identity.division, office=identity.is_office, granted=granted)


def _trusted(identity: Identity) -> dict[str, tuple[PublicKeys, str]]:
    trusted: dict[str, tuple[PublicKeys, str]] = {}
    if identity.authority is not None:
        trusted[identity.authority.id] = (identity.authority.public, identity.division)
    if identity.office is not None:
        # What the office may speak for: everything it enrols lies at or below its own code.
        trusted[identity.office.id] = (identity.office, identity.office_division)
    return trusted
