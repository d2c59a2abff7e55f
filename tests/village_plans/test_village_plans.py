"""Plans of villages and units: four parts, survey and hearing before approval, milestones counted back."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.kinds import make
from fupin_desktop.ledger.declared.selection import ALL, Selection
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.gaps import gap_count, gap_named
from fupin_desktop.reports.period import Period
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.findings import findings
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.village_plans.commands import approve_plan, counted_back, set_milestones
from fupin_desktop.village_plans.model import (
    PlanHearing,
    PlanItem,
    UnitMilestone,
    UnitPlan,
    VillageMilestone,
    VillagePlan,
    VillageSurvey,
)
from fupin_desktop.villages.model import AssistingUnit, Village

VILLAGE = "441690101200"
PARTS = {"work": "修路、引水", "funds": "三百万元", "goals": "全部脱贫", "measures": "派干部驻村"}
YEARS = {"first_year": 2016, "last_year": 2018}
DAY = date(2016, 6, 1)


@pytest.fixture
def ledger(book: Book) -> Any:
    with book.write("test") as found:
        yield found


def village(ledger: BookLedger) -> Village:
    return ledger.save(Village(code=VILLAGE, name="演示一甲村", is_poor_village=True))


def heard(ledger: BookLedger, at: Village, **facts: Any) -> PlanHearing:
    said = {"heard": ("party", "poor"), "date": date(2016, 5, 20), "opinions": "先修路", "minutes": "全文"}
    return ledger.save(PlanHearing(village=at.id, **{**said, **facts}))


def surveyed(ledger: BookLedger, at: Village, on: date = date(2016, 5, 10)) -> VillageSurvey:
    return ledger.save(VillageSurvey(village=at.id, date=on, surveyors=("陈一",), findings="缺水"))


def refusal(call: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value


def lay_down(ledger: BookLedger, day: str) -> None:
    on = Standing(document="演示府〔2016〕1号", begins=date(2016, 1, 1))
    set_value(ledger, "exit_deadline", day, why="县会议纪要", on=on)


def test_a_village_plan_is_not_approved_before_survey_and_hearing(ledger: BookLedger) -> None:
    at = village(ledger)
    plan = ledger.save(VillagePlan(village=at.id, **YEARS))
    told = refusal(lambda: approve_plan(ledger, plan, by="镇政府", on=DAY))
    assert (told.code, len(told.where["lacks"])) == ("village_plan.lacks", 6)
    whole = plan.but(**PARTS, survey=surveyed(ledger, at).id)
    assert len(refusal(lambda: ledger.save(whole.but(approved_by="镇", approved_on=DAY))).where["lacks"]) == 1
    silent = heard(ledger, at, minutes=None)
    told = refusal(lambda: ledger.save(whole.but(hearing=silent.id, approved_by="镇", approved_on=DAY)))
    assert "minutes" in told.message
    late = heard(ledger, at, date=DAY + timedelta(days=1))
    told = refusal(lambda: ledger.save(whole.but(hearing=late.id, approved_by="镇", approved_on=DAY)))
    assert "2016-06-02" in told.message
    approved = approve_plan(ledger, whole.but(hearing=heard(ledger, at).id), by=" 镇政府 ", on=DAY)
    assert (approved.approved_by, approved.approved_on) == ("镇政府", DAY)


def test_an_approval_has_a_day_and_a_name_and_holds_its_words(ledger: BookLedger) -> None:
    at = village(ledger)
    links = {"survey": surveyed(ledger, at).id, "hearing": heard(ledger, at).id}
    plan = ledger.save(VillagePlan(village=at.id, **YEARS, **PARTS, **links))
    assert refusal(lambda: ledger.save(plan.but(approved_by="镇"))).code == "village_plan.approval"
    assert refusal(lambda: approve_plan(ledger, plan, by=" ", on=DAY)).code == "village_plan.approver"
    ahead = ledger.today + timedelta(days=1)
    assert refusal(lambda: approve_plan(ledger, plan, by="镇", on=ahead)).code == "village_plan.future"
    approved = approve_plan(ledger, plan, by="镇", on=DAY)
    assert refusal(lambda: ledger.save(approved.but(goals="别的"))).code == "village_plan.approved"
    ledger.save(approved.but(goals="别的", approved_on=DAY + timedelta(days=9)))
    backwards = VillagePlan(village=at.id, first_year=2018, last_year=2016)
    assert refusal(lambda: ledger.save(backwards)).code == "village_plan.years"
    assert refusal(lambda: ledger.save(VillagePlan(village=at.id, **YEARS))).code == "record.exists"


def test_a_unit_plan_needs_its_parts_and_a_milestone(ledger: BookLedger) -> None:
    unit = ledger.save(AssistingUnit(village_code=VILLAGE, name="演示单位"))
    plan = ledger.save(UnitPlan(unit=unit.id, **YEARS))
    assert len(refusal(lambda: approve_plan(ledger, plan, by="单位", on=DAY)).where["lacks"]) == 5
    ledger.save(UnitMilestone(plan=plan.id, name="修好村道", due=date(2017, 12, 31)))
    assert approve_plan(ledger, plan.but(**PARTS), by="单位", on=DAY).approved_by == "单位"


def test_milestones_are_counted_back_from_the_deadline_of_the_area(ledger: BookLedger) -> None:
    plan = ledger.save(VillagePlan(village=village(ledger).id, **YEARS))
    step = VillageMilestone(plan=plan.id, name="村道完工", months_before=12)
    assert refusal(lambda: make(ledger, step)).code == "milestone.no_deadline"
    assert refusal(lambda: make(ledger, step.but(months_before=None))).code == "milestone.due"
    lay_down(ledger, "2018-12-31")
    made = set_milestones(ledger, plan, [("村道完工", 12), ("全部验收", 6)])
    assert [one.due for one in made] == [date(2017, 12, 31), date(2018, 6, 30)]
    late = refusal(lambda: ledger.save(step.but(due=date(2019, 1, 1))))
    assert late.code == "milestone.late"
    assert "2018-12-31 (演示府〔2016〕1号" in late.message
    lay_down(ledger, "2019-01-31")  # the figure is the parameter's, not the code's
    assert make(ledger, step.but(name="一年前")).due == date(2018, 1, 31)
    ahead = made[0].but(done_on=ledger.today + timedelta(days=1))
    assert refusal(lambda: ledger.save(ahead)).code == "village_plan.future"


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(0, 120))
def test_counting_back_keeps_the_month(deadline: date, months: int) -> None:
    found = counted_back(deadline, months)
    between = (deadline.year - found.year) * 12 + deadline.month - found.month
    assert between == months
    assert found.day <= deadline.day or (deadline + timedelta(days=1)).day == 1


def test_what_the_survey_found_is_sorted_and_carried_out_in_phases(ledger: BookLedger) -> None:
    plan = ledger.save(VillagePlan(village=village(ledger).id, **YEARS))
    first = PlanItem(plan=plan.id, year=2017, phase=1, priority=2, name="村道")
    ledger.save_all(
        [first, first.but(priority=1, name="饮水"), first.but(year=2016, phase=None, priority=None, name="路灯")]
    )
    assert refusal(lambda: ledger.save(first.but(phase=0))).where["field"] == "phase"
    gap, about = gap_named("plan_item_unphased"), asked(ledger, VILLAGE, ledger.today, Period(2017))
    assert gap_count(gap, about, ledger) == 1, "what is sorted into no phase is missing"
    (loose,) = ledger.find(PlanItem, name="路灯")
    ledger.save(loose.but(phase=1, priority=1))
    assert gap_count(gap, about, ledger) == 0
    whole = Selection("plan_item", (), ("year", "phase", "priority"), ALL)
    assert [getattr(one, "name", "") for one in ledger.select(whole)] == ["路灯", "饮水", "村道"]


def test_items_of_a_plan(ledger: BookLedger) -> None:
    plan = ledger.save(VillagePlan(village=village(ledger).id, planned_money=100, **YEARS))
    item = PlanItem(plan=plan.id, year=2017, name="村道")
    assert refusal(lambda: ledger.save(item.but(year=2019))).code == "plan_item.year"
    wrong = item.but(start=date(2017, 6, 2), due=date(2017, 6, 1))
    assert refusal(lambda: ledger.save(wrong)).code == "plan_item.due"
    assert (
        refusal(lambda: ledger.save(item.but(done_on=ledger.today + timedelta(days=1)))).code == "village_plan.future"
    )
    ledger.save(item.but(planned_fund=60))
    assert not ledger.warnings
    ledger.save(item.but(name="路灯", planned_fund=41))
    assert len(ledger.warnings) == 1


def test_surveys_and_hearings_lie_behind_us(ledger: BookLedger) -> None:
    at = village(ledger)
    ahead = ledger.today + timedelta(days=1)
    assert refusal(lambda: surveyed(ledger, at, ahead)).code == "village_plan.future"
    assert refusal(lambda: heard(ledger, at, date=ahead)).code == "village_plan.future"
    assert refusal(lambda: heard(ledger, at, heard=())).code == "field.missing"


def test_what_another_desk_approved_is_found(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, book.write("other") as ledger:
        patch.setattr("fupin_desktop.store.write.door.judge", lambda *_: None)
        ledger.save(VillagePlan(village=village(ledger).id, approved_by="镇", approved_on=DAY, **YEARS))
    with book.read() as reader:
        found = findings(reader, book.identity, book.wall().date(), ["village_plan"])
        assert [one.code for one in found] == ["village_plan.lacks"]


def test_gap_lists_name_villages_units_and_milestones(book: Book) -> None:
    with book.write("test") as ledger:
        at = village(ledger)
        ledger.save(Village(code="441690101201", name="演示一乙村", is_poor_village=True))
        ledger.save(Village(code="441690101202", name="演示一丙村", is_poor_village=False))
        plan = ledger.save(VillagePlan(village=at.id, **YEARS))
        ledger.save(VillagePlan(village=at.id, first_year=2017, last_year=2017))
        ledger.save(VillageMilestone(plan=plan.id, name="过期", due=date(2017, 1, 1)))
        ledger.save(VillageMilestone(plan=plan.id, name="已办", due=date(2017, 1, 1), done_on=date(2017, 1, 1)))
        ledger.save(VillageMilestone(plan=plan.id, name="今天", due=ledger.today))
        heard(ledger, at)
        unit = ledger.save(AssistingUnit(village_code=VILLAGE, name="演示单位"))
        ledger.save(UnitPlan(unit=unit.id, **YEARS))
        ledger.save(AssistingUnit(village_code=VILLAGE, name="另一单位"))

    def counts(year: int) -> dict[str, int | None]:
        names = ("village_no_plan", "village_no_year_plan", "village_no_hearing", "unit_no_plan")
        rest = ("village_plan_unapproved", "village_milestone_late", "unit_milestone_late")
        with book.read() as reader:
            wanted = asked(reader, book.identity.division, book.wall().date(), Period(year))
            return {name: gap_count(gap_named(name), wanted, reader) for name in (*names, *rest)}

    assert list(counts(2017).values()) == [1, 1, 1, 1, 2, 1, None]
    assert list(counts(2016).values())[:2] == [1, 2]
    assert list(counts(2019).values())[:2] == [2, 2]
