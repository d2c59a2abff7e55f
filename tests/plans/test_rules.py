from datetime import date

import pytest

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.plans.model import HouseholdPlan, MeasureProgress, YearMeasure
from fupin_desktop.plans.rules import (
    check_measure,
    check_plan,
    check_progress,
    copied,
    is_overdue,
    reached,
    sameness,
    state_at,
)

TODAY = date(2017, 6, 3)
MEASURE = YearMeasure(household=Dot(1), year=2016, content="养鸡五十只", state="planned", responsible="李四")


def step(day: int, percent: int, remark: str | None = None) -> MeasureProgress:
    return MeasureProgress(date=date(2017, 5, day), percent=percent, remark=remark)


def test_reached_goes_by_date_then_by_entry() -> None:
    assert reached([]) == 0
    steps = [step(9, 40), step(3, 10), step(9, 50)]
    assert reached(steps) == 50
    assert reached(steps, date(2017, 5, 8)) == 10


def test_progress_goes_back_only_with_a_reason() -> None:
    with pytest.raises(Refusal) as caught:
        check_progress(step(9, 30, " "), MEASURE, [step(8, 40)], TODAY)
    assert caught.value.code == "progress.back"
    check_progress(step(9, 30, "鸡苗死亡，重新购买"), MEASURE, [step(8, 40)], TODAY)
    check_progress(step(9, 40), MEASURE, [step(8, 40), step(12, 90)], TODAY)


def test_progress_is_not_reported_ahead() -> None:
    with pytest.raises(Refusal) as caught:
        check_progress(MeasureProgress(date=date(2017, 6, 4), percent=10), MEASURE, [], TODAY)
    assert caught.value.code == "progress.future"


def test_state_follows_percent() -> None:
    assert [state_at(p) for p in (0, 1, 99, 100)] == ["planned", "doing", "doing", "done"]


def test_overdue_by_due_day_or_by_year() -> None:
    assert is_overdue(MEASURE, TODAY)
    assert not is_overdue(MEASURE.but(due=TODAY), TODAY)
    assert not is_overdue(MEASURE.but(state="done"), TODAY)
    assert not is_overdue(MEASURE.but(year=None), TODAY)


def test_measure_warnings_and_refusal() -> None:
    assert check_measure(MEASURE) == []
    assert len(check_measure(MEASURE.but(responsible=None, planned_fund=100, actual_fund=101))) == 2
    with pytest.raises(Refusal) as caught:
        check_measure(MEASURE.but(start=TODAY, due=date(2017, 6, 2)))
    assert caught.value.code == "measure.due"


def test_a_plan_wants_a_signature() -> None:
    assert check_plan(HouseholdPlan())
    assert check_plan(HouseholdPlan(household_signed=True)) == []


def test_a_copy_is_nobodys_measure_yet() -> None:
    done = MEASURE.but(state="done", actual_fund=100, household_signed=True, id=Dot(7))
    copy = copied(done, 2018)
    assert (copy.id, copy.state, copy.actual_fund, copy.household_signed) == (None, "planned", None, None)
    assert copy.to_be_confirmed is True
    assert sameness(copy) != sameness(done)
    assert sameness(copied(done, done.year or 0)) == sameness(done)
