"""A village whose households may exit: incomes, measures, insured persons, children at school, a carried vote."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.exits.model import ExitCase
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.notices.commands import close_notice, draft_notice, issue_notice, post_notice
from fupin_desktop.notices.model import Notice
from fupin_desktop.plans.model import MeasureProgress, YearMeasure
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.policy.model import PolicyParameter
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

ONE = "441690101200"
YEAR = 2017
OPENED, MET, VERIFIED, ASKED = date(2017, 11, 1), date(2017, 11, 3), date(2017, 11, 6), date(2017, 11, 8)
POSTED, RUN_OUT, REVIEWED = date(2017, 11, 10), date(2017, 11, 17), date(2017, 11, 20)
CONFIRMED = date(2017, 12, 1)
FIVE = {
    name: value
    for item in ("food", "clothing", "education", "medical", "housing")
    for name, value in ((item, True), (f"{item}_evidence", "入户查看"))
}


def code_of(number: int) -> str:
    return f"{ONE}2016{number:04}"


def add_home(
    ledger: Ledger, number: int, name: str, income: int | None = 24_000_00, percent: int = 100, **facts: Any
) -> Household:
    """A household of three with a child at school, insured, one measure done; `income` in fen of the year."""
    given = {"status": "registered", "persons": 3, "house_danger_grade": "A", "planned_exit_year": YEAR, **facts}
    home = ledger.save(
        Household(**{"household_code": code_of(number), "village_code": ONE, "group_name": "第一组", **given}),
        managed=("status",),
    )
    births = (("01", date(1970, 1, 1)), ("10", date(1972, 1, 1)), ("20", date(2007, 1, 1)))
    for relation, birth in births:
        who = name if relation == "01" else f"{name}{relation}"
        member = ledger.save(Member(household=home.id, name=who, relation=relation, birth_date=birth))
        school = "3" if birth.year == 2007 else "1"
        ledger.save(MemberYear(member=member.id, year=YEAR, school_state=school, medical_resident=True))
    if income is not None:
        ledger.save(IncomeYear(household=home.id, year=YEAR, persons=3, wage=income))
    measure = make(
        ledger, YearMeasure(household=home.id, year=YEAR, project8="1", batch5="1", category="business", content="养鸡")
    )
    make(ledger, MeasureProgress(measure=measure.id, date=date(2017, 10, 1), percent=percent))
    return home


def set_line(ledger: Ledger, yuan: str, **how: Any) -> None:
    of_year = Standing(begins=date(YEAR, 1, 1), ends=date(YEAR, 12, 31), **how)
    set_value(ledger, "exit_line_household", yuan, why="省通知", on=of_year)


def no_line(ledger: Ledger) -> None:
    for one in ledger.find(PolicyParameter, code="exit_line_household"):
        ledger.put_away(one, "试")


def village(book: Book) -> None:
    """Three households that may exit in 2017, whose line is known."""
    book.wall = lambda: datetime(2017, 12, 20, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", town="甲镇", county="演示县", is_poor_village=True))
        for number, name in enumerate(("张三", "李四", "王五"), 1):
            add_home(ledger, number, name)
        set_line(ledger, "7000")
        set_value(ledger, "policy_after_exit_until", "2020-12-31", why="县通知", on=Standing(begins=date(2016, 1, 1)))
        meeting = ledger.save(Meeting(division=ONE, type="representatives", on=MET, due=30, attended=25))
        make(ledger, MeetingVote(meeting=meeting.id, matter="2017年拟脱贫户评议", agreed=24, against=1))


def home_at(ledger: Ledger, number: int = 1) -> Household:
    return ledger.find(Household, household_code=code_of(number))[0]


def opened(ledger: Ledger, number: int = 1, **facts: Any) -> ExitCase:
    made = make(ledger, ExitCase(household=home_at(ledger, number).id, year=YEAR, stage_on=OPENED, **facts))
    assert isinstance(made, ExitCase)
    return made


def reviewed(ledger: Ledger, number: int = 1, **facts: Any) -> ExitCase:
    vote = ledger.find(MeetingVote)[0].id
    return advance(
        ledger, opened(ledger, number, **facts), to="assembly_reviewed", on=MET, papers=StepPapers(facts={"vote": vote})
    )


def verified(ledger: Ledger, number: int = 1) -> ExitCase:
    papers = StepPapers(by="陈队长", facts=FIVE)
    return advance(ledger, reviewed(ledger, number), to="village_and_team_verified", on=VERIFIED, papers=papers)


def agreed(ledger: Ledger, number: int = 1) -> ExitCase:
    facts = {"consent": "agreed", "consent_by": "户主本人", "consent_on": ASKED}
    return advance(ledger, verified(ledger, number), to="household_agreed", on=ASKED, papers=StepPapers(facts=facts))


def hang(ledger: Ledger, kind: str = "N05", first: date = POSTED) -> Notice:
    notice = issue_notice(ledger, draft_notice(ledger, kind, division=ONE), first)
    post_notice(ledger, notice, place="村务公开栏", photos=["a" * 64])
    return ledger.get(Notice, notice.id)


def run_out(ledger: Ledger, notice: Notice) -> Notice:
    return close_notice(ledger, ledger.get(Notice, notice.id))


def posted(ledger: Ledger, number: int = 1) -> ExitCase:
    case = agreed(ledger, number)
    run_out(ledger, hang(ledger))
    return advance(ledger, ledger.get(ExitCase, case.id), to="posted", on=RUN_OUT)


def confirmed(ledger: Ledger, number: int = 1) -> ExitCase:
    case = advance(ledger, posted(ledger, number), to="township_reviewed", on=REVIEWED)
    papers = StepPapers(paper="演示扶贫〔2017〕9号")
    return advance(ledger, case, to="county_confirmed", on=CONFIRMED, papers=papers)


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value
