"""A window on a real book."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.incomes.model import BankCard, IncomeYear
from fupin_desktop.ledger.record import Record
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.search.person_index import index_all
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.page import CasesPage
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.worker import Job
from fupin_desktop.ui.widgets import style
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.villages.model import Village
from tests.carried import carried
from tests.conftest import Founded
from tests.ui.by_hand import CARD, person

VILLAGE = "441690101200"
PEOPLE = (("张三", "1234"), ("李四", "5678"), ("单小芳", "901X"))


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    style.register_fonts()
    style.apply(qapp)
    yield
    qapp.clipboard().clear()  # what lies there at the end is destroyed after its owner, and kills the run


@pytest.fixture(autouse=True)
def _lanes_end(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No thread of a test outlives it: one that still reads when the interpreter ends kills the run."""
    made: list[Session] = []
    begin = Session.__init__

    def noted(self: Session, *args: Any, **more: Any) -> None:
        begin(self, *args, **more)
        made.append(self)

    monkeypatch.setattr(Session, "__init__", noted)
    yield
    for lane in [lane for one in made if isValid(one) for lane in (one.lane, one.readings, one.counting)]:
        lane.drain()
        QApplication.processEvents()  # what it brought is taken while its owner lives


@pytest.fixture(autouse=True)
def _read_before_going_on(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test goes on when what was asked for, off the window's thread as ever, is shown.

    One marked `as_it_comes` sees it come when it comes.
    """
    if request.node.get_closest_marker("as_it_comes") is not None:
        return
    fetch = Session.fetch

    def fetch_and_wait(self: Session, *args: Any, **more: Any) -> Job:
        job = fetch(self, *args, **more)
        while job in self.readings._waiting:
            QApplication.processEvents(
                QEventLoop.ProcessEventsFlag.WaitForMoreEvents
            )  # asleep, not asking again and again
        return job

    monkeypatch.setattr(Session, "fetch", fetch_and_wait)


@pytest.fixture
def peopled(book: Book) -> Book:
    """A book with three households, one with a housing case."""
    _people(book)
    return book


def _people(book: Book) -> None:
    with book.write("test") as ledger:
        ledger.save(Village(code=VILLAGE, name="演示一甲村", town="甲镇", county="演示县"))
        homes = [
            Household(household_code=f"{VILLAGE}{n:04}", village_code=VILLAGE, persons=1, status="registered")
            for n in range(len(PEOPLE))
        ]
        homes = ledger.save_all(homes)
        members = [
            Member(household=home.id, name=name, relation="01", id_no=f"44169019700101{tail}", person_code=f"p{tail}")
            for home, (name, tail) in zip(homes, PEOPLE, strict=True)
        ]
        ledger.save_all(members)
        ledger.save(
            HousingCase(
                household=homes[0].id,
                year_plan=2017,
                stage="applied",
                stage_on=date(2017, 6, 3),
                mode="repair",
                vote=carried(ledger, homes[0].id, date(2017, 6, 3)),
            ),
            managed=("stage", "stage_on"),
        )
    with book.transaction() as connection:
        index_all(connection)


@pytest.fixture(scope="module")
def looking(qapp: QApplication, founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A session on such a book for the tests of a file that ask the same of every kind, and write nothing."""
    folder = tmp_path_factory.mktemp("looking")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FUPIN_STATE", str(folder / "state"))
        book = founded.book(folder / "town.book", "township", "甲镇", "441690101")
        _people(book)
    made = Session(book)
    yield made
    made.close()


@pytest.fixture
def shell(qtbot: QtBot, peopled: Book) -> Iterator[Shell]:
    """The main window on that book."""
    made = Shell(Session(peopled), Prefs(language="en"))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    made.session.close()


@pytest.fixture
def entered(shell: Shell) -> dict[type[Record], Record]:
    """One record of each of these kinds."""
    member = person(shell)
    with shell.session.book.write("test") as ledger:
        cadre = ledger.save(Cadre(village_code="441690101200", name="陈一"))
        return {
            Member: member,
            MemberYear: ledger.save(MemberYear(member=member.id, year=2017)),
            IncomeYear: ledger.save(IncomeYear(household=member.household, year=2016, persons=1)),
            Responsibility: ledger.save(
                Responsibility(
                    household=member.household, cadre=cadre.id, role="household_cadre", start=date(2016, 5, 1)
                )
            ),
            BankCard: ledger.save(BankCard(household=member.household, account_no=CARD)),
            Cadre: cadre,
        }


@pytest.fixture
def board(qtbot: QtBot, shell: Shell) -> CasesPage:
    qtbot.keyClick(shell, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    found = shell.pages["housing"]
    assert isinstance(found, CasesPage)
    return found


@pytest.fixture
def case(qtbot: QtBot, board: CasesPage) -> CaseDialog:
    """The file of the one case there is."""
    qtbot.keyClick(board.board.columns["apply"], Qt.Key.Key_Return)
    found = board.findChild(CaseDialog)
    assert isinstance(found, CaseDialog)
    return found
