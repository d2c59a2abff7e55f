"""Lists that name their places, of two sources, that grow old and are issued anew; who numbers them, for how long."""

from datetime import UTC, date, datetime

import pytest

from fupin_desktop.duties.model import Cadre, PlaceResponsibility, Responsibility
from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.notices.commands import draft_notice, issue_notice, reissue_notice
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.outdated import outdated
from fupin_desktop.notices.page import document_of
from fupin_desktop.notices.paths import class_named, denied_fields, is_denied
from fupin_desktop.policy.commands import set_value
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village
from tests.notices.exits import agree

TOWN = "441690101"
VILLAGES = tuple(f"{TOWN}{serial}" for serial in range(200, 205))
FIRST = date(2018, 3, 5)


@pytest.fixture
def book(book: Book) -> Book:
    book.wall = lambda: datetime(2018, 3, 5, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        for number, code in enumerate(VILLAGES):
            name = f"演示{'一二三四五'[number]}村"
            ledger.save(Village(code=code, name=name, town="甲镇", county="演示县"))
            household(ledger, code, "0001", "张三")
    return book


def household(ledger: Ledger, village: str, serial: str, head: str, **facts: object) -> Household:
    given = {"status": "registered", "planned_exit_year": 2018, "persons": 3, "group_name": "第一组", **facts}
    home = ledger.save(
        Household(household_code=f"{village}2016{serial}", village_code=village, **given), managed=("status",)
    )
    ledger.save(Member(household=home.id, name=head, relation="01", birth_date=date(1960, 5, 1)))
    agree(ledger, home)
    return home


def issued(ledger: Ledger, kind: str, **how: object) -> Notice:
    return issue_notice(ledger, draft_notice(ledger, kind, **how), FIRST)


@pytest.mark.parametrize(
    ("where", "title"),
    [
        ({}, "关于甲镇2018年度拟脱贫户的公示"),
        ({"village_code": VILLAGES[1]}, "关于演示二村2018年度拟脱贫户的公示"),
        ({"village_code": list(VILLAGES[:2])}, "关于甲镇演示一村、演示二村2018年度拟脱贫户的公示"),
        ({"village_code": list(VILLAGES[:4])}, "关于甲镇4个村2018年度拟脱贫户的公示"),
    ],
)
def test_the_title_names_the_places_of_the_list(where: dict[str, object], title: str, book: Book) -> None:
    with book.write("test") as ledger:
        page = document_of(issued(ledger, "N05", where=where))
    assert page.title == title
    over_several = len({row[1] for row in page.rows}) > 1 and page.columns[1].label == "行政村"
    assert over_several == (len(page.rows) > 1)


def test_subtotals_follow_each_village_and_add_up(book: Book) -> None:
    with book.write("test") as ledger:
        household(ledger, VILLAGES[0], "0002", "李四", persons=5)
        page = document_of(issued(ledger, "N05"))
    at = [column.label for column in page.columns].index("家庭人口数")
    parts = [int(row[at]) for row in page.rows if "小计" in row]
    assert parts == [8, 3, 3, 3, 3]
    assert page.total[at] == "20" == str(sum(parts))


def test_a_list_of_two_sources(book: Book) -> None:
    one = VILLAGES[0]
    with book.write("test") as ledger:
        home = ledger.find(Household, village_code=one)[0]
        cadre = ledger.save(Cadre(village_code=one, name="陈干部", unit_name="演示单位"))
        ledger.save(Responsibility(household=home.id, cadre=cadre.id, role="household_cadre", start=date(2016, 5, 1)))
        ledger.save(PlaceResponsibility(division=one, role="village_leader", name="何支书", start=date(2016, 5, 1)))
        page = document_of(issued(ledger, "N16", division=one))
    at = [column.label for column in page.columns].index("姓名")
    assert [row[at] for row in page.rows] == ["何支书", "陈干部"]


def test_appointments_come_from_tenures_and_may_be_typed_besides(book: Book) -> None:
    one = VILLAGES[0]
    with book.write("test") as ledger:
        terms = {"roles": ("first_secretary",), "start": date(2016, 5, 1), "unit_name": "演示单位"}
        ledger.save(Cadre(village_code=one, name="陈书记", **terms))
        ledger.save(Cadre(village_code=one, name="何帮扶", unit_name="演示单位"))
        typed = "黄主任\t村民委员会\t主任\t\t2017-06-01\t"
        page = document_of(issued(ledger, "N18", division=one, typed_rows=typed))
    assert [row[1] for row in page.rows] == ["陈书记", "黄主任"]
    assert "2016年5月1日" in page.rows[0]


def test_a_long_term_list_says_that_it_is_out_of_date_and_is_issued_anew(book: Book) -> None:
    with book.write("test") as ledger:
        notice = issued(ledger, "N03")
        assert not outdated(ledger, notice, FIRST)
        household(ledger, VILLAGES[0], "0002", "李四")
        home = ledger.find(Household, village_code=VILLAGES[1])[0]
        ledger.save(home.but(persons=4))
        found = outdated(ledger, notice, FIRST)
        assert (found.gone, found.missing) == (1, 2)
        again = issue_notice(ledger, reissue_notice(ledger, notice), FIRST)
        old = ledger.get(Notice, notice.id or 0)
        assert again.replaces == notice.id
        assert (old.state, again.number) == ("closed", "甲镇公告〔2018〕2号")
        assert again.number in (old.result or "")
        assert not outdated(ledger, again, FIRST)
        with pytest.raises(Refusal):
            reissue_notice(ledger, issued(ledger, "N05"))


def test_a_new_parameter_changes_the_period_of_drafts_alone(book: Book) -> None:
    with book.write("test") as ledger:
        before = issued(ledger, "N05")
        draft = draft_notice(ledger, "N05")
        set_value(ledger, "notice_days_exit", "10", why="县里统一")
        after = issue_notice(ledger, draft, FIRST)
        assert (before.days, ledger.get(Notice, before.id or 0).posted_to) == (7, date(2018, 3, 11))
        assert (after.days, after.posted_to) == (10, date(2018, 3, 14))


@pytest.mark.parametrize(
    ("own", "desks", "here"),
    [
        (TOWN, (), True),  # the village has no laptop
        (TOWN, (VILLAGES[0],), False),
        (VILLAGES[0], (VILLAGES[0],), True),
        (VILLAGES[0], (VILLAGES[0], VILLAGES[0]), False),  # two laptops would count each for itself
        (TOWN, (VILLAGES[0], VILLAGES[0]), True),
        (TOWN[:6], (TOWN, TOWN), True),
    ],
)
def test_a_village_is_numbered_at_one_desk(own: str, desks: tuple[str, ...], here: bool) -> None:
    from fupin_desktop.notices.rules import kind_named, refuse_desk

    if here:
        refuse_desk(kind_named("N20"), VILLAGES[0], own, desks)
        return
    with pytest.raises(Refusal) as caught:
        refuse_desk(kind_named("N20"), VILLAGES[0], own, desks)
    assert caught.value.code == "notice.desk"


def test_a_township_is_not_numbered_in_the_county_while_it_has_a_laptop() -> None:
    from fupin_desktop.notices.rules import kind_named, refuse_desk

    for desks in ((TOWN,), (TOWN, TOWN)):
        with pytest.raises(Refusal):
            refuse_desk(kind_named("N02"), TOWN, TOWN[:6], desks)


def test_the_deny_list_names_fields_that_there_are() -> None:
    from fupin_desktop.kinds import KINDS

    for kind, names in denied_fields().items():
        known = (
            {name for cls in KINDS.values() for name in fields_of(cls)}
            if kind == "any"
            else set(fields_of(class_named(kind)))
        )
        assert names <= known, kind
    assert is_denied("household", "bank_name")
    assert not is_denied("village", "name")
    assert is_denied("village", "name", ("village.name",))
