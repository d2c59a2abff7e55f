from datetime import date

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.visits.model import FollowUpTask, Visit
from fupin_desktop.visits.rules import (
    alert_day,
    check_visit,
    in_order,
    is_overdue,
    visit_alert,
)

TODAY = date(2017, 6, 3)
VISIT = Visit(date=TODAY, visitors=("张三",), type="daily", findings="房屋漏雨")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"date": None}, "visit.date"),
        ({"date": date(2017, 6, 4)}, "visit.future"),
        ({"visitors": ()}, "visit.visitors"),
        ({"visitors": (" ",)}, "visit.visitors"),
        ({"findings": "  "}, "visit.empty"),
    ],
)
def test_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_visit(VISIT.but(**change), TODAY)
    assert caught.value.code == code


@pytest.mark.parametrize("change", [{}, {"findings": None, "photos": ("a",)}, {"findings": None, "promised": "送种子"}])
def test_taken(change: dict[str, object]) -> None:
    check_visit(VISIT.but(**change), TODAY)


def test_overdue_tasks_come_first() -> None:
    late = FollowUpTask(matter="a", state="doing", due=date(2017, 6, 2))
    now = FollowUpTask(matter="b", state="open", due=TODAY)
    some_day = FollowUpTask(matter="c", state="open")
    done = FollowUpTask(matter="d", state="done", due=date(2017, 1, 1))
    assert in_order([done, some_day, now, late], TODAY) == [late, now, some_day, done]
    assert [is_overdue(task, TODAY) for task in (late, now, some_day, done)] == [True, False, False, False]


def test_the_days_without_a_visit_stand_on_a_paper() -> None:
    limit = visit_alert(None, "441690101200", TODAY)
    assert limit is not None
    assert (limit.value, limit.clause) == (365, "C04")
    assert "省扶贫信息平台预警规则 C04" in limit.cited
    assert alert_day(limit, TODAY) == date(2016, 6, 3), "the first day that still counts"
    assert visit_alert(None, "110101", TODAY) is None
