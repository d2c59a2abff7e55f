import json
from datetime import UTC, date, datetime

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.notices.commands import (
    check_notice,
    close_notice,
    draft_notice,
    issue_notice,
    kinds,
    object_to,
    post_notice,
    reply_to,
    revise_draft,
    withdraw_notice,
)
from fupin_desktop.notices.contacts import set_contact
from fupin_desktop.notices.model import Notice, Objection
from fupin_desktop.notices.page import document_of, households_in, preview_of, records_in
from fupin_desktop.notices.rules import blocked
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village
from tests.notices.exits import agree

ONE, TWO = "441690101200", "441690101201"
FIRST = date(2016, 12, 1)


@pytest.fixture
def book(book: Book) -> Book:
    book.wall = lambda: datetime(2016, 12, 1, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", town="甲镇", county="演示县"))
        ledger.save(Village(code=TWO, name="演示二乙村", town="甲镇", county="演示县"))
        register(ledger, ONE, "0001", "张三", group_name="第十组", phone="13800138000")
        register(ledger, ONE, "0002", "李四", group_name="第二组", birth=date(2000, 1, 1))
        register(ledger, ONE, "0003", "王五", status="exited")
        register(ledger, ONE, "0004", "赵六", planned_exit_year=2017)
        register(ledger, TWO, "0005", "张三", natural_village="上屋")
    return book


def register(
    ledger: Ledger, village: str, serial: str, head: str, birth: date = date(1960, 5, 1), **facts: object
) -> Dot:
    given = {"status": "registered", "planned_exit_year": 2016, "persons": 3, **facts}
    home = Household(household_code=f"{village}2016{serial}", village_code=village, **given)
    made = ledger.save(home, managed=("status",))
    agree(ledger, made)
    ledger.save(Member(household=made.id, name=head, relation="01", birth_date=birth))
    assert made.id is not None
    return made.id


def later(book: Book, day: int) -> None:
    book.wall = lambda: datetime(2016, 12, day, 9, tzinfo=UTC)


def issued(ledger: Ledger, **how: object) -> Notice:
    return issue_notice(ledger, draft_notice(ledger, "N05", **how), FIRST)


def names(notice: Notice) -> list[str]:
    page = document_of(notice)
    at = [column.label for column in page.columns].index("户主姓名")
    return [row[at] for row in page.rows]


def test_the_life_of_a_notice(book: Book) -> None:
    with book.write("test") as ledger:
        set_contact(ledger, contact="陈主任", contact_phone="0762-1234567", contact_address="镇政府")
        drafted = draft_notice(ledger, "N05")
        assert (drafted.contact, drafted.contact_phone) == ("陈主任", "0762-1234567")
        assert (drafted.state, drafted.days, drafted.issuer) == ("draft", None, "甲镇人民政府")
        page = preview_of(ledger, drafted)
        assert page.draft
        assert page.caution == "本县未规定，参照外省做法"
        notice = issue_notice(ledger, check_notice(ledger, drafted), FIRST)
        assert (notice.number, notice.posted_to, notice.backdated) == ("甲镇公示〔2016〕1号", date(2016, 12, 7), False)
        assert "(6 days left)" in blocked(notice, [], FIRST)
        post_notice(ledger, notice, place="镇政府公示栏", photos=["a" * 64])
    with book.write("test") as ledger:
        notice = ledger.get(Notice, notice.id)
        assert notice.state == "posted"
        objection = object_to(ledger, notice, matter="王五家有小车")
        with pytest.raises(Refusal, match="end of 2016-12-07"):
            close_notice(ledger, notice)
    later(book, 8)
    with book.write("test") as ledger:
        notice = ledger.get(Notice, notice.id)
        with pytest.raises(Refusal) as caught:
            close_notice(ledger, notice)
        assert caught.value.code == "notice.objection"
        reply_to(ledger, objection, reply="已核实，车辆不属该户", upheld=False)
        closed = close_notice(ledger, notice)
        assert (closed.state, closed.closed_on) == ("closed", date(2016, 12, 8))
        assert blocked(closed, ledger.find(Objection, notice=closed.id), ledger.today) == ""
        assert households_in(closed) >= {f"{ONE}20160001"}
        assert f"{ONE}20160003" not in households_in(closed)
        assert len(records_in(closed)) == len(households_in(closed))


def test_rows_of_the_year_sorted_masked_and_without_numbers(book: Book) -> None:
    with book.write("test") as ledger:
        page = document_of(issued(ledger))
    assert page.title == "关于甲镇2016年度拟脱贫户的公示"
    assert page.rows == (
        ("1", "演示一甲村", "", "第二组", "李×", "3", "2016"),
        ("2", "演示一甲村", "", "第十组", "张三", "3", "2016"),
        ("", "小计", "", "", "", "6", ""),
        ("3", "演示二乙村", "上屋", "", "张三", "3", "2016"),
        ("", "小计", "", "", "", "3", ""),
    )
    assert [column.label for column in page.columns][1:4] == ["行政村", "自然村", "村民小组"]
    assert page.total == ("", "合计", "", "", "", "9", "")
    assert "共3户9人" in page.paras[0]
    assert "2016年12月1日至2016年12月7日，共7天" in page.closing[0]
    assert page.issuers == ("甲镇人民政府",)
    assert page.date == "2016年12月1日"
    assert "13800138000" not in str(page)


def test_what_is_issued_stays_as_it_was(book: Book) -> None:
    with book.write("test") as ledger:
        notice = issued(ledger)
        before = document_of(notice)
        first = ledger.find(Household)[0]
        ledger.save(first.but(persons=9))
        assert preview_of(ledger, ledger.get(Notice, notice.id)) == before
        assert json.loads(notice.snapshot or "")["households"][0] == f"{ONE}20160002"


def test_a_village_signs_for_itself(book: Book) -> None:
    with book.write("test") as ledger:
        notice = issued(ledger, where={"village_code": ONE})
        assert (notice.division, notice.issuer) == (ONE, "演示一甲村村民委员会")
        assert notice.number == "演示一甲村公示〔2016〕1号"
        assert names(notice) == ["李×", "张三"]


@pytest.mark.parametrize("kind", [kind.code for kind in kinds() if kind.issuers == ("village",)])
def test_a_township_does_not_sign_for_its_villages(kind: str, book: Book) -> None:
    with book.write("test") as ledger:
        with pytest.raises(Refusal) as caught:
            draft_notice(ledger, kind)
        assert (caught.value.code, ledger.find(Notice)) == ("notice.issuer", [])
        assert draft_notice(ledger, kind, division=ONE).issuer == "演示一甲村村民委员会"


def test_a_past_first_day_is_marked_and_decides_the_year(book: Book) -> None:
    later(book, 20)
    with book.write("test") as ledger:
        notice = issue_notice(ledger, draft_notice(ledger, "N05", days=10), FIRST)
        assert notice.backdated is True
        assert notice.posted_to == date(2016, 12, 10)
    book.wall = lambda: datetime(2017, 1, 1, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        agree(ledger, ledger.find(Household, planned_exit_year=2017)[0])
        coming = issue_notice(ledger, draft_notice(ledger, "N05"), date(2017, 1, 1))
        assert names(coming) == ["赵六"]
        assert (coming.number or "").startswith("甲镇公示〔2017〕")


def test_namesakes_of_one_group_as_the_clerk_chooses(book: Book) -> None:
    with book.write("test") as ledger:
        id = register(ledger, ONE, "0006", "张三", date(1971, 2, 3), group_name="第十组")
        ledger.save(Member(household=id, name="陈花", relation="02", birth_date=date(1972, 1, 1)))
        ledger.save(Member(household=id, name="张小宝", relation="03", birth_date=date(2010, 1, 1)))
        plain = issued(ledger, division=ONE)
        assert names(plain) == ["李×", "张三", "张三"]
        assert any("one name" in w for w in ledger.warnings)
        assert names(issued(ledger, division=ONE, namesakes="birth_year")) == [
            "李×",
            "张三（1960年生）",
            "张三（1971年生）",
        ]
        assert names(issued(ledger, division=ONE, namesakes="relation")) == ["李×", "张三", "张三（配偶陈花）"]
        with pytest.raises(Refusal):
            draft_notice(ledger, "N05", namesakes="phone")


@pytest.mark.parametrize("field", ["cause_main", "phone", "head.health", "attribute.name", "nothing"])
def test_a_selection_may_not_tell_what_the_table_hides(book: Book, field: str) -> None:
    with book.write("test") as ledger, pytest.raises(Refusal):
        draft_notice(ledger, "N05", where={field: "01"})


def test_every_kind_can_be_drafted(book: Book) -> None:
    with book.write("test") as ledger:
        for kind in kinds():
            drafted = draft_notice(ledger, kind.code, division=ONE)
            assert preview_of(ledger, drafted).draft
            assert drafted.issuer


def test_free_text_and_empty_notices(book: Book) -> None:
    with book.write("test") as ledger:
        with pytest.raises(Refusal) as caught:
            issue_notice(ledger, draft_notice(ledger, "N20", division=ONE), FIRST)
        assert caught.value.code == "notice.empty"
        notice = issue_notice(ledger, draft_notice(ledger, "N20", division=ONE, body="经表决，同意修路。"), FIRST)
        assert document_of(notice).paras == ("经表决，同意修路。",)
        with pytest.raises(Refusal):
            draft_notice(ledger, "N20", division=ONE, where={"persons": "3"})
        with pytest.raises(Refusal):
            issued(ledger, where={"planned_exit_year": "2019"})


def test_refusals_of_posting_and_answering(book: Book) -> None:
    tomorrow = date(2016, 12, 2)
    with book.write("test") as ledger:
        draft = draft_notice(ledger, "N05")
        with pytest.raises(Refusal):
            post_notice(ledger, draft, place="公示栏", photos=["a" * 64])
        notice = issue_notice(ledger, draft, FIRST)
        for wrong in ({"photos": []}, {"photos": ["a"], "on": tomorrow}):
            with pytest.raises(Refusal):
                post_notice(ledger, notice, place="公示栏", **wrong)
        with pytest.raises(Refusal):
            object_to(ledger, notice, matter="有异议", received_on=tomorrow)
        objection = object_to(ledger, notice, matter="有异议")
        for wrong in ({"reply": " "}, {"reply": "已答复", "on": tomorrow}):
            with pytest.raises(Refusal):
                reply_to(ledger, objection, upheld=False, **wrong)
        with pytest.raises(Refusal):
            withdraw_notice(ledger, notice, " ")
        assert withdraw_notice(ledger, notice, "名单有误").state == "withdrawn"


def test_late_posting_is_noted(book: Book) -> None:
    with book.write("test") as ledger:
        notice = issued(ledger)
    later(book, 3)
    with book.write("test") as ledger:
        post_notice(ledger, notice, place="公示栏", photos=["a" * 64])
        post_notice(ledger, ledger.get(Notice, notice.id), place="祠堂", photos=["b" * 64])
        assert sum("first day" in w for w in ledger.warnings) == 2


def test_a_long_term_list_has_no_last_day(book: Book) -> None:
    with book.write("test") as ledger:
        notice = issue_notice(ledger, draft_notice(ledger, "N03"), FIRST)
        assert notice.posted_to is None
        assert notice.number == "甲镇公告〔2016〕1号"
        page = document_of(notice)
        (told,) = page.closing
        assert "公告期限" not in told
        assert "公告地点：镇政府公示栏。" in told
        assert "监督举报电话：12317。" in told
        assert preview_of(ledger, draft_notice(ledger, "N03")).caution == ""
        post_notice(ledger, notice, place="公示栏", photos=["a" * 64])
        assert close_notice(ledger, ledger.get(Notice, notice.id), "已重新公告").state == "closed"


def test_a_checked_notice_that_is_changed_has_to_be_checked_again(book: Book) -> None:
    with book.write("test") as ledger:
        checked = check_notice(ledger, draft_notice(ledger, "N05", division=ONE))
        revised = revise_draft(ledger, checked, contact="办公室")
        assert (revised.state, revised.checked_by, revised.contact) == ("draft", None, "办公室")
        assert any("check" in told for told in ledger.warnings)


def test_saving_a_checked_notice_as_it_was_leaves_it_checked(book: Book) -> None:
    with book.write("test") as ledger:
        checked = check_notice(ledger, draft_notice(ledger, "N05", division=ONE))
        assert revise_draft(ledger, checked, title=checked.title).state == "checked"


def test_the_year_of_a_draft_is_changed_and_its_title_follows(book: Book) -> None:
    with book.write("test") as ledger:
        register(ledger, ONE, "0007", "孙七", planned_exit_year=2015)
        drafted = draft_notice(ledger, "N05", division=ONE)
        page = preview_of(ledger, revise_draft(ledger, drafted, year=2015))
        assert "2015" in page.title
        assert "2016年" not in page.title
        assert "孙七" in str(page)
        assert "张三" not in str(page)


def test_a_list_without_a_year_refuses_one(book: Book) -> None:
    with book.write("test") as ledger:
        drafted = draft_notice(ledger, "N03", division=ONE)
        with pytest.raises(Refusal) as refused:
            revise_draft(ledger, drafted, year=2017)
    assert refused.value.code == "notice.selection"


def test_an_issued_notice_is_not_revised(book: Book) -> None:
    with book.write("test") as ledger:
        issued = issue_notice(ledger, draft_notice(ledger, "N05", division=ONE), FIRST)
        with pytest.raises(Refusal) as refused:
            revise_draft(ledger, issued, title="别的")
    assert refused.value.code == "notice.state"


def test_a_posting_before_the_first_day_is_told(book: Book) -> None:
    with book.write("test") as ledger:
        issued = issue_notice(ledger, draft_notice(ledger, "N03", division=ONE), date(2016, 12, 5))
        post_notice(ledger, issued, place="村公示栏", photos=["a" * 64], on=FIRST)
        assert any("before its first day" in told for told in ledger.warnings)
