"""What of the clauses on houses no other test shows whole: whom to help first, the area, the planner, guarantees."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from fupin_desktop.casework.ranks import ranks_of
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.housing.path import PATH
from fupin_desktop.kinds import make
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.gaps import gap_count, gap_named
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.lists.cases import CasesWanted, case_ids
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.villages.model import Village

ONE, COUNTY = "441690101200", "441690"
SINCE = Standing(begins=date(2017, 1, 1), clause="三")


@pytest.fixture
def ledger(book: Book) -> Iterator[BookLedger]:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", town="甲镇", is_poor_village=True))
        for serial in (1, 2, 3):
            ledger.save(
                Household(
                    household_code=f"{ONE}2016000{serial}", village_code=ONE, status="registered", persons=5,
                    house_danger_grade=("C", "D", None)[serial - 1],
                )
            )  # fmt: skip
        yield ledger


def opened(ledger: BookLedger, at: int = 0, **facts: object) -> HousingCase:
    made = make(ledger, HousingCase(household=ledger.find(Household)[at].id, year_plan=2017, **facts))
    assert isinstance(made, HousingCase)
    return made


def told(ledger: BookLedger, known: int) -> str:
    return " ".join(list(ledger.warnings)[known:])


def test_who_comes_under_the_scheme_is_a_priority_and_no_bar(ledger: BookLedger) -> None:
    """002 §10 以…为重点: another dwelling, a house not lived in, grade B are told, and nobody is turned away (W4)."""
    case = opened(ledger, danger_grade="B", sole_dwelling=False, long_term_resident=False)
    said = told(ledger, 0)
    assert case.id is not None
    assert all(words in said for words in ("only dwelling", "for long", "Grade B"))
    assert case.subsidy_class == "registered"
    assert opened(ledger, 1, scattered_wubao=True, sole_dwelling=True).subsidy_class == "wubao"


def test_the_area_is_kept_by_a_parameter_of_the_county(ledger: BookLedger) -> None:
    case = opened(ledger, danger_grade="D")
    known = len(list(ledger.warnings))
    case = ledger.save(case.but(area_after=Decimal(90)))
    assert told(ledger, known) == "", "five persons by 18 m²"
    set_value(ledger, "housing_area_person", "15", why="县实施方案", on=SINCE)
    known = len(list(ledger.warnings))
    ledger.save(ledger.get(HousingCase, case.id).but(area_after=Decimal("75.01")))
    assert "75 m²" in told(ledger, known)
    wanted = asked(ledger, ledger.division, ledger.today)
    assert gap_count(gap_named("housing_over_area"), wanted, ledger) == 1


def test_the_planner_is_asked_before_the_agreement(ledger: BookLedger) -> None:
    """村庄规划指导、建筑风貌管控: yes or no, with the planner's words."""
    stage = PATH.stage("agreement_signed")
    assert stage is not None
    assert {"plan_checked", "plan_note"} <= set(stage.asks)
    case = opened(ledger, danger_grade="D")
    kept = ledger.save(case.but(plan_checked=True, plan_note="坡屋顶、白墙，符合村庄规划"))
    assert (kept.plan_checked, kept.plan_note) == (True, "坡屋顶、白墙，符合村庄规划")


def test_school_and_insurance_are_alerts_and_the_most_endangered_come_first(ledger: BookLedger) -> None:
    """003 (六)4: a child out of school, a person without insurance; houses in the order that the county says."""
    home = ledger.find(Household)[0]
    for name, born, facts in (
        ("张小小", date(2007, 3, 1), {"school_state": None, "medical_resident": True}),
        ("张三", date(1970, 3, 1), {"medical_resident": None}),
    ):
        relation = "01" if name == "张三" else "02"
        member = ledger.save(Member(household=home.id, name=name, relation=relation, birth_date=born))
        ledger.save(MemberYear(member=member.id, year=2017, **facts))
    wanted = asked(ledger, ledger.division, ledger.today)
    counts = {name: gap_count(gap_named(name), wanted, ledger) for name in ("not_at_school", "no_medical")}
    assert counts == {"not_at_school": 1, "no_medical": 1}
    assert gap_count(gap_named("danger_no_case"), wanted, ledger) == 2
    grade_c, grade_d = opened(ledger, 0, danger_grade="C"), opened(ledger, 1, danger_grade="D")
    no_house = opened(ledger, 2, mode="new_homeless")
    for parts, begins, expected in (
        ("危房等级、无房户、人均收入低", date(2017, 1, 1), [grade_d.id, grade_c.id, no_house.id]),
        ("无房户、危房等级", date(2017, 6, 1), [no_house.id, grade_d.id, grade_c.id]),
    ):
        set_value(ledger, "housing_order", parts, why="县实施方案", on=Standing(begins=begins, clause="三"))
        ranks = ranks_of(ledger, HousingCase, ledger.division, ledger.today)
        assert case_ids(ledger, HousingCase, ["applied"], CasesWanted(ranks=ranks)) == expected
