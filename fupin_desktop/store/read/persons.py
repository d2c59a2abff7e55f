"""Who wrote: the person the roster names for a device; the name typed at the device stands beside it (sync.md §5).

A name in an entry is what somebody typed, or what a program that lies put there.  What is signed for is the device, and
who has the device is the office's word.
"""

from functools import cached_property

from fupin_desktop.ledger.words import _
from fupin_desktop.store.identity import identity_in
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.read.rosters import roster_of


class Persons:
    """The holders of the devices this book knows."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @cached_property
    def _holders(self) -> dict[str, str]:
        roster = roster_of(self._reader, identity_in(self._reader.connection))
        return {device: statement.person for device, statement in roster.devices.items()}

    def of(self, device: str, typed: str) -> str:
        """The holder of a device; the typed name where no office has said who that is."""
        return self._holders.get(device) or typed


def writer_text(person: str, typed: str) -> str:
    """For people: the holder, and the typed name beside it where it is another one."""
    if not typed or typed == person:
        return person
    return _("{person} (entered by {typed})").format(person=person, typed=typed) if person else typed
