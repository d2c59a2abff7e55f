from datetime import date, timedelta

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.plans.commands import (
    cancel_measure,
    confirm_measure,
    copy_year,
    make_plan,
    report_progress,
    set_measure,
    sign_plan,
)
from fupin_desktop.plans.model import HouseholdPlan, MeasureProgress, YearMeasure
from fupin_desktop.plans.rules import refuse_exit_year
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.policy.values import find_value
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.period import Period
from fupin_desktop.reports.table import make_report
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history.questions import questions
from fupin_desktop.store.write.findings import findings
from fupin_desktop.village_plans.model import PlanItem, VillagePlan
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.model import Visit

FACTS = {"year": 2016, "project8": "1", "batch5": "1", "category": "1", "content": "养鸡五十只"}


@pytest.fixture
def homes(book: Book) -> list[Household]:
    with book.write("test") as ledger:
        return ledger.save_all(
            Household(household_code=f"4416901012002016000{n}", village_code="441690101200", status="registered")
            for n in (1, 2, 3)
        )


@pytest.fixture
def facts() -> dict[str, object]:
    from fupin_desktop.ledger.words import words

    lists = {"project8": "project8", "batch5": "batch5", "category": "measure_cat"}
    return {**FACTS, **{name: next(iter(words(given))) for name, given in lists.items()}}


def test_a_revised_plan_is_signed_anew(book: Book, homes: list[Household]) -> None:
    with book.write("test") as ledger:
        first = HouseholdPlan(household=homes[0].id)
        plan = make_plan(ledger, first, wish="养鸡", cause_analysis="缺技术", planned_exit_year=2017)
        with pytest.raises(Refusal):
            sign_plan(ledger, plan, ledger.today + timedelta(days=1))
        signed = sign_plan(ledger, plan, ledger.today)
        assert signed.household_signed
    with book.write("test") as ledger:
        again = make_plan(ledger, signed, wish="养鸭", cause_analysis="缺技术", planned_exit_year=2018)
        assert again.household_signed is None
        assert len(ledger.find(HouseholdPlan)) == 1


def lay_down(book: Book, code: str, day: str) -> None:
    with book.write("policy.set") as ledger:
        set_value(
            ledger, code, day, why="县会议纪要", on=Standing(document="演示府〔2016〕1号", begins=date(2016, 1, 1))
        )


def test_the_planned_year_of_exit_lies_within_the_campaign_of_the_area(book: Book, homes: list[Household]) -> None:
    lay_down(book, "exit_deadline", "2018-12-31")
    with book.write("test") as ledger:
        first = HouseholdPlan(household=homes[0].id, wish="养鸡", cause_analysis="缺技术", planned_exit_year=2019)
        with pytest.raises(Refusal) as refused:
            ledger.save(first)
        assert (refused.value.code, refused.value.where) == ("plan.exit_year", {"field": "planned_exit_year"})
        assert "2018-12-31 (演示府〔2016〕1号" in refused.value.message
        plan = ledger.save(first.but(planned_exit_year=2018))
    lay_down(book, "campaign_start", "2017-01-01")
    lay_down(book, "exit_deadline", "2020-12-31")
    with book.write("test") as ledger:
        later = ledger.save(plan.but(planned_exit_year=2020))
        with pytest.raises(Refusal) as refused:
            ledger.save(later.but(planned_exit_year=2016))
        assert refused.value.code == "plan.exit_year"
    lay_down(book, "exit_deadline", "2018-12-31")
    with book.write("test") as ledger:  # what stood already stops no other correction, and is found
        ledger.save(later.but(wish="养鸭"))
    with book.read() as reader:
        codes = [one.code for one in findings(reader, book.identity, book.wall().date(), ["household_plan"])]
    assert "plan.exit_year" in codes


def test_where_no_paper_sets_a_campaign_no_year_is_refused() -> None:
    refuse_exit_year(2019, None, None)
    shanwei = find_value(None, "exit_deadline", "441500101200")
    assert shanwei is not None
    with pytest.raises(Refusal):
        refuse_exit_year(2019, None, shanwei)


def test_a_second_plan_is_refused(book: Book, homes: list[Household]) -> None:
    with book.write("test") as ledger:
        first = HouseholdPlan(household=homes[0].id)
        make_plan(ledger, first, wish="养鸡", cause_analysis="缺技术", planned_exit_year=2017)
        with pytest.raises(Refusal) as refused:
            make_plan(ledger, first, wish="养鸭", cause_analysis="缺技术", planned_exit_year=2018)
        assert refused.value.code == "record.exists"


