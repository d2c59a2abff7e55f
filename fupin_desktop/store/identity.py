"""Who a book is."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from fupin_desktop.seal.keys import OwnKeys, PublicKeys
from fupin_desktop.store import driver

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


def identity_in(connection: Connection) -> Identity:
    """What a book says it is."""
    values = {key: str(value) for key, value in driver.rows(connection, "SELECT key, value FROM meta")}
    return Identity(
        book_id=values["book_id"],
        role=values["role"],
        name=values["name"],
        division=values["division"],
        practice=values["practice"] == "1",
        device=OwnKeys(**json.loads(values["device"])),
        authority=OwnKeys(**json.loads(values["authority"])) if "authority" in values else None,
        office=PublicKeys(**json.loads(values["office"])) if "office" in values else None,
        office_division=values.get("office_division", ""),
        granted=frozenset(json.loads(values.get("granted", "[]"))),
        kept_roster=tuple(json.loads(values.get("kept_roster", "[]"))),
    )
