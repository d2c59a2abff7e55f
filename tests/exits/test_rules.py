"""What is refused of an exit through every door: its own command, the form, `record set`, a step."""

from datetime import date
from typing import Any

import pytest

from fupin_desktop.casework.commands import open_case
from fupin_desktop.exits.model import ExitCase
from fupin_desktop.households.model import HouseholdChange
from fupin_desktop.kinds import make
from fupin_desktop.ledger.ledger import Ledger
from tests.exits.world import ONE, YEAR, add_home, code_of, confirmed, home_at, opened, refused


def test_only_what_is_poor_exits(ledger: Ledger) -> None:
    gone = add_home(ledger, 4, "赵六", status="exited")
    for act in (make, lambda ledger, case: ledger.save(case.but(stage="initial_list"), managed=("stage",))):
        told = refused(lambda act=act: act(ledger, ExitCase(household=gone.id, year=YEAR)))
        assert (told.code, told.where) == ("exit.not_registered", {"field": "household"})


def test_two_open_cases_are_one_too_many(ledger: Ledger) -> None:
    opened(ledger)
    assert refused(lambda: opened(ledger)).code == "case.open_already"


def test_the_year_of_an_exit_had_begun_when_its_case_was_opened(ledger: Ledger) -> None:
    case = ExitCase(household=home_at(ledger).id, stage_on=date(2016, 12, 1), year=2017)
    assert refused(lambda: open_case(ledger, case)).code == "exit.year"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"year": 2018}, "exit.year"),
        ({"consent_on": date(2018, 1, 1)}, "exit.consent_date"),
    ],
)
def test_what_cannot_be_is_refused_on_edit(facts: dict[str, Any], code: str, ledger: Ledger) -> None:
    case = opened(ledger)
    told = refused(lambda: ledger.save(case.but(**facts)))
    assert (told.code, told.where) == (code, {"field": next(iter(facts))})


def test_policies_do_not_end_before_the_exit(ledger: Ledger) -> None:
    case = confirmed(ledger)
    told = refused(lambda: ledger.save(case.but(policy_until=date(2017, 11, 30))))
    assert told.code == "exit.policy_until"
    assert ledger.save(case.but(policy_until=date(2019, 3, 31))).policy_until == date(2019, 3, 31)


@pytest.mark.parametrize("field", ["stage", "income_pc", "line", "line_state", "confirmed_on", "announcement"])
def test_what_follows_from_steps_is_written_by_them_alone(field: str, ledger: Ledger) -> None:
    case = opened(ledger)
    value: Any = {"stage": "flagged", "line_state": "actual", "confirmed_on": date(2017, 12, 1)}.get(field, 1)
    assert refused(lambda: ledger.save(case.but(**{field: value}))).code == "field.managed"


def test_a_household_that_ended_meanwhile_stops_the_confirmation(ledger: Ledger) -> None:
    from fupin_desktop.casework.commands import advance
    from fupin_desktop.casework.standing import StepPapers
    from fupin_desktop.households.commands import set_status
    from tests.exits.world import posted

    case = advance(ledger, posted(ledger), to="township_reviewed", on=date(2017, 11, 20))
    set_status(ledger, home_at(ledger), "terminated", "不符合")
    told = refused(lambda: advance(ledger, case, to="county_confirmed", papers=StepPapers(paper="9号")))
    assert told.code == "household.status"
    assert [one.type for one in ledger.find(HouseholdChange)] == ["pre_exit", "terminated"]


def test_by_command_line(run: Any, town: Any) -> None:
    book = town.path
    with town.write("test") as ledger:
        add_home(ledger, 4, "赵六", status="exited")
    town.close()
    run("record", "set", book, "household", code_of(1), "remark=今天", "--confirm-day=测试")
    assert run("case", "open", book, "exit", code_of(4), code=1)["refused"]["code"] == "exit.not_registered"
    new = ("record", "new", book, "exit_case")
    told = run(*new, f"household={code_of(4)}", "year=2017", code=1)["refused"]
    assert told["code"] == "exit.not_registered"
    assert run(*new, f"household={code_of(1)}", "year=2099", code=1)["refused"]["code"] == "exit.year"
    case = run(*new, f"household={code_of(1)}", "year=2017")["id"]
    set_ = ("record", "set", book, "exit_case", case)
    assert run(*set_, "stage=flagged", code=1)["refused"]["code"] == "field.managed"
    assert run(*set_, "consent_on=2099-01-01", code=1)["refused"]["code"] == "exit.consent_date"
    step = ("case", "advance", book, "exit", code_of(1))
    assert run(*step, "--to=assembly_reviewed", code=1)["refused"]["code"] == "case.meeting"
    assert run(*step, "--to=county_confirmed", code=1)["refused"]["code"] == "case.order"
    assert ONE in code_of(1)
