"""The path of an exit case as a table (E18): from the first list to the flag in the register, and looked after then."""

from fupin_desktop.casework.endings import ending
from fupin_desktop.casework.gates import Kept, Posted
from fupin_desktop.casework.levels import COUNTY, TOWNSHIP, VILLAGE
from fupin_desktop.casework.path import Column, Path, Side, Stage
from fupin_desktop.casework.votes import MeetingPictures, Voted
from fupin_desktop.exits.effects import BackToRegister, BecomesPreExit, Exits
from fupin_desktop.exits.gates import (
    ITEMS,
    Announced,
    Assured,
    Consented,
    Evidenced,
    HasReturned,
    IncomeReaches,
    LineTold,
    PoliciesContinue,
    ProjectDone,
    photos_of,
)
from fupin_desktop.exits.shortlist import ExitShortlist
from fupin_desktop.ledger.words import N_

VERIFIED, CONFIRMED = "village_and_team_verified", "county_confirmed"
CONSENT_PHOTOS = "consent_photos"
_ASSURANCES = (Assured(), Evidenced(), ProjectDone())
_ASKED = tuple(name for item in ITEMS for name in (item, f"{item}_evidence"))

PATH = Path(
    name="exit",
    year="year",
    stages=(
        Stage(code="initial_list"),
        Stage(code="assembly_reviewed", asks=("vote",), waits=(Voted(),), does=(MeetingPictures(),)),
        Stage(
            code=VERIFIED,
            sets="verified_on",
            asks=(*_ASKED, "housing_case"),
            waits=(*_ASSURANCES, IncomeReaches()),
            advises=(LineTold(),),
        ),
        Stage(
            code="household_agreed",
            moment=CONSENT_PHOTOS,
            asks=("consent", "consent_by", "consent_on", "refusal_reason"),
            waits=(Consented(),),
        ),
        Stage(code="posted", waits=(Posted("N05", VILLAGE), Consented()), does=(BecomesPreExit(),)),
        Stage(code="township_reviewed", level=TOWNSHIP, waits=(Consented(), *_ASSURANCES)),
        Stage(
            code=CONFIRMED,
            level=COUNTY,
            on_paper=TOWNSHIP,
            sets="confirmed_on",
            asks=("policy_until",),
            waits=(Consented(), *_ASSURANCES, IncomeReaches(final=True), PoliciesContinue()),
            advises=(LineTold(),),
            does=(Exits(),),
        ),
        Stage(code="flagged", level=TOWNSHIP, sets="flagged_on", waits=(Announced("N06"),)),
        Stage(code="monitored", waits=(Kept("after_exit_visit", by="exit_case"),)),
    ),
    sides=(
        ending("rejected", level=TOWNSHIP, does=(BackToRegister(),)),
        ending("withdrawn", does=(BackToRegister(),)),
        Side(code="fell_back", level=TOWNSHIP, waits=(HasReturned(),)),
        Side(code="objection", ends=False),
    ),
    asks=("year",),
    facts=(
        *("year", "income_pc", "line", "line_state"),
        *ITEMS,
        *("consent", "consent_on", "policy_until", "confirmed_on"),
    ),
    card=("year", "consent"),
    filters=("consent",),
    moments=(*(photos_of(item) for item in ITEMS), CONSENT_PHOTOS),
    board={
        "list": Column(N_("Shortlist, review"), ("initial_list", "assembly_reviewed")),
        "verify": Column(N_("Verified by village and team"), (VERIFIED,)),
        "agree": Column(N_("Consent of the household"), ("household_agreed",)),
        "post": Column(N_("Notice, township"), ("posted", "township_reviewed")),
        "confirm": Column(N_("Confirmed, announced"), (CONFIRMED, "flagged")),
        "after": Column(N_("Looked after"), ("monitored",)),
    },
    shortlist=ExitShortlist(),
)
