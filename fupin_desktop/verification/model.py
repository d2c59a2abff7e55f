"""A round of verification (核查) of a county's year, and what was found at each household (000 五(一), 002 §24)."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, note, photo, text
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import BELOW
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class VerificationRound(Record):
    """核查 (VerificationRound, R000-15, R002-82): opened by the county for a year; every household on the register is
    answered for in it."""

    scope_class: ClassVar[str] = BELOW
    label: ClassVar[str] = N_("Round of verification")
    home: ClassVar[str] = "county_code"
    titled: ClassVar[tuple[str, ...]] = ("year", "name")

    county_code: Annotated[
        str | None, text(N_("County code"), numbers=True, high=12, required=True, key=True, source="R000-15")
    ] = None
    year: Annotated[int | None, integer(N_("Year"), low=2013, high=2100, required=True, key=True, source="R000-15")] = (
        None
    )
    name: Annotated[str | None, text(N_("Name of the round"), required=True, key=True, source="R002-82")] = None
    opened_on: Annotated[dt.date | None, day(N_("Opened on"), required=True, source="R000-15")] = None
    due: Annotated[dt.date | None, day(N_("To be answered by"), source="R002-82")] = None
    document: Annotated[str | None, text(N_("By the paper"), high=200, source="M20")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class VerificationCard(Record):
    """核查卡: what was found at one household in one round; without an answer there is none."""

    label: ClassVar[str] = N_("Verification card")
    home: ClassVar[str] = "household"
    titled: ClassVar[tuple[str, ...]] = ("round", "result")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, key=True, source="R000-15")] = (
        None
    )
    round: Annotated[
        Dot | None,
        link(
            N_("Round of verification"),
            "verification_round",
            key=True,
            help=N_("Empty: the one that was opened last"),
            source="R000-15",
        ),
    ] = None
    year: Annotated[int | None, integer(N_("Year"), hand=Hand.MANAGED, high=2100, source="R000-15")] = None
    result: Annotated[
        str | None,
        choice(N_("Result of the verification"), "verification_result", required=True, source="R000-15, R002-82"),
    ] = None
    bar: Annotated[
        str | None,
        choice(N_("By which of the seven bars"), "bar7", help=N_("When it is to be excluded"), source="003 (四)"),
    ] = None
    on: Annotated[dt.date | None, day(N_("Checked on"), source="R000-15")] = None
    by: Annotated[str | None, text(N_("Verified by"), high=100, source="F02")] = None
    found: Annotated[str | None, note(N_("What the verification found"), high=1000, source="F02")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="F02")] = ()
