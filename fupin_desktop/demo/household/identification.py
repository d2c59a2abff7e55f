"""Chapter of the identification (识别): the county's lists, households that apply, one that a bar keeps out."""

from collections.abc import Sequence
from typing import Any

from fupin_desktop.casework.commands import advance, advance_many
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.dice import words
from fupin_desktop.demo.household.households import household_of, member_of
from fupin_desktop.demo.household.incomes import income_of
from fupin_desktop.demo.people import Home, newcomer
from fupin_desktop.demo.village.boards import hang
from fupin_desktop.demo.village.meetings import decide
from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.duties.rules import HELPER
from fupin_desktop.households.model import Household
from fupin_desktop.identification.commands import lay_out
from fupin_desktop.identification.model import ComparisonHit, IdentificationCase
from fupin_desktop.imaging.drawing import PAPER, VISIT
from fupin_desktop.incomes.commands import enter_income
from fupin_desktop.kinds import make
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.store.write.writing import BookLedger

_VILLAGES, _LEAST = 3, 10  # villages in which somebody applies: of so many households at least
_APPLIED = {(2017, 2): (1, 2), (2017, 11): (3,), (2018, 5): (1,)}  # by month, which households of each apply
_VERIFIED, _DECIDED, _POSTED = ((2017, 3), (2017, 12)), ((2017, 4), (2018, 1)), ((2017, 5), (2018, 2))
_REVIEWED_IN = (3, 6, 9)  # after an exchange


def _opening(county: County) -> None:
    """The county lays down its lists; the texts are for practice."""
    with county.office.write("screening.edit") as ledger:
        texts = words()["screening"]
        ledger.save_all(
            one.but(text=texts[one.list or ""][(one.no or 1) - 1], confirmed_by="演示县扶贫办（练习）")
            for one in lay_out(ledger, ledger.division)
        )


def _month(county: County, desk: VillageDesk) -> None:
    if desk not in county.villages[:_VILLAGES] or len(desk.homes) < _LEAST:
        return
    now = (county.today.year, county.today.month)
    for n in _APPLIED.get(now, ()):
        _apply(county, desk, n)
    if now in (*_VERIFIED, *_DECIDED, *_POSTED):
        with desk.write("case.advance") as ledger:
            _go_on(county, desk, ledger)
    if now in _DECIDED:
        with desk.write("notice.issue") as ledger:
            hang(county, desk, ledger, "N01", desk.code, meeting="民主评议会", meeting_on=county.today)


def _go_on(county: County, desk: VillageDesk, ledger: BookLedger) -> None:
    now = (county.today.year, county.today.month)
    if now in _VERIFIED:
        _verify(county, desk, ledger)
    if now in _DECIDED:
        vote = decide(county, desk, ledger, f"{now[0]}年新申请贫困户名单")
        _go(desk, ledger, "village_verified", "assembly_reviewed", vote=vote)
    if now in _POSTED:
        _go(desk, ledger, "assembly_reviewed", "posted_1")


def _is_barred(county: County, desk: VillageDesk, n: int) -> bool:
    """The second of the first village has a car."""
    return desk is county.villages[0] and n == 2


def _apply(county: County, desk: VillageDesk, n: int) -> None:
    """A household that was on no list: entered, its income, what a comparison found, the survey, the application."""
    year = county.today.year
    home = newcomer(county.dice.of("newcomer", desk.code, year, n), desk.place, year, n, county.numbers)
    with desk.write("case.open") as ledger:
        entered = ledger.save(household_of(county, home))
        ledger.save_all([member_of(county, entered, one) for one in home.people])
        enter_income(ledger, income_of(county, home, 2015).but(year=year - 1, household=entered.id))
        case: Any = make(ledger, IdentificationCase(household=entered.id, year=year, way="new"))
        _compare(county, desk, ledger, home, entered, n)
        dice = county.dice.of("application", home.code)
        seen = StepPapers(photos=(desk.picture(ledger, VISIT, "整村摸查", dice),), facts={"surveyor": desk.secretary})
        case = advance(ledger, case, to="surveyed", papers=seen)
        asked = StepPapers(photos=(desk.picture(ledger, PAPER, "农户申请书", dice),), facts={"income_year": year - 1})
        advance(ledger, case, to="applied", papers=asked)
    county.applicants[home.code] = home
    for kind, more in (("household", 1), ("member", len(home.people)), ("identification_case", 1)):
        county.count(desk.code, kind, more)
    for kind in ("income_year", "comparison_hit", "household_change"):
        county.count(desk.code, kind)


