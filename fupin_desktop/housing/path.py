"""The path of a housing case as a table: HOUSE_STAGE of E27 with the dates 封顶 and 入住; the way of repair chooses it.

Works go through all of it; ways that find the household a house (敬老院, 老人公寓, 置换, 002 §10) have no works and are
paid only if the county says so.
"""

from fupin_desktop.casework.endings import ending
from fupin_desktop.casework.gates import AnotherPerson, Facts, Kept, Pictures, Posted, Settled, Total
from fupin_desktop.casework.levels import COUNTY, TOWNSHIP, VILLAGE
from fupin_desktop.casework.path import Column, Path, Side, Stage, but_ways, ways
from fupin_desktop.casework.ranks import LeastRank, Rank
from fupin_desktop.casework.votes import MeetingPictures, Minuted, Voted
from fupin_desktop.housing.deadline import InTime
from fupin_desktop.housing.gates import NO_HOUSE, SETTLE_MODES, Appraised, Funded, WholeFile
from fupin_desktop.incomes.rules import DISPOSABLE
from fupin_desktop.ledger.words import N_

UNKNOWN = "unknown"  # 进度不明: came with a roster whose words nobody understands
BEFORE, DURING, AFTER = "photos_before", "photos_during", "photos_after"
_SETTLING, _BUILDING, _REPAIR = ways(*SETTLE_MODES), but_ways(*SETTLE_MODES), ways("repair")

PATH = Path(
    name="housing",
    way="mode",
    year="year_plan",
    stages=(
        Stage(code="applied", moment=BEFORE),
        Stage(
            code="assembly_reviewed",
            asks=("vote",),
            waits=(Voted(), Minuted()),
            does=(MeetingPictures(),),
            advises=(Appraised(("danger_grade",)),),
        ),
        Stage(code="posted_village", moment=BEFORE, waits=(Posted("N10", VILLAGE),)),
        Stage(
            code="town_checked",
            level=TOWNSHIP,
            moment=BEFORE,
            asks=("danger_grade", "appraised_on", "appraiser", "report_no"),
            advises=(Appraised(("danger_grade", "appraised_on", "report_no")),),
        ),
        Stage(code="posted_town", level=TOWNSHIP, moment=BEFORE, waits=(Posted("N10", TOWNSHIP),)),
        Stage(
            code="county_approved",
            level=COUNTY,
            on_paper=TOWNSHIP,
            moment=BEFORE,
            asks=("subsidy_standard", "subsidy_amount", "subsidy_reason", "area_cap", "in_sector_plan"),
            advises=(Facts(("subsidy_amount",)),),
        ),
        Stage(code="posted_result", moment=BEFORE, waits=(Posted("N11"),)),
        Stage(
            code="agreement_signed",
            moment=BEFORE,
            asks=(
                *("contract_signed_on", "builder", "contractor", "design_doc"),
                *("build_way", "plan_checked", "plan_note", "planned_start"),
            ),
            advises=(Facts(("mode", "contract_signed_on")), Funded()),
        ),
        Stage(
            code="started",
            moment=DURING,
            sets="started_on",
            absent=_SETTLING,
            advises=(Facts(("contractor",)), Pictures((BEFORE,))),
        ),
        Stage(code="foundation", moment=DURING, absent=_SETTLING, optional=_REPAIR),
        Stage(code="main_body", moment=DURING, absent=_SETTLING, optional=_REPAIR),
        Stage(code="roofed", moment=DURING, absent=_SETTLING, optional=_BUILDING),
        Stage(code="completed", moment=AFTER, sets="completed_on", absent=_SETTLING),
        Stage(code="moved_in", moment=AFTER, optional=_BUILDING),
        Stage(
            code="accepted",
            level=TOWNSHIP,
            moment=AFTER,
            sets="accepted_on",
            asks=("acceptors", "area_after"),
            waits=(Pictures((BEFORE, AFTER)), Settled("housing_inspection", "to_mend", "mended_on")),
            advises=(Kept("housing_inspection"), Facts(("acceptors", "area_after"))),
        ),
        Stage(
            code="paid",
            level=TOWNSHIP,
            act="payment.confirm",
            moment=AFTER,
            sets="paid_on",
            optional=_SETTLING,
            waits=(Total("housing_payment", "subsidy_amount", dates="paid_on"), AnotherPerson("housing_payment")),
        ),
        Stage(code="archived", level=TOWNSHIP, moment=AFTER, advises=(WholeFile(),)),
    ),
    sides=(
        ending("rejected", level=TOWNSHIP),
        ending("withdrawn"),
        Side(code="objection", ends=False),
        Side(code=UNKNOWN, ends=False, unplaced=True),
    ),
    asks=(
        *("year_plan", "danger_grade", "mode", "persons", "sole_dwelling", "long_term_resident", "scattered_wubao"),
        *("area_before", "build_way", "budget"),
    ),
    facts=(
        *("year_plan", "danger_grade", "mode", "persons", "area_before", "area_after", "contractor", "subsidy_amount"),
        *("started_on", "completed_on", "accepted_on", "paid_on"),
    ),
    card=("danger_grade", "mode"),
    filters=("danger_grade", "mode"),
    moments=(BEFORE, DURING, AFTER),
    file=(
        ("", InTime()),
        ("", Appraised(("danger_grade", "mode"))),
        ("", Pictures((BEFORE,))),
        ("completed", Pictures((BEFORE, AFTER))),
    ),
    board={
        "apply": Column(N_("Application, review"), (UNKNOWN, "applied", "assembly_reviewed")),
        "approve": Column(
            N_("Notice, approval"),
            ("posted_village", "town_checked", "posted_town", "county_approved", "posted_result"),
        ),
        "sign": Column(N_("Agreement"), ("agreement_signed",)),
        "build": Column(N_("Works"), ("started", "foundation", "main_body", "roofed", "completed")),
        "accept": Column(N_("Acceptance"), ("moved_in", "accepted")),
        "pay": Column(N_("Payment, file"), ("paid", "archived")),
    },
    ranked_by="housing_order",
    ranks={
        "grade": Rank("danger_grade", ("D", "C", "B", "A")),
        "no_house": Rank("mode", (NO_HOUSE,)),
        "income": LeastRank("income_year", "household", DISPOSABLE, "persons", "year"),
    },
)
