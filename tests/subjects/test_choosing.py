"""What is offered while somebody types: by characters, initials, number and day, narrowed, never more than asked."""

from datetime import date

import pytest

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.search.choosing import Choice, choices, narrowed, page_of
from fupin_desktop.store.search.person_index import index_all
from fupin_desktop.villages.model import AssistingUnit, Village
from fupin_desktop.visits.model import FollowUpTask, Visit

ONE, TWO = "441690101200", "441690101201"
TODAY = date(2017, 6, 3)


@pytest.fixture
def homes(book: Book) -> list[Household]:
    choose_language("zh_CN")
    with book.write("test") as ledger:
        ledger.save_all(Village(code=code, name=name) for code, name in ((ONE, "甲村"), (TWO, "乙村")))
        homes = ledger.save_all(
            Household(household_code=f"{code}20160001", village_code=code, status="registered") for code in (ONE, TWO)
        )
        people = ((homes[0], "张三", "01", "1234"), (homes[0], "王芳", "02", "4321"), (homes[1], "张四", "01", "5678"))
        ledger.save_all(
            Member(household=home.id, name=name, relation=relation, id_no=f"44169019700101{tail}")
            for home, name, relation, tail in people
        )
        ledger.save_all(
            Cadre(village_code=code, name=name, unit_name=unit)
            for code, name, unit in ((ONE, "陈一", "县农业局"), (ONE, "林二", "县民政局"), (TWO, "陈五", "县林业局"))
        )
        ledger.save_all(
            Visit(household=homes[0].id, date=day, visitors=("陈一",), type="daily", findings="在家")
            for day in (date(2017, 4, 1), date(2017, 5, 2))
        )
    with book.transaction() as connection:
        index_all(connection)
    return homes


def offered(book: Book, record: Record, name: str, typed: str, subject: Record | None = None) -> list[str]:
    field = fields_of(type(record))[name]
    with book.read() as reader:
        within = narrowed(reader, field, record, subject)
        return [one.title for one in choices(reader, KINDS[field.link], typed, TODAY, within)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["王芳 · 配偶", "张三 · 户主"]),
        ("zs", ["张三 · 户主"]),
        ("张", ["张三 · 户主"]),
        ("4321", ["王芳 · 配偶"]),
        ("wangfang", ["王芳 · 配偶"]),
        ("李", []),
    ],
)
def test_a_member_is_one_of_this_household(book: Book, homes: list[Household], typed: str, found: list[str]) -> None:
    assert offered(book, MemberYear(), "member", typed, homes[0]) == found


def test_a_cadre_is_one_of_this_village(book: Book, homes: list[Household]) -> None:
    duty = Responsibility(household=homes[0].id)
    assert offered(book, duty, "cadre", "cy") == ["陈一 · 县农业局"]
    assert offered(book, duty, "cadre", "民政") == ["林二 · 县民政局"]
    assert offered(book, duty, "cadre", "") == ["林二 · 县民政局", "陈一 · 县农业局"]


def test_a_household_of_a_cadre_is_one_of_the_cadres_village(book: Book, homes: list[Household]) -> None:
    with book.read() as reader:
        cadre = reader.find(Cadre, name="陈五")[0]
    assert offered(book, Responsibility(cadre=cadre.id), "household", "z") == ["张四 · 乙村 · 0001"]


def test_a_visit_is_found_by_its_day(book: Book, homes: list[Household]) -> None:
    task = FollowUpTask(household=homes[0].id)
    assert offered(book, task, "visit", "2017.5.2") == ["走访 · 2017-05-02 · 陈一 · 日常走访"]
    assert offered(book, FollowUpTask(household=homes[1].id), "visit", "2017.5.2") == []


def test_a_unit_is_offered_to_its_village_alone(book: Book, homes: list[Household]) -> None:
    with book.write("test") as ledger:
        ledger.save_all(AssistingUnit(village_code=code, name="县农业局") for code in (ONE, TWO))
        village = ledger.find(Village, code=TWO)[0]
    assert offered(book, village, "unit", "农业") == ["县农业局"]


def test_out_of_thousands_only_a_handful_is_read(book: Book, homes: list[Household]) -> None:
    with book.write("test") as ledger:
        ledger.save_all(Cadre(village_code=ONE, name=f"陈{n}", unit_name="县农业局") for n in range(3000))
    with book.read() as reader:
        asked: list[int] = []
        find = reader.find
        reader.find = lambda cls, **wanted: (found := find(cls, **wanted), asked.append(len(found)))[0]
        for typed in ("", "c", "陈", "县"):
            hits: list[Choice] = choices(reader, Cadre, typed, TODAY)
            assert len(hits) == 12
        assert max(asked) == 12


def test_pages_follow_each_other_without_a_gap(book: Book, homes: list[Household]) -> None:
    with book.write("test") as ledger:
        ledger.save_all(Cadre(village_code=ONE, name=f"李{n}", unit_name="县农业局") for n in range(25))
    with book.read() as reader:
        for by in ("", "village_code"):
            seen: list[Cadre] = []
            while page := page_of(reader, Cadre, by=by, after=seen[-1] if seen else None, limit=7):
                seen += page
            assert len({one.id for one in seen}) == len(seen) == 28
            if by:
                assert [one.village_code for one in seen] == sorted(one.village_code or "" for one in seen)


def test_signs_of_a_pattern_are_no_pattern(book: Book, homes: list[Household]) -> None:
    with book.read() as reader:
        assert page_of(reader, Cadre, "_") == page_of(reader, Cadre, "%") or not page_of(reader, Cadre, "%%x")
