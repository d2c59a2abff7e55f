"""After an exit (E20): visits that look whether the household stands, and what the assisting unit does on (W7)."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, link, note, photo, text, yes
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class AfterExitVisit(Record):
    """脱贫后监测 (E20, 002 §24): one look at a household that exited: the five assurances, its income, its policies."""

    label: ClassVar[str] = N_("Monitoring after exit")
    home: ClassVar[str] = "household"
    titled: ClassVar[tuple[str, ...]] = ("on", "household")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="E20")] = None
    exit_case: Annotated[
        Dot | None, link(N_("Exit case"), "exit_case", help=N_("Empty: the newest of the household"), source="E20")
    ] = None
    on: Annotated[dt.date | None, day(N_("Date"), required=True, source="E20")] = None
    by: Annotated[str | None, text(N_("Visitors"), high=100, required=True, source="E20")] = None
    food: Annotated[bool | None, yes(N_("Food assured"), source="E20, 002 §3")] = None
    clothing: Annotated[bool | None, yes(N_("Clothing assured"), source="E20, 002 §3")] = None
    education: Annotated[bool | None, yes(N_("Compulsory schooling assured"), source="E20, 002 §3")] = None
    medical: Annotated[bool | None, yes(N_("Basic medical care assured"), source="E20, 002 §3")] = None
    housing: Annotated[bool | None, yes(N_("Safe housing assured"), source="E20, 002 §3")] = None
    income_trend: Annotated[str | None, choice(N_("Income since the exit"), "income_trend", source="E20")] = None
    policies_kept: Annotated[bool | None, yes(N_("Policies go on"), source="E20, 002 §24")] = None
    findings: Annotated[str | None, note(N_("What was seen"), source="E20")] = None
    problem: Annotated[str | None, note(N_("Problem"), source="E20")] = None
    solved_on: Annotated[dt.date | None, day(N_("Solved on"), source="E20")] = None
    solution: Annotated[str | None, note(N_("How it was solved"), source="E20")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="E20")] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class UnitFollowUp(Record):
    """回访 (E20, 002 §24, W7): the assisting unit comes back to a household that exited, and solves what it finds."""

    label: ClassVar[str] = N_("Return visit of the assisting unit")
    home: ClassVar[str] = "household"
    titled: ClassVar[tuple[str, ...]] = ("on", "household")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="E20")] = None
    unit: Annotated[Dot | None, link(N_("Assisting unit"), "assisting_unit", required=True, source="W7, 002 §24")] = (
        None
    )
    on: Annotated[dt.date | None, day(N_("Date"), required=True, source="W7")] = None
    period: Annotated[str | None, text(N_("Period"), high=30, help=N_("Such as: first half of 2018"), source="W7")] = (
        None
    )
    by: Annotated[str | None, text(N_("Visitors"), high=100, source="W7")] = None
    findings: Annotated[str | None, note(N_("What was seen"), source="W7")] = None
    problem: Annotated[str | None, note(N_("Problem"), source="W7")] = None
    due: Annotated[dt.date | None, day(N_("To be solved by"), source="W7")] = None
    solved_on: Annotated[dt.date | None, day(N_("Solved on"), source="W7")] = None
    solution: Annotated[str | None, note(N_("How it was solved"), source="W7")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="W7")] = ()
