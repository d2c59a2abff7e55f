"""What keeps a notice from the board: named all at once, before there is a number."""

from datetime import UTC, date, datetime

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.notices.commands import draft_notice, issue_notice, withdraw_notice
from fupin_desktop.notices.contacts import set_contact
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import document_of
from fupin_desktop.notices.totals import capitals
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village
from tests.notices.exits import agree

ONE, FIRST = "441690101200", date(2018, 1, 5)


@pytest.fixture
def book(book: Book) -> Book:
    book.wall = lambda: datetime(2018, 1, 5, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", town="甲镇", county="演示县"))
        for serial, head in enumerate(("张三", "李四", "王五"), 1):
            home = ledger.save(
                Household(household_code=f"{ONE}2016{serial:04}", village_code=ONE, group_name="第一组", persons=3,
                          status="registered", planned_exit_year=2017),
                managed=("status",),
            )  # fmt: skip
            ledger.save(Member(household=home.id, name=head, relation="01", birth_date=date(1960, 5, 1)))
            agree(ledger, home)
    return book


def refused(ledger: Ledger, kind: str, **how: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        issue_notice(ledger, draft_notice(ledger, kind, division=ONE, **how), FIRST)
    assert all(one.number is None for one in ledger.find(Notice))
    return caught.value


def test_the_year_and_the_village_are_those_of_the_list(book: Book) -> None:
    with book.write("test") as ledger:
        draft = draft_notice(ledger, "N05", division=ONE, where={"year": "2017"})
        page = document_of(issue_notice(ledger, draft, FIRST))
    assert page.title == "关于演示一甲村2017年度拟脱贫户的公示"
    assert "2017年度拟脱贫户名单（共3户9人）" in page.paras[0]
    assert page.place == "演示县　甲镇　演示一甲村"


def test_blank_amounts_are_named_row_by_row(book: Book) -> None:
    with book.write("test") as ledger:
        for home in ledger.find(Household):
            case = HousingCase(household=home.id, year_plan=2018, stage="accepted", mode="repair", danger_grade="C")
            ledger.save(case, managed=("stage",))
        refusal = refused(ledger, "N12")
    assert refusal.code == "notice.blank"
    assert all(name in refusal.message for name in ("张三", "李四", "王五"))


def test_a_refusal_names_the_place_and_never_the_value(book: Book) -> None:
    with book.write("test") as ledger:
        home = ledger.find(Household)[0]
        ledger.save(home.but(group_name="13800138000"))
        refusal = refused(ledger, "N03", body="联系13900139000")
    assert refusal.code == "notice.leak"
    assert "paragraph 1" in refusal.message
    assert "row 3" in refusal.message
    assert "139" not in refusal.message
    assert "138" not in refusal.message


def test_names_of_children_are_known_by_their_number_and_after_they_left(book: Book) -> None:
    with book.write("test") as ledger:
        home = ledger.find(Household)[0]
        for name, facts in (("陈小宝", {"id_no": "441690201005011234"}), ("陈小贝", {"birth_date": date(2011, 1, 1)})):
            child = ledger.save(Member(household=home.id, name=name, relation="03", **facts))
        ledger.put_away(child, "迁出")
        for text in ("其子陈·小宝", "其女陈 小贝"):
            assert refused(ledger, "N20", body=text).code == "notice.leak"


def test_typed_rows_are_checked_like_records(book: Book) -> None:
    with book.write("test") as ledger:
        odd = refused(ledger, "N14", typed_rows="第一组\t张三\t临时救助\t很多\n第一组\t李四\t救助")
        assert odd.code == "notice.problems"
        votes = refused(ledger, "N20", typed_rows="修路\t60\t52\t50\t0\t1\t通过")
        assert votes.code == "notice.sum"
        rows = "第一组 | 张三 | 临时救助 | 1000\n第二组 | 李四 | 救助 | 500.5"
        page = document_of(issue_notice(ledger, draft_notice(ledger, "N14", division=ONE, typed_rows=rows), FIRST))
    assert page.total == ("", "合计", "", "", "1,500.50")
    assert "壹仟伍佰元伍角整" in page.paras[0]


@pytest.mark.parametrize(
    ("fen", "told"),
    [
        *(
            (0, "零元整"),
            (1, "壹分"),
            (50, "伍角整"),
            (30_005, "叁佰元零伍分"),
            (1_234_567, "壹万贰仟叁佰肆拾伍元陆角柒分"),
        ),
        *((10_000_000, "壹拾万元整"), (100_050_000, "壹佰万零伍佰元整"), (100_000_000_100, "壹拾亿零壹元整")),
    ],
)
def test_amounts_in_capitals(fen: int, told: str) -> None:
    assert capitals(fen) == told


def test_fewer_days_need_a_reason_and_none_are_refused(book: Book) -> None:
    with book.write("test") as ledger:
        for days, code in ((0, "value.low"), (3, "notice.days")):
            with pytest.raises(Refusal) as caught:
                draft_notice(ledger, "N05", days=days)
            assert caught.value.code == code
        assert draft_notice(ledger, "N05", days=3, days_reason="县里统一安排").days == 3


def test_a_contact_is_one_telephone_and_a_notice_that_was_taken_back_says_so(book: Book) -> None:
    with book.write("test") as ledger:
        for phone in ("441690198002281218", "0762-8234567 13800138000", "找主任"):
            with pytest.raises(Refusal) as caught:
                set_contact(ledger, contact="陈主任", contact_phone=phone, contact_address="镇政府")
            assert caught.value.code == "contact.phone"
        notice = issue_notice(ledger, draft_notice(ledger, "N20", division=ONE, body="同意修路。"), FIRST)
        assert document_of(withdraw_notice(ledger, notice, "有误")).withdrawn


def test_a_number_is_given_at_the_desk_of_the_issuer(book: Book, village_book: Book) -> None:
    with book.write("test") as ledger, pytest.raises(Refusal) as caught:
        issue_notice(ledger, draft_notice(ledger, "N20", division=ONE, body="同意。"), FIRST, desks={ONE})
    assert caught.value.code == "notice.desk"
    with village_book.write("test") as ledger, pytest.raises(Refusal) as caught:
        issue_notice(ledger, draft_notice(ledger, "N02"), FIRST)
    assert caught.value.code == "notice.desk"


def test_a_number_over_two_paragraphs_is_found_before_it_is_numbered(book: Book) -> None:
    with book.write("test") as ledger:
        for text in ("4416901980\n02281218", "138\n0000\n1234", "6228\n4800\n1234\n5678"):
            assert refused(ledger, "N20", body=text).code == "notice.leak"
