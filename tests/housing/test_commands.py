from datetime import UTC, date, datetime

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.commands import StepPapers, advance, advance_many, open_case
from fupin_desktop.housing.model import HousingCase, HousingStep
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.notices.commands import close_notice, draft_notice, issue_notice, post_notice
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import preview_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

ONE = "441690101200"


@pytest.fixture
def book(book: Book) -> Book:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", town="甲镇", county="演示县"))
        for n in (1, 2):
            home = ledger.save(
                Household(household_code=f"{ONE}2016000{n}", village_code=ONE, status="registered", persons=3)
            )
            ledger.save(
                Member(household=home.id, name=f"张{'三四'[n - 1]}", relation="01", birth_date=date(1960, 1, 1))
            )
    return book


def cases(book: Book) -> list[HousingCase]:
    with book.write("test") as ledger:
        return [
            open_case(ledger, household=home.id, year_plan=2017, on=date(2017, 1, 5), mode="rebuild", danger_grade="D")
            for home in ledger.find(Household)
        ]


def close(book: Book, kind: str, first: date, **how: object) -> Notice:
    with book.write("test") as ledger:
        notice = issue_notice(ledger, draft_notice(ledger, kind, **how), first)
        post_notice(ledger, notice, place="公示栏", photos=["a" * 64])
        return close_notice(ledger, ledger.get(Notice, notice.id))


def go(book: Book, case: HousingCase, to: str, on: date, papers: StepPapers | None = None) -> HousingCase:
    with book.write("test") as ledger:
        return advance(ledger, ledger.get(HousingCase, case.id), to=to, on=on, papers=papers)


def test_from_application_to_file(book: Book) -> None:
    case = cases(book)[0]
    assert case.persons == 3
    go(
        book,
        case,
        "assembly_reviewed",
        date(2017, 1, 10),
        StepPapers(by="村民会议", meeting="1月10日", photos=("0" * 64,)),
    )
    with pytest.raises(Refusal) as caught:
        go(book, case, "posted_village", date(2017, 1, 20))
    assert caught.value.code == "case.notice"
    village = close(book, "N10", date(2017, 1, 11), division=ONE)
    with pytest.raises(Refusal, match="2017-01-17"):
        go(book, case, "posted_village", date(2017, 1, 17))
    assert go(book, case, "posted_village", date(2017, 1, 18)).notice == village.id
    go(book, case, "town_checked", date(2017, 1, 19))
    town = close(book, "N10", date(2017, 1, 20))
    assert go(book, case, "posted_town", date(2017, 1, 27), StepPapers(notice=town.id)).notice == town.id
    go(book, case, "county_approved", date(2017, 2, 1))
    close(book, "N11", date(2017, 2, 2))
    for month, stage in enumerate(("posted_result", "agreement_signed", "started", "foundation"), 2):
        go(book, case, stage, date(2017, month, 10))
    for day, stage in enumerate(("main_body", "completed"), 20):
        go(book, case, stage, date(2017, 5, day))
    with pytest.raises(Refusal):
        go(book, case, "accepted", date(2017, 6, 1))
    done = go(book, case, "accepted", date(2017, 6, 1), StepPapers(photos=("1" * 64,)))
    assert (done.photos_before, done.photos_after, done.accepted_on) == (("0" * 64,), ("1" * 64,), date(2017, 6, 1))
    assert (done.started_on, done.completed_on) == (date(2017, 4, 10), date(2017, 5, 21))
    go(book, case, "paid", date(2017, 6, 2))
    assert go(book, case, "archived", date(2017, 6, 3)).stage == "archived"
    with book.read() as reader:
        steps = reader.find(HousingStep, case=case.id)
    assert [step.from_stage for step in steps][:3] == [None, "applied", "assembly_reviewed"]


def test_many_at_once_names_those_refused(book: Book) -> None:
    first, second = cases(book)
    go(book, first, "assembly_reviewed", date(2017, 1, 10))
    with book.write("test") as ledger:
        moved, refused = advance_many(ledger, ledger.find(HousingCase), to="assembly_reviewed", on=date(2017, 1, 11))
    assert [case.id for case in moved] == [second.id]
    assert [(case.id, refusal.code) for case, refusal in refused] == [(first.id, "case.order")]


def test_an_objection_goes_back_where_it_came_from(book: Book) -> None:
    case = cases(book)[0]
    go(book, case, "assembly_reviewed", date(2017, 1, 10))
    go(book, case, "objection", date(2017, 1, 11))
    assert go(book, case, "assembly_reviewed", date(2017, 1, 12)).stage == "assembly_reviewed"


def test_a_case_from_the_roster_stands_where_it_stands(book: Book) -> None:
    with book.write("test") as ledger:
        home = ledger.find(Household)[0]
        ledger.save(HousingCase(household=home.id, year_plan=2017, stage="foundation"))
        moved = advance(ledger, ledger.find(HousingCase)[0], to="main_body")
        assert moved.stage_on == ledger.today


def test_a_housing_notice_is_chosen_along_the_household(book: Book) -> None:
    cases(book)
    with book.write("test") as ledger:
        case = ledger.find(HousingCase)[1]
        ledger.save(case.but(stage="accepted", subsidy_amount=40_000_00, mode="repair"))
        draft = draft_notice(ledger, "N12", where={"village_code": ONE, "natural_village": ["上屋", "下屋"]})
        assert preview_of(ledger, draft, date(2017, 6, 1)).rows == ()
        draft = draft_notice(ledger, "N12", where={"village_code": ONE, "persons": "3"})
        assert preview_of(ledger, draft).rows == (("1", "", "张四", "3", "D级", "修缮加固", "40000.00"),)
        assert draft.division == ONE
