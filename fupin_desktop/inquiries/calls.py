"""What a call sheet (电话核实单) says: whom to ring about which question, and what was written there by whom."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    """Somebody to ring: what they are, their name, and the telephone as it may be shown."""

    role: str
    name: str
    phone: str = ""


@dataclass(frozen=True)
class Written:
    """One of the values that stand against each other, in words; who wrote it, when by the wall, on which laptop."""

    value: str
    actor: str
    when: str
    laptop: str


@dataclass(frozen=True)
class Call:
    """One open question: of whom, in which natural village, what field, whom to ring; `asked` tells who was asked."""

    question: str
    head: str
    place: str
    field: str
    contacts: Sequence[Contact]
    values: Sequence[Written]
    asked: str = ""


@dataclass(frozen=True)
class VillageCalls:
    """The open questions of one village, and who answers for the village; `office` is who asks, with its telephone."""

    code: str
    name: str
    contacts: Sequence[Contact]
    calls: Sequence[Call]
    office: str = ""

    @property
    def file_name(self) -> str:
        """A file name people can tell apart: the village and its code."""
        return f"{''.join(c for c in self.name if c.isalnum())}-{self.code}.pdf"
