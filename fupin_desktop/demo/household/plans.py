"""Chapter of the plans (一户一法): three-year plans, the measures of each year, how far they came."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.dice import words
from fupin_desktop.demo.people import Home
from fupin_desktop.households.model import Household
from fupin_desktop.households.register import STILL_POOR
from fupin_desktop.imaging.drawing import VISIT
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.plans.commands import make_plan, report_progress, set_measure, sign_plan
from fupin_desktop.plans.model import HouseholdPlan, YearMeasure
from fupin_desktop.plans.rules import DOING, PLANNED
from fupin_desktop.store.write.writing import BookLedger

PLANNED_IN = ((2016, 7), (2017, 7))
_SET_IN = {(2016, 8): 2016, (2017, 2): 2017, (2018, 2): 2018}
_REPORTED = (5, 8, 11)  # months in which progress is reported


def _month(county: County, desk: VillageDesk) -> None:
    now = (county.today.year, county.today.month)
    if now in PLANNED_IN:
        _plan(county, desk)
    if now in _SET_IN:
        _set(county, desk, _SET_IN[now])
    elif now[1] in _REPORTED:
        _report(county, desk)


def _plan(county: County, desk: VillageDesk) -> None:
    with desk.write("plan.make") as ledger:
        known = {one.household for one in desk.of_homes(ledger, HouseholdPlan)}
        new = [home for home in desk.homes if desk.home(ledger, home.code) not in known]
        for home in new:
            plan = HouseholdPlan(household=desk.home(ledger, home.code), goal=f"{home.exit_year}年底脱贫")
            plan = plan.but(loan_wish=home.cause == "09")
            made = make_plan(
                ledger, plan, wish=words()["wishes"][home.cause], cause_analysis=words()["causes"][home.cause],
                planned_exit_year=home.exit_year, approved_by=f"{desk.place.town}扶贫办",
            )  # fmt: skip
            if county.dice.of("plan", home.code).random() < 0.98:
                sign_plan(ledger, made, county.today)
                county.count(desk.code, "plan_signature")
    county.count(desk.code, "household_plan", len(new))


def _set(county: County, desk: VillageDesk, year: int) -> None:
    with desk.write("measure.set") as ledger:
        poor = {one.household_code for one in ledger.find(Household, village_code=desk.code, status=sorted(STILL_POOR))}
        made = [
            _measure(ledger, county, desk, home, year, row)
            for home in desk.homes
            if home.code in poor or year <= home.exit_year + 1
            for row in _rows(county.dice.of("measures", home.code, year), home)
        ]
    county.count(desk.code, "year_measure", len(made))


def _rows(dice: Random, home: Home) -> list[list[Any]]:
    fitting = [one["row"] for one in words()["measure"] if home.cause in one["for"]]
    return dice.sample(fitting, min(len(fitting), dice.choice((1, 2, 2))))


def _measure(
    ledger: BookLedger, county: County, desk: VillageDesk, home: Home, year: int, row: list[Any]
) -> YearMeasure:
    project, batch, category, content, fund, income = row
    return set_measure(
        ledger, household=desk.home(ledger, home.code), year=year, project8=project, batch5=batch, category=category,
        content=content, planned_fund=fund * 100 or None, benefit_income=income * 100 or None,
        responsible=desk.responsible[home.code], start=county.today, due=date(year, 11, 30), household_signed=True,
    )  # fmt: skip


def _report(county: County, desk: VillageDesk) -> None:
    """Most measures go on by a third each time; a few are forgotten."""
    made = 0
    with desk.write("measure.progress") as ledger:
        pictures = iter(range(2))
        for measure in desk.of_homes(ledger, YearMeasure, state=[PLANNED, DOING]):
            made += _go_on(ledger, county, desk, measure, pictures)
    county.count(desk.code, "measure_progress", made)


def _go_on(ledger: BookLedger, county: County, desk: VillageDesk, measure: YearMeasure, pictures: Iterator[int]) -> int:
    dice = county.dice.of("progress", ledger.text_of(measure.id or Dot(0)), county.today)
    if dice.random() < 0.12:
        return 0
    thirds = 3 * (county.today.year - (measure.year or 0)) + county.today.month // 3
    percent = 100 if thirds >= 3 else 30 * thirds + dice.randrange(20)
    photos: tuple[str, ...] = ()
    if percent == 100 and next(pictures, None) is not None:
        photos = (desk.picture(ledger, VISIT, (measure.content or "")[:14], dice),)
    report_progress(
        ledger, measure, date=county.today - timedelta(days=dice.randrange(10)), percent=percent, photos=photos
    )
    return 1


CHAPTER = Chapter("plans", at_village=_month)
