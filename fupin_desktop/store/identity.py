"""Who a book is."""

from dataclasses import dataclass

from fupin_desktop.seal.keys import OwnKeys, PublicKeys

VILLAGE = "village"


@dataclass(frozen=True)
class Identity:
    """Who a book is: fixed at its making, but for the device, which a copy makes anew."""

    book_id: str
    role: str
    name: str
    division: str
    practice: bool
    device: OwnKeys
    authority: OwnKeys | None
    office: PublicKeys | None
    office_division: str
    granted: frozenset[str] = frozenset()  # what its office lets this laptop hold besides its own division
    kept_roster: tuple[str, ...] = ()  # what stood of another office when this book left it

    @property
    def is_office(self) -> bool:
        """True for a township or a county."""
        return self.role != VILLAGE

    @property
    def authority_id(self) -> str:
        """The office this book answers to: its own, or the one it joined; empty before that."""
        if self.authority is not None:
            return self.authority.id
        return self.office.id if self.office else ""
