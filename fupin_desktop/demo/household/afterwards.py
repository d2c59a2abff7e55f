"""Chapter of who has exited: monitored twice a year, the unit comes back; and the county looks at who did not agree."""

from datetime import timedelta
from random import Random
from typing import Any

from fupin_desktop.after_exit.model import AfterExitVisit, UnitFollowUp
from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.exits.gates import REFUSED
from fupin_desktop.exits.model import ExitCase, ExitCountyVisit
from fupin_desktop.households.model import Household
from fupin_desktop.households.register import EXITED
from fupin_desktop.kinds import make
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.villages.model import AssistingUnit

_MONITORED, _REVISITED, _LOOKED_IN = (5, 11), (4, 10), 4
_MISSED, _WORRIED, _SOLVED = 0.04, 0.12, 0.8
_ASSURED: dict[str, Any] = dict.fromkeys(("food", "clothing", "education", "medical", "housing"), True)


def _month(county: County, desk: VillageDesk) -> None:
    month = county.today.month
    if month not in (*_MONITORED, *_REVISITED):
        return
    with desk.write("after_exit.enter") as ledger:
        exited = ledger.find(Household, village_code=desk.code, status=EXITED)
        if exited and month in _MONITORED:
            _monitor(county, desk, ledger, exited)
        if exited and month in _REVISITED:
            _come_back(county, desk, ledger, exited)


def _dice(county: County, ledger: BookLedger, home: Household, about: str) -> Random:
    return county.dice.of("after exit", about, ledger.text_of(home.id or Dot(0)), county.today)


def _monitor(county: County, desk: VillageDesk, ledger: BookLedger, homes: list[Household]) -> None:
    for home in homes:
        dice = _dice(county, ledger, home, "monitored")
        if dice.random() < _MISSED:
            continue
        seen = AfterExitVisit(
            household=home.id, on=county.today - timedelta(4), by=desk.secretary, policies_kept=True,
            income_trend=dice.choice(("up", "up", "same")), findings="住房安全，收入稳定",
            **_ASSURED,
        )  # fmt: skip
        if dice.random() < _WORRIED:
            seen = seen.but(problem="鸡苗死了一批，收入减少", income_trend="down")
            if dice.random() < _SOLVED:
                seen = seen.but(solved_on=county.today, solution="合作社补发鸡苗五十只")
        make(ledger, seen)
        county.count(desk.code, "after_exit_visit")


def _come_back(county: County, desk: VillageDesk, ledger: BookLedger, homes: list[Household]) -> None:
    unit = ledger.find(AssistingUnit, village_code=desk.code)[0]
    half = "上半年" if county.today.month < 7 else "下半年"
    for home in homes:
        dice = _dice(county, ledger, home, "unit")
        if dice.random() < _MISSED:
            continue
        came = UnitFollowUp(household=home.id, unit=unit.id, on=county.today - timedelta(6), by="谢联络")
        came = came.but(period=f"{county.today.year}年{half}", findings="帮扶措施不断档，户主满意")
        if dice.random() < _WORRIED:
            came = came.but(problem="孩子将上技校，担心生活费", due=county.today + timedelta(30))
            if dice.random() < _SOLVED:
                came = came.but(solved_on=county.today, solution="已办理助学金申请")
        make(ledger, came)
        county.count(desk.code, "unit_follow_up")


def _office(county: County) -> None:
    """The county calls at most of those that did not agree to exit."""
    if county.today.month != _LOOKED_IN:
        return
    with county.office.write("exit.visit") as ledger:
        seen = {one.case for one in ledger.find(ExitCountyVisit)}
        for case in ledger.find(ExitCase, consent=REFUSED):
            place = ledger.place_of(case.id or Dot(0))
            if case.id in seen or place == county.villages[-1].code:
                continue
            look = ExitCountyVisit(case=case.id, on=county.today - timedelta(3), visitors="县扶贫办两人", agrees=False)
            ledger.save(look.but(findings="户主担心看病没有补助，政策讲清后仍希望缓一年", paper="演示扶核〔1〕号"))
            county.count(place, "exit_county_visit")


CHAPTER = Chapter("afterwards", at_village=_month, at_office=_office)
