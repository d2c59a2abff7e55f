"""What a step waits for: the notice that was posted for this case, whose step it is, shares of a meeting."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.gates import HALF, TWO_THIRDS, Lack, Share
from fupin_desktop.casework.levels import COUNTY, TOWNSHIP, VILLAGE
from fupin_desktop.casework.missing import missing_next, waiting_for
from fupin_desktop.casework.rules import refuse
from fupin_desktop.casework.standing import Look, StepPapers
from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.notices.commands import (
    close_notice,
    draft_notice,
    issue_notice,
    object_to,
    post_notice,
    withdraw_objection,
)
from fupin_desktop.notices.model import Notice, Objection
from fupin_desktop.notices.page import households_in
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village
from tests.carried import with_vote

ONE, OTHER_TOWN = "441690101200", "441690102200"
PASSPHRASE = "wu ge pin yin ci"


def town_of(path: Path, division: str, role: str = "township") -> Book:
    book = Book.create(path, role=role, name="甲镇", division=division, passphrase=PASSPHRASE)
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", town="甲镇", county="演示县"))
        home = ledger.save(Household(household_code=f"{ONE}20160001", village_code=ONE, status="registered", persons=3))
        ledger.save(Member(household=home.id, name="张三", relation="01", birth_date=date(1960, 5, 1)))
    return book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with town_of(tmp_path / "town.book", "441690101") as made:
        yield made


def open_on(book: Book, on: date, year: int = 2017) -> HousingCase:
    with book.write("test") as ledger:
        home = ledger.find(Household)[0]
        facts = {"danger_grade": "D", "mode": "repair", "subsidy_amount": 30_000_00}
        made = make(ledger, HousingCase(household=home.id, stage_on=on, year_plan=year, **facts))
    assert isinstance(made, HousingCase)
    return made


def go(book: Book, to: str, on: date, papers: StepPapers | None = None) -> HousingCase:
    with book.write("test") as ledger:
        case = next(one for one in ledger.find(HousingCase) if one.is_open)
        return advance(ledger, case, to=to, on=on, papers=with_vote(ledger, case, to, on, papers))


def refused(book: Book, to: str, on: date, papers: StepPapers | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        go(book, to, on, papers)
    return caught.value


def hang(book: Book, first: date, kind: str = "N10", division: str | None = ONE) -> Notice:
    with book.write("test") as ledger:
        notice = issue_notice(ledger, draft_notice(ledger, kind, division=division), first)
        post_notice(ledger, notice, place="公示栏", photos=["a" * 64])
        return ledger.get(Notice, notice.id)


def close(book: Book, notice: Notice) -> Notice:
    with book.write("test") as ledger:
        return close_notice(ledger, ledger.get(Notice, notice.id))


def ready(book: Book, opened: date = date(2017, 1, 5)) -> HousingCase:
    open_on(book, opened)
    return go(book, "assembly_reviewed", opened)


def test_a_notice_lets_its_case_on_when_it_has_run_out(book: Book) -> None:
    ready(book)
    told = refused(book, "posted_village", date(2017, 6, 30))
    assert (told.code, "posted for this case" in told.message) == ("case.notice", True)
    assert "of the village" in told.message, "the township posts one of the same kind later"
    notice = hang(book, date(2017, 6, 1))
    assert "to be closed (period over)" in refused(book, "posted_village", date(2017, 6, 30)).message
    with book.read() as reader:
        assert [case.stage for case in waiting_for(reader, notice, [HousingCase])] == ["assembly_reviewed"]
    with book.write("test") as ledger:
        objection = object_to(ledger, ledger.get(Notice, notice.id), matter="不是唯一住房")
        withdraw_objection(ledger, objection, "说清楚了")
    close(book, notice)
    assert "2017-06-07" in refused(book, "posted_village", date(2017, 6, 7)).message
    assert go(book, "posted_village", date(2017, 6, 8)).notice == notice.id


def test_an_objection_that_came_in_late_holds_the_case(book: Book) -> None:
    ready(book)
    notice = close(book, hang(book, date(2017, 6, 1)))
    with book.write("test") as ledger:  # the door refuses it now; a merge would not
        sql = (
            "INSERT INTO objection (id, notice, received_on, channel, matter) VALUES (7, ?, '2017-06-02', 'visit', '?')"
        )
        ledger.connection.exec_driver_sql(sql, (notice.id,))
        assert len(ledger.find(Objection)) == 1
    assert "objection" in refused(book, "posted_village", date(2017, 6, 30)).message


def test_a_notice_of_an_earlier_case_serves_no_later_one(book: Book) -> None:
    ready(book)
    old = close(book, hang(book, date(2017, 2, 1)))
    go(book, "withdrawn", date(2017, 2, 9), StepPapers(facts={"ended_why": "已另建新房"}))
    open_on(book, date(2017, 3, 1), year=2018)
    go(book, "assembly_reviewed", date(2017, 3, 1))
    told = refused(book, "posted_village", date(2017, 4, 1), StepPapers(notice=old.id))
    assert "before this case was opened on 2017-03-01" in told.message
    assert "posted for this case" in refused(book, "posted_village", date(2017, 4, 1)).message
    with book.write("test") as ledger:  # one that hung later, made from the earlier case
        first = ledger.find(HousingCase)[0]
        ledger.save(first.but(stage="assembly_reviewed", year_plan=2016), managed=("stage", "year_plan"))
        draft = draft_notice(ledger, "N10", division=ONE, where={"year_plan": "2016"})
        later = issue_notice(ledger, draft, date(2017, 5, 1))
        post_notice(ledger, later, place="公示栏", photos=["a" * 64])
        close_notice(ledger, ledger.get(Notice, later.id))
        second = ledger.find(HousingCase)[1]
        assert households_in(later) == {f"{ONE}20160001"}
        with pytest.raises(Refusal, match="for another case of this household"):
            advance(ledger, second, to="posted_village", papers=StepPapers(notice=later.id))


def test_a_notice_that_names_no_records_serves_by_its_kind(book: Book) -> None:
    ready(book)
    notice = close(book, hang(book, date(2017, 6, 1)))
    with book.write("test") as ledger:  # as the first version froze it
        read = ledger.get(Notice, notice.id)
        frozen = {name: value for name, value in json.loads(read.snapshot or "").items() if name != "records"}
        ledger.connection.exec_driver_sql(
            "UPDATE notice SET snapshot=? WHERE id=?", (json.dumps(frozen, ensure_ascii=False), notice.id)
        )
        case = ledger.find(HousingCase)[0]
        assert advance(ledger, case, to="posted_village", on=date(2017, 6, 30)).notice == notice.id


@pytest.mark.parametrize("division", ["441690101", "441690"])
def test_an_office_of_nine_or_six_digits_posts_what_its_cases_wait_for(tmp_path: Path, division: str) -> None:
    with town_of(tmp_path / "office.book", division) as book:
        ready(book)
        close(book, hang(book, date(2017, 2, 1), division=None))  # over the whole office: no notice of the village
        assert refused(book, "posted_village", date(2017, 3, 1)).code == "case.notice"
        close(book, hang(book, date(2017, 3, 1)))
        go(book, "posted_village", date(2017, 3, 8))
        go(book, "town_checked", date(2017, 3, 8))
        with book.read() as reader:
            case = reader.find(HousingCase)[0]
            assert "case.level" not in {
                one.code for one in missing_next(Look(reader), case, case.stage_on, book.holder())
            }
        own = close(book, hang(book, date(2017, 3, 9), division=None))
        assert (own.division, own.issuer, own.number) == (division, "甲镇人民政府", "甲镇公示〔2017〕2号")
        assert go(book, "posted_town", date(2017, 3, 16)).notice == own.id
        go(book, "county_approved", date(2017, 3, 17), StepPapers(paper="演建〔2017〕3号"))
        close(book, hang(book, date(2017, 3, 18), "N11", division=None))
        assert go(book, "posted_result", date(2017, 3, 25)).stage == "posted_result"


def test_an_office_of_several_townships_names_none_alone(tmp_path: Path) -> None:
    with town_of(tmp_path / "county.book", "441690") as book:
        ready(book)
        with book.write("test") as ledger:
            ledger.save(Village(code=OTHER_TOWN, name="演示三甲村", town="乙镇", county="演示县"))
        notice = hang(book, date(2017, 3, 9), division=None)
        assert (notice.issuer, notice.number) == ("演示县各镇人民政府", "演示县公示〔2017〕1号")
        assert hang(book, date(2017, 3, 9)).issuer == "演示一甲村村民委员会"


@pytest.mark.parametrize(
    ("role", "division", "level"),
    [("village", ONE, VILLAGE), ("township", "441690101", TOWNSHIP), ("township", "441690", COUNTY)],
)
def test_whose_book_it_is(tmp_path: Path, role: str, division: str, level: str) -> None:
    with town_of(tmp_path / "a.book", division, role) as book:
        assert book.holder().level == level


def test_a_village_takes_no_step_of_its_township(tmp_path: Path) -> None:
    with town_of(tmp_path / "village.book", ONE, "village") as book:
        ready(book)
        close(book, hang(book, date(2017, 2, 1)))
        go(book, "posted_village", date(2017, 3, 1))
        for papers in (None, StepPapers(paper="甲府〔2017〕1号")):
            told = refused(book, "town_checked", date(2017, 3, 2), papers)
            assert (told.code, "the township" in told.message) == ("case.level", True)
        with book.read() as reader:
            case = reader.find(HousingCase)[0]
            assert missing_next(Look(reader), case, date(2017, 3, 2), book.holder())[0].code == "case.level"
        assert go(book, "objection", date(2017, 3, 2)).stage == "objection"


@given(st.integers(0, 200), st.integers(0, 200))
def test_more_than_half_and_two_thirds_or_more(part: int, whole: int) -> None:
    assert HALF.reached(part, whole) == (whole > 0 and 2 * part > whole)
    assert TWO_THIRDS.reached(part, whole) == (whole > 0 and 3 * part >= 2 * whole)
    assert not Share(Fraction(0)).reached(part, 0)


def test_a_refusal_speaks_one_language() -> None:
    choose_language("zh_CN")
    told = refuse(Lack("case.paper", "请填写文件编号。", "paper"))
    assert (told.message, told.where) == ("请填写文件编号。没有改动任何内容。", {"field": "paper"})
