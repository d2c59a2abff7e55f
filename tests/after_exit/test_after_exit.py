"""After an exit: monitoring and the unit's return visits, their rules at every door, and what the gap lists find."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from fupin_desktop.after_exit.model import AfterExitVisit, UnitFollowUp
from fupin_desktop.casework.commands import advance
from fupin_desktop.kinds import make
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.gaps import gap_count, gap_named
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write import door
from fupin_desktop.store.write.findings import findings
from fupin_desktop.villages.model import AssistingUnit
from tests.exits.world import CONFIRMED, ONE, add_home, code_of, confirmed, hang, home_at, refused, village

LOOKED = date(2017, 12, 10)


@pytest.fixture
def ledger(book: Book) -> Iterator[Ledger]:
    village(book)
    with book.write("test") as ledger:
        yield ledger


def visit(ledger: Ledger, number: int = 1, **facts: Any) -> AfterExitVisit:
    given = {"on": LOOKED, "by": "陈队长", "findings": "生活稳定", **facts}
    return AfterExitVisit(household=home_at(ledger, number).id, **given)


def follow_up(ledger: Ledger, number: int = 1, **facts: Any) -> UnitFollowUp:
    unit = ledger.find(AssistingUnit) or [ledger.save(AssistingUnit(village_code=ONE, name="演示市直单位"))]
    given = {"unit": unit[0].id, "on": LOOKED, "findings": "稳定", **facts}
    return UnitFollowUp(household=home_at(ledger, number).id, **given)


def count(ledger: Ledger, name: str, day: date = LOOKED) -> int | None:
    return gap_count(gap_named(name), asked(ledger, "441690101", day), ledger)


def test_the_last_step_of_an_exit_waits_for_monitoring(ledger: Ledger) -> None:
    case = confirmed(ledger)
    hang(ledger, "N06", CONFIRMED)
    case = advance(ledger, case, to="flagged", on=CONFIRMED)
    assert refused(lambda: advance(ledger, case, to="monitored")).code == "case.record"
    seen = make(ledger, visit(ledger, income_trend="up", policies_kept=True))
    assert getattr(seen, "exit_case", None) == case.id
    assert advance(ledger, case, to="monitored").is_open is False


@pytest.mark.parametrize("kind", ["visit", "follow_up"])
@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"on": date(2018, 1, 1)}, "after_exit.date", "on"),
        ({"problem": "缺水", "solved_on": date(2018, 1, 1)}, "after_exit.date", "solved_on"),
        ({"solved_on": LOOKED}, "after_exit.solved", "problem"),
        ({"findings": None}, "after_exit.empty", "findings"),
        ({"findings": " \n"}, "after_exit.empty", "findings"),
        ({"problem": "缺水", "solved_on": date(2017, 12, 9)}, "after_exit.solved", "solved_on"),
    ],
)
def test_what_cannot_be_is_refused(kind: str, facts: dict[str, Any], code: str, field: str, ledger: Ledger) -> None:
    add_home(ledger, 4, "赵六", status="exited")
    record: Record = visit(ledger, 4, **facts) if kind == "visit" else follow_up(ledger, 4, **facts)
    told = refused(lambda: make(ledger, record))
    assert (told.code, told.where) == (code, {"field": field})


def test_one_kept_before_that_was_asked_is_found_and_may_be_corrected(
    ledger: Ledger, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_home(ledger, 4, "赵六", status="exited")
    with monkeypatch.context() as patch:
        patch.setattr(door, "judge", lambda *_: None)
        old = ledger.save(visit(ledger, 4, findings=None))
    judged = findings(ledger, book.identity, LOOKED, ["after_exit_visit"])
    assert [(one.record.id, one.code) for one in judged] == [(old.id, "after_exit.empty")]
    again = ledger.save(old.but(by="李队员"))
    whole = ledger.save(again.but(income_trend="up"))
    assert list(findings(ledger, book.identity, LOOKED, ["after_exit_visit"])) == []
    assert refused(lambda: ledger.save(whole.but(income_trend=None))).code == "after_exit.empty"


def test_only_what_exited_is_looked_after(ledger: Ledger) -> None:
    assert refused(lambda: make(ledger, visit(ledger))).code == "after_exit.not_exited"
    assert refused(lambda: make(ledger, follow_up(ledger))).code == "after_exit.not_exited"


def test_an_assurance_that_is_lost_is_told_once(ledger: Ledger) -> None:
    add_home(ledger, 4, "赵六", status="exited")
    seen = make(ledger, visit(ledger, 4, housing=False))
    told = [text for text in ledger.warnings if "No longer assured" in text]
    assert (len(told), "Safe housing" in told[0]) == (1, True)
    ledger.save(seen.but(findings="墙体开裂"))
    assert len([text for text in ledger.warnings if "No longer assured" in text]) == 1


def test_the_lists_find_who_was_not_looked_after_and_what_is_not_solved(ledger: Ledger) -> None:
    add_home(ledger, 4, "赵六", status="exited")
    add_home(ledger, 5, "孙七", status="exited")
    assert count(ledger, "exit_not_monitored") is None  # nobody has said how often
    since = Standing(begins=date(2016, 1, 1))
    set_value(ledger, "after_exit_monitor_days", "90", why="县通知", on=since)
    set_value(ledger, "unit_follow_up_days", "180", why="县通知", on=since)
    assert (count(ledger, "exit_not_monitored"), count(ledger, "exit_not_revisited")) == (2, 2)
    confirmed(ledger, 1)  # nine days ago: not due yet
    make(ledger, visit(ledger, 4, problem="缺水"))
    make(ledger, follow_up(ledger, 4, problem="销路", due=LOOKED))
    assert (count(ledger, "exit_not_monitored"), count(ledger, "exit_not_revisited")) == (1, 1)
    assert count(ledger, "exit_not_monitored", date(2018, 3, 10)) == 2
    assert count(ledger, "exit_not_monitored", date(2018, 3, 11)) == 3
    assert (count(ledger, "after_exit_unsolved"), count(ledger, "follow_up_unsolved")) == (1, 1)
    found = ledger.find(UnitFollowUp)[0]
    ledger.save(found.but(solved_on=date(2017, 12, 15), solution="联系收购"))
    assert count(ledger, "follow_up_unsolved") == 0


def test_by_command_line(run: Any, book: Book) -> None:
    village(book)
    with book.write("test") as ledger:
        add_home(ledger, 4, "赵六", status="exited")
    book.close()
    run("record", "set", book.path, "household", code_of(1), "remark=今天", "--confirm-day=测试")
    new = ("record", "new", book.path, "after_exit_visit")
    told = run(*new, f"household={code_of(1)}", "on=2017-12-01", "by=甲", code=1)["refused"]
    assert told["code"] == "after_exit.not_exited"
    told = run(*new, f"household={code_of(4)}", "on=2099-12-01", "by=甲", code=1)["refused"]
    assert told["code"] == "after_exit.date"
    told = run(*new, f"household={code_of(4)}", "on=2017-12-01", "by=甲", code=1)["refused"]
    assert (told["code"], told["where"]) == ("after_exit.empty", {"field": "findings"})
    run(*new, f"household={code_of(4)}", "on=2017-12-01", "by=甲", "problem=缺水")
    assert run("gaps", book.path, "after_exit_unsolved")["count"] == 1
