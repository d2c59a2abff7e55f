"""Plans that are signed and approved: what an approval needs, what a signature holds, what becomes of a version."""

from datetime import timedelta
from typing import Any

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.plans.commands import confirm_measure, copy_year, make_plan, report_progress, set_measure, sign_plan
from fupin_desktop.plans.model import HouseholdPlan, MeasureFunding, YearMeasure
from fupin_desktop.plans.rules import check_funding, check_survey
from fupin_desktop.plans.signing import approve, approve_many, make_year_plan, sign
from fupin_desktop.plans.yearly import HouseholdSurvey, HouseholdYearPlan, PlanSignature
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.findings import findings
from fupin_desktop.store.write.writing import BookLedger

VILLAGE = "441690101200"
PLAN = {"wish": "养鸡", "cause_analysis": "缺技术", "planned_exit_year": 2018, "goal": "三年脱贫"}
MEASURE = {"project8": "1", "batch5": "1", "category": "business", "content": "养鸡五十只"}


@pytest.fixture
def ledger(book: Book) -> Any:
    with book.write("test") as found:
        yield found


def home(ledger: BookLedger, number: int = 1, *, cause: str | None = "07", income: bool = True) -> Household:
    code = f"{VILLAGE}2016000{number}"
    made = ledger.save(Household(household_code=code, village_code=VILLAGE, status="registered", cause_main=cause))
    if income:
        for year in (ledger.today.year - 2, ledger.today.year - 1):
            ledger.save(IncomeYear(household=made.id, year=year, persons=2, wage=800_000))
    return made


def planned(ledger: BookLedger, of: Household) -> HouseholdPlan:
    return make_plan(ledger, HouseholdPlan(household=of.id), **PLAN)


