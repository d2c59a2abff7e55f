"""Chapter of who goes out and comes back: one household is excluded (清退), one that exited is poor again (返贫)."""

from typing import Any

from fupin_desktop.casework.commands import advance, advance_many
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.village.boards import hang
from fupin_desktop.demo.village.meetings import decide
from fupin_desktop.exclusion.model import ExclusionCase
from fupin_desktop.households.model import Household
from fupin_desktop.households.register import EXITED
from fupin_desktop.imaging.drawing import PAPER, VISIT
from fupin_desktop.kinds import make
from fupin_desktop.returns.model import ReturnCase

# Months in which a village, by its number, proposes; and in which the first reports
_EXCLUDED, _RETURNED = {(2017, 2): 0, (2018, 2): 1}, (2017, 8)


def _month(county: County, desk: VillageDesk) -> None:
    now = (county.today.year, county.today.month)
    at = county.villages.index(desk)
    if _EXCLUDED.get(now) == at:
        _propose(county, desk)
    if now == _RETURNED and at == 0:
        _report(county, desk)
    with desk.write("case.advance") as ledger:
        waiting = desk.of_homes(ledger, ExclusionCase, stage="assembly_reviewed")
        if waiting and now not in _EXCLUDED:
            advance_many(ledger, waiting, to="posted")


def _propose(county: County, desk: VillageDesk) -> None:
    """A household with a shop in town: pictures of it, three signatures, the vote, the notice."""
    dice = county.dice.of("exclusion", desk.code)
    home = next((one for one in reversed(desk.homes) if one.able and one.exit_year > 2017), None)
    if home is None:
        return
    with desk.write("case.open") as ledger:
        picture = desk.picture(ledger, VISIT, "镇上店面", dice)
        scan = desk.picture(ledger, PAPER, "三方签名", dice)
        case: Any = make(
            ledger,
            ExclusionCase(
                household=desk.home(ledger, home.code), year=county.today.year, bar="bar7_2",
                found="核查发现在镇上有经营店面两间", evidence=(picture,),
            ),
        )  # fmt: skip
        signed: dict[str, Any] = {
            "signed_cadre": desk.cadres[1], "signed_secretary": desk.secretary, "signed_committee": "村委会主任",
            "signed_on": county.today, "signature_scans": (scan,),
        }  # fmt: skip
        case = advance(ledger, case, to="village_verified", papers=StepPapers(facts=signed))
        vote = decide(county, desk, ledger, "清退不符合条件的贫困户一户")
        advance(ledger, case, to="assembly_reviewed", papers=StepPapers(facts={"vote": vote}))
    with desk.write("notice.issue") as ledger:
        hang(county, desk, ledger, "N04", desk.code, meeting="民主评议会", meeting_on=county.today)
    county.count(desk.code, "exclusion_case")


def _report(county: County, desk: VillageDesk) -> None:
    """A household that exited in the first round: a serious illness took what it earned."""
    with desk.write("case.open") as ledger:
        exited = ledger.find(Household, village_code=desk.code, status=EXITED)
        if not exited:
            return
        case: Any = make(ledger, ReturnCase(household=exited[0].id, year=2017))
        facts: dict[str, Any] = {
            "causes": ("01",), "reason": "主要劳动力住院，收入中断", "evidence_words": "医院结算单、入户核查记录",
            "income_pc": 3100_00, "help_planned": "申请医疗救助，安排公益性岗位",
        }  # fmt: skip
        case = advance(ledger, case, to="village_and_team_verified", papers=StepPapers(facts=facts))
        vote = decide(county, desk, ledger, "确认一户返贫")
        advance(ledger, case, to="assembly_reviewed", papers=StepPapers(facts={"vote": vote}))
    county.count(desk.code, "return_case")


def _office(county: County) -> None:
    year = county.today.year
    paper = StepPapers(paper=f"演示扶〔{year}〕8号")
    with county.office.write("case.advance") as ledger:
        out = advance_many(ledger, ledger.find(ExclusionCase, stage="posted"), to="township_reviewed")[0]
        out = advance_many(ledger, out, to="county_decided", papers=paper)[0]
        told = StepPapers(paper=f"演示扶报〔{year}〕2号", facts={"reported_to": "演示县委、县政府"})
        out = advance_many(ledger, out, to="reported", papers=told)[0]
        back = advance_many(ledger, ledger.find(ReturnCase, stage="assembly_reviewed"), to="township_reviewed")[0]
        back = advance_many(ledger, back, to="county_confirmed", papers=paper)[0]
        county.count(county.villages[0].code, "household_change", len(out) + len(back))
        county.count(county.villages[0].code, "identification_case", len(back))  # who returned is identified anew
        gone = {ledger.get(Household, case.household).household_code for case in out if case.household}
    for desk in county.villages:
        for home in [one for one in desk.homes if one.code in gone]:
            desk.homes.remove(home)
            county.count(desk.code, "terminated")


CHAPTER = Chapter("exclusions", at_village=_month, at_office=_office)
