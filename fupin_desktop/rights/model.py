"""Waiver: an office's word that one person may take a step which another person must take otherwise."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.field import choice, day, note, text
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import BELOW
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class Waiver(Record):
    """例外许可: in this place a person may take both steps, until a day, for a reason (rooms.md §5).

    `act` is a code of the table of rights; without a person it is meant for everybody of the place.
    """

    scope_class: ClassVar[str] = BELOW
    home: ClassVar[str] = "division"
    label: ClassVar[str] = N_("Exception to a second person")
    append_only: ClassVar[bool] = True

    division: Annotated[str | None, text(N_("Division code"), numbers=True, high=12, required=True)] = None
    act: Annotated[str | None, choice(N_("Step"), "second_step", required=True)] = None
    person: Annotated[str | None, text(N_("Person, empty for everybody"))] = None
    until: Annotated[date | None, day(N_("Until"), required=True)] = None
    why: Annotated[str | None, note(N_("Reason"), high=400, required=True)] = None
