"""Rows of the papers that the kinds of record serve by what they hold: categories, tags, roles, own part."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.duties.commands import end_term
from fupin_desktop.duties.model import Cadre, PlaceResponsibility, Responsibility
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import words
from fupin_desktop.plans.commands import set_measure
from fupin_desktop.plans.model import YearMeasure
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import AssistingUnit, Village
from fupin_desktop.visits.commands import log_visit

PASSPHRASE = "wu ge pin yin ci"
VILLAGE, START = "441690101200", date(2016, 5, 1)
FACTS = {"year": 2017, "project8": "1", "batch5": "1", "content": "养鸡"}
# 000 二: industry, employment, e-commerce; 002 §§5–8 and the provincial platform: the others
NAMED = ("business", "work", "ecommerce", "training", "schooling", "finance", "assets", "security", "housing")


@pytest.fixture
def home(book: Book) -> Household:
    with book.write("test") as ledger:
        return ledger.save(Household(household_code=f"{VILLAGE}20160001", village_code=VILLAGE, status="registered"))


def test_a_measure_of_every_category_the_papers_name_is_taken(book: Book, home: Household) -> None:
    assert set(NAMED) <= set(words("measure_cat"))
    with book.write("test") as ledger:
        for category in NAMED:
            set_measure(ledger, household=home.id, category=category, **FACTS)
    with book.read() as reader:
        assert [one.category for one in reader.find(YearMeasure, household=home.id)] == list(NAMED)


@pytest.mark.parametrize("tag", ["project8", "batch5"])
def test_a_measure_without_its_project_and_its_batch_is_refused(book: Book, home: Household, tag: str) -> None:
    assert len(words("project8")) == 8  # 002 §§5–12
    assert len(words("batch5")) == 5  # 003 (六)
    with pytest.raises(Refusal) as refused, book.write("test") as ledger:
        set_measure(ledger, household=home.id, category="business", **{**FACTS, tag: None})
    assert (refused.value.code, refused.value.where["field"]) == ("field.missing", tag)


def test_a_measure_holds_what_the_household_itself_puts_in(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        set_measure(ledger, household=home.id, category="business", own_input="自筹鸡苗款500元，出工两人", **FACTS)
    with book.read() as reader:
        assert reader.find(YearMeasure)[0].own_input == "自筹鸡苗款500元，出工两人"


def test_any_number_of_members_help_in_a_village(book: Book) -> None:
    with book.write("test") as ledger:
        for name in "甲乙丙丁":
            ledger.save(Cadre(village_code=VILLAGE, name=name, roles=("member",), start=START))
        assert ledger.warnings == []


def test_a_party_member_answers_for_a_household_beside_its_cadre(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        for role, name in (("household_cadre", "甲"), ("party_member", "乙")):
            cadre = ledger.save(Cadre(village_code=VILLAGE, name=name))
            ledger.save(Responsibility(household=home.id, cadre=cadre.id, role=role, start=START))
        assert sorted(one.role or "" for one in ledger.find(Responsibility)) == ["household_cadre", "party_member"]


def test_a_visit_speaks_of_how_people_see_themselves(book: Book, home: Household) -> None:
    assert words("visit_topic")["mind"].zh == "思想"  # 003 (六)1
    with book.write("test") as ledger:
        visit, _tasks = log_visit(
            ledger, household=home.id, date=date(2017, 3, 1), visitors=["甲"], type="daily", findings="愿意学养鸡",
            topics=("mind",),
        )  # fmt: skip
    assert visit.topics == ("mind",)


def test_secretaries_of_four_levels_answer_for_their_places(tmp_path: Path) -> None:
    # A leader of the city answers for a county (002 §23)
    levels = [
        ("441690", "city_leader"),
        ("441690", "county_leader"),
        ("441690101", "town_leader"),
        (VILLAGE, "village_leader"),
    ]
    path = tmp_path / "county.book"
    with Book.create(path, role="county", name="演示县", division="441690", passphrase=PASSPHRASE) as county:
        with county.write("test") as ledger:
            for place, role in levels:
                ledger.save(PlaceResponsibility(division=place, role=role, name="陈书记", start=START))
        with county.read() as reader:
            assert [(one.division, one.role) for one in reader.find(PlaceResponsibility)] == levels


def test_every_value_says_who_wrote_it_when_and_on_which_device(run: Any, book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        ledger.save(home.but(persons=4))
    book.close()
    told = run("record", "show", book.path, "household", home.household_code, "--history")["history"]
    (line,) = [one for one in told if one["field"] == "persons"]
    assert line["value"] == 4
    assert all(line[name] for name in ("actor", "clock", "device", "command"))


def test_a_county_group_has_members_with_posts_of_the_county(run: Any, book: Book) -> None:
    book.close()
    path = book.path
    group = run("record", "new", path, "work_team", "division=441690101", "type=county_group", "name=驻县工作组")["id"]
    told = ("name=林干部", f"team={group}", "roles=group_head", "concurrent_post=县发展和改革局副局长")
    made = run("record", "new", path, "cadre", f"village_code={VILLAGE}", *told)["id"]
    found = run("record", "list", path, "cadre", "--where", f"team={group}")["records"]
    assert [(one["id"], one["concurrent_post"]) for one in found] == [(made, "县发展和改革局副局长")]


def test_a_term_that_ends_early_wants_its_reason(book: Book) -> None:
    with book.write("test") as ledger:
        cadre = ledger.save(Cadre(village_code=VILLAGE, name="林干部", start=START))
        with pytest.raises(Refusal) as refused:
            end_term(ledger, cadre, date(2017, 3, 1), " ")
        assert refused.value.code == "why.missing"
        ended = end_term(ledger, cadre, date(2017, 3, 1), "不胜任，调整")
    assert (ended.end, ended.end_reason) == (date(2017, 3, 1), "不胜任，调整")


def test_a_unit_names_its_leading_group_its_deputy_and_one_liaison(book: Book) -> None:
    facts = {"leading_group_head": "张局长", "deputy": "李副局长", "liaison": "王科员", "phone": "0660-3320001"}
    with book.write("test") as ledger:
        ledger.save(AssistingUnit(village_code=VILLAGE, name="市教育局", **facts))
    with book.read() as reader:
        unit = reader.find(AssistingUnit)[0]
    assert {name: getattr(unit, name) for name in facts} == facts


@pytest.mark.parametrize("service", ["finance_station", "cash_point", "credit_village", "ecommerce_point"])
def test_villages_that_lack_a_service_are_found(run: Any, book: Book, service: str) -> None:
    with book.write("test") as ledger:
        for number, has in ((200, True), (201, False), (202, None)):
            ledger.save(Village(code=f"441690101{number}", name=f"{number}村", **{service: has}))
    book.close()
    found = run("record", "list", book.path, "village", "--where", f"{service}=否")["records"]
    assert [one["name"] for one in found] == ["201村"]
