"""Who is taken in and why: the whole path, and what stops it where."""

from datetime import date
from typing import Any

import pytest

from fupin_desktop.casework.missing import missing_next
from fupin_desktop.casework.standing import Look, StepPapers
from fupin_desktop.households.commands import set_status
from fupin_desktop.households.model import Household, HouseholdChange, Member
from fupin_desktop.households.selections import HOUSEHOLDS
from fupin_desktop.identification.model import ComparisonHit
from fupin_desktop.identification.screening import ScreeningItem
from fupin_desktop.ledger.errors import Refusal
from tests.casework.entry_desk import COUNTY, SCREENED, SIGNED, Desk, reviewed, verified

PAPER = StepPapers(paper="演扶办〔2017〕5号")
APPROVED = date(2017, 4, 1)


def test_an_applicant_is_taken_in_from_the_letter_to_the_list(desk: Desk) -> None:
    desk.income(price_index="1.05")
    case = reviewed(desk)
    assert desk.home().status == "candidate", "an applicant counts nowhere as poor"
    approved = desk.go(case, "county_approved", APPROVED, PAPER)
    home = desk.home()
    assert (home.status, home.entered_on, approved.approved_on) == ("registered", APPROVED, APPROVED)
    with desk.book.read() as reader:
        applied, added = reader.find(HouseholdChange, household=home.id)
    assert (applied.type, added.type, added.reasons) == ("applied", "added", ("in6_1", "in6_3"))
    assert (added.approver, added.persons, added.date) == ("演扶办〔2017〕5号", 3, APPROVED)
    listed = desk.post("N03", date(2017, 4, 2), close=False)
    announced = desk.go(case, "announced", date(2017, 4, 3))
    assert announced.notice == listed.id, "a long-term list serves while it hangs"
    assert desk.go(case, "archived", date(2017, 4, 5)).stage == "archived"


def test_the_village_verifies_with_lists_and_three_signatures(desk: Desk) -> None:
    case = desk.open(way="new")
    desk.go(case, "surveyed", date(2017, 3, 5))
    desk.go(case, "applied", date(2017, 3, 6))
    step = (case, "village_verified", date(2017, 3, 11))
    unasked = desk.refused(*step, StepPapers(facts={**SIGNED}))
    assert (unasked.code, unasked.where) == ("case.facts", {"field": "screened_on"})
    reasonless = desk.refused(*step, StepPapers(facts={**SCREENED, **SIGNED, "entries": ()}))
    assert (reasonless.code, reasonless.where) == ("case.facts", {"field": "entries"})
    unsigned = desk.refused(*step, StepPapers(facts={**SCREENED, **SIGNED, "signed_committee": None}))
    assert (unsigned.code, unsigned.where) == ("case.signatures", {"field": "signed_committee"})
    late = desk.refused(*step, StepPapers(facts={**SCREENED, **SIGNED, "signed_on": date(2017, 3, 12)}))
    assert (late.code, late.where) == ("case.signatures", {"field": "signed_on"})
    same = desk.refused(*step, StepPapers(facts={**SCREENED, **SIGNED, "signed_secretary": "甲 干部"}))
    assert (same.code, same.where) == ("signatures.same", {"field": "signed_secretary"})
    assert desk.go(*step, StepPapers(facts={**SCREENED, **SIGNED})).stage == "village_verified"


def test_the_assembly_decides_with_quorum_and_majority(desk: Desk) -> None:
    case = verified(desk)
    step = (case, "assembly_reviewed", date(2017, 3, 13))
    assert desk.refused(*step).code == "case.meeting"
    for number, facts in enumerate((
        {"kind": "committees"},
        {"on": date(2017, 2, 20)},
        {"on": date(2017, 3, 14)},
        {"agreed": 12},
    )):  # fmt: skip
        vote = desk.vote(number=1, **{"on": date(2017, 3, 2 + number), **facts})  # type: ignore[arg-type]
        assert desk.refused(*step, StepPapers(facts={"vote": vote.id})).code == "case.meeting", facts
    other = desk.vote(number=2, on=date(2017, 3, 8))
    assert "another household" in desk.refused(*step, StepPapers(facts={"vote": other.id})).message
    assert desk.go(*step, StepPapers(facts={"vote": desk.vote().id})).stage == "assembly_reviewed"


