"""Selections: SQL and a count by hand agree over small books; counts, groups and lists agree with each other."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.incomes.rules import DISPOSABLE
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared.figure import Count, Figure, Part, Share, Tally
from fupin_desktop.ledger.declared.selection import (
    ALL,
    COUNTED,
    VISIBLE,
    AmountIs,
    Between,
    Both,
    Either,
    Equal,
    Leads,
    Linked,
    Matched,
    Named,
    OneOf,
    Selection,
    Shared,
    Under,
    Unless,
    as_of,
    from_json,
    to_json,
)
from fupin_desktop.ledger.declared.standing import division_path, in_division
from fupin_desktop.plans.model import HouseholdPlan
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history.twins import join
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.model import Visit
from tests.store.counted_by_hand import World

VILLAGES = ("441690101200", "441690101201", "441690102200")
MANY = 14
PASSPHRASE = "wu ge pin yin ci"

# --- small books -----------------------------------------------------------------------------------------------------

SMALL = st.integers(0, 3)
HOMES = st.fixed_dictionaries(
    {
        "village": st.integers(0, 2), "status": st.sampled_from(["registered", "exited", "merged", "returned"]),
        "cause": st.sampled_from([None, "01", "02"]), "farmland": st.sampled_from([None, "0.5", "10", "9.25"]),
        "away": st.sampled_from([None, None, None, "排除", "kept", "→441690103200"]),
        "people": st.lists(
            st.tuples(st.sampled_from([None, None, "died", "born"]), st.sampled_from([None, "a", "b"]), SMALL),
            max_size=3,
        ),
        "income": st.sampled_from([None, (100, None), (None, 40), (0, 10), (700_00, 5)]),
        "visits": st.lists(st.tuples(st.sampled_from(["daily", "led"]), SMALL), max_size=2),
        "plan": st.booleans(), "cadres": st.lists(SMALL, max_size=2), "case": st.booleans(),
    }
)  # fmt: skip
BOOKS = st.tuples(st.lists(HOMES, min_size=2, max_size=5), st.lists(st.tuples(SMALL, SMALL), max_size=3))


def fill(ledger: BookLedger, homes: list[dict[str, Any]], joins: list[tuple[int, int]]) -> None:
    """Everything that hides, joins and ends records happens."""
    for at, code in enumerate(VILLAGES):
        ledger.save(Village(code=code, name=f"村{at}", is_poor_village=(True, False, None)[at]))
    cadres = [ledger.save(Cadre(village_code=VILLAGES[0], name=f"干部{n}")) for n in range(4)]
    made = [_home(ledger, at, home, cadres) for at, home in enumerate(homes)]
    for one, other in joins:
        if one != other and max(one, other) < len(made):
            join(ledger, [made[one], made[other]], "同一户")
    for home, record in zip(homes, made, strict=True):
        if home["away"] is not None:
            why = "排除" if home["away"] == "kept" else home["away"]
            ledger.connection.exec_driver_sql("UPDATE household SET away=? WHERE id=?", (why, record.id))
        if home["away"] == "kept":
            ledger.connection.exec_driver_sql("INSERT INTO kept VALUES (?, 'household', 0)", (record.id,))


def _home(ledger: Any, at: int, facts: dict[str, Any], cadres: list[Cadre]) -> Household:
    code = VILLAGES[facts["village"]]
    home = ledger.save_all([
        Household(household_code=f"{code}2016{at:04}", village_code=code, status=facts["status"],
                  cause_main=facts["cause"], farmland=facts["farmland"] and Decimal(facts["farmland"])),
    ], managed=("status",))[0]  # fmt: skip
    for number, (change, id_no, year) in enumerate(facts["people"]):
        person = Member(household=home.id, name="甲", relation="01" if number == 0 else "20", change_type=change,
                        id_no=id_no, birth_date=date(2000 + year, 1, 1))  # fmt: skip
        person = ledger.save_all([person], managed=("change_type",))[0]
        if year:
            ledger.save_all([MemberYear(member=person.id, year=2015 + year, dibao=bool(year % 2))])
    if facts["income"] is not None:
        wage, part = facts["income"]
        income = IncomeYear(household=home.id, year=2016, persons=2, wage=wage, dibao_money=part, transfer_paid=3)
        ledger.save_all([income], managed=("transfer_paid",))
    for kind, day in facts["visits"]:
        visit = Visit(household=home.id, date=date(2017, 1, day + 1), type=kind, visitors=("甲", "乙"), findings="好")
        ledger.save_all([visit])
    if facts["plan"]:
        ledger.save_all(
            [HouseholdPlan(household=home.id, wish="养鸡", cause_analysis="缺资金", planned_exit_year=2018)]
        )
    for at_cadre in dict.fromkeys(facts["cadres"]):
        duty = Responsibility(
            household=home.id, cadre=cadres[at_cadre].id, role="household_cadre", start=date(2016, 1, 1)
        )
        ledger.save_all([duty])
    if facts["case"]:
        ledger.save_all([HousingCase(household=home.id, year_plan=2016, stage="applied")], managed=("stage",))
    return home


# --- selections ------------------------------------------------------------------------------------------------------

LINES: dict[str, Any] = {
    "household": st.sampled_from([
        Equal("status", "exited"), Equal("cause_main", None), OneOf("cause_main", ("01", None)),
        Between("farmland", "0.5", "9.5"), Between("farmland", low="9.3"), Under("village_code", "441690101"),
        Linked("household_plan", "household"), Linked("household_plan", "household", least=0, most=0),
        Linked("member", "household", (Equal("id_no", "a"),)), Linked("member", "household", least=2),
        Linked("member", "household", (Linked("member_year", "member", (Equal("dibao", 1),)),)),
        Linked("visit", "household", (Between("date", low="2017-01-02"),), least=0, most=0),
        Linked("income_year", "household", (AmountIs(DISPOSABLE, below=50, per="persons"),)),
        Linked("responsibility", "household", as_of(date(2017, 6, 3), "start", "end"), most=1),
        Matched("visit", (("household", "id"),), (Equal("type", "led"),), least=2, distinct="date"),
    ]),
    "member": st.sampled_from([
        Shared("id_no"), Equal("relation", "01"), Leads("household", (Equal("status", "registered"),)),
        Matched("visit", (("household", "household"), ("visitors", "name"))),
        Matched("visit", (("household", "household"),), named=(("visitors", "name"),)),
        Matched("member", (("id_no", "id_no"),), least=2),
        Between("birth_date", "2001-01-01", "2002-06-01"), Linked("member_year", "member", (Equal("year", 2016),)),
    ]),
    "member_year": st.sampled_from([
        Equal("dibao", 1), Leads("member", (Leads("household", (Under("village_code", "441690101200"),)),)),
    ]),
    "visit": st.sampled_from([
        Equal("type", "led"), Equal("visitors", "甲"), Equal("visitors", "丙"),
        Named("visitors", ("\u3000乙 ", "丁")), Named("visitors", ("", " ")),
        Leads("household", (Equal("cause_main", None),)), Between("date", high="2017-01-02"),
        Matched("visit", (("household", "household"), ("date", "date")), least=2),
        Matched("cadre", (("village_code", "household.village_code"),), least=0, most=0),
    ]),
    "income_year": st.sampled_from([
        AmountIs(DISPOSABLE), AmountIs(DISPOSABLE, low=0, below=20), AmountIs(DISPOSABLE, low=10, per="persons"),
    ]),
    "cadre": st.sampled_from([
        Linked("responsibility", "cadre", least=2, distinct="household"),
        Matched("member", (), (Equal("sex", None),), named=(("name", "name"),)),
        Matched("cadre", (), named=(("name", "name"),), least=2),
        Linked("responsibility", "cadre", (Leads("household", (Equal("status", "registered"),)),), least=0, most=1),
    ]),
    "housing_case": st.sampled_from([Equal("stage", "applied"), Leads("household")]),
}  # fmt: skip


def conditions(kind: str) -> st.SearchStrategy[Any]:
    plain = LINES[kind]
    several = st.lists(plain, min_size=1, max_size=2).map(tuple)
    return st.one_of(plain, several.map(Unless), several.map(Either), several.map(Both))


SELECTIONS = st.sampled_from(sorted(LINES)).flatmap(
    lambda kind: st.builds(
        Selection,
        st.just(kind),
        st.lists(conditions(kind), max_size=2).map(tuple),
        standing=st.sampled_from([VISIBLE, COUNTED, ALL]),
    )
)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """One book for all examples: each is a rehearsal in it, and leaves nothing."""
    path = tmp_path_factory.mktemp("small") / "county.book"
    with Book.create(path, role="county", name="演示县", division="441690", passphrase=PASSPHRASE) as made:
        yield made


# An example takes a tenth of a second and says what it is of: made smaller it would take minutes
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(BOOKS, st.lists(SELECTIONS, min_size=MANY, max_size=MANY))
def test_sql_and_a_count_by_hand_agree(county: Book, made: tuple[Any, Any], selections: list[Selection]) -> None:
    with county.write("test", rehearse=True) as ledger:
        fill(ledger, *made)
        reader = Reader(ledger.connection)
        world = World(reader.connection, reader.text_of)
        whole = [Selection(kind, standing=way) for kind in LINES for way in (VISIBLE, COUNTED, ALL)]
        for selection in (*whole, *selections):
            expected = world.chosen(selection)
            assert {one.id for one in reader.select(selection)} == expected, selection
            assert reader.count(selection) == len(expected)
            assert from_json(to_json(selection)) == selection
        _groups_add_up(reader, selections)


def _groups_add_up(reader: Reader, selections: list[Selection]) -> None:
    """Every figure over the villages is the sum of its villages', and each of these is its own figure's."""
    for selection in selections:
        path = division_path(KINDS, KINDS[selection.kind])
        part = selection.where[:1]
        for measure in (Count(), Part(part), Share(part)):
            found = reader.by(selection, path, measure)
            total = Tally()
            for code, tally in found.items():
                total = total.plus(tally)
                if code is not None:
                    alone = selection.having(*in_division(KINDS, KINDS[selection.kind], str(code)))
                    assert reader.tally(alone, measure) == tally
                    assert reader.count(Figure(alone, measure).behind) in (tally.part, tally.whole)
            assert total == reader.tally(selection, measure)
