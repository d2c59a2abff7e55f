"""Chapter of the verification (核查): the office opens a round, the villages answer for each household."""

from datetime import timedelta

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.households.model import Household
from fupin_desktop.households.register import STILL_POOR
from fupin_desktop.verification.commands import answer_many, newest_round
from fupin_desktop.verification.model import VerificationCard, VerificationRound

_OPENED, _ANSWERED = (2018, 3), (2018, 4)  # the laptops get the round with the exchange of the quarter
_KEEP, _CORRECT, _ABSENT = 0.94, 0.97, 0.99  # who is left is not answered for yet


def _office(county: County) -> None:
    if (county.today.year, county.today.month) != _OPENED:
        return
    with county.office.write("verification.open") as ledger:
        held = VerificationRound(county_code=ledger.division, year=county.today.year, name="2018年动态核查")
        ledger.save(held.but(opened_on=county.today, due=county.today + timedelta(90), document="演示扶〔2018〕6号"))
    county.count(county.villages[0].code, "verification_round")


def _month(county: County, desk: VillageDesk) -> None:
    if (county.today.year, county.today.month) != _ANSWERED:
        return
    with desk.write("verification.answer") as ledger:
        if newest_round(ledger) is None:
            return  # a laptop that does not exchange any more has heard of no round
        homes: dict[str, list[Household]] = {"keep": [], "correct": [], "absent": [], "exclude": []}
        for home in ledger.find(Household, village_code=desk.code, status=sorted(STILL_POOR)):
            if result := _result(county, home):
                homes[result].append(home)
        if desk is county.villages[0] and homes["keep"]:
            homes["exclude"].append(homes["keep"].pop())
        card = VerificationCard(on=county.today - timedelta(3), by=desk.secretary)
        told = {
            "keep": card.but(found="入户核对，情况属实"), "correct": card.but(found="务工地点和电话有变"),
            "absent": card, "exclude": card.but(bar="bar7_1", found="名下有小汽车一辆"),
        }  # fmt: skip
        for result, answered in homes.items():
            kept = answer_many(ledger, answered, told[result].but(result=result))[0]
            county.count(desk.code, "verification_card", len(kept))


def _result(county: County, home: Household) -> str:
    chance = county.dice.of("verification", home.household_code).random()
    return "keep" if chance < _KEEP else "correct" if chance < _CORRECT else "absent" if chance < _ABSENT else ""


CHAPTER = Chapter("verification", at_village=_month, at_office=_office)