def test_two_desks_revise_one_plan_and_a_question_arises(book: Book, homes: list[Household]) -> None:
    with book.write("one") as ledger:
        first = HouseholdPlan(household=homes[0].id)
        seen = make_plan(ledger, first, wish="养鸡", cause_analysis="缺技术", planned_exit_year=2017)
    with book.write("other") as ledger:
        make_plan(ledger, seen, wish="养鸭", cause_analysis="缺技术", planned_exit_year=2017)
    with book.write("one") as ledger:  # whoever still has the plan as it was before them
        make_plan(ledger, seen, wish="种茶", cause_analysis="缺技术", planned_exit_year=2017)
    with book.read() as reader:
        (question,) = questions(reader)
        assert (question.kind, question.field) == ("household_plan", "wish")
        assert {head.value for head in question.heads} == {"养鸭", "种茶"}


def test_a_measure_from_plan_to_end(book: Book, homes: list[Household], facts: dict[str, object]) -> None:
    with book.write("test") as ledger:
        made = set_measure(ledger, household=homes[0].id, planned_fund=50_000_00, **facts)
        day = ledger.today
        _step, half = report_progress(ledger, made, date=day - timedelta(days=2), percent=50)
        assert half.state == "doing"
        with pytest.raises(Refusal):
            report_progress(ledger, half, date=day, percent=40)
        _step, done = report_progress(ledger, half, date=day, percent=100)
        assert done.state == "done"
        _step, same = report_progress(ledger, done, date=day - timedelta(days=1), percent=60)
        assert same.state == "done"
        with pytest.raises(Refusal):
            cancel_measure(ledger, done, "不做了")


def test_a_measure_given_up(book: Book, homes: list[Household], facts: dict[str, object]) -> None:
    with book.write("test") as ledger:
        made = set_measure(ledger, household=homes[0].id, **facts)
        with pytest.raises(Refusal):
            cancel_measure(ledger, made, " ")
        gone = cancel_measure(ledger, made, "农户外出务工")
        with pytest.raises(Refusal):
            report_progress(ledger, gone, date=ledger.today, percent=10)
        fixed = set_measure(ledger, household=homes[0].id, measure=made, **{**facts, "content": "养鸭"})
        assert fixed.id == made.id


def test_copies_wait_to_be_confirmed(book: Book, homes: list[Household], facts: dict[str, object]) -> None:
    ids = [home.id for home in homes]
    with book.write("test") as ledger:
        set_measure(ledger, household=ids[0], **facts)
        set_measure(ledger, household=ids[0], **{**facts, "year": 2017})
        set_measure(ledger, household=ids[1], **facts)
        made = copy_year(ledger, from_year=2016, to_year=2017, households=ids)
        assert [copy.household for copy in made] == [ids[1]], "the first has it in that year already"
        assert made[0].to_be_confirmed
        assert confirm_measure(ledger, made[0]).to_be_confirmed is None
        assert copy_year(ledger, from_year=2016, to_year=2017, households=ids) == []
        assert len(ledger.find(YearMeasure)) == 4


def test_a_visit_speaks_of_several_measures_by_their_progress(
    book: Book, homes: list[Household], facts: dict[str, object]
) -> None:
    """E24 measure_links: what joins a visit and a measure is a record of its own, which travels by itself."""
    with book.write("test") as ledger:
        one, two = (
            set_measure(ledger, household=homes[0].id, **{**facts, "content": content})
            for content in ("养鸡五十只", "种油茶三亩")
        )
        visit = make(
            ledger, Visit(household=homes[0].id, date=ledger.today, visitors=("陈一",), type="daily", findings="已看")
        )
        for measure, percent in ((one, 40), (two, 10)):
            make(
                ledger,
                MeasureProgress(measure=measure.id, visit=visit.id, date=ledger.today, percent=percent),
            )
    with book.read() as reader:
        seen = reader.find(MeasureProgress, visit=visit.id)
        assert {step.measure: step.percent for step in seen} == {one.id: 40, two.id: 10}
        assert [step.visit for step in reader.find(MeasureProgress, measure=two.id)] == [visit.id]


def test_measures_are_counted_by_whom_they_are_for(
    book: Book, homes: list[Household], facts: dict[str, object]
) -> None:
    with book.write("test") as ledger:
        village = ledger.save(Village(code="441690101200", name="甲村"))
        member = ledger.save(Member(household=homes[0].id, name="张三", relation="01"))
        for whom in (None, None, member.id):
            set_measure(ledger, household=homes[0].id, member=whom, **facts)
        plan = ledger.save(VillagePlan(village=village.id, first_year=2016, last_year=2018))
        for year in (2016, 2017):
            ledger.save(PlanItem(plan=plan.id, year=year, name="村道"))
        wanted = asked(ledger, "441690101", date(2016, 12, 1), Period(2016))
        table = make_report(report_named("plans"), wanted, ledger, "甲镇")
        value = {one.name: table.value(table.row_of("total"), at) for at, one in enumerate(table.columns)}
        assert [value[f"for_{name}"] for name in ("members", "homes", "villages")] == [1, 2, 1]
