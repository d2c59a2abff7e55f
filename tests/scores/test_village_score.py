"""The score of a village: eight rows from measured indicators or the register of today; indicators at the door."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.declared.score import Mark, Score
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.scores.model import VillageIndicator
from fupin_desktop.scores.scale import scale_of
from fupin_desktop.scores.trend import village_trend
from fupin_desktop.scores.village_facts import gather_village
from fupin_desktop.scores.village_score import village_score
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.findings import findings
from fupin_desktop.villages.model import NaturalVillage, Village

from .conftest import DAY, VILLAGE, partial

GOOD = {
    "incidence": "2",
    "funds": "300000",
    "road200": "100",
    "water": "100",
    "power": "100",
    "tv": "100",
    "broadband": "100",
    "clinic": "1",
    "doctor": "1",
}


def indicator(code: str, value: str, on: date = DAY, **more: Any) -> VillageIndicator:
    return VillageIndicator(village_code=VILLAGE, code=code, value=Decimal(value), measured_on=on, **more)


def score(book: Book, day: date = DAY, today: date | None = None) -> Score:
    with book.read() as reader:
        village = reader.find(Village)[0]
        facts = gather_village(reader, village)
        return village_score(facts, scale_of(reader, VILLAGE)(day), today=today or DAY)


def marks(found: Score) -> dict[str, Mark]:
    return {mark.name: mark for mark in found.marks}


@pytest.fixture
def village(book: Book) -> Village:
    with book.write("test") as ledger:
        return ledger.save(Village(code=VILLAGE, name="演示一甲村"))


def test_a_village_that_meets_every_target_has_a_hundred(book: Book, village: Village) -> None:
    with book.write("test") as ledger:
        ledger.save_all(indicator(code, value) for code, value in GOOD.items())
    found = score(book)
    assert (found.total, found.reached, found.unknown) == (10_000, True, ())


@pytest.mark.parametrize(
    ("code", "value", "points", "in_part"),
    [
        ("incidence", "2.01", 0, 0),  # 2%以下 includes 2
        ("funds", "150000", 1000, 1000),  # always in proportion, C02
        ("funds", "900000", 2000, 2000),
        ("water", "99.99", 0, 999 + 1),  # 9.999 goes up
        ("broadband", "50", 0, 500),
        ("clinic", "0", 0, 0),
        ("doctor", "0", 0, 0),
    ],
)
def test_each_row_at_its_target(book: Book, village: Village, code: str, value: str, points: int, in_part: int) -> None:
    with book.write("test") as ledger:
        ledger.save_all(indicator(name, good) for name, good in {**GOOD, code: value}.items())
    row = "clinic" if code == "doctor" else code
    assert marks(score(book))[row].score == points
    partial(book, "yes")
    assert marks(score(book))[row].score == in_part
    if row != "clinic":
        assert f"{in_part / 100:.2f}" in marks(score(book))[row].worked


def test_the_register_answers_for_today_and_a_measured_value_comes_first(book: Book, village: Village) -> None:
    with book.write("test") as ledger:
        known = ledger.save(village.but(registered_population=200, households=50, unsafe_water_households=5, clinics=1))
        ledger.save(
            Household(household_code=VILLAGE + "20160001", village_code=VILLAGE, persons=4, status="registered")
        )
        for name, people, paved in (("上屋", 200, True), ("下屋", 199, False)):
            ledger.save(NaturalVillage(village_code=VILLAGE, name=name, population=people, road_hardened=paved))
    found = marks(score(book))
    assert (found["incidence"].score, found["incidence"].reached) == (2000, True)  # 4 of 200 are 2 %
    assert (found["water"].score, found["water"].reached) == (0, False)
    assert found["road200"].score == 1000  # 199 people are no target
    assert found["clinic"].score is None  # nobody said how many doctors
    assert marks(score(book, date(2018, 6, 30)))["incidence"].score is None  # the register knows of today alone
    with book.write("test") as ledger:
        ledger.save(indicator("incidence", "2.5"))
        ledger.save(known.but(doctors=1))
    assert marks(score(book))["incidence"].score == 0
    assert marks(score(book))["clinic"].score == 1000


def test_the_village_s_own_target_counts_and_months_follow_the_measures(book: Book, village: Village) -> None:
    with book.write("test") as ledger:
        ledger.save(indicator("incidence", "5", date(2016, 12, 31)))
        ledger.save(indicator("incidence", "1.5", date(2017, 2, 28), target=Decimal(1)))
    with book.read() as reader:
        trend = village_trend(reader, reader.find(Village)[0], date(2018, 6, 1))
    assert [(one.day, one.marks[0].score) for one in trend.scores] == [
        (date(2016, 12, 31), 0),
        (date(2017, 1, 31), 0),
        (date(2017, 2, 28), 0),  # 1.5 against the village's own 1
        (date(2018, 6, 1), 0),
    ]


def beside(found: Score) -> dict[str, Mark]:
    return {mark.name: mark for mark in found.beside}


@pytest.mark.parametrize(("income", "reached"), [("9820", True), ("9819.99", False)])
def test_the_villagers_income_stands_against_the_years_line(
    book: Book, village: Village, income: str, reached: bool
) -> None:
    with book.write("test") as ledger:
        ledger.save(indicator("income_pc", income))
    line = beside(score(book))["exit_line"]
    assert line.reached is reached  # 不低于 includes the line
    assert "estimate" in line.target
    assert score(book).total is None  # it brings no points
    # 60 % of the income of 2016, once that is known
    assert beside(score(book, date(2016, 12, 31)))["exit_line"].target == "≥ 8,707.32 元"


@pytest.mark.parametrize(
    ("income", "poor", "holds"),
    [("8399.99", "5", True), ("8400", "5", False), ("8399.99", "4.99", False)],  # 8,400 at 105 is 8,000
)
def test_a_poor_village_has_little_income_and_enough_poor_people(
    book: Book, village: Village, income: str, poor: str, holds: bool
) -> None:
    with book.write("test") as ledger:
        ledger.save(indicator("income_pc", income))
        ledger.save(indicator("incidence", poor))
    undecided = beside(score(book))["designation"]
    assert undecided.reached is None
    assert "index" in undecided.worked
    with book.write("test") as ledger:
        standing = Standing(begins=date(2018, 1, 1), ends=DAY)
        set_value(ledger, "price_index_2014", "105", why="统计公报", on=standing)
    assert beside(score(book))["designation"].reached is holds


def test_targets_of_nought_are_met(book: Book, village: Village) -> None:
    with book.write("test") as ledger:
        ledger.save_all(indicator(name, "0", target=Decimal(0)) for name in ("funds", "water"))
    assert (marks(score(book))["funds"].score, marks(score(book))["water"].score) == (2000, 1000)


@pytest.mark.parametrize(
    ("made", "code", "field"),
    [
        (indicator("water", "100.01"), "indicator.share", "value"),
        (indicator("water", "90", target=Decimal(101)), "indicator.share", "target"),
        (indicator("clinic", "0.5"), "indicator.number", "value"),
        (indicator("water", "90", date(2990, 1, 1)), "indicator.future", "measured_on"),
        (indicator("water", "90").but(village_code="44169010120"), "division.form", "village_code"),
    ],
)
def test_refused(book: Book, made: VillageIndicator, code: str, field: str) -> None:
    with pytest.raises(Refusal) as refused, book.write("test") as ledger:
        ledger.save(made)
    assert (refused.value.code, refused.value.where["field"]) == (code, field)


def test_a_second_value_of_one_day_is_refused(book: Book, village: Village) -> None:
    with book.write("test") as ledger:
        ledger.save(indicator("water", "90"))
    with pytest.raises(Refusal) as refused, book.write("test") as ledger:
        ledger.save(indicator("water", "91"))
    assert refused.value.code == "record.exists"


def test_on_the_command_line(run: Any, book: Book, village: Village) -> None:
    with book.write("test") as ledger:
        ledger.save_all(indicator(code, value) for code, value in GOOD.items())
        assert not list(findings(ledger, book.identity, DAY))
    book.close()
    told = run("score", "village", book.path, VILLAGE, "--date", DAY)
    assert (told["score"], told["complete"], told["reached"]) == ("100.00", True, True)
    row = next(one for one in told["marks"] if one["name"] == "funds")
    assert (row["worked"], row["source"]) == ("300,000.00 ≥ 300,000: 20.00", "省扶贫信息平台预警规则 C04")
    refused = run(
        "record",
        "new",
        book.path,
        "village_indicator",
        f"village_code={VILLAGE}",
        "code=water",
        "measured_on=2018-01-01",
        "value=101",
        code=1,
    )
    assert refused["refused"]["code"] == "indicator.share"
