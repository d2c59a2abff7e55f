"""Rows of the papers that the kinds of record serve by what they hold: categories, tags, roles, own part."""

from datetime import date

import pytest

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import words
from fupin_desktop.plans.commands import set_measure
from fupin_desktop.plans.model import YearMeasure
from fupin_desktop.store.book.book import Book
from fupin_desktop.visits.commands import log_visit

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