def test_a_bar_needs_the_countys_reason(desk: Desk) -> None:
    desk.income(price_index="1.05")
    desk.save(ScreeningItem(county_code=COUNTY, list="bar7", no=2, text="购有商品房"))
    case = reviewed(desk, bars=("bar7_2",))
    refusal = desk.refused(case, "county_approved", APPROVED, PAPER)
    assert (refusal.code, refusal.where) == ("case.bar", {"field": "bars"})
    assert "购有商品房" in refusal.message
    reason = StepPapers(paper=PAPER.paper, facts={"override_reason": "房屋系危房安置，无其他住房"})
    desk.go(case, "county_approved", APPROVED, reason)
    with desk.book.read() as reader:
        added = reader.find(HouseholdChange, type="added")[0]
    assert added.why == "房屋系危房安置，无其他住房", "why it was taken in all the same stands with the change"


def test_open_hits_stop_the_approval_and_answers_are_weighed(desk: Desk) -> None:
    desk.income(price_index="1.05")
    case = reviewed(desk)
    home = desk.home().id
    house, car = desk.save(
        ComparisonHit(household=home, kind="house", found_on=date(2017, 3, 20), source="县房管局"),
        ComparisonHit(household=home, kind="car", found_on=date(2017, 3, 20), source="县车管所"),
    )
    refusal = desk.refused(case, "county_approved", APPROVED, PAPER)
    assert refusal.code == "case.hits"
    answer(desk, house, answer="cleared", answer_note="同名，非本人")
    answer(desk, car, answer="barred", answer_note="小轿车一辆")
    assert desk.refused(case, "county_approved", APPROVED, PAPER).code == "case.bar"
    answer(desk, car, answer="allowed", answer_note="报废车，未注销")
    assert desk.go(case, "county_approved", APPROVED, PAPER).stage == "county_approved"


def answer(desk: Desk, hit: Any, **facts: object) -> None:
    with desk.book.write("test") as ledger:
        ledger.save(ledger.get(ComparisonHit, hit.id).but(answered_on=date(2017, 3, 25), **facts))


@pytest.mark.parametrize(
    ("wage", "index", "code"),
    [
        (12_600_00, "1.05", "case.income"),  # 4000.00 in prices of 2014: not below the line
        (12_599_99, "1.05", ""),
        (9_000_00, None, "case.line"),
    ],
)
def test_income_is_held_against_the_line_of_entry_in_prices_of_2014(
    desk: Desk, wage: int, index: str | None, code: str
) -> None:
    desk.income(wage=wage, price_index=index)
    case = reviewed(desk)  # none of it stops the village or the township
    if code:
        assert desk.refused(case, "county_approved", APPROVED, PAPER).code == code
    else:
        assert desk.go(case, "county_approved", APPROVED, PAPER).stage == "county_approved"


def test_the_index_of_the_county_serves_where_the_record_has_none(desk: Desk) -> None:
    desk.income(wage=12_599_99)
    case = reviewed(desk)
    assert "2016" in desk.refused(case, "county_approved", APPROVED, PAPER).message
    desk.parameter("price_index_2014", "105")
    assert desk.go(case, "county_approved", APPROVED, PAPER).stage == "county_approved"


def test_one_unit_of_the_line_decides(desk: Desk) -> None:
    desk.income(wage=12_599_99, price_index="1.05")
    case = reviewed(desk)
    desk.parameter("entry_line_household", "3999", price_base="2014")
    refusal = desk.refused(case, "county_approved", APPROVED, PAPER)
    assert refusal.code == "case.income"
    assert "3,999" in refusal.message


