"""Gap lists of 一户一法, the report of how far the plans are, and what stands in the tabs 帮扶计划 and 帮扶施策."""

from typing import Any

from fupin_desktop.households.selections import HELPED, HELPED_HOUSEHOLDS
from fupin_desktop.ledger.declared.chart import Chart, Point, Series, Shape
from fupin_desktop.ledger.declared.figure import Figure, Part, Total
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_HOUSEHOLDS, IN_ITEMS, IN_YUAN, ReportColumn, ReportKind
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Amount,
    Condition,
    Equal,
    Leads,
    Linked,
    OneOf,
    Selection,
    Unless,
    no,
)
from fupin_desktop.ledger.declared.tab import Charted, FigureStrip, Records, Tab, Told
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_, _, word, words
from fupin_desktop.plans.model import MeasureFunding, YearMeasure
from fupin_desktop.plans.rules import CANCELLED, DOING, DONE, RUNNING

_MEASURES = Selection("year_measure", (Unless((Equal("state", CANCELLED),)),), ("-year",), COUNTED)
_FUNDING = Selection("measure_funding", (), ("measure",), COUNTED)
_WAITING: tuple[Condition, ...] = (Equal("to_be_confirmed", 1), OneOf("state", RUNNING))
_FOR_MEMBER: Condition = no(Equal("member", None))
_ITEMS = Selection("plan_item", (), ("plan",), COUNTED)
_WHOLE = 100


def _year_plan(year: int, *more: Condition) -> Condition:
    return Linked("household_year_plan", "household", (Equal("year", year), *more))


def _survey() -> Condition:
    return Linked("household_survey", "household")


# --- gap lists --------------------------------------------------------------------------------------------------------


def _no_survey(_asked: Any) -> Figure:
    return Figure(HELPED_HOUSEHOLDS, Part((no(_survey()),)))


def _no_year_plan(asked: Any) -> Figure:
    return Figure(HELPED_HOUSEHOLDS, Part((no(_year_plan(asked.year)),)))


def _unsigned(_asked: Any) -> Figure:
    plans = Selection("household_plan", (Leads("household", (HELPED,)),), ("household",), COUNTED)
    return Figure(plans, Part((no(Equal("household_signed", 1)),)))


def _unapproved(asked: Any) -> Figure:
    plans = Selection(
        "household_year_plan", (Equal("year", asked.year), Leads("household", (HELPED,))), ("household",), COUNTED
    )
    return Figure(plans, Part((Equal("approved_by", None),)))


def _unconfirmed(asked: Any) -> Figure:
    return Figure(_MEASURES.having(Equal("year", asked.year)), Part(_WAITING))


def _no_photographs(asked: Any) -> Figure:
    done = _MEASURES.having(Equal("year", asked.year), Equal("state", DONE))
    shown = (Equal("percent", _WHOLE), no(Equal("photos", None)))
    return Figure(done, Part((no(Linked("measure_progress", "measure", shown)),)))


def _no_source(asked: Any) -> Figure:
    paid = _MEASURES.having(Equal("year", asked.year), no(Equal("planned_fund", None)), no(Equal("planned_fund", 0)))
    return Figure(paid, Part((no(Linked("measure_funding", "measure")),)))


GAPS = (
    Gap("no_survey", N_("Households without a survey of their wish"),
        N_("Every household still to be helped was asked what it needs and wishes (003 (五))."), _no_survey),
    Gap("no_year_plan", N_("Households without a plan of the year"),
        N_("Every household still to be helped has a plan of the year (003 (五): 年度有计划)."), _no_year_plan),
    Gap("plan_unsigned", N_("Plans the household has not signed"),
        N_("The three-year plan as it stands was signed by the household (E21)."), _unsigned),
    Gap("plan_unapproved", N_("Plans of the year not approved"),
        N_("The plan of the year was approved; the plan itself says what it lacks (R003-14)."), _unapproved),
    Gap("measure_unconfirmed", N_("Copied measures to be confirmed"),
        N_("About a measure copied from another year or household, the household itself was asked (000 三(四))."),
        _unconfirmed),
    Gap("measure_no_photographs", N_("Finished measures without a photograph"),
        N_("A finished measure has a photograph of what was done (E23)."), _no_photographs),
    Gap("measure_no_source", N_("Measures without a source of money"),
        N_("A measure with planned funds says from where they come (E22)."), _no_source),
)  # fmt: skip

# --- report -----------------------------------------------------------------------------------------------------------


