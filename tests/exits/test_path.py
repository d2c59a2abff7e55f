"""An exit from the first list to the flag: what each step waits for, what it changes in the register."""

from datetime import date

import pytest

from fupin_desktop.casework.commands import advance, advance_many
from fupin_desktop.casework.missing import missing_next
from fupin_desktop.casework.standing import Look, StepPapers
from fupin_desktop.exits.gates import ITEMS
from fupin_desktop.exits.model import ExitCase, ExitCountyVisit
from fupin_desktop.households.model import Household, HouseholdChange
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.kinds import make
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import document_of
from tests.exits.world import (
    ASKED,
    CONFIRMED,
    FIVE,
    MET,
    ONE,
    RUN_OUT,
    VERIFIED,
    add_home,
    agreed,
    code_of,
    confirmed,
    hang,
    home_at,
    no_line,
    opened,
    posted,
    refused,
    reviewed,
    run_out,
    set_line,
    verified,
)


def verify(ledger: Ledger, case: ExitCase, **facts: object) -> ExitCase:
    return advance(
        ledger, case, to="village_and_team_verified", on=VERIFIED, papers=StepPapers(facts={**FIVE, **facts})
    )


def test_an_exit_goes_from_the_list_to_the_flag_and_changes_the_household(ledger: Ledger) -> None:
    case = confirmed(ledger)
    home = home_at(ledger)
    assert (home.status, home.exit_year) == ("exited", 2017)
    assert (case.income_pc, case.line, case.line_state) == (8_000_00, 7_000_00, "actual")
    assert (case.verified_on, case.confirmed_on, case.policy_until) == (VERIFIED, CONFIRMED, date(2020, 12, 31))
    changes = [(one.type, one.date, one.approver) for one in ledger.find(HouseholdChange, household=home.id)]
    assert [one[0] for one in changes] == ["pre_exit", "exited"]
    assert changes[1][1:] == (CONFIRMED, "演示扶贫〔2017〕9号")
    assert refused(lambda: advance(ledger, case, to="flagged")).code == "case.notice"
    announced = hang(ledger, "N06", CONFIRMED)
    flagged = advance(ledger, case, to="flagged", on=CONFIRMED)
    assert (flagged.announcement, flagged.flagged_on, flagged.is_open) == (announced.id, CONFIRMED, True)


def test_an_exit_confirmed_in_january_counts_for_its_own_year(ledger: Ledger) -> None:
    case = advance(ledger, posted(ledger), to="township_reviewed", on=date(2017, 12, 10))
    ledger.save(home_at(ledger).but(remark="x"))
    done = advance(ledger, case, to="county_confirmed", on=date(2017, 12, 12), papers=StepPapers(paper="9号"))
    assert (done.year, home_at(ledger).exit_year) == (2017, 2017)
    later = ledger.find(HouseholdChange, type="exited")[0]
    assert later.date == date(2017, 12, 12)


def test_the_assembly_is_waited_for(ledger: Ledger) -> None:
    case = opened(ledger)
    assert refused(lambda: advance(ledger, case, to="assembly_reviewed", on=MET)).code == "case.meeting"
    early = ledger.save(Meeting(division=ONE, type="representatives", on=date(2017, 10, 1), due=30, attended=25))
    before = make(ledger, MeetingVote(meeting=early.id, matter="旧", agreed=24))
    lost = make(ledger, MeetingVote(meeting=ledger.find(Meeting, on=MET)[0].id, matter="没通过", agreed=3))
    other = make(
        ledger,
        MeetingVote(meeting=lost.meeting, matter="李四户", agreed=20, household=home_at(ledger, 2).id),  # type: ignore[attr-defined]
    )
    for vote, words in ((before, "2017-10-01"), (lost, "did not agree"), (other, "another household")):
        told = refused(
            lambda vote=vote: advance(  # type: ignore[misc]
                ledger, case, to="assembly_reviewed", on=MET, papers=StepPapers(facts={"vote": vote.id})
            )
        )
        assert (told.code, words in told.message) == ("case.meeting", True), told.message


@pytest.mark.parametrize("item", ITEMS)
def test_each_assurance_and_its_evidence_is_needed(item: str, ledger: Ledger) -> None:
    case = reviewed(ledger)
    no = refused(lambda: verify(ledger, case, **{item: False}))
    assert (no.code, no.where) == ("case.assurance", {"field": item})
    bare = refused(lambda: verify(ledger, case, **{f"{item}_evidence": None}))
    assert (bare.code, bare.where) == ("case.evidence", {"field": f"{item}_evidence"})
    with_photo = {f"{item}_evidence": None, f"{item}_photos": ("a" * 64,)}
    assert verify(ledger, case, **with_photo).stage == "village_and_team_verified"


