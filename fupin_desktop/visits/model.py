"""Visit (E24) and follow-up task (E25)."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, note, photo, text, yes
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class Visit(Record):
    """走访 (E24): one call at one household.  Visits are added, never overwritten by somebody else's."""

    label: ClassVar[str] = N_("Visit")
    home: ClassVar[str] = "household"
    append_only: ClassVar[bool] = True

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="E24")] = None
    date: Annotated[dt.date | None, day(N_("Date"), required=True, source="E24")] = None
    start: Annotated[
        str | None, text(N_("Began at"), high=5, help=N_("Hours and minutes, such as 9:30"), source="E24")
    ] = None
    end: Annotated[
        str | None, text(N_("Ended at"), high=5, help=N_("Hours and minutes, such as 11:00"), source="E24")
    ] = None
    visitors: Annotated[tuple[str, ...], text(N_("Visitors"), many=True, required=True, source="E24, 002 §23")] = ()
    type: Annotated[str | None, choice(N_("Kind of visit"), "visit_type", required=True, source="E24, 002 §23")] = None
    topics: Annotated[tuple[str, ...], choice(N_("Topics"), "visit_topic", many=True, source="E24, 003 (六)1")] = ()
    findings: Annotated[str | None, note(N_("Findings"), source="E24")] = None
    requests: Annotated[str | None, note(N_("Requests"), source="E24")] = None
    promised: Annotated[str | None, note(N_("Promises"), source="E24")] = None
    income_update: Annotated[Dot | None, link(N_("Income entered with it"), "income_year", source="E24")] = None
    measure_link: Annotated[Dot | None, link(N_("About the measure"), "year_measure", source="E24")] = None
    housing_link: Annotated[Dot | None, link(N_("About the housing case"), "housing_case", source="E24")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="E24")] = ()
    gps: Annotated[
        str | None,
        text(
            N_("Place by satellite"),
            high=40,
            privacy=Privacy.SEALED,
            help=N_("Latitude and longitude, such as 24.31,114.94"),
            source="E24",
        ),
    ] = None
    household_signed: Annotated[bool | None, yes(N_("Signed by the household"), source="E24")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class VillageVisit(Record):
    """村级走访 (E24, 003 (九)): a call at a village's office, a group, a firm, or at somebody outside the register.

    It is no visit of a registered household, and no alarm counts it as one.
    """

    label: ClassVar[str] = N_("Visit in the village")
    home: ClassVar[str] = "village_code"
    titled: ClassVar[tuple[str, ...]] = ("date", "whom", "person")

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, source="E24, 003 (九)")
    ] = None
    date: Annotated[dt.date | None, day(N_("Date"), required=True, source="E24")] = None
    start: Annotated[
        str | None, text(N_("Began at"), high=5, help=N_("Hours and minutes, such as 9:30"), source="E24")
    ] = None
    end: Annotated[
        str | None, text(N_("Ended at"), high=5, help=N_("Hours and minutes, such as 11:00"), source="E24")
    ] = None
    visitors: Annotated[tuple[str, ...], text(N_("Visitors"), many=True, required=True, source="E24, 003 (九)")] = ()
    whom: Annotated[
        str | None, choice(N_("Who was visited"), "visited_party", required=True, source="E24, 003 (九)")
    ] = None
    person: Annotated[
        str | None,
        text(N_("Name or place"), help=N_("A person outside the register, a group, a firm"), source="E24"),
    ] = None
    topics: Annotated[tuple[str, ...], choice(N_("Topics"), "visit_topic", many=True, source="E24, 003 (六)1")] = ()
    findings: Annotated[str | None, note(N_("Findings"), source="E24, 003 (九)")] = None
    requests: Annotated[str | None, note(N_("Requests"), source="E24, 003 (九)")] = None
    answer: Annotated[str | None, note(N_("What was answered or done"), source="003 (九)")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="E24")] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class FollowUpTask(Record):
    """跟进事项 (E25): what was asked for or promised, until it is done."""

    label: ClassVar[str] = N_("Follow-up task")
    home: ClassVar[str] = "household"
    titled: ClassVar[tuple[str, ...]] = ("matter",)

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="E25")] = None
    visit: Annotated[Dot | None, link(N_("From the visit"), "visit", source="E25")] = None
    origin: Annotated[str | None, choice(N_("Comes from"), "task_origin", source="E25")] = None
    matter: Annotated[str | None, note(N_("What is to be done"), required=True, source="E25")] = None
    owner: Annotated[str | None, text(N_("In whose hands"), source="E25")] = None
    due: Annotated[dt.date | None, day(N_("Due"), source="E25")] = None
    state: Annotated[
        str | None,
        choice(N_("State"), "task_state", required=True, hand=Hand.MANAGED, begins="open", source="E25"),
    ] = None
    result: Annotated[str | None, note(N_("Result"), hand=Hand.MANAGED, source="E25")] = None
    done_on: Annotated[dt.date | None, day(N_("Done on"), hand=Hand.MANAGED, source="E25")] = None
    reopened: Annotated[int | None, integer(N_("Times opened again"), hand=Hand.MANAGED, source="E25")] = None
