"""Which houses come first: the longest waiting, unless a county orders them by grade, no house, income."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from fupin_desktop.casework.missing import cases_lacking
from fupin_desktop.casework.ranks import ranks_of
from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history import twins
from fupin_desktop.store.lists.cases import CasesWanted, case_ids, case_rows, count_stages
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.villages.model import Village

ONE, TWO = "441690101200", "441690101201"
DAY = date(2017, 6, 30)
# Name of the case, its grade, way, since, wage of the newest year in fen, persons
HOUSES = (
    ("a", "C", "repair", 1, 400_000, 2),
    ("b", "D", "rebuild", 2, 900_000, 3),
    ("c", None, "new_homeless", 3, 100_000, 1),
    ("d", "D", "rebuild", 4, 500_000, 5),
    ("e", "C", "repair", None, None, 2),
)


@pytest.fixture
def ledger(book: Book) -> Iterator[BookLedger]:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        for code in (ONE, TWO):
            ledger.save(Village(code=code, name=code[-1], town="甲镇"))
        for number, (name, grade, mode, since, wage, persons) in enumerate(HOUSES):
            village = TWO if name == "e" else ONE
            home = ledger.save(Household(household_code=f"{village}2016000{number}", village_code=village))
            if wage is not None:
                ledger.save(IncomeYear(household=home.id, year=2016, persons=persons, wage=wage))
                ledger.save(IncomeYear(household=home.id, year=2015, persons=1, wage=1))
            day = date(2017, 1, since) if since else None
            case = HousingCase(household=home.id, year_plan=2017, stage="applied", stage_on=day, remark=name)
            ledger.save(case.but(danger_grade=grade, mode=mode), managed=("stage", "stage_on"))
        yield ledger


def order(ledger: BookLedger, wanted: CasesWanted | None = None) -> str:
    ranks = ranks_of(ledger, HousingCase, ledger.division, ledger.today)
    names = {one.id: one.remark or "" for one in ledger.find(HousingCase)}
    found = case_ids(ledger, HousingCase, ["applied"], wanted or CasesWanted(ranks=ranks))
    return "".join(names[id] for id in found)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (None, "abcde"),
        ("危房等级", "bdaec"),
        ("无房户", "cabde"),
        ("人均收入低", "cdabe"),
        ("危房等级、无房户、人均收入低", "dbaec"),
        ("无房户、危房等级、人均收入低", "cdbae"),
    ],
)
def test_the_order_is_the_countys(ledger: BookLedger, chosen: str | None, expected: str) -> None:
    """Per head: a 2,000, b 3,000, c 1,000, d 1,000 yuan; of e nobody knows, so it comes last by income."""
    if chosen is not None:
        since = Standing(begins=date(2017, 1, 1), clause="三")
        set_value(ledger, "housing_order", chosen, why="县实施方案", on=since)
    assert order(ledger) == expected


def test_a_page_keeps_the_order_and_the_heads(ledger: BookLedger) -> None:
    rows = case_rows(ledger, HousingCase, ["applied"], CasesWanted(), limit=2)
    assert [row.id for row in rows] == case_ids(ledger, HousingCase, ["applied"])[:2]


def test_income_of_joined_twins_counts_for_the_one_that_stands(ledger: BookLedger) -> None:
    set_value(ledger, "housing_order", "人均收入低", why="县", on=Standing(begins=date(2017, 1, 1), clause="三"))
    homes = ledger.find(Household)
    twins.join(ledger, [homes[0], homes[2]], "同一户")
    assert order(ledger)[0] in "ac"


def test_narrowed_by_village_fact_and_what_is_lacking(ledger: BookLedger) -> None:
    assert count_stages(ledger, HousingCase, CasesWanted(TWO)) == {"applied": 1}
    assert count_stages(ledger, HousingCase, CasesWanted(facts=(("danger_grade", "D"),))) == {"applied": 2}
    assert order(ledger, CasesWanted(facts=(("danger_grade", "C"), ("mode", "repair")))) == "ae"
    assert order(ledger, CasesWanted(ids=frozenset())) == ""
    cases = ledger.find(HousingCase)
    assert len(cases_lacking(ledger, cases, "case.photos", DAY)) == len(HOUSES)
    assert cases_lacking(ledger, cases, "case.sum", DAY) == []
    late = ledger.save(cases[1].but(planned_start=date(2017, 6, 29)))
    assert [one.id for one in cases_lacking(ledger, ledger.find(HousingCase), "case.late", DAY)] == [late.id]
