"""Chapter of what plans rest on: the survey of needs, the plan of each year with its signatures, money of measures."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.dice import words
from fupin_desktop.demo.people import Home
from fupin_desktop.households.model import Household
from fupin_desktop.households.register import STILL_POOR
from fupin_desktop.ledger.record import managed_of
from fupin_desktop.plans.approval import APPROVER, HOUSEHOLD, known_of, lacks, said_in
from fupin_desktop.plans.model import MeasureFunding, YearMeasure
from fupin_desktop.plans.yearly import HouseholdSurvey, HouseholdYearPlan, PlanSignature

_SURVEYED_IN, _MONEY_IN = ((2016, 6), (2017, 7)), {(2016, 9): 2016, (2017, 3): 2017, (2018, 3): 2018}
_LOAN, _UNSIGNED, _UNKNOWN_SOURCE = 0.06, 0.03, 0.02
_SOURCES = ("unit_own", "province", "helper_city", "county_sector")


def _month(county: County, desk: VillageDesk) -> None:
    now = (county.today.year, county.today.month)
    if now in _SURVEYED_IN:
        _ask(county, desk)
    if now in _MONEY_IN:
        _plan(county, desk, _MONEY_IN[now])
        _find_money(county, desk, _MONEY_IN[now])


def _ask(county: County, desk: VillageDesk) -> None:
    """Every household is asked, but a few whom nobody met; a year later those that were taken in since."""
    with desk.write("survey.enter") as ledger:
        known = {one.household for one in desk.of_homes(ledger, HouseholdSurvey)}
        new = [home for home in desk.homes if desk.home(ledger, home.code) not in known]
        asked = [home for home in new if county.dice.of("survey", home.code).random() > 0.02]
        ledger.save_all(_survey(county, desk, home).but(household=desk.home(ledger, home.code)) for home in asked)
    county.count(desk.code, "household_survey", len(asked))


def _survey(county: County, desk: VillageDesk, home: Home) -> HouseholdSurvey:
    dice = county.dice.of("needs", home.code)
    grown = sum(17 < one.age(county.today) < 60 for one in home.people)
    loan: dict[str, Any] = {}
    if home.cause == "09" or dice.random() < _LOAN:
        loan = {"loan_wish": True, "loan_purpose": ("farming",), "loan_amount": (1 + dice.randrange(5)) * 10_000_00}
    return HouseholdSurvey(
        date=county.today, surveyor=desk.responsible.get(home.code, desk.secretary), respondent=home.head.name,
        persons=len(home.people), labourers=grown if home.able else 0, income_pc=(26 + dice.randrange(14)) * 100_00,
        cause=home.cause, needs=words()["causes"][home.cause], wish=words()["wishes"][home.cause],
        household_signed=True, **loan,
    )  # fmt: skip


def _plan(county: County, desk: VillageDesk, year: int) -> None:
    """A plan of the year for who is still poor: signed and approved where it lacks nothing."""
    with desk.write("plan.year") as ledger:
        poor = {one.household_code for one in ledger.find(Household, village_code=desk.code, status=sorted(STILL_POOR))}
        homes = [home for home in desk.homes if home.code in poor]
        drawn = [_year_plan(county, desk, home, year).but(household=desk.home(ledger, home.code)) for home in homes]
        known = known_of(ledger, drawn)
        plans = [one if lacks(one, known, county.today) else _approved(county, desk, one) for one in drawn]
        saved = ledger.save_all(plans, managed=("version",))
        under = [one for plan in saved for one in _signatures(plan)]
        ledger.save_all(under, managed=managed_of(PlanSignature))
    county.count(desk.code, "household_year_plan", len(saved))
    county.count(desk.code, "plan_signature", len(under))


def _year_plan(county: County, desk: VillageDesk, home: Home, year: int) -> HouseholdYearPlan:
    dice = county.dice.of("year plan", home.code, year)
    goal = "年底达到脱贫标准" if home.exit_year <= year else "人均收入增加一成，住房和医保有保障"
    plan = HouseholdYearPlan(
        year=year, goal=goal, expected_income=(40 + 10 * (year - 2016) + dice.randrange(20)) * 100_00, version=1,
        responsible=desk.responsible.get(home.code, desk.secretary),
    )  # fmt: skip
    return plan if dice.random() < _UNSIGNED else plan.but(household_signed=True, signed_on=county.today)


def _approved(county: County, desk: VillageDesk, plan: HouseholdYearPlan) -> HouseholdYearPlan:
    if not plan.household_signed:
        return plan
    return plan.but(approved_by=f"{desk.place.town}扶贫办", approved_on=county.today)


def _signatures(plan: HouseholdYearPlan) -> Iterator[PlanSignature]:
    """What a signature holds: the words that were signed, by whom."""
    said: dict[str, Any] = {"household": plan.household, "year": plan.year, "version": plan.version, **said_in(plan)}
    if plan.household_signed:
        yield PlanSignature(signer=HOUSEHOLD, on=plan.signed_on, **said)
    if plan.approved_by:
        yield PlanSignature(signer=APPROVER, name=plan.approved_by, on=plan.approved_on, **said)


def _find_money(county: County, desk: VillageDesk, year: int) -> None:
    """The source of each measure's money, one or two; of a few nobody knows it yet."""
    with desk.write("measure.funding") as ledger:
        measures = [one for one in desk.of_homes(ledger, YearMeasure, year=year) if one.planned_fund]
        made = [
            money
            for one in measures
            for money in _funding(county, one, ledger.text_of(one.id) if one.id else "")
        ]  # fmt: skip
        ledger.save_all(made)
    county.count(desk.code, "measure_funding", len(made))


def _funding(county: County, measure: YearMeasure, named: str) -> Iterator[MeasureFunding]:
    dice, whole = county.dice.of("money", named), measure.planned_fund or 0
    if dice.random() < _UNKNOWN_SOURCE:
        return
    first = dice.choice(_SOURCES)
    own = whole // 5 if dice.random() < 0.15 else 0
    came: date | None = county.today if dice.random() < 0.7 else None
    held = MeasureFunding(measure=measure.id)
    yield held.but(source=first, planned=whole - own, actual=whole - own if came else None, on=came)
    if own:
        yield held.but(source="self", planned=own, actual=own if came else None, on=came)


CHAPTER = Chapter("needs", at_village=_month)