def test_an_accepted_house_of_the_same_household_is_evidence(ledger: Ledger) -> None:
    from fupin_desktop.housing.model import HousingCase

    house = HousingCase(household=home_at(ledger).id, year_plan=2017, stage="completed")
    built = ledger.save(house, managed=("stage",))
    theirs = ledger.save(house.but(household=home_at(ledger, 2).id, stage="accepted"), managed=("stage",))
    case = reviewed(ledger)
    facts = {"housing_evidence": None, "housing_case": built.id}
    assert refused(lambda: verify(ledger, case, **facts)).code == "case.evidence"
    assert refused(lambda: verify(ledger, case, housing_case=theirs.id)).code == "exit.other_household"
    ledger.save(built.but(stage="accepted"), managed=("stage",))
    assert verify(ledger, case, **facts).housing_case == built.id


def test_a_measure_of_the_household_is_done(ledger: Ledger) -> None:
    add_home(ledger, 4, "赵六", percent=90)
    case = reviewed(ledger, 4)
    assert refused(lambda: verify(ledger, case)).code == "case.project"


# --- the line of the year -------------------------------------------------------------------------------------------


def income(ledger: Ledger, fen: int | None) -> None:
    held = ledger.find(IncomeYear, household=home_at(ledger).id)[0]
    ledger.save(held.but(wage=fen))


@pytest.mark.parametrize(("fen", "reaches"), [(21_000_00, True), (20_999_99, False), (-5_000_00, False)])
def test_the_line_itself_is_reached_and_nothing_is_rounded(fen: int, reaches: bool, ledger: Ledger) -> None:
    held = ledger.find(IncomeYear, household=home_at(ledger).id)[0]
    ledger.save(held.but(wage=max(fen, 0), business_cost=max(-fen, 0), negative_why="养殖亏损"))
    case = reviewed(ledger)
    if reaches:
        assert verify(ledger, case).income_pc == 7_000_00
    else:
        told = refused(lambda: verify(ledger, case))
        assert (told.code, told.where) == ("case.income", {"field": "income_pc"})


def test_an_income_nobody_entered_is_waited_for(ledger: Ledger) -> None:
    income(ledger, None)
    case = reviewed(ledger)
    assert "2017" in refused(lambda: verify(ledger, case)).message


def test_a_missing_line_stops_only_the_county(ledger: Ledger) -> None:
    no_line(ledger)
    case = posted(ledger)
    assert (case.line, case.line_state) == (7_365_00, "estimate"), "offered, and no gate for the village"
    reviewed_case = advance(ledger, case, to="township_reviewed", on=date(2017, 11, 20))
    told = [lack.code for lack in missing_next(Look(ledger, [reviewed_case]), reviewed_case, ledger.today)]
    assert "case.line" in told
    stop = refused(lambda: advance(ledger, reviewed_case, to="county_confirmed", papers=StepPapers(paper="9号")))
    assert (stop.code, "2017" in stop.message) == ("case.line", True)
    assert home_at(ledger).status == "pre_exit"


def test_an_estimate_is_marked_and_stops_the_county_alone(ledger: Ledger) -> None:
    no_line(ledger)
    set_line(ledger, "9000", state="estimate")
    case = agreed(ledger)
    assert (case.income_pc, case.line, case.line_state) == (8_000_00, 9_000_00, "estimate")
    run_out(ledger, hang(ledger))
    case = advance(ledger, ledger.get(ExitCase, case.id), to="posted", on=RUN_OUT)  # type: ignore[arg-type]
    case = advance(ledger, case, to="township_reviewed", on=date(2017, 11, 20))
    told = refused(lambda: advance(ledger, case, to="county_confirmed", papers=StepPapers(paper="9号")))
    assert (told.code, "(estimate)" in told.message) == ("case.income", True)


def test_those_unable_to_work_are_held_to_the_allowance(ledger: Ledger) -> None:
    income(ledger, 100)
    home = ledger.save(home_at(ledger).but(labour_class="none"))
    case = reviewed(ledger)
    assert refused(lambda: verify(ledger, case)).code == "case.allowance"
    ledger.save(home.but(attribute="2"))
    assert verify(ledger, case).line is None


# --- consent --------------------------------------------------------------------------------------------------------


def ask(ledger: Ledger, case: ExitCase, **facts: object) -> ExitCase:
    return advance(
        ledger, case, to="household_agreed", on=ASKED, papers=StepPapers(facts={"consent_on": ASKED, **facts})
    )


def test_the_household_is_asked_and_signs(ledger: Ledger) -> None:
    case = verified(ledger)
    assert refused(lambda: ask(ledger, case)).where == {"field": "consent"}
    assert refused(lambda: ask(ledger, case, consent="agreed")).where == {"field": "consent_by"}
    finger = advance(
        ledger, case, to="household_agreed", on=ASKED, papers=StepPapers(facts={"consent": "agreed"}, photos=["b" * 64])
    )
    assert finger.consent_photos == ("b" * 64,)


