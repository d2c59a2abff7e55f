"""Who works with this book: the role its office granted to its device, as the book holds the roster (rooms.md §5)."""

from fupin_desktop.rights.rules import Holder
from fupin_desktop.rights.table import COUNTY
from fupin_desktop.store.identity import Identity
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.read.rosters import roster_of

_COUNTY_DIGITS = 6


def holder_of(reader: Reader, identity: Identity) -> Holder:
    """The holder of a book; its role holds without a network.

    What an office says of itself grants it nothing: as its founder it may what its level may.
    """
    said = roster_of(reader, identity).known(identity.device.id)
    own = identity.authority.id if identity.authority is not None else ""
    granted = said is not None and said.authority != own
    role = said.role if said is not None and granted else ""
    return Holder(role, _level_of(identity), highest=identity.office is None)


def _level_of(identity: Identity) -> str:
    """An office of six digits answers for its county, also where it was founded as one book for all its townships."""
    return COUNTY if identity.is_office and len(identity.division) <= _COUNTY_DIGITS else identity.role
