"""No place of the rail, and no dialog of cases, reads the book in the window's thread when it is shown."""

import threading
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.kinds import make
from fupin_desktop.notices.commands import draft_notice
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.cases.batch import BatchDialog
from fupin_desktop.ui.households.chips import UNVISITED
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.notices.page import NoticesPage
from fupin_desktop.ui.window.shell import PLACES, Shell
from fupin_desktop.visits.model import Visit
from tests.ui.files import settled

Reads = list[str]


@pytest.fixture
def reads(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Reads:
    """The readings of the book that the window's own thread begins from now on."""
    found: Reads = []
    monkeypatch.setattr(Book, "read", _watched(Book.read, found))
    monkeypatch.setattr(Book, "exchange", _watched(Book.exchange, found))
    return found


def _watched(real: Callable[..., Any], found: Reads) -> Callable[..., Any]:
    def begun(self: Book, *args: Any, **more: Any) -> AbstractContextManager[Any]:
        if threading.current_thread() is threading.main_thread() and not _of_a_draft():
            found.append(real.__name__)
        made: AbstractContextManager[Any] = real(self, *args, **more)
        return made

    return begun


def _of_a_draft() -> bool:
    """A draft is put back as its form opens, before anybody types: one row by its key, not a reading of records."""
    return any(Path(frame.filename).name == "form_draft.py" for frame in traceback.extract_stack())


@pytest.fixture
def busy(shell: Shell) -> Shell:
    """A book in which every place has something to show."""
    with shell.session.book.write("test") as ledger:
        home = ledger.find(Household)[0]
        make(ledger, Visit(household=home.id, date=ledger.today, visitors=("陈一",), type="daily", findings="在家"))
        draft_notice(ledger, "N05")
    return shell


@pytest.mark.as_it_comes
@pytest.mark.parametrize("place", [name for name, _title in PLACES])
def test_a_place_is_shown_without_reading_in_the_windows_thread(
    qtbot: QtBot, busy: Shell, reads: Reads, place: str
) -> None:
    busy.go(place)
    assert reads == [], "shown first"
    settled(qtbot, busy.session)
    assert reads == [], "filled"
    busy.session.changed.emit()
    settled(qtbot, busy.session)
    assert reads in ([], ["read"]), "read anew; who works here may be asked for after a merge"


@pytest.mark.as_it_comes
def test_what_is_opened_before_its_place_is_read_is_open_when_it_is(qtbot: QtBot, busy: Shell) -> None:
    first = busy.session.read(lambda reader: reader.find(Household))[0]
    busy.go("households", UNVISITED)
    page = busy.pages["households"]
    assert isinstance(page, HouseholdsPage)
    qtbot.waitUntil(lambda: len(page.table.rows.rows) == 2, timeout=5000)  # the visited one is not among them
    assert first.id not in [one.id for one in page.table.rows.rows]
    with busy.session.book.write("test") as ledger:
        older = draft_notice(ledger, "N05")
        draft_notice(ledger, "N05")
    busy.go("notices", older.id)
    notices = busy.pages["notices"]
    assert isinstance(notices, NoticesPage)
    qtbot.waitUntil(lambda: len(notices.table.rows.rows) == 3, timeout=5000)
    assert notices.table.current().id == older.id
    settled(qtbot, busy.session)


@pytest.mark.as_it_comes
def test_what_was_asked_last_is_what_is_shown(qtbot: QtBot, busy: Shell) -> None:
    busy.go("households")
    page = busy.pages["households"]
    assert isinstance(page, HouseholdsPage)
    for typed in ("zs", "ls"):
        page.box.setText(typed)
        page.refresh()
    settled(qtbot, busy.session)
    assert [one.head for one in page.table.rows.rows] == ["李四"]


@pytest.mark.as_it_comes
def test_the_batch_of_cases_reads_its_cases_off_the_thread(qtbot: QtBot, busy: Shell, reads: Reads) -> None:
    dialog = BatchDialog(busy.session, HousingCase, "", busy)
    dialog.open()
    settled(qtbot, busy.session)
    qtbot.waitUntil(lambda: "would" in dialog.words.text(), timeout=5000)
    assert (reads, len(dialog.table.rows.rows)) == ([], 1)
    dialog.close()