def test_a_household_that_refuses_waits_for_a_visit_of_the_county(ledger: Ledger) -> None:
    case = verified(ledger)
    facts = {"consent": "refused", "refusal_reason": "收入不稳定"}
    assert refused(lambda: ask(ledger, case, **facts)).code == "case.consent"
    visit = ExitCountyVisit(case=case.id, on=ASKED, visitors="县扶贫办 赵", findings="收入稳定", agrees=False)
    assert refused(lambda: make(ledger, visit)).code == "exit.visit_paper"
    assert refused(lambda: make(ledger, visit.but(paper="3号", on=date(2018, 1, 1)))).code == "exit.visit_date"
    make(ledger, visit.but(paper="3号"))
    assert refused(lambda: ask(ledger, case, **facts)).code == "case.consent"
    make(ledger, visit.but(paper="4号", agrees=True))
    gone = ask(ledger, case, **facts)
    assert (gone.stage, gone.consent) == ("household_agreed", "refused")


def test_one_that_takes_its_word_back_goes_no_further(ledger: Ledger) -> None:
    case = agreed(ledger)
    run_out(ledger, hang(ledger))
    changed = ledger.save(ledger.get(ExitCase, case.id).but(consent="refused"))  # type: ignore[arg-type]
    assert refused(lambda: advance(ledger, changed, to="posted", on=RUN_OUT)).code == "case.consent"


# --- notices, sides, batch ------------------------------------------------------------------------------------------


def test_the_notice_lists_the_cases_whose_household_agreed(ledger: Ledger) -> None:
    agreed(ledger, 1)
    agreed(ledger, 2)
    reviewed(ledger, 3)
    page = document_of(hang(ledger))
    at = [column.label for column in page.columns].index("户主姓名")
    assert sorted(row[at] for row in page.rows) == ["张三", "李四"]
    assert page.title == "关于演示一甲村2017年度拟脱贫户的公示"


def test_a_case_given_up_goes_back_into_the_register(ledger: Ledger) -> None:
    case = posted(ledger)
    assert home_at(ledger).status == "pre_exit"
    assert refused(lambda: advance(ledger, case, to="withdrawn", on=RUN_OUT)).code == "case.why"
    given_up = advance(ledger, case, to="withdrawn", on=RUN_OUT, papers=StepPapers(facts={"ended_why": "收入不稳"}))
    assert refused(lambda: ledger.save(given_up.but(ended_why=None))).code == "case.why"
    assert home_at(ledger).status == "registered"
    assert opened(ledger).stage == "initial_list"


def test_a_batch_names_those_it_refuses(ledger: Ledger) -> None:
    cases = [agreed(ledger, number) for number in (1, 2, 3)]
    run_out(ledger, hang(ledger))
    read = [ledger.get(ExitCase, case.id) for case in cases]  # type: ignore[arg-type]
    read[1] = ledger.save(read[1].but(consent="refused"))
    moved, stayed = advance_many(ledger, read, to="posted", on=RUN_OUT)
    assert [case.id for case in moved] == [read[0].id, read[2].id]
    assert [(case.id, why.code) for case, why in stayed] == [(read[1].id, "case.consent")]
    assert {one.status for one in ledger.find(Household)} == {"pre_exit", "registered"}


def test_forty_go_at_once_and_those_refused_are_named(ledger: Ledger) -> None:
    for number in range(4, 41):
        add_home(ledger, number, f"户主{number}", percent=90 if number in (7, 19, 33) else 100)
    cases = [reviewed(ledger, number) for number in range(1, 41)]
    moved, stayed = advance_many(
        ledger, cases, to="village_and_team_verified", on=VERIFIED, papers=StepPapers(facts=FIVE)
    )
    assert (len(moved), [why.code for _case, why in stayed]) == (37, ["case.project"] * 3)
    assert {case.household for case, _why in stayed} == {home_at(ledger, number).id for number in (7, 19, 33)}


def test_the_notice_of_another_case_serves_no_exit(ledger: Ledger) -> None:
    agreed(ledger, 1)
    run_out(ledger, hang(ledger))
    late = agreed(ledger, 2)
    told = refused(lambda: advance(ledger, late, to="posted", on=RUN_OUT))
    assert told.code == "case.notice"
    notice = ledger.find(Notice)[0]
    named = StepPapers(notice=notice.id)
    assert "does not list" in refused(lambda: advance(ledger, late, to="posted", on=RUN_OUT, papers=named)).message
    assert code_of(2) not in str(notice.snapshot)
