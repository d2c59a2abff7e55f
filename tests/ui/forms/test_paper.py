"""Preview and print: nothing on a disk, and what comes out of the printer is what was shown."""

import tempfile
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from fupin_desktop.paper.office.sample import RARE, sample_page
from fupin_desktop.paper.preview import Picture, page_count, page_image
from fupin_desktop.paper.reading import texts
from fupin_desktop.paper.write import render
from fupin_desktop.store.book.recovering import rehearse
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.forms.pages.sheet_of_recovery import Rehearsal
from fupin_desktop.ui.notices.notice_file import NoticePaper
from fupin_desktop.ui.notices.page import NoticesPage
from fupin_desktop.ui.settings.keyholders import Keyholders
from fupin_desktop.ui.settings.page import SettingsPage
from fupin_desktop.ui.window.first_steps import FirstSteps
from fupin_desktop.ui.window.shell import Shell


def _files(folder: Path) -> set[Path]:
    return {file for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def notices(qtbot: QtBot, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NoticesPage:
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    page = shell._make("notices")
    assert isinstance(page, NoticesPage)
    shell.pages["notices"] = page
    shell.go("notices")
    page.kind.setCurrentIndex(page.kind.findData("N10"))
    with qtbot.waitSignal(shell.session.changed, timeout=8000):
        qtbot.mouseClick(page.draft_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.view.pdf is not None and len(page.view.pages) >= 1, timeout=10000)
    return page


def test_a_preview_leaves_no_plain_text_on_the_disk(qtbot: QtBot, notices: NoticesPage, tmp_path: Path) -> None:
    assert notices.view.pdf is not None
    assert notices.view.pdf.startswith(b"%PDF")
    assert [file for file in _files(tmp_path) if file.read_bytes().startswith(b"%PDF")] == []
    assert _files(tmp_path / "temp") == set()


def test_the_printer_gets_what_the_preview_shows(
    qtbot: QtBot, shell: Shell, notices: NoticesPage, tmp_path: Path
) -> None:
    pdf = notices.view.pdf
    assert pdf is not None
    out = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    printer.setFullPage(True)
    assert notices.shown is not None
    notices.print_on(printer, notices.shown)
    shell.session.lane.drain()
    qtbot.wait(50)
    assert page_count(out) == page_count(pdf)
    shown, printed = page_image(pdf, 0, 200), page_image(out, 0, 200)
    assert abs(printed.height - shown.height) <= 1
    for one, other in zip(_inked(shown), _inked(printed), strict=True):
        assert abs(one - other) <= 2  # the same ink at the same place, on the whole sheet
    with shell.session.book.read() as reader:
        events = reader.connection.exec_driver_sql("SELECT event FROM audit").scalars().all()
    assert "notice.print" in events


def _inked(picture: Picture) -> tuple[int, int, int, int]:
    """First and last row and column with ink."""
    dark = [at // 4 for at, value in enumerate(picture.rgba) if at % 4 == 0 and value < 160]
    rows, columns = [at // picture.width for at in dark], [at % picture.width for at in dark]
    return min(rows), max(rows), min(columns), max(columns)


def _second(qtbot: QtBot, shell: Shell, notices: NoticesPage) -> tuple[NoticePaper, NoticePaper]:
    """The papers of two notices; the first is chosen."""
    first = notices.shown
    notices.kind.setCurrentIndex(notices.kind.findData("N02"))
    with qtbot.waitSignal(shell.session.changed, timeout=8000):
        qtbot.mouseClick(notices.draft_button, Qt.MouseButton.LeftButton)
    assert first is not None
    notices.open(_newest(notices))
    qtbot.waitUntil(lambda: notices.shown is not None and notices.shown.id != first.id, timeout=10000)
    second = notices.shown
    notices.open(first.id)
    qtbot.waitUntil(lambda: notices.shown is not None and notices.shown.id == first.id, timeout=10000)
    shown = notices.shown
    assert second is not None
    assert shown is not None
    return shown, second


def _newest(notices: NoticesPage) -> object:
    return max(notice.id for notice in notices.table.rows.rows)


def test_while_another_notice_is_drawn_nothing_of_the_first_prints(
    qtbot: QtBot, shell: Shell, notices: NoticesPage
) -> None:
    first, second = _second(qtbot, shell, notices)
    busy = threading.Event()
    shell.session.run(lambda _progress: busy.wait(20), lambda _none: None)
    notices.open(second.id)
    assert notices.shown is None
    assert not notices.print_button.isEnabled()
    assert not notices.save_button.isEnabled()
    assert notices.view.pages == [], "no page of the first beside the second's name"
    notices.open(first.id)
    notices.open(second.id)
    busy.set()
    qtbot.waitUntil(lambda: notices.shown is not None, timeout=10000)
    qtbot.waitUntil(lambda: shell.session.lane.idle, timeout=10000)
    assert notices.shown is not None
    assert notices.shown.id == second.id
    assert notices.view.pdf == notices.shown.pdf


def test_what_was_asked_for_is_printed_and_noted_whatever_is_chosen_meanwhile(
    qtbot: QtBot, shell: Shell, notices: NoticesPage, tmp_path: Path
) -> None:
    first, second = _second(qtbot, shell, notices)
    notices.open(second.id)
    notices.save_to(tmp_path / "asked.pdf", first)
    qtbot.waitUntil(lambda: "Written" in shell.words.text(), timeout=10000)
    qtbot.waitUntil(lambda: shell.session.lane.idle, timeout=10000)
    assert (tmp_path / "asked.pdf").read_bytes() == first.pdf != second.pdf


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_is_told(qtbot: QtBot, shell: Shell, notices: NoticesPage, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    assert notices.shown is not None
    notices.print_on(printer, notices.shown)
    assert "printer did not take it" in shell.words.text()


def test_the_test_page_holds_the_rare_names_on_one_sheet() -> None:
    pdf, pages = render(sample_page())
    assert pages == 1
    (text,) = texts(pdf)
    assert all(sign in text for sign in RARE)


def test_guide_and_settings_make_and_rehearse_a_sheet(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    steps = FirstSteps(shell.session, shell)
    steps.show()
    qtbot.mouseClick(steps.sheet_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: steps.findChild(PaperDialog) is not None, timeout=8000)
    paper = steps.findChild(PaperDialog)
    assert paper is not None
    paper.save_to(tmp_path / "sheet.pdf")
    paper.close()
    steps.close()
    (text,) = texts(tmp_path / "sheet.pdf")
    code = _code(text)
    assert rehearse(shell.session.book.path, code)
    shell.go("settings")
    page = shell.pages["settings"]
    assert isinstance(page, SettingsPage)
    assert "Recovery sheet of 20" in page.keyholders.sheet.text()
    _rehearse(qtbot, page.keyholders, code)


def _code(text: str) -> str:
    from fupin_desktop.seal.recovery import read_secret

    signs = [word for word in text.split() if len(word) == 4]
    return next(code for at in range(len(signs)) if read_secret(code := " ".join(signs[at : at + 7])))


def _rehearse(qtbot: QtBot, card: Keyholders, code: str) -> None:
    qtbot.mouseClick(card.rehearse_button, Qt.MouseButton.LeftButton)
    dialog = card.findChild(Rehearsal)
    assert dialog is not None
    dialog.code.setText(code[:-2])
    dialog.prove()
    qtbot.waitUntil(lambda: "sign by sign" in dialog.words.text(), timeout=5000)
    dialog.code.setText(code.lower())
    with qtbot.waitSignal(dialog.proved, timeout=8000):
        dialog.prove()
    dialog.close()