def _compare(
    county: County, desk: VillageDesk, ledger: BookLedger, home: Home, entered: Household, n: int
) -> None:  # fmt: skip
    """What the registers of other offices say; nobody has looked yet into what they say of the last ones."""
    hit = ComparisonHit(household=entered.id, kind="car", found_on=county.today, source="演示县交警大队")
    if _is_barred(county, desk, n):
        make(ledger, hit.but(answer="barred", detail="名下小汽车一辆", answer_note="车辆登记属实，本人承认"))
    elif county.today.year == 2017:
        make(
            ledger, hit.but(answer="cleared", detail="同名登记一辆", answer_note=f"同名不同人，不是{home.hamlet}这一户")
        )
    else:
        make(ledger, hit.but(detail="名下摩托车一辆"))


def _verify(county: County, desk: VillageDesk, ledger: BookLedger) -> None:
    """The four lists, gone through at the household, and three signatures."""
    for at, case in enumerate(_cases(ledger, desk, "applied")):
        dice = county.dice.of("verified", desk.code, county.today, at)
        barred = _is_barred(county, desk, at + 1)
        facts: dict[str, Any] = {
            "looks": ("look4_3", "look4_4"), "priorities": ("prio5_4",), "entries": ("in6_1", "in6_3"),
            "entries_note": words()["applicants"]["found"], "bars": ("bar7_1",) if barred else (),
            "bars_note": words()["applicants"]["barred"] if barred else None, "screened_on": county.today,
            "screened_by": desk.secretary, "signed_cadre": desk.cadres[1], "signed_secretary": desk.secretary,
            "signed_committee": "村委会主任", "signed_on": county.today,
        }  # fmt: skip
        scan = desk.picture(ledger, PAPER, "三方签名", dice)
        advance(ledger, case, to="village_verified", papers=StepPapers(photos=(scan,), facts=facts))


def _cases(ledger: BookLedger, desk: VillageDesk, stage: str) -> list[IdentificationCase]:
    homes = [one.id for one in ledger.find(Household, village_code=desk.code)]
    return ledger.find(IdentificationCase, household=homes, stage=stage)


def _go(desk: VillageDesk, ledger: BookLedger, left: str, to: str, **facts: Any) -> None:
    advance_many(ledger, _cases(ledger, desk, left), to=to, papers=StepPapers(facts=facts))


def _office(county: County) -> None:
    """The township reviews, the county approves by its paper; whom a bar keeps out is told so."""
    if county.today.month not in _REVIEWED_IN:
        return
    with county.office.write("case.advance") as ledger:
        posted = ledger.find(IdentificationCase, stage="posted_1")
        if not posted:
            return
        reviewed = advance_many(ledger, posted, to="township_reviewed")[0]
        paper = StepPapers(paper=f"演示扶〔{county.today.year}〕7号")
        approved, refused = advance_many(ledger, reviewed, to="county_approved", papers=paper)
        _reject(county, ledger, [case for case, _refusal in refused])
    if not approved:
        return
    with county.office.write("notice.issue") as ledger:
        hang(county, county.office, ledger, "N03", ledger.division)
    with county.office.write("case.advance") as ledger:
        announced = advance_many(ledger, ledger.find(IdentificationCase, stage="county_approved"), to="announced")[0]
        advance_many(ledger, announced, to="archived")
        _take_in(county, ledger, announced)


def _reject(county: County, ledger: BookLedger, cases: Sequence[IdentificationCase]) -> None:
    why = StepPapers(opinion="名下有小汽车", facts={"rejected_why": "符合“七不进”第一条"})
    turned_away = advance_many(ledger, cases, to="rejected", papers=why)[0]
    county.count(county.villages[0].code, "household_change", len(turned_away))


def _take_in(county: County, ledger: BookLedger, cases: Sequence[IdentificationCase]) -> None:
    """Who is on the register now is visited and helped like the others, by a cadre of the village."""
    for case in cases:
        home = ledger.get(Household, case.household or Dot(0))
        desk = next(one for one in county.villages if one.code == home.village_code)
        made = county.applicants[home.household_code or ""]
        name = desk.cadres[-1]
        cadre = next(one for one in ledger.find(Cadre, name=name) if one.village_code == desk.code)
        ledger.save(Responsibility(household=home.id, cadre=cadre.id, role=HELPER, start=county.today))
        desk.homes.append(made)
        desk.responsible[made.code] = name
        county.count(desk.code, "responsibility")
        county.count(desk.code, "household_change")


CHAPTER = Chapter("identification", opening=_opening, at_village=_month, at_office=_office)
