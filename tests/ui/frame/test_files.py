"""The window on a medium that takes no writing, and outputs that would destroy something."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.paper.office.sample import sample_page
from fupin_desktop.paper.write import render
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.engine import Access, engine_for
from fupin_desktop.ui.exchange.page import ExchangePage
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.window.shell import PLACES, Shell


@pytest.fixture
def on_a_stick(qtbot: QtBot, peopled: Book) -> Iterator[Shell]:
    """The main window on the same book as it opens where nothing can be written."""
    peopled.close()
    engine = engine_for(peopled.path, peopled.book_key, Access.FROZEN)
    book = Book(peopled.path, engine, peopled.key_file, peopled.user, peopled.book_key, read_only=True)
    made = Shell(Session(book), Prefs(language="en"))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.session.close()


def test_a_read_only_book_is_shown_everywhere_with_its_banner(qtbot: QtBot, on_a_stick: Shell) -> None:
    shell = on_a_stick
    assert any("READ-ONLY" in one.text() for one in shell.statusBar().findChildren(QLabel))
    for name, _title in PLACES:
        shell.go(name)
        qtbot.waitUntil(lambda: shell.session.lane.idle)
    shell.greet()
    assert "nothing can be saved" in shell.words.text()


def test_the_banner_stays_in_sight_beside_any_sentence(qtbot: QtBot, on_a_stick: Shell) -> None:
    shell = on_a_stick
    shell.resize(1280, 800)
    stamp = next(one for one in shell.statusBar().findChildren(QLabel) if "READ-ONLY" in one.text())
    for text in ("", "saved", "a sentence that goes on " * 40):
        shell.tell(text)
        qtbot.wait(20)
        assert shell.width() == 1280
        assert stamp.isVisible()
        assert stamp.mapTo(shell, stamp.rect().topRight()).x() < 1280
    assert shell.words.toolTip() == text


def test_what_is_entered_there_is_refused_in_words(qtbot: QtBot, on_a_stick: Shell) -> None:
    session = on_a_stick.session
    with qtbot.waitSignal(session.refused) as told:
        session.command("x", lambda ledger: ledger.save(Household(household_code="1", status="registered")))
    assert told.args[0].code == "book.read_only"


def test_no_dialog_writes_onto_the_book(qtbot: QtBot, shell: Shell) -> None:
    session, book = shell.session, shell.session.book
    before = book.path.read_bytes()
    shell.go("exchange")
    page = shell.pages["exchange"]
    assert isinstance(page, ExchangePage)
    page.export_to(book.path)
    qtbot.waitUntil(lambda: session.lane.idle)
    paper = PaperDialog(session, "x", render(sample_page())[0], shell)
    with qtbot.waitSignal(session.refused) as told:
        paper.save_to(book.path.with_name(book.path.name + ".keys"))
    assert told.args[0].code == "output.same"
    assert book.path.read_bytes() == before


def test_a_paper_that_finds_no_folder_is_told(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    paper = PaperDialog(shell.session, "x", render(sample_page())[0], shell)
    with qtbot.waitSignal(shell.session.refused) as told:
        paper.save_to(tmp_path / "none" / "x.pdf")
    assert told.args[0].code == "output.missing"
