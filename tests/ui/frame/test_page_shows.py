"""A page says which kinds it shows; a save refreshes the pages that show what changed, and no other."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.kinds import KINDS, make
from fupin_desktop.ledger.words import words
from fupin_desktop.notices.commands import draft_notice
from fupin_desktop.plans.model import YearMeasure
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.window.shell import PLACES, Shell
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.model import Visit
from tests.ui.files import settled


def visit(ledger: BookLedger) -> object:
    home = ledger.find(Household)[0]
    return make(ledger, Visit(household=home.id, date=ledger.today, visitors=("陈一",), type="daily", findings="在家"))


def measure(ledger: BookLedger) -> object:
    home = ledger.find(Household)[0]
    plan = {"project8": next(iter(words("project8"))), "batch5": next(iter(words("batch5")))}
    return ledger.save(
        YearMeasure(household=home.id, year=2017, category="business", content="养鸡", state="planned", **plan),
        managed=("state",),
    )


def village(ledger: BookLedger) -> object:
    return ledger.save(ledger.find(Village)[0].but(name="演示一乙村"))


def notice(ledger: BookLedger) -> object:
    return draft_notice(ledger, "N05")


def nothing(ledger: BookLedger) -> object:
    return ledger.save(ledger.find(Village)[0])


WAITS = {"today", "households", "exchange", "reports", "papers"}  # these show any kind
CASES: list[tuple[Callable[[BookLedger], object], set[str]]] = [
    (visit, {"visits"} | WAITS),
    (measure, {"plans"} | WAITS),
    (notice, {"notices", "housing"} | WAITS),
    (village, {"visits", "plans", "notices", "housing"} | WAITS),
    (nothing, set()),
]


@pytest.mark.parametrize(("act", "concerned"), CASES, ids=lambda one: getattr(one, "__name__", ""))
def test_a_save_is_read_again_only_where_it_shows(
    qtbot: QtBot,
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
    act: Callable[[BookLedger], object],
    concerned: set[str],
) -> None:
    for name, _title in PLACES:
        shell.go(name)
    settled(qtbot, shell.session)
    read = set()
    for name, page in shell.pages.items():
        monkeypatch.setattr(page, "refresh", lambda name=name: read.add(name))
        monkeypatch.setattr(page, "isVisible", lambda: True)  # as if it stood in front: it reads at once
    shell.session.command("test", act)
    settled(qtbot, shell.session)
    assert read == concerned


def test_a_page_that_stands_behind_reads_when_it_comes_to_the_front(
    qtbot: QtBot, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    for name in ("notices", "visits", "today"):
        shell.go(name)
        monkeypatch.setattr(shell.pages[name], "refresh", lambda name=name: read.append(name))
    shell.session.command("visit.log", visit)
    settled(qtbot, shell.session)
    assert read == ["today"]
    shell.go("notices")
    shell.go("visits")
    assert read == ["today", "visits"]


def test_pages_name_kinds_that_exist(shell: Shell) -> None:
    for name, _title in PLACES:
        shell.go(name)
    for page in shell.pages.values():
        assert isinstance(page, Page)
        assert (page.shows or frozenset()) <= KINDS.keys()


def test_an_unchanged_save_says_that_nothing_was_different(qtbot: QtBot, shell: Shell) -> None:
    with qtbot.waitSignal(shell.session.said, timeout=5000) as told:
        shell.session.command("test", nothing)
    assert "Nothing was different" in told.args[0]
