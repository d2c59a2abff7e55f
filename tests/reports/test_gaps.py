"""Gap lists: each names exactly those it should, at its limits too; the number and the list are one."""

from datetime import date
from typing import Any

import pytest

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.kinds import FEATURE_GAPS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.plans.commands import cancel_measure, copy_year, set_measure
from fupin_desktop.reports.asked import Asked
from fupin_desktop.reports.asked import asked as asked_of
from fupin_desktop.reports.gaps import GAPS, gap_count, gap_figure, gap_named
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.read.reading import Reader

from .conftest import SCATTERED, A, B, home

ONE, TWO, THREE, FIVE = f"{A}20160001", f"{A}20160002", f"{B}20160003", f"{SCATTERED}20160005"
FACTS = {"project8": "1", "batch5": "1", "category": "business"}


def named(reader: Reader, name: str, asked: Asked) -> list[str]:
    """What a list names: codes of households, names of members and cadres, codes of cases' households."""
    figure = gap_figure(GAPS[name], asked)
    found = reader.select(figure.behind)
    assert figure.value(reader) in (len(found), None)
    assert gap_count(GAPS[name], asked, reader) == figure.value(reader)
    return [_called(reader, one) for one in found]


def _called(reader: Any, record: Any) -> str:
    if isinstance(record, Household):
        return record.household_code or ""
    if hasattr(record, "name"):
        return record.name or ""
    return reader.get(Household, record.household).household_code or ""


EXPECTED: dict[str, list[str]] = {
    "no_plan": [FIVE],
    "no_measure": [TWO, FIVE],
    "no_cadre": [FIVE],  # the duty for the second ends today and still holds, that for the fifth ended yesterday
    "no_cause": [TWO, FIVE],
    "no_income": [],
    "under_line": [TWO],  # by a fen; the fifth stands exactly on the line
    "no_medical": ["青年"],
    "no_pension_insurance": [],
    "sixty_no_pension": ["老人"],  # 60 on that very day
    "no_allowance": [],
    "not_at_school": [],  # the child's household has exited
    "no_visit": [THREE, FIVE],  # the fifth was called at 366 days ago
    "same_id": ["小小", "老人"],
    "danger_no_case": [],
    "no_photographs": [ONE, THREE],
}


def test_each_list_names_those_it_should(county: Book, asked: Asked) -> None:
    with county.read() as reader:
        assert {name: named(reader, name, asked) for name in EXPECTED} == EXPECTED


def test_every_list_is_tried() -> None:
    brought = {gap.name for gap in FEATURE_GAPS}  # each tried with its feature
    assert EXPECTED.keys() | {"cadre_over_cap"} == GAPS.keys() - brought


def _second_duty(ledger: Any) -> None:
    cadre, made = ledger.find(Cadre)[0], home(ledger, A, 6)
    ledger.save(Responsibility(household=made.id, cadre=cadre.id, role="household_cadre", start=date(2017, 1, 1)))


def test_a_cadre_with_too_many_is_named_and_one_at_the_cap_is_not(county: Book, asked: Asked) -> None:
    # One of two duties is for a household that exited: it takes none of the cap
    with county.write("test") as ledger:
        assert named(ledger, "cadre_over_cap", asked) == []
        _second_duty(ledger)
        assert named(ledger, "cadre_over_cap", asked) == ["干部甲"]


def test_a_measure_counts_when_the_household_was_asked_and_it_goes_on(county: Book, asked: Asked) -> None:
    with county.write("test") as ledger:
        two = next(one for one in ledger.find(Household, household_code=TWO))
        five = next(one for one in ledger.find(Household, household_code=FIVE))
        set_measure(ledger, household=two.id, year=2016, content="养鸡", **FACTS)
        copy_year(ledger, from_year=2016, to_year=2017)  # to be confirmed
        given_up = set_measure(ledger, household=five.id, year=2017, content="养鸭", **FACTS)
        cancel_measure(ledger, given_up, "搬走")
        assert named(ledger, "no_measure", asked) == [TWO, FIVE]
        set_measure(ledger, household=two.id, year=2017, content="养鱼", **FACTS)
        assert named(ledger, "no_measure", asked) == [FIVE]


