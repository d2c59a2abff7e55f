"""Chapter of the exits (脱贫): two rounds with votes, assurances, consent and notices; a few do not agree."""

from datetime import date
from typing import Any

from fupin_desktop.casework.commands import advance_many
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.people import Home
from fupin_desktop.demo.village.boards import hang
from fupin_desktop.demo.village.meetings import decide
from fupin_desktop.exits.gates import AGREED, ITEMS, REFUSED
from fupin_desktop.exits.model import ExitCase
from fupin_desktop.exits.path import CONFIRMED, VERIFIED
from fupin_desktop.households.model import Household
from fupin_desktop.households.register import STILL_POOR
from fupin_desktop.kinds import make
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.plans.model import YearMeasure
from fupin_desktop.plans.rules import DONE
from fupin_desktop.store.write.writing import BookLedger

ROUNDS = {(2017, 1): 2016, (2018, 1): 2017}  # by month, the year of exit: its incomes are known then
_PROPOSED, _LEAST = 42, 5  # of a round in all, but so many of a village
_SAFE = ("A", "B")  # grades of houses that need no repair
_POLICY_UNTIL = date(2019, 12, 31)
_WORDS = {
    "food": "入户查看，粮食充足", "clothing": "入户查看，四季有衣被", "education": "适龄子女均在校",
    "medical": "全家参加城乡居民医疗保险", "housing": "住房安全，现场查看",
}  # fmt: skip


def _month(county: County, desk: VillageDesk) -> None:
    year = ROUNDS.get((county.today.year, county.today.month))
    if year is not None:
        _propose(county, desk, year)
    with desk.write("case.advance") as ledger:
        waiting = desk.of_homes(ledger, ExitCase, stage="household_agreed")
        if waiting and year is None:
            posted = advance_many(ledger, waiting, to="posted")[0]
            county.count(desk.code, "household_change", len(posted))  # about to exit (预脱贫)


def _propose(county: County, desk: VillageDesk, year: int) -> None:
    """The village's list: voted on, verified; all are asked, and who agrees hangs on the board."""
    with desk.write("case.open") as ledger:
        vote = decide(county, desk, ledger, f"{year}年度拟脱贫户名单")
        cases = [_open(ledger, desk, home, year) for home in _fitting(county, desk, ledger, year)]
        advance_many(ledger, cases, to="assembly_reviewed", papers=StepPapers(facts={"vote": vote}))
        listed = desk.of_homes(ledger, ExitCase, stage="assembly_reviewed")
        facts: dict[str, Any] = dict.fromkeys(ITEMS, True)
        facts |= {f"{item}_evidence": words for item, words in _WORDS.items()}
        verified = advance_many(ledger, listed, to=VERIFIED, papers=StepPapers(facts=facts))[0]
        for at, case in enumerate(verified):
            _ask(ledger, county, case, agrees=at > 0)
    with desk.write("notice.issue") as ledger:
        if desk.of_homes(ledger, ExitCase, stage="household_agreed"):
            where = {"stage": ["household_agreed"], "year": year}
            hang(county, desk, ledger, "N05", desk.code, where, meeting="民主评议会", meeting_on=county.today)
    county.count(desk.code, "exit_case", len(cases))


def _fitting(county: County, desk: VillageDesk, ledger: BookLedger, year: int) -> list[Home]:
    """Those meant to exit by that year, still poor, with a measure that is done, and not on the way already."""
    open_ones = {one.household for one in desk.of_homes(ledger, ExitCase) if one.is_open}
    done = {one.household for one in desk.of_homes(ledger, YearMeasure, state=DONE) if (one.year or 0) <= year}
    poor = {one.id for one in ledger.find(Household, village_code=desk.code, status=sorted(STILL_POOR))}
    fitting = [
        home
        for home in desk.homes
        if home.able
        and home.exit_year <= year
        and home.grade in _SAFE
        and desk.home(ledger, home.code) in done & poor - open_ones
    ]
    return fitting[: max(_LEAST, _PROPOSED // len(county.villages))]


def _open(ledger: BookLedger, desk: VillageDesk, home: Home, year: int) -> ExitCase:
    made = make(ledger, ExitCase(household=desk.home(ledger, home.code), year=year))
    assert isinstance(made, ExitCase)
    return made


def _ask(ledger: BookLedger, county: County, case: ExitCase, *, agrees: bool) -> None:
    """The first of each village does not agree: it stays where it is, and its refusal is written down."""
    head = {"consent_by": "户主", "consent_on": county.today}
    if agrees:
        facts: dict[str, Any] = {"consent": AGREED, **head}
        advance_many(ledger, [case], to="household_agreed", papers=StepPapers(facts=facts))
        return
    ledger.save(case.but(consent=REFUSED, consent_on=county.today, refusal_reason="担心以后看病没有补助"))
    county.count(ledger.place_of(case.id or Dot(0)), "exit_refused")


def _office(county: County) -> None:
    with county.office.write("case.advance") as ledger:
        posted = ledger.find(ExitCase, stage="posted")
        reviewed = advance_many(ledger, posted, to="township_reviewed")[0]
        if not reviewed:
            return
        papers = StepPapers(paper=f"演示扶〔{county.today.year}〕5号", facts={"policy_until": _POLICY_UNTIL})
        confirmed = advance_many(ledger, reviewed, to=CONFIRMED, papers=papers)[0]
        for year in sorted({case.year or 0 for case in confirmed}):
            hang(county, county.office, ledger, "N06", ledger.division, {"year": year})
        advance_many(ledger, ledger.find(ExitCase, stage=CONFIRMED), to="flagged")
        for case in confirmed:
            place = ledger.place_of(case.id or Dot(0))
            county.count(place, "exited")
            county.count(place, "household_change")


CHAPTER = Chapter("exits", at_village=_month, at_office=_office)