def _columns(asked: Any) -> tuple[ReportColumn, ...]:
    year = asked.year
    of_year = _MEASURES.having(Equal("year", year), Leads("household", (HELPED,)))
    asked_of, plan, yearly = N_("Survey"), N_("Three-year plan"), N_("Plan of the year")
    approved: Condition = no(Equal("approved_by", None))
    signed = Linked("household_plan", "household", (Equal("household_signed", 1),))
    loan = Linked("household_plan", "household", (Equal("loan_wish", 1),))
    return (
        _homes("helped", N_("Households"), N_("To be helped")),
        _homes("surveyed", asked_of, N_("Surveyed"), _survey()),
        _homes("loan", asked_of, N_("Wish for a loan"), loan),
        _homes("planned", plan, N_("Made"), Linked("household_plan", "household")),
        _homes("signed", plan, N_("Signed"), signed),
        _homes("approved", plan, N_("Approved"), Linked("household_plan", "household", (approved,))),
        _homes("year_planned", yearly, N_("Made"), _year_plan(year)),
        _homes("year_approved", yearly, N_("Approved"), _year_plan(year, approved)),
        ReportColumn("measures", _MEASURE, N_("Set"), IN_ITEMS, Figure(of_year)),
        ReportColumn("for_members", _MEASURE, N_("For persons"), IN_ITEMS, Figure(of_year, Part((_FOR_MEMBER,)))),
        ReportColumn("for_homes", _MEASURE, N_("For households"), IN_ITEMS, Figure(of_year, Part((no(_FOR_MEMBER),)))),
        ReportColumn(
            "for_villages", _MEASURE, N_("For villages"), IN_ITEMS, Figure(_ITEMS.having(Equal("year", year)))
        ),
        ReportColumn("unconfirmed", _MEASURE, N_("To be confirmed"), IN_ITEMS, Figure(of_year, Part(_WAITING))),
        ReportColumn("done", _MEASURE, N_("Finished"), IN_ITEMS, Figure(of_year, Part((Equal("state", DONE),)))),
        ReportColumn("spent", _MEASURE, N_("Funds spent"), IN_YUAN, Figure(of_year, Total(Amount(("actual_fund",))))),
    )


_MEASURE = N_("Measures")


def _homes(name: str, group: str, label: str, *conditions: Condition) -> ReportColumn:
    figure = Figure(HELPED_HOUSEHOLDS, Part(conditions)) if conditions else Figure(HELPED_HOUSEHOLDS)
    return ReportColumn(name, group, label, IN_HOUSEHOLDS, figure)


REPORTS = (
    ReportKind(
        "plans",
        N_("Plans and measures of households"),
        "穗扶贫 003 (五)、R003-13",
        _columns,
        (
            N_("Of the households still to be helped; a measure that was given up is not counted."),
            N_("For villages: the items of the villages' plans of the year."),
        ),
    ),
)

# --- files ------------------------------------------------------------------------------------------------------------


def _strip(_finder: Finder, household: Any, _asked: Any) -> tuple[Told, ...]:
    mine = _MEASURES.having(Equal("household", household.id))
    return (
        Told(N_("Measures"), Figure(mine), IN_ITEMS),
        Told(N_("Under way"), Figure(mine, Part((Equal("state", DOING),))), IN_ITEMS),
        Told(N_("Finished"), Figure(mine, Part((Equal("state", DONE),))), IN_ITEMS),
        Told(N_("Funds spent"), Figure(mine, Total(Amount(("actual_fund",)))), IN_YUAN),
        Told(N_("Income brought"), Figure(mine, Total(Amount(("benefit_income",)))), IN_YUAN),
    )


def _by_source(finder: Finder, household: Any, _asked: Any) -> Chart:
    """What each source has promised and given, in the order of the list of sources."""
    mine = _FUNDING.having(Leads("measure", (Equal("household", household.id), Unless((Equal("state", CANCELLED),)))))
    points = [
        Point(f"{word('fund_source', code)} {_(label)}", Figure(mine.having(Equal("source", code)), Total(amount)))
        for code in _sources_of(finder, household)
        for label, amount in ((N_("Planned"), Amount(("planned",))), (N_("Come in"), Amount(("actual",))))
    ]
    return Chart(Shape.BARS, IN_YUAN, (Series("", tuple(points)),))


def _sources_of(finder: Finder, household: Any) -> list[str]:
    measures = [one.id for one in finder.find(YearMeasure, household=household.id)]
    held = {one.source for one in finder.find(MeasureFunding, measure=measures)} if measures else set()
    return [code for code in words("fund_source") if code in held]


TABS = {
    "household": (
        Tab(
            "plan",
            N_("Plan"),
            (
                *(Records("household_plan"), Records("household_year_plan"), Records("plan_signature")),
                *(Records("household_survey"), Records("responsibility")),
            ),
        ),
        Tab(
            "measures",
            N_("Measures"),
            (
                *(FigureStrip(_strip), Records("year_measure"), Records("measure_progress")),
                *(Charted(N_("Money by source"), _by_source), Records("measure_funding")),
            ),
        ),
    ),
}
