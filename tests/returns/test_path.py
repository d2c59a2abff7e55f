"""返贫: who exited and is poor again is reported, verified, confirmed, and active in the register again."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.exits.model import ExitCase
from fupin_desktop.households.commands import set_status
from fupin_desktop.households.model import HouseholdChange
from fupin_desktop.identification.model import IdentificationCase
from fupin_desktop.kinds import make
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.gaps import gap_figure, gap_named
from fupin_desktop.returns.model import ReturnCase
from fupin_desktop.store.book.book import Book
from tests.exits.world import CONFIRMED, MET, OPENED, add_home, code_of, confirmed, home_at, opened, refused, village

FACTS = {"causes": ("01",), "reason": "户主住院", "evidence_words": "住院票据"}


@pytest.fixture
def ledger(book: Book) -> Iterator[Ledger]:
    village(book)
    with book.write("test") as ledger:
        add_home(ledger, 4, "赵六", status="exited", exit_year=None)
        yield ledger


def reported(ledger: Ledger, number: int = 4, **facts: Any) -> ReturnCase:
    made = make(ledger, ReturnCase(household=home_at(ledger, number).id, stage_on=OPENED, **facts))
    assert isinstance(made, ReturnCase)
    return made


def go(ledger: Ledger, case: ReturnCase, to: str, **papers: Any) -> ReturnCase:
    return advance(ledger, case, to=to, on=MET, papers=StepPapers(**papers))


def test_a_household_that_fell_back_is_active_again(ledger: Ledger) -> None:
    case = reported(ledger)
    assert case.year == 2017
    assert refused(lambda: go(ledger, case, "village_and_team_verified")).code == "case.facts"
    bare = {**FACTS, "evidence_words": None}
    assert refused(lambda: go(ledger, case, "village_and_team_verified", facts=bare)).code == "case.evidence"
    case = go(ledger, case, "village_and_team_verified", facts=FACTS)
    assert refused(lambda: go(ledger, case, "assembly_reviewed")).code == "case.meeting"
    case = go(ledger, case, "assembly_reviewed", facts={"vote": ledger.find(MeetingVote)[0].id})
    case = go(ledger, case, "township_reviewed")
    assert refused(lambda: go(ledger, case, "county_confirmed")).code == "case.level"
    assert home_at(ledger, 4).status == "exited"
    done = go(ledger, case, "county_confirmed", paper="演示扶贫〔2017〕12号")
    assert (done.confirmed_on, home_at(ledger, 4).status) == (MET, "returned")
    change = ledger.find(HouseholdChange, type="returned")[0]
    assert (change.date, change.why, change.approver) == (MET, "户主住院", "演示扶贫〔2017〕12号")
    assert not done.is_open
    (again,) = ledger.find(IdentificationCase)
    assert (again.household, again.way, again.year, again.stage, again.stage_on) == (
        *(case.household, "returned", 2017, "letter_published", MET),
    )
    assert "identified anew" in "\n".join(ledger.warnings)
    assert opened(ledger, 4).stage == "initial_list"  # it may exit again, by a case of its own


def test_only_what_exited_returns_and_in_no_year_to_come(ledger: Ledger) -> None:
    assert refused(lambda: reported(ledger, 1)).code == "return.not_exited"
    assert refused(lambda: reported(ledger, year=2018)).code == "return.year"
    reported(ledger)
    assert refused(lambda: reported(ledger)).code == "case.open_already"
    assert refused(lambda: reported(ledger, stage="county_confirmed")).code == "case.order"


def test_nobody_returns_before_the_exit(ledger: Ledger) -> None:
    home = home_at(ledger, 4)
    change = HouseholdChange(household=home.id, type="exited", date=MET, why="已脱贫")
    ledger.save(change, managed=tuple(fields_of(HouseholdChange)))
    told = refused(lambda: reported(ledger))
    assert (told.code, told.where) == ("return.before_exit", {"field": "stage_on"})


def test_a_rejected_return_changes_nothing(ledger: Ledger) -> None:
    go(ledger, reported(ledger), "rejected", facts={"ended_why": "临时困难，已救助"})
    assert home_at(ledger, 4).status == "exited"


def test_by_command_line(run: Any, book: Book) -> None:
    village(book)
    with book.write("test") as ledger:
        add_home(ledger, 4, "赵六", status="exited")
    book.close()
    run("record", "set", book.path, "household", code_of(1), "remark=今天", "--confirm-day=测试")
    assert run("case", "open", book.path, "return", code_of(1), code=1)["refused"]["code"] == "return.not_exited"
    case = run("case", "open", book.path, "return", code_of(4), "--on=2017-11-01")["id"]
    told = run("case", "advance", book.path, "return", case, "--to=village_and_team_verified", code=1)["refused"]
    assert told["code"] == "case.facts"
    assert date.fromisoformat(run("case", "show", book.path, "return", case)["case"]["stage_on"]) == OPENED


def test_a_return_ends_the_exit_it_undoes_and_opens_the_way_to_another(ledger: Ledger) -> None:
    first = confirmed(ledger)
    told = refused(lambda: advance(ledger, first, to="fell_back", on=CONFIRMED))
    assert told.code == "case.returned"
    case = make(ledger, ReturnCase(household=first.household, stage_on=CONFIRMED, **FACTS))
    assert isinstance(case, ReturnCase)
    meeting = ledger.save(ledger.find(Meeting)[0].but(id=None, reading=None, on=date(2017, 12, 5)))
    vote = make(ledger, MeetingVote(meeting=meeting.id, matter="返贫评议", agreed=24))
    for to, facts in (
        ("village_and_team_verified", {}), ("assembly_reviewed", {"vote": vote.id}), ("township_reviewed", {}),
        ("county_confirmed", {}),
    ):  # fmt: skip
        case = advance(ledger, case, to=to, on=date(2017, 12, 6), papers=StepPapers(paper="12号", facts=facts))
    ended = ledger.get(ExitCase, first.id)
    assert (ended.stage, ended.is_open, home_at(ledger, 1).status) == ("fell_back", False, "returned")
    assert opened(ledger, 1).stage == "initial_list"


def test_who_returned_and_was_not_identified_anew_is_a_gap(ledger: Ledger) -> None:
    home = home_at(ledger, 4)
    set_status(ledger, home, "returned", "户主住院")
    when = asked(ledger, ledger.division, ledger.today)
    figure = gap_figure(gap_named("returned_not_identified"), when)
    assert [one.id for one in ledger.select(figure.behind)] == [home.id]
    again = make(ledger, IdentificationCase(household=home.id))
    assert isinstance(again, IdentificationCase)
    assert again.way == "returned", "the way follows from the household"
    assert ledger.select(figure.behind) == []
    rejected = ledger.save(again.but(stage="applied"), managed=("stage",))
    advance(ledger, rejected, to="rejected", papers=StepPapers(facts={"rejected_why": "名下有车"}))
    assert home_at(ledger, 4).status == "returned", "who is to leave the register is excluded"
