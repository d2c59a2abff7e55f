"""The place of the forms: reached from a household, shown as it prints, saved; what is then out of date."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.paper.reading import texts
from fupin_desktop.store.history.papers import last_prints
from fupin_desktop.ui.forms.pages.sheets_view import pages_of
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.papers.page import PapersPage
from fupin_desktop.ui.window.shell import Shell
from tests.ui.by_hand import home_of, person


@pytest.fixture
def place(qtbot: QtBot, shell: Shell) -> PapersPage:
    """Opened from the file of 张三's household."""
    home = home_of(shell, person(shell))
    shell.go("households", home.id)
    households = shell.pages["households"]
    assert isinstance(households, HouseholdsPage)
    qtbot.mouseClick(households.file.forms_button, Qt.MouseButton.LeftButton)
    made = shell.pages["papers"]
    assert isinstance(made, PapersPage)
    return made


def _show(qtbot: QtBot, place: PapersPage, code: str) -> None:
    place.printing._choose(code)
    qtbot.mouseClick(place.printing.show_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.printing.made is not None and bool(place.printing.view.pages), timeout=20000)


def test_a_form_of_this_household_is_shown_saved_and_remembered(
    qtbot: QtBot, shell: Shell, place: PapersPage, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: "张三" in place.printing.scope.currentText())  # this household, by name
    assert not place.printing.save_button.isEnabled()
    _show(qtbot, place, "F01")
    out = tmp_path / "F01.pdf"
    with qtbot.waitSignal(place.printing.printed, timeout=20000):
        place.printing.save_to(out)
    assert place.printing.made is not None
    assert out.read_bytes() == place.printing.made.pdf
    told = "".join(texts(out))
    assert "贫困户登记表" in told  # Chinese, though the window speaks English
    assert "张三" in told
    assert "李四" not in told
    with shell.session.book.read() as reader:
        assert [(one.form, one.printed.version) for one in last_prints(reader)] == [("F01", 1)]


def test_what_was_corrected_is_listed_and_printed_anew(
    qtbot: QtBot, shell: Shell, place: PapersPage, tmp_path: Path
) -> None:
    _show(qtbot, place, "F01")
    with qtbot.waitSignal(place.printing.printed, timeout=20000):
        place.printing.save_to(tmp_path / "F01.pdf")
    home = home_of(shell, person(shell))
    with shell.session.book.write("test") as ledger:
        ledger.save(ledger.get(Household, home.id).but(cause_main="03"))
    place.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: bool(place.stale.table.rows.rows), timeout=20000)
    place.stale.table.selectRow(0)
    qtbot.mouseClick(place.stale.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.printing.made is not None, timeout=20000)
    assert place.printing.made is not None
    assert place.printing.made.papers[0].version == 2


def test_in_full_is_not_shown_without_a_reason(qtbot: QtBot, place: PapersPage) -> None:
    place.printing._choose("F01")
    place.printing.full.setChecked(True)
    qtbot.mouseClick(place.printing.show_button, Qt.MouseButton.LeftButton)
    assert place.printing.made is None
    assert "reason" in place.printing.state.text()


def test_the_file_of_each_household_says_what_is_missing(qtbot: QtBot, place: PapersPage) -> None:
    place.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: len(place.files.table.rows.rows) == 3, timeout=20000)
    line = place.files.table.rows.rows[0]
    has_case = {one.title.partition(" ")[0]: "F11" in one.forms for one in place.files.table.rows.rows}
    assert has_case == {"张三": True, "李四": False, "单小芳": False}
    assert not line.forms["F01"].printed_at


def test_a_printer_gets_the_pages_and_copies_that_were_asked_for() -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    assert pages_of(printer, 3) == [0, 1, 2]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 9)
    assert pages_of(printer, 3) == [1, 2]