def test_a_second_notice_where_the_parameter_asks_for_it(desk: Desk) -> None:
    desk.income(price_index="1.05")
    desk.parameter("identification_second_notice", "yes")
    case = reviewed(desk)
    assert desk.refused(case, "county_approved", APPROVED, PAPER).code == "case.order"
    desk.post("N02", date(2017, 3, 25), division="441690101")
    assert desk.refused(case, "posted_2", date(2017, 3, 30)).code == "case.notice"
    desk.go(case, "posted_2", date(2017, 4, 2))
    assert desk.go(case, "county_approved", date(2017, 4, 3), PAPER).stage == "county_approved"


def test_what_is_missing_is_told_before_the_county_decides(desk: Desk) -> None:
    case = verified(desk, bars=("bar7_1",))
    with desk.book.read() as reader:
        codes = {one.code: one.stops for one in missing_next(Look(reader, [case]), case, date(2017, 3, 12))}
    assert codes == {"case.meeting": True, "case.bar": False, "case.line": False, "case.photos": False}


def test_a_rejected_applicant_stays_outside_the_register(desk: Desk) -> None:
    case = verified(desk)
    assert desk.home().status == "candidate"
    assert desk.refused(case, "rejected", date(2017, 3, 12)).code == "case.why"
    desk.go(case, "rejected", date(2017, 3, 12), StepPapers(facts={"rejected_why": "子女有赡养能力"}))
    assert desk.home().status == "not_admitted"
    with desk.book.read() as reader:
        (change,) = reader.find(HouseholdChange, type="not_admitted")
        assert (change.why, change.date) == ("子女有赡养能力", date(2017, 3, 12))
        assert [one.household_code for one in reader.select(HOUSEHOLDS)] == [desk.home(2).household_code]
    assert desk.open(way="new").stage == "letter_published", "it may apply again"
    assert desk.home().status == "candidate"


def test_ways_fit_the_household(desk: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        desk.open(way="again")
    assert caught.value.code == "identification.way"
    opened = desk.open(2)
    assert (opened.way, opened.persons, desk.home(2).status) == ("review", 3, "registered")
    with desk.book.write("test") as ledger:
        home = ledger.get(Household, desk.home().id)  # type: ignore[arg-type]
        set_status(ledger, home, "pre_exit", "达标")
    with pytest.raises(Refusal) as caught:
        desk.open(way="new")
    assert caught.value.code == "identification.state"


def test_a_household_that_ended_is_taken_in_again(desk: Desk) -> None:
    desk.income(price_index="1.05")
    with desk.book.write("test") as ledger:
        set_status(ledger, ledger.get(Household, desk.home().id), "terminated", "错评", on=date(2017, 1, 5))  # type: ignore[arg-type]
    case = desk.open(way="again")
    for to, on, facts in (
        ("surveyed", date(2017, 3, 5), {}),
        ("applied", date(2017, 3, 6), {}),
        ("village_verified", date(2017, 3, 11), {**SCREENED, **SIGNED}),
        ("assembly_reviewed", date(2017, 3, 13), {"vote": desk.vote().id}),
    ):
        desk.go(case, to, on, StepPapers(facts=facts))
    desk.post("N01", date(2017, 3, 14), division=desk.home().village_code)
    desk.go(case, "posted_1", date(2017, 3, 22))
    desk.go(case, "township_reviewed", date(2017, 3, 24))
    desk.go(case, "county_approved", APPROVED, PAPER)
    with desk.book.read() as reader:
        assert [one.type for one in reader.find(HouseholdChange)] == ["terminated", "restored"]
    assert desk.home().status == "registered"


def test_a_head_who_died_is_told(desk: Desk) -> None:
    with desk.book.write("test") as ledger:
        head = ledger.find(Member, household=desk.home().id)[0]
        ledger.save(head.but(change_type="died", change_date=date(2017, 1, 1)), managed=("change_type", "change_date"))
    with desk.book.write("test") as ledger:
        from fupin_desktop.identification.model import IdentificationCase
        from fupin_desktop.kinds import make

        make(ledger, IdentificationCase(household=desk.home().id))
        assert any("head" in one for one in ledger.warnings)
