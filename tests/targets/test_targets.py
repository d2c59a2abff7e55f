"""The numbers at the beginning, what came and went, the task against them, and the check by six points."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from fupin_desktop.duties.model import Cadre
from fupin_desktop.exits.model import ExitCase
from fupin_desktop.households.commands import BORN, change_household, set_status
from fupin_desktop.households.model import Household, Member
from fupin_desktop.kinds import make
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal, Said
from fupin_desktop.ledger.words import words
from fupin_desktop.plans.commands import set_measure
from fupin_desktop.plans.model import MeasureFunding
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import Asked, asked
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.gaps import gap_named
from fupin_desktop.reports.table import make_report
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.exchange.moving import move
from fupin_desktop.store.write.findings import findings
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.targets.counting import Counted, recorded_since
from fupin_desktop.targets.model import Baseline
from fupin_desktop.village_plans.model import PlanItem, VillagePlan
from fupin_desktop.village_projects.model import VillageProject
from fupin_desktop.villages.model import Village

TOWN, ONE, TWO = "441690101", "441690101200", "441690101201"
FIRST, DAY, TODAY = date(2016, 5, 1), date(2017, 3, 1), date(2017, 6, 30)
MEASURE = {"project8": "1", "batch5": "1", "category": "business", "content": "养鸡"}


@pytest.fixture
def ledger(book: Book) -> Iterator[BookLedger]:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        for code in (ONE, TWO):
            ledger.save(Village(code=code, name=f"村{code[-1]}", is_poor_village=True))
        yield ledger


def home(ledger: BookLedger, number: int, village: str = ONE, people: int = 2, **facts: object) -> Household:
    code = f"{village}2016{number:04}"
    made = Household(household_code=code, village_code=village, persons=people, entered_on=FIRST, cause_main="07")
    saved = ledger.save(made.but(**facts))
    for at in range(people):
        ledger.save(Member(household=saved.id, name=f"人{at}", relation="01" if at == 0 else "02"))
    return saved


def asks(ledger: BookLedger) -> Asked:
    return asked(ledger, TOWN, TODAY)


def told(ledger: BookLedger, report: str) -> dict[str, object]:
    table = make_report(report_named(report), asks(ledger), ledger, "甲镇")
    row = table.row_of("total")
    return {column.name: table.value(row, at) for at, column in enumerate(table.columns)}


def differences(ledger: BookLedger) -> list[str]:
    return [one for one in ledger.warnings if isinstance(one, Said) and one.code == "baseline.differs"]


def test_the_beginning_is_fixed_and_what_the_records_do_not_account_for_is_said(book: Book, ledger: BookLedger) -> None:
    first, second = home(ledger, 1), home(ledger, 2, people=3)
    base = make(ledger, Baseline(village_code=ONE, as_of=DAY, in_target=True))
    assert isinstance(base, Baseline)
    assert (base.households, base.persons) == (2, 5), "as the register stands"
    born = Member(name="小人", relation="03")
    change_household(ledger, first, type="increase", date=date(2017, 4, 1), member=born, member_change="born")
    second = ledger.get(Household, second.id or 0)
    change_household(ledger, second, type="closed", date=date(2017, 5, 1), why="全户迁出")
    ledger.warnings.clear()
    assert [one.code for one in findings(ledger, book.identity, TODAY, ["baseline"])] == []
    home(ledger, 3)  # entered, and no change of the register says that it came
    (found,) = findings(ledger, book.identity, TODAY, ["baseline"])
    assert found.code == "baseline.differs"
    assert "+1" in found.sentence
    assert "+2" in found.sentence


def test_who_moves_away_takes_along_what_changed_before_and_after(ledger: BookLedger) -> None:
    """A child born before the move and one after it: neither village has anything to account for."""
    mover = home(ledger, 1)
    home(ledger, 2)
    home(ledger, 1, TWO)
    for village in (ONE, TWO):
        make(ledger, Baseline(village_code=village, as_of=DAY, in_target=True))
    for born, move_to in ((date(2017, 4, 2), TWO), (date(2017, 5, 20), "")):
        child = Member(name="小明", sex="1", relation="03", birth_date=born)
        mover = ledger.get(Household, mover.id or Dot(0))
        change_household(ledger, mover, type="increase", date=born, member=child, member_change=BORN, why="新生儿")
        if move_to:
            move(ledger, ledger.get(Household, mover.id or Dot(0)), move_to, date(2017, 5, 1), "投靠子女")
    for village, counts in ((ONE, Counted(-1, -2)), (TWO, Counted(1, 4))):
        assert recorded_since(ledger, village, DAY) == counts


def test_what_is_no_beginning_is_refused(ledger: BookLedger) -> None:
    for wrong, code in (
        ({"as_of": date(2017, 7, 1)}, "day.ahead"),
        ({"village_code": ONE[:11]}, "division.village"),
        ({"persons": None}, "baseline.empty"),
    ):
        with pytest.raises(Refusal) as caught:
            ledger.save(Baseline(village_code=ONE, as_of=DAY, households=0, persons=0).but(**wrong))
        assert caught.value.code == code
    ledger.save(Baseline(village_code=ONE, as_of=DAY, households=0, persons=0))
    with pytest.raises(Refusal) as twice:
        ledger.save(Baseline(village_code=ONE, as_of=FIRST, households=1, persons=1))
    assert twice.value.code == "record.exists"


def test_the_task_is_held_against_the_beginning_and_is_overdue_after_its_day(ledger: BookLedger) -> None:
    homes = [home(ledger, 1), home(ledger, 2), home(ledger, 3, TWO, people=4)]
    for village, numbers in ((ONE, (2, 4)), (TWO, (1, 4))):
        base = Baseline(village_code=village, as_of=DAY, in_target=True, households=numbers[0], persons=numbers[1])
        ledger.save(base)
    for status in ("pre_exit", "exited"):
        set_status(ledger, ledger.get(Household, homes[2].id or 0), status, "达标", on=DAY)
    found = told(ledger, "targets")
    assert [found[f"base_{name}"] for name in ("villages", "households", "persons")] == [2, 3, 8]
    assert (found["households"], found["persons"]) == (3, 8)
    assert (found["exited"], found["exited_persons"], found["villages"]) == (1, 4, 1)
    assert found["person_rate"] == 0.5
    assert gap_named("exit_overdue").figure(asks(ledger)) is None, "no paper of this place sets a day"
    for day, late in (("2017-06-30", 0), ("2017-06-29", 2)):
        set_value(ledger, "exit_deadline", day, why="县规定", on=Standing(begins=FIRST if late else DAY))
    for name, count in (("exit_overdue", 2), ("villages_overdue", 1)):
        figure = gap_named(name).figure(asks(ledger))
        assert figure is not None
        assert figure.value(ledger) in (0, count)


def test_each_of_the_six_points_opens_what_is_not_up_to_the_mark(ledger: BookLedger) -> None:
    good, bad = home(ledger, 1), home(ledger, 2, TWO, cause_main=None)
    year = TODAY.year
    with_source = set_measure(ledger, household=good.id, year=year, planned_fund=100, **MEASURE)
    ledger.save(MeasureFunding(measure=with_source.id, source="province", planned=100))
    village = ledger.find(Village, code=ONE)[0]
    plan = ledger.save(VillagePlan(village=village.id, first_year=2016, last_year=2018))
    item = ledger.save(PlanItem(plan=plan.id, year=year, name="村道"))
    for name, of_plan in (("村道", item.id), ("路灯", None)):
        project = VillageProject(village=village.id, name=name, type=next(iter(words("project_type"))))
        ledger.save(project.but(plan_item=of_plan, stage="planned"), managed=("stage",))
    ledger.save(Cadre(village_code=ONE, name="陈一", roles=("first_secretary",), start=FIRST))
    points = ("who", "projects", "money", "measures", "posted", "results")
    assert [told(ledger, "six_points")[name] for name in points] == [1, 1, 0, 1, 1, None]
    table = make_report(report_named("six_points"), asks(ledger), ledger, "甲镇")
    behind = table.cell(table.row_of("total"), table.column_of("measures")).behind
    assert [one.id for one in ledger.select(behind)] == [bad.id]
    ledger.save(ExitCase(household=good.id, year=year, stage="county_confirmed"), managed=("stage",))
    for one, results in ((good, 0), (bad, 1)):  # of the other no case was confirmed
        for status in ("pre_exit", "exited"):
            set_status(ledger, ledger.get(Household, one.id or 0), status, "达标", on=DAY)
        assert told(ledger, "six_points")["results"] == results
