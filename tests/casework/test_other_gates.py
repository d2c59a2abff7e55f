"""Gates of kinds of case to come: a paper, facts, a record, another case; and what a table says of ways."""

from datetime import date
from typing import Any

import pytest

from fupin_desktop.casework.gates import AnotherPerson, Facts, Kept, Lack, OtherCase, Paper, Total
from fupin_desktop.casework.path import ALWAYS, NEVER, Path, Side, Stage, but_ways, ways
from fupin_desktop.casework.standing import Look, Standing, StepPapers, in_order
from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase, HousingInspection, HousingStep
from fupin_desktop.kinds import make
from fupin_desktop.store.book.book import Book

VILLAGE = "441690101200"


@pytest.fixture
def case(book: Book) -> HousingCase:
    with book.write("test") as ledger:
        home = ledger.save(Household(household_code=f"{VILLAGE}20160001", village_code=VILLAGE, status="registered"))
        made = make(ledger, HousingCase(household=home.id, year_plan=2017, danger_grade="D"))
    assert isinstance(made, HousingCase)
    return made


def lack(
    book: Book,
    case: HousingCase,
    gate: Any,
    papers: StepPapers | None = None,
    actor: str = "",
    to: str = "town_checked",
) -> Lack | None:
    with book.read() as reader:
        today = book.wall().date()
        at = Standing(
            Look(reader, [case]), case, to, today, today, papers or StepPapers(), actor, book.identity.division
        )
        found: Lack | None = gate.lack(at)
        assert gate.gives(at) == {}
        return found


def code(found: Lack | None) -> str:
    return found.code if found is not None else ""


def test_a_paper(book: Book, case: HousingCase) -> None:
    assert code(lack(book, case, Paper())) == "case.paper"
    assert code(lack(book, case, Paper(), StepPapers(paper="  "))) == "case.paper"
    assert lack(book, case, Paper(), StepPapers(paper="甲府〔2017〕1号")) is None


def test_facts_are_named(book: Book, case: HousingCase) -> None:
    found = lack(book, case, Facts(("danger_grade", "mode", "appraiser")))
    assert found is not None
    assert (found.code, found.field) == ("case.facts", "mode")
    assert "Way of repair、Appraiser" in found.text
    assert lack(book, case, Facts(("danger_grade",))) is None


def test_a_record_that_leads_to_the_case(book: Book, case: HousingCase) -> None:
    assert code(lack(book, case, Kept("housing_inspection"))) == "case.record"
    with book.write("test") as ledger:
        make(
            ledger,
            HousingInspection(case=case.id, date=ledger.today, inspector="李工", points="合格", photos=["7" * 64]),
        )
    assert lack(book, case, Kept("housing_inspection")) is None


def test_a_sum_whose_amount_nobody_set(book: Book, case: HousingCase) -> None:
    found = lack(book, case, Total("housing_payment", "subsidy_amount"))
    assert found is not None
    assert (found.code, found.field) == ("case.sum", "subsidy_amount")


def test_nobody_is_the_same_person_before_somebody_acts(book: Book, case: HousingCase) -> None:
    gate = AnotherPerson("housing_inspection", who="inspector")
    with book.write("test") as ledger:
        make(
            ledger,
            HousingInspection(case=case.id, date=ledger.today, inspector="李工", points="合格", photos=["7" * 64]),
        )
    assert lack(book, case, gate, to="paid") is None
    assert code(lack(book, case, gate, actor="李工", to="paid")) == "step.same_person"
    assert lack(book, case, gate, actor="王工", to="paid") is None
    # the table says of which steps: of one it does not name, nobody is asked
    assert lack(book, case, gate, actor="李工") is None


def test_another_case_of_the_same_household(book: Book, case: HousingCase) -> None:
    gate = OtherCase("housing_case", ("accepted", "paid"))
    found = lack(book, case, gate)
    assert found is not None
    assert (found.code, "accepted" in found.text) == ("case.other", True)
    with book.write("test") as ledger:
        ledger.save(ledger.get(HousingCase, case.id or 0).but(stage="paid"), managed=("stage",))
    assert lack(book, case, gate) is None


def test_ways_of_a_path() -> None:
    assert ("x" in ALWAYS, "x" in NEVER, "x" in ways("x"), "x" in but_ways("x"), "" in but_ways("x")) == (
        *(True, False, True, False, True),
    )
    stages = (Stage(code="a"), Stage(code="b", optional=ways("x")), Stage(code="c", absent=ways("y")), Stage(code="d"))
    path = Path(name="p", stages=stages, sides=(Side(code="no"), Side(code="hm", ends=False)))
    assert [path.ahead("a", way) for way in (None, "x", "y")] == [("b",), ("b", "c"), ("b",)]
    assert path.ahead("b", "y") == ("d",)
    assert (path.first, path.closed, list(path.columns)) == ("a", ("d", "no"), ["a", "b", "c", "d"])
    assert path.next_after("hm", None, "b") == ("b", "no")
    assert path.next_after("no", None) == path.next_after("d", None) == ()
    assert path.next_after(None, None) == ("a", "no", "hm")


def test_steps_of_one_day_follow_each_other() -> None:
    day = date(2017, 5, 1)
    steps = [HousingStep(from_stage=left, to_stage=to, on=day) for left, to in (("b", "c"), (None, "a"), ("a", "b"))]
    assert [step.to_stage for step in in_order(steps)] == ["a", "b", "c"]
