"""The township's part: the check of each house, its notices, the county's approval by paper, acceptance, the money."""

from decimal import Decimal

from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.demo.county import County
from fupin_desktop.demo.household.housing.turn import STANDARDS, Turn
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.housing.money import HousingPayment, HousingStandard
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.kinds import make
from fupin_desktop.ledger.scope import division_of

_CHECKED, _APPROVED, _ACCEPTED, _FILED = 0.8, 0.6, 0.7, 0.6  # shares of what waits that goes on in a month
# Once an application is refused, and once one is withdrawn
_ODD = (((2017, 5), "rejected", "经鉴定为B级，不属改造范围"), ((2017, 10), "withdrawn", "户主改为投靠子女"))


def opening(county: County) -> None:
    """The table of standards for three years."""
    with county.office.write("housing.standard") as ledger:
        ledger.save_all(
            HousingStandard(area=ledger.division, year=year, grade=grade, amount=amount)
            for year in (2016, 2017, 2018)
            for grade, amount in STANDARDS.items()
        )


def at_office(county: County) -> None:
    """One month of the office, from the end of the path to its beginning, so that no case takes two steps at once."""
    with county.office.write("case.advance") as ledger:
        turn = Turn(county, county.office, ledger, ledger.find(HousingCase))
        turn.go(turn.some("paid", _FILED), "archived")
        turn.go(turn.some("accepted", _ACCEPTED), "paid")
        turn.go(turn.some("moved_in", _ACCEPTED), "accepted", acceptors="镇村建办、村委会", area_after=Decimal(60))
        turn.go(turn.at("county_approved"), "posted_result")
        _approve(turn)
        turn.go(turn.at("town_checked"), "posted_town")
        _check(turn)
    _pay(county)


def _approve(turn: Turn) -> None:
    """The county approves by its paper, and the result hangs."""
    paper = f"演示建〔{turn.county.today.year}〕{turn.county.today.month}号"
    approved: list[HousingCase] = []
    for case in turn.some("posted_town", _APPROVED):
        amount = STANDARDS.get(case.danger_grade or "", STANDARDS["C"])
        papers = StepPapers(paper=paper, facts={"subsidy_amount": amount, "in_sector_plan": True})
        approved += turn.go([case], "county_approved", papers)
    turn.post("N11", turn.ledger.division, approved)


def _check(turn: Turn) -> None:
    """Most of what the villages posted is looked at on the site; what was checked hangs at the township."""
    today, waiting = turn.county.today, turn.some("posted_village", _CHECKED)
    for month, to, why in _ODD:
        if (today.year, today.month) >= month and waiting and not turn.at(to):
            turn.go([waiting.pop()], to, ended_why=why)
    checked = turn.go(
        waiting, "town_checked", appraised_on=today, appraiser="镇村建办", report_no=f"演鉴{today:%Y%m}号"
    )
    turn.post("N10", turn.ledger.division, checked, meeting="镇长办公会议", meeting_on=today)


def _pay(county: County) -> None:
    """The subsidy of what was accepted goes to the household's card.

    Who accepted it may not record the payment: another person of the office does; the first confirms it a month later.
    """
    with county.second.write("payment.record") as ledger:
        accepted = ledger.find(HousingCase, stage="accepted")
        known = {one.case for one in ledger.find(HousingPayment, case=[case.id for case in accepted])}
        for case in accepted:
            if case.id in known:
                continue
            card = ledger.find(BankCard, household=case.household)[0]
            payment = HousingPayment(case=case.id, card=card.id, amount=case.subsidy_amount, on=county.today)
            made = make(ledger, payment.but(batch=f"{county.today:%Y年%m月}批"))
            county.count(division_of(ledger.scope_of(made)), "housing_payment")
