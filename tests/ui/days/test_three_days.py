"""What three days at the window stumbled over (RESULTS.md, “Three days at the window”), each as a person met it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.ledger.notation.values import parse, typed_day
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.notices.commands import draft_notice, revise_draft
from fupin_desktop.plans.model import MeasureProgress
from fupin_desktop.store.book.book import Book
from fupin_desktop.sync.merging import MergeReport
from fupin_desktop.ui.exchange.page import ExchangePage
from fupin_desktop.ui.frame.file_dialogs import Purpose, folder_for
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.notices.page import NoticesPage
from fupin_desktop.ui.photos.photo_files import PhotoFiles
from fupin_desktop.ui.subject.sections.timeline_section import TimelineSection
from fupin_desktop.ui.visit_file.dialog import VisitDialog
from fupin_desktop.ui.visits.quick_visit import QuickVisit
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.visits.commands import log_visit
from tests.ui.by_hand import CTRL, home_of, person
from tests.ui.drawn_photos import file_of
from tests.ui.files import section_of, settled


@pytest.fixture
def panel(qtbot: QtBot, shell: Shell) -> QuickVisit:
    qtbot.keyClick(shell, Qt.Key.Key_N, CTRL)
    assert shell.quick is not None
    qtbot.waitUntil(shell.quick.finder.field.hasFocus)
    return shell.quick


def test_a_name_that_is_not_found_says_so_and_keeps_the_hand_where_it_is(qtbot: QtBot, panel: QuickVisit) -> None:
    field = panel.finder.field
    qtbot.keyClicks(field, "xyz")
    assert panel.finder.hits.isVisible()
    assert panel.finder.hits.item(0).text().startswith("No household found")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.hasFocus(), "whatever is typed next would stand in the date"
    field.selectAll()
    qtbot.keyClicks(field, "zs")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert panel.topics.hasFocus()
    panel.discard()


def test_a_refusal_leads_to_the_field_that_is_wrong(qtbot: QtBot, shell: Shell, panel: QuickVisit) -> None:
    qtbot.keyClicks(panel.finder.field, "zs")
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Return)
    panel.date.setText("lhs")
    qtbot.keyClick(panel, Qt.Key.Key_Return, CTRL)
    settled(qtbot, shell.session)
    assert panel.date.hasFocus()
    panel.discard()


def test_a_short_day_is_of_the_year_of_the_book(shell: Shell) -> None:
    shell.session.book.wall = lambda: datetime(2018, 6, 26, 9, tzinfo=UTC)
    assert typed_day("7-10") == date(2018, 7, 10)


def test_a_number_may_carry_its_unit() -> None:
    percent = fields_of(MeasureProgress)["percent"]
    assert [parse(percent, typed) for typed in ("70", "70%", "70 ％")] == [70, 70, 70]


def test_where_there_are_no_documents_a_file_dialog_begins_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = str(tmp_path / "Documents")
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: gone)
    assert folder_for(Purpose.PAPER) == Path.home(), "else Qt takes the folder's name for that of a file"


def test_the_time_line_opens_a_visit_so_that_it_can_be_corrected(qtbot: QtBot, shell: Shell) -> None:
    home = home_of(shell, person(shell))
    assert home.id is not None
    with shell.session.book.write("test") as ledger:
        log_visit(ledger, household=home.id, date=ledger.today, visitors=("王五",), type="daily", findings="屋顶漏雨")
    shell.go("households", int(home.id))
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    section = section_of(qtbot, shell.session, page.file, "visits")
    assert isinstance(section, TimelineSection)
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    settled(qtbot, shell.session)
    assert isinstance(section.dialog, VisitDialog)
    assert section.dialog.correct_button.isVisible()
    section.dialog.close()


def test_a_photograph_that_was_chosen_is_seen_before_it_is_saved(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    chosen = PhotoFiles(shell.session)
    qtbot.addWidget(chosen)
    plain = chosen.pictures.iconSize()
    chosen.add([file_of(tmp_path, 1), tmp_path / "none.jpg"])
    settled(qtbot, shell.session)
    seen, unseen = (chosen.pictures.item(at).icon().pixmap(plain).toImage() for at in range(2))
    assert seen != unseen, "what cannot be drawn keeps the sign of a photograph"


def test_after_a_merge_what_was_left_out_is_named(qtbot: QtBot, shell: Shell) -> None:
    shell.go("exchange")
    page = shell.pages["exchange"]
    assert isinstance(page, ExchangePage)
    settled(qtbot, shell.session)
    why = "This laptop is not in the roster."
    page._done([MergeReport("a.fpb", "merged"), MergeReport("b.fpb", message=why), MergeReport("c.fpb", message=why)])
    assert page.words.text().endswith(f"Not merged: b.fpb、c.fpb. {why}")
    assert page.words.property("tone") == "warn"


def test_a_draft_that_must_not_be_printed_shows_no_page(qtbot: QtBot, shell: Shell, book: Book) -> None:
    with book.write("test") as ledger:
        notice = draft_notice(ledger, "N19")
    shell.go("notices")
    page = shell.pages["notices"]
    assert isinstance(page, NoticesPage)
    qtbot.waitUntil(lambda: page.shown is not None, timeout=20000)
    with book.write("test") as ledger:
        revise_draft(ledger, notice, body="44169019700101123X")
    shell.session.changed.emit()
    qtbot.waitUntil(lambda: page.view.pdf is None, timeout=20000)
    assert page.shown is None
