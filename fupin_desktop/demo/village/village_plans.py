"""Chapter of the plans of villages and units: survey, hearing, a plan of three years and one of each, milestones."""

from datetime import date, timedelta
from typing import Any

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.dice import words
from fupin_desktop.duties.model import Cadre
from fupin_desktop.imaging.drawing import PAPER
from fupin_desktop.kinds import make
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.targets.model import Baseline
from fupin_desktop.training.model import CadreTraining
from fupin_desktop.village_plans.commands import approve_plan
from fupin_desktop.village_plans.model import (
    PlanHearing,
    PlanItem,
    UnitMilestone,
    UnitPlan,
    VillageMilestone,
    VillagePlan,
    VillageSurvey,
)
from fupin_desktop.villages.model import AssistingUnit, Village

_ASKED_IN, _PLANNED_IN, _DONE_IN = (2016, 6), (2016, 8), (2, 8)
_YEARS = {(2016, 8): 2016, (2017, 2): 2017, (2018, 2): 2018}
_UNAPPROVED = 2  # every so many villages wait with the plan of the last year


def _month(county: County, desk: VillageDesk) -> None:
    now = (county.today.year, county.today.month)
    if now == _ASKED_IN:
        _ask(county, desk)
    if now == _PLANNED_IN:
        _plan(county, desk)
    if now in _YEARS:
        _plan_year(county, desk, _YEARS[now])
    if now[1] in _DONE_IN and now != _PLANNED_IN:
        _reach(county, desk)


def _village(ledger: BookLedger, desk: VillageDesk) -> Village:
    return ledger.find(Village, code=desk.code)[0]


def _ask(county: County, desk: VillageDesk) -> None:
    dice, told = county.dice.of("village survey", desk.code), words()["village_plan"]
    with desk.write("village.survey") as ledger:
        village = _village(ledger, desk).id
        asked = VillageSurvey(village=village, date=county.today - timedelta(8), surveyors=(desk.secretary,))
        facts = {"findings": told["findings"], "problems": told["problems"], "suggestions": told["suggestions"]}
        ledger.save(asked.but(households=len(desk.homes), **facts))
        scan = desk.picture(ledger, PAPER, "规划听取意见记录", dice)
        heard = PlanHearing(village=village, date=county.today, heard=("cadres", "party", "poor", "elders"))
        facts = {"opinions": told["opinions"], "taken_up": told["taken_up"], "minutes": told["minutes"]}
        ledger.save(heard.but(persons=18 + dice.randrange(30), scans=(scan,), **facts))
        _begin(county, ledger, desk, told)
    county.count(desk.code, "village_survey")
    county.count(desk.code, "plan_hearing")


def _begin(county: County, ledger: BookLedger, desk: VillageDesk, told: Any) -> None:
    """The numbers the work begins with, and what the team was taught before."""
    make(ledger, Baseline(village_code=desk.code, as_of=county.today, in_target=True, basis=told["baseline"]))
    begun = county.today - timedelta(40)
    for cadre in ledger.find(Cadre, village_code=desk.code, name=desk.secretary):
        taught = CadreTraining(cadre=cadre.id, name=told["cadre_training"], start=begun, end=begun + timedelta(2))
        ledger.save(taught.but(hours=16, organiser=told["trainer"]))


def _parts() -> dict[str, Any]:
    told = words()["village_plan"]
    return {name: told[name] for name in ("work", "funds", "goals", "measures")}


def _plan(county: County, desk: VillageDesk) -> None:
    """The plan of three years with its milestones, and that of the unit."""
    with desk.write("village_plan.make") as ledger:
        plan = _made(ledger, desk, 2016, 2018, 3_000_000_00)
        approve_plan(ledger, plan, by=f"{desk.place.town}党委", on=county.today)
        unit = ledger.find(AssistingUnit, village_code=desk.code)[0]
        money = 900_000_00
        held = ledger.save(UnitPlan(unit=unit.id, first_year=2016, last_year=2018, planned_money=money, **_parts()))
        for row in words()["milestone"]:
            due = date.fromisoformat(row["due"])
            make(ledger, VillageMilestone(plan=plan.id, name=row["name"], due=due))
            make(ledger, UnitMilestone(plan=held.id, name=row["name"], due=due))
        approve_plan(ledger, held, by=f"{desk.place.unit}党组", on=county.today)
    county.count(desk.code, "village_plan")
    county.count(desk.code, "unit_plan")
    county.count(desk.code, "village_milestone", len(words()["milestone"]))
    county.count(desk.code, "unit_milestone", len(words()["milestone"]))


def _made(ledger: BookLedger, desk: VillageDesk, first: int, last: int, money: int) -> VillagePlan:
    village = _village(ledger, desk).id
    survey, hearing = ledger.find(VillageSurvey, village=village)[0], ledger.find(PlanHearing, village=village)[0]
    plan = VillagePlan(village=village, first_year=first, last_year=last, planned_money=money, **_parts())
    return ledger.save(plan.but(survey=survey.id, hearing=hearing.id))


def _plan_year(county: County, desk: VillageDesk, year: int) -> None:
    items = words()["plan_item"]
    with desk.write("village_plan.make") as ledger:
        plan = _made(ledger, desk, year, year, sum(row["yuan"] for row in items) * 100)
        ledger.save_all(_item(desk, plan.id, row, year).but(priority=at) for at, row in enumerate(items, 1))
        if year < 2018 or county.villages.index(desk) % _UNAPPROVED:
            approve_plan(ledger, plan, by=f"{desk.place.town}党委", on=county.today)
    county.count(desk.code, "village_plan")
    county.count(desk.code, "plan_item", len(items))


def _item(desk: VillageDesk, plan: Dot | None, row: dict[str, Any], year: int) -> PlanItem:
    return PlanItem(
        plan=plan, year=year, phase=year - 2015, name=row["name"], project8=row["project"], content=row["content"],
        planned_fund=row["yuan"] * 100, fund_source=(row["source"],), households=max(1, len(desk.homes) // 3),
        responsible=desk.secretary, due=date(year, 11, 30),
    )  # fmt: skip


def _reach(county: County, desk: VillageDesk) -> None:
    """What was due is done, but for now and then a thing."""
    dice = county.dice.of("milestone", desk.code, county.today)
    with desk.write("milestone.done") as ledger:
        village = _village(ledger, desk).id
        plans = [one.id for one in ledger.find(VillagePlan, village=village)]
        units = [one.id for one in ledger.find(AssistingUnit, village_code=desk.code)]
        held = [one.id for one in ledger.find(UnitPlan, unit=units)]
        waiting: list[Any] = [
            *ledger.find(VillageMilestone, plan=plans, done_on=None),
            *ledger.find(UnitMilestone, plan=held, done_on=None),
            *ledger.find(PlanItem, plan=plans, done_on=None),
        ]
        due = [one for one in waiting if one.due is not None and one.due <= county.today]
        for one in due:
            if dice.random() < 0.9:
                ledger.save(one.but(done_on=one.due))


CHAPTER = Chapter("village_plans", at_village=_month)