def refusal(call: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value


def test_a_plan_is_not_approved_without_cause_income_and_wish_and_each_is_named(ledger: BookLedger) -> None:
    plan = planned(ledger, home(ledger, cause=None, income=False))
    told = refusal(lambda: approve(ledger, plan, by="镇扶贫办", on=ledger.today))
    assert (told.code, told.where["field"], len(told.where["lacks"])) == ("plan.lacks", "approved_by", 2)
    assert str(ledger.today.year - 1) in told.message
    assert ledger.find(PlanSignature) == [], "a refused approval leaves no signature"


def test_the_door_holds_whoever_writes_the_field(ledger: BookLedger) -> None:
    plan = planned(ledger, home(ledger, income=False))
    assert refusal(lambda: ledger.save(plan.but(approved_by="镇"))).code == "plan.lacks"
    blank = HouseholdPlan(household=home(ledger, 2).id, **{**PLAN, "wish": " "}, approved_by="镇")
    assert refusal(lambda: ledger.save(blank)).code in ("plan.lacks", "field.missing")
    ahead = plan.but(approved_by="镇", approved_on=ledger.today + timedelta(days=1))
    assert refusal(lambda: ledger.save(ahead)).code == "plan.future"


def test_an_approved_plan_is_revised_to_a_new_version_and_the_old_one_stands(ledger: BookLedger) -> None:
    day = ledger.today
    first = sign_plan(ledger, planned(ledger, home(ledger)), day)
    approved = approve(ledger, first, by=" 镇扶贫办 ", on=day)
    assert (approved.approved_by, approved.approved_on, approved.version) == ("镇扶贫办", day, 1)
    again = make_plan(ledger, approved, **{**PLAN, "goal": "两年脱贫"})
    assert (again.version, again.household_signed, again.approved_by, again.approved_on) == (2, None, None, None)
    sign_plan(ledger, again, day)
    kept = [(one.version, one.signer, one.goal) for one in ledger.find(PlanSignature)]
    assert kept == [(1, "household", "三年脱贫"), (1, "approver", "三年脱贫"), (2, "household", "两年脱贫")]


def test_a_draft_that_nobody_signed_keeps_its_number(ledger: BookLedger) -> None:
    plan = planned(ledger, home(ledger))
    assert make_plan(ledger, plan, **{**PLAN, "wish": "养鸭"}).version == 1
    signed = sign(ledger, plan, signer="helper", on=ledger.today, name="陈一")
    assert make_plan(ledger, signed, **{**PLAN, "wish": "种茶"}).version == 2


def test_words_are_not_changed_under_a_signature(ledger: BookLedger) -> None:
    signed = sign_plan(ledger, planned(ledger, home(ledger)), ledger.today)
    assert refusal(lambda: ledger.save(signed.but(wish="养鸭"))).code == "plan.signed"
    ledger.save(signed.but(loan_wish=True))  # what was not signed may be added


def test_a_plan_of_an_older_book_is_left_alone_until_somebody_approves_it(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, book.write("old") as ledger:
        patch.setattr("fupin_desktop.store.write.door.judge", lambda *_: None)
        plan = planned(ledger, home(ledger, cause=None, income=False)).but(approved_by="镇", household_signed=True)
        plan = ledger.save(plan)
    with book.write("new") as ledger:
        plan = ledger.save(plan.but(loan_amount=1))
        assert refusal(lambda: ledger.save(plan.but(wish="别的"))).code == "plan.signed"
        assert refusal(lambda: ledger.save(plan.but(approved_by="县"))).code == "plan.lacks"
    with book.read() as reader:
        assert list(findings(reader, book.identity, book.wall().date(), ["household_plan"])) == []


def test_what_a_merge_let_in_is_found(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    with book.write("one") as ledger:
        signed = sign_plan(ledger, planned(ledger, home(ledger, income=False)), ledger.today)
    with monkeypatch.context() as patch, book.write("other") as ledger:
        patch.setattr("fupin_desktop.store.write.door.judge", lambda *_: None)
        ledger.save(signed.but(wish="别人写的"))
        other = planned(ledger, home(ledger, 2, income=False))
        ledger.save(other.but(approved_by="镇", approved_on=ledger.today))
    with book.read() as reader:
        codes = {one.code for one in findings(reader, book.identity, book.wall().date(), ["household_plan"])}
    assert {"plan.signed", "plan.lacks"} <= codes


def test_an_approval_of_an_older_version_is_found_after_a_merge(book: Book) -> None:
    with book.write("one") as ledger:
        seen = sign_plan(ledger, planned(ledger, home(ledger)), ledger.today)
    with book.write("office") as ledger:
        approve(ledger, seen, by="镇", on=ledger.today)
    with book.write("village") as ledger:  # whoever still has the plan as it was before them
        make_plan(ledger, seen, **{**PLAN, "goal": "两年脱贫"})
    with book.read() as reader:
        (plan,) = reader.find(HouseholdPlan)
        assert (plan.version, plan.approved_by) == (2, "镇")
        found = findings(reader, book.identity, book.wall().date(), ["household_plan"])
        assert "plan.version" in {one.code for one in found}
    with book.write("mended") as ledger:
        (plan,) = ledger.find(HouseholdPlan)
        plan = ledger.save(plan.but(loan_amount=5))  # what stands so stops no other correction
        assert refusal(lambda: ledger.save(plan.but(approved_by="县"))).code == "plan.version"
        approve(ledger, plan, by="镇", on=ledger.today)
    with book.read() as reader:
        found = findings(reader, book.identity, book.wall().date(), ["household_plan"])
        assert [one.code for one in found if one.code != "warn"] == []


def test_a_plan_of_the_year_needs_measures_that_were_confirmed(ledger: BookLedger) -> None:
    of, year = home(ledger), ledger.today.year
    planned(ledger, of)
    yearly = make_year_plan(ledger, HouseholdYearPlan(household=of.id, year=year), goal="出栏一批")
    assert len(refusal(lambda: approve(ledger, yearly, by="镇", on=ledger.today)).where["lacks"]) == 1
    set_measure(ledger, household=of.id, year=year - 1, **MEASURE)
    (copy,) = copy_year(ledger, from_year=year - 1, to_year=year)
    told = refusal(lambda: approve(ledger, yearly, by="镇", on=ledger.today))
    assert "1 copied" in told.message
    confirm_measure(ledger, copy)
    done = approve(ledger, yearly, by="镇", on=ledger.today)
    again = make_year_plan(ledger, done, goal="出栏两批", expected_income=550_000)
    assert (again.version, again.approved_by) == (2, None)
    with pytest.raises(Refusal) as twice:
        make_year_plan(ledger, HouseholdYearPlan(household=of.id, year=year), goal="又一份")
    assert twice.value.code == "record.exists"


def test_many_plans_are_approved_and_those_that_lack_something_are_named(ledger: BookLedger) -> None:
    good, bad = home(ledger), home(ledger, 2, cause=None)
    plans = [planned(ledger, good), planned(ledger, bad)]
    done, refused = approve_many(ledger, plans, by="镇", on=ledger.today)
    assert [one.household for one in done] == [good.id]
    assert [(one.household, why.code) for one, why in refused] == [(bad.id, "plan.lacks")]
    assert len(ledger.find(PlanSignature)) == 1


def test_a_signature_is_a_record_that_signs(ledger: BookLedger) -> None:
    of = home(ledger)
    said = PlanSignature(household=of.id, signer="household", on=ledger.today)
    assert refusal(lambda: make(ledger, said)).code == "plan.missing"
    planned(ledger, of)
    make(ledger, said)
    assert ledger.find(HouseholdPlan)[0].household_signed
    nameless = said.but(signer="approver")
    assert refusal(lambda: make(ledger, nameless)).code == "plan.approver"
    ahead = said.but(on=ledger.today + timedelta(days=1))
    assert refusal(lambda: make(ledger, ahead)).code == "plan.future"
    assert refusal(lambda: ledger.save(said.but(wish="别的"))).code == "field.managed"


def test_surveys_and_sources_of_money(ledger: BookLedger) -> None:
    of = home(ledger)
    survey = HouseholdSurvey(household=of.id, date=ledger.today, surveyor="陈一", wish="养鸡")
    ledger.save(survey)
    ahead = survey.but(date=ledger.today + timedelta(days=1))
    assert refusal(lambda: ledger.save(ahead)).code == "plan.future"
    assert len(check_survey(survey.but(persons=1, labourers=2, loan_wish=True))) == 2
    assert check_survey(survey.but(loan_wish=True, loan_purpose=("startup",))) == []
    measure = set_measure(ledger, household=of.id, year=2017, planned_fund=100, actual_fund=90, **MEASURE)
    source = MeasureFunding(measure=measure.id, source="unit_own", planned=100, actual=90)
    ledger.save(source)
    assert check_funding(measure, [source]) == []
    assert len(check_funding(measure, [source.but(planned=101, actual=89)])) == 2
    ahead_money = MeasureFunding(measure=measure.id, source="self", on=ledger.today + timedelta(days=1))
    assert refusal(lambda: ledger.save(ahead_money)).code == "plan.future"
    assert refusal(lambda: ledger.save(MeasureFunding(measure=measure.id, source="unit_own"))).code == "funding.twice"


def test_copying_a_year_leaves_a_list_of_what_is_to_be_confirmed(ledger: BookLedger) -> None:
    of = home(ledger)
    set_measure(ledger, household=of.id, year=2016, **MEASURE)
    copy_year(ledger, from_year=2016, to_year=2017)
    waiting = [one for one in ledger.find(YearMeasure, year=2017) if one.to_be_confirmed]
    assert [one.state for one in waiting] == ["planned"]
    already = len(ledger.warnings)
    report_progress(ledger, waiting[0], date=ledger.today, percent=10)
    assert "nobody has confirmed" in " ".join(ledger.warnings[already:])


def test_a_measure_says_project_batch_kind_and_how_it_supports(ledger: BookLedger) -> None:
    of = home(ledger)
    for missing in ("project8", "batch5", "category"):
        wrong = YearMeasure(household=of.id, year=2017, state="planned", **{**MEASURE, missing: None})
        with pytest.raises(Refusal) as refused:
            ledger.save(wrong)
        assert (refused.value.code, refused.value.where["field"]) == ("field.missing", missing)
    made = set_measure(
        ledger,
        household=of.id,
        year=2017,
        support=("money", "skills"),
        own_input="投工二十天",
        **MEASURE,
    )
    (copy,) = copy_year(ledger, from_year=2017, to_year=2018)
    assert (made.support, made.own_input) == (("money", "skills"), "投工二十天")
    assert (copy.support, copy.own_input) == (("money", "skills"), None)


def test_the_plan_of_a_year_far_ahead_is_not_approved_and_one_of_the_coming_year_is_said(ledger: BookLedger) -> None:
    of, this = home(ledger), ledger.today.year
    planned(ledger, of)
    ledger.save(IncomeYear(household=of.id, year=this, persons=2, wage=800_000))
    plans = {}
    for year in (this + 1, this + 2):
        set_measure(ledger, household=of.id, year=year, **MEASURE)
        plans[year] = make_year_plan(ledger, HouseholdYearPlan(household=of.id, year=year), goal="养鸡")
    told = refusal(lambda: approve(ledger, plans[this + 2], by="镇", on=ledger.today))
    assert (told.code, told.where["field"]) == ("plan.early", "approved_on")
    assert str(this + 1) in told.message
    ledger.warnings.clear()
    assert approve(ledger, plans[this + 1], by="镇", on=ledger.today).approved_by == "镇"
    assert any(str(this) in one for one in ledger.warnings)


def test_more_money_than_was_planned_is_said() -> None:
    measure = YearMeasure(planned_fund=500_000)
    two_parts = [MeasureFunding(planned=300_000, actual=200_000), MeasureFunding(planned=200_000, actual=300_000)]
    assert check_funding(measure, two_parts) == []
    (told,) = check_funding(measure, [*two_parts, MeasureFunding(actual=100)])
    assert "5,001 " in told
    assert "5,000 " in told
    assert check_funding(YearMeasure(), [MeasureFunding(actual=100)]) == [], "nobody planned a sum"


def test_money_in_several_parts_has_an_entry_for_each_with_its_day(ledger: BookLedger) -> None:
    of = home(ledger)
    measure = set_measure(ledger, household=of.id, year=ledger.today.year, planned_fund=500_000, **MEASURE)
    first = MeasureFunding(measure=measure.id, source="province", planned=300_000, actual=200_000)
    ledger.save(first)
    day = ledger.today - timedelta(days=9)
    assert refusal(lambda: ledger.save(first.but(on=day))).code == "funding.twice", "the first part has no day"
    (dated,) = ledger.find(MeasureFunding)
    ledger.save(dated.but(on=day))
    assert refusal(lambda: ledger.save(first)).code == "funding.twice"
    assert refusal(lambda: ledger.save(first.but(on=day))).code == "record.exists"
    ledger.save(first.but(on=ledger.today, planned=200_000, actual=300_000))
    assert not any("planned" in one for one in ledger.warnings)
    ledger.save(first.but(source="self", planned=None, actual=1))
    assert "more than" in ledger.warnings[-1]