LIMITS: list[tuple[str, date, dict[str, Any], bool]] = [
    ("not_at_school", date(2010, 12, 31), {}, True),  # seven on that day
    ("not_at_school", date(2011, 1, 1), {}, False),
    ("not_at_school", date(2002, 1, 1), {"school_state": "1"}, True),  # fifteen
    ("not_at_school", date(2001, 12, 31), {}, False),  # sixteen
    ("not_at_school", date(2008, 1, 1), {"school_state": "3"}, False),
    ("no_pension_insurance", date(2001, 12, 31), {}, True),
    ("no_pension_insurance", date(2002, 1, 1), {}, False),
    ("no_pension_insurance", date(1958, 1, 1), {}, True),  # 59
    ("no_pension_insurance", date(1990, 1, 1), {"school_state": "16"}, False),
    ("no_pension_insurance", date(1990, 1, 1), {"pension_employee": True}, False),
    ("sixty_no_pension", date(1958, 1, 1), {}, False),
    ("sixty_no_pension", date(1940, 2, 29), {"pension_receiving": True}, False),
    ("no_medical", date(1990, 1, 1), {"medical_employee": True}, False),
    ("no_medical", date(1990, 1, 1), {"medical_resident": False}, True),
]


def test_ages_and_facts_at_their_limits(county: Book, asked: Asked) -> None:
    for name, born, facts, is_named in LIMITS:
        with county.write("test", rehearse=True) as ledger:
            two = ledger.find(Household, household_code=TWO)[0]
            made = ledger.save(Member(household=two.id, name="新人", relation="10", birth_date=born))
            ledger.save(MemberYear(member=made.id, year=2017, **facts))
            assert ("新人" in named(ledger, name, asked)) is is_named, (name, born, facts)


def test_who_is_unable_to_work_and_has_no_allowance(county: Book, asked: Asked) -> None:
    with county.write("test") as ledger:
        home(ledger, A, 7, labour_class="none", attribute="1")
        home(ledger, A, 8, labour_class="none", attribute="2")
        nine = home(ledger, A, 9, labour_class="none")
        person = ledger.find(Member, household=nine.id)[0]
        ledger.save(MemberYear(member=person.id, year=2017, dibao=True))
        assert named(ledger, "no_allowance", asked) == [f"{A}20160007"]


def test_a_dangerous_house_needs_a_case_that_goes_on(county: Book, asked: Asked) -> None:
    with county.write("test") as ledger:
        home(ledger, B, 7, house_danger_grade="C")
        home(ledger, B, 8, house_danger_grade="B")
        two = ledger.find(Household, household_code=TWO)[0]
        case = ledger.find(HousingCase, household=two.id)[0]
        ledger.save(case.but(stage="withdrawn", ended_why="另建"), managed=("stage",))
        assert named(ledger, "danger_no_case", asked) == [TWO, f"{B}20160007"]


def test_nothing_known_is_not_nought(county: Book) -> None:
    with county.read() as reader:
        later = asked_of(reader, "441690101", date(2026, 11, 27))
        counts = {name: gap_count(gap, later, reader) for name, gap in GAPS.items()}
    assert counts["no_medical"] is None  # nobody has facts of 2026
    assert counts["under_line"] is None  # no line of 2025
    assert counts["cadre_over_cap"] is None  # no cap in this county
    assert counts["no_plan"] == 1


def test_on_the_command_line(run: Any, county: Book) -> None:
    county.close()
    told = run("gaps", county.path, "--period", 2017)
    assert {one["name"] for one in told["gaps"]} == GAPS.keys()
    assert next(one["count"] for one in told["gaps"] if one["name"] == "no_plan") == 1
    found = run("gaps", county.path, "same_id", "--period", 2017)
    assert found["count"] == 2
    assert [one["id_no"] for one in found["records"]] == ["＊＊＊", "＊＊＊"]
    listed = run("record", "list", county.path, "member", "--selection", found["selection"])["records"]
    assert [one["id"] for one in listed] == [one["id"] for one in found["records"]]
    fewer = run("record", "list", county.path, "member", "--selection", found["selection"], "--where", "name=老人")
    assert len(fewer["records"]) == 1
    for kind, text, code in (
        ("household", found["selection"], "selection.kind"),
        ("member", "{", "selection.form"),
        ("member", '{"kind": "member", "where": [{"type": "equal", "field": "x", "value": 1}]}', "field.unknown"),
        ("member", '{"kind": "member", "where": [{"type": "linked", "kind": "x", "field": "y"}]}', "kind.unknown"),
    ):
        assert run("record", "list", county.path, kind, "--selection", text, code=1)["refused"]["code"] == code
    assert run("gaps", county.path, "nothing", code=1)["refused"]["code"] == "gap.unknown"
    refused = run("gaps", county.path, "cadre_over_cap", code=1)["refused"]
    assert (refused["code"], refused["where"]) == ("gap.limit", {"parameter": "cadre_household_cap"})


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(Refusal):
        gap_named("nothing")
