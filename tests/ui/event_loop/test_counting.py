"""What looks through the whole book stands in nobody's way: it has a lane of its own, and is stopped when it must."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Cancelled
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.reports.findings_tab import FindingsTab
from fupin_desktop.ui.reports.page import ReportsPage
from fupin_desktop.ui.window.shell import Shell

LONG_S = 20


class Counting:
    """A count that goes on until it is let go; `seen` is what it read before and after."""

    def __init__(self) -> None:
        self.begun, self.let_go = threading.Event(), threading.Event()
        self.seen: list[str | None] = []

    def __call__(self, reader: Reader, progress: Progress) -> list[str | None]:
        self.seen.append(_phone(reader))
        self.begun.set()
        for _look in range(LONG_S * 100):
            progress(0, 1, "")
            if self.let_go.wait(0.01):
                break
        self.seen.append(_phone(reader))
        return self.seen


def _phone(reader: Reader) -> str | None:
    return reader.find(Household)[0].phone


@pytest.fixture
def session(shell: Shell, qtbot: QtBot) -> Iterator[Session]:
    qtbot.waitUntil(lambda: shell.session.idle, timeout=LONG_S * 1000)
    yield shell.session
    shell.session.counting.cancel()


def _save(session: Session) -> None:
    home = session.read(lambda reader: reader.find(Household)[0])
    session.command("household.edit", lambda ledger: ledger.save(home.but(phone="13800000000")))


def test_a_save_during_a_count_is_finished_before_it(session: Session, qtbot: QtBot) -> None:
    counting, answers, ended = Counting(), list[object](), list[str]()
    session.changed.connect(lambda: ended.append("save"))
    session.count(counting, lambda seen: (ended.append("count"), answers.append(seen)))
    qtbot.waitUntil(counting.begun.is_set)
    _save(session)
    qtbot.waitUntil(lambda: ended == ["save"], timeout=LONG_S * 1000)
    assert _phone_now(session) == "13800000000"
    counting.let_go.set()
    qtbot.waitUntil(lambda: ended == ["save", "count"], timeout=LONG_S * 1000)
    assert answers == [[None, None]]  # of one moment, though a save came between


def _phone_now(session: Session) -> str | None:
    return session.read(_phone)


def test_a_page_shows_while_something_is_counted(session: Session, qtbot: QtBot) -> None:
    counting, read = Counting(), list[object]()
    session.count(counting, read.append)
    qtbot.waitUntil(counting.begun.is_set)
    session.fetch(_phone, read.append)
    qtbot.waitUntil(lambda: read == [None])
    counting.let_go.set()
    qtbot.waitUntil(lambda: session.idle)


def test_a_count_that_is_stopped_says_so_to_who_asked(session: Session, qtbot: QtBot) -> None:
    counting, failed = Counting(), list[Exception]()
    job = session.count(counting, lambda _seen: None, failed.append)
    waiting = session.count(lambda _reader, _progress: failed.append(ValueError("it ran")), print, failed.append)
    qtbot.waitUntil(counting.begun.is_set)
    waiting.cancel()
    job.cancel()
    qtbot.waitUntil(lambda: len(failed) == 2)
    assert [type(one) for one in failed] == [Cancelled, Cancelled]  # what still waited never began


def test_closing_the_book_waits_for_no_count(session: Session, qtbot: QtBot) -> None:
    counting = Counting()
    session.count(counting, lambda _seen: None)
    qtbot.waitUntil(counting.begun.is_set)
    session.close()  # would hang for as long as it counts
    assert len(counting.seen) == 1


def test_what_is_counted_while_the_window_is_locked_is_told_afterwards(session: Session, qtbot: QtBot) -> None:
    counting, answers = Counting(), list[object]()
    session.count(counting, answers.append)
    qtbot.waitUntil(counting.begun.is_set)
    session.lock()
    counting.let_go.set()
    qtbot.waitUntil(lambda: session.idle)
    assert answers == []
    session.unlock()
    qtbot.waitUntil(lambda: len(answers) == 1)


def test_judging_is_stopped_and_goes_on(shell: Shell, session: Session, qtbot: QtBot) -> None:
    shell.go("reports")
    page = shell.pages["reports"]
    assert isinstance(page, ReportsPage)
    counting = Counting()
    session.count(counting, lambda _seen: None)  # so that judging waits its turn
    qtbot.waitUntil(counting.begun.is_set)
    tab: FindingsTab = page.findings
    page.tabs.setCurrentWidget(tab)
    assert tab.bar.isVisible()
    assert tab.stop_button.isVisible()
    tab.stop_button.click()
    counting.let_go.set()
    qtbot.waitUntil(tab.go_button.isVisible, timeout=LONG_S * 1000)
    assert not tab.bar.isVisible()
    assert tab.stack.currentWidget() is tab.blank
    tab.go_button.click()
    qtbot.waitUntil(lambda: tab.stack.currentWidget() not in (tab.waiting, tab.blank), timeout=LONG_S * 1000)
    assert not tab.stop_button.isVisible()
