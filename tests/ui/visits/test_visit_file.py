"""A visit is opened from every list, read, corrected, withdrawn, and taken back again, by keys and mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.own_saves import own_saves
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.subject.sections.history_section import HistorySection
from fupin_desktop.ui.visit_file.dialog import VisitDialog
from fupin_desktop.ui.visit_file.section import VisitsSection
from fupin_desktop.ui.visits.page import VisitsPage
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.visits.commands import log_visit
from fupin_desktop.visits.model import FollowUpTask, Visit
from tests.ui.by_hand import CTRL
from tests.ui.drawn_photos import elsewhere, kept
from tests.ui.files import section_of, settled


@pytest.fixture
def visit(peopled: Book, tmp_path: Path) -> Visit:
    """One visit at the first household, with a request and three photographs, of which one has not come yet."""
    photos = (*kept(peopled, tmp_path, 1, 2), elsewhere(1))
    with peopled.write("visit.log") as ledger:
        home = ledger.find(Household)[0]
        made, _tasks = log_visit(
            ledger,
            household=home.id or 0,
            date=ledger.today,
            visitors=["甲"],
            type="daily",
            findings="屋顶漏雨",
            requests="修屋顶",
            photos=photos,
        )
    return made


@pytest.fixture
def page(visit: Visit, shell: Shell) -> VisitsPage:
    shell.go("visits")
    found = shell.pages["visits"]
    assert isinstance(found, VisitsPage)
    return found


def opened(qtbot: QtBot, page: VisitsPage) -> VisitDialog:
    """The visit opened by Enter in the list."""
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = page.visit
    assert dialog is not None
    settled(qtbot, page.session)
    qtbot.waitUntil(lambda: dialog.visit.id is not None)
    return dialog


def test_a_visit_is_read_corrected_and_its_old_words_stay(qtbot: QtBot, page: VisitsPage, visit: Visit) -> None:
    dialog = opened(qtbot, page)
    assert dialog.photos.words.text() == "3 photographs, 1 of them not arrived yet"
    assert [dialog.tabs.tabText(at) for at in (1, 2)] == ["Follow-up tasks (1)", "Data history"]
    form = dialog.correct()
    qtbot.waitUntil(form.isActiveWindow)
    editor = form.editors["findings"].widget
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "roof mended")
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    settled(qtbot, page.session)
    qtbot.waitUntil(lambda: dialog.visit.findings == "roof mended")
    with page.session.book.read() as reader:
        assert reader.get(Visit, visit.id).findings == "roof mended"
        assert len(reader.get(Visit, visit.id).photos) == 3
    lines = [line.change for line in dialog.trail.table.rows.rows]
    assert ("Findings", "屋顶漏雨", "roof mended") in [(line.field, line.was, line.became) for line in lines]
    dialog.close()


def test_a_visit_is_withdrawn_with_its_tasks_and_undone(qtbot: QtBot, page: VisitsPage, visit: Visit) -> None:
    dialog = opened(qtbot, page)
    asking = dialog.withdraw()
    qtbot.waitUntil(asking.isActiveWindow)
    assert asking.with_tasks.isChecked()
    qtbot.keyClick(asking, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "reason" in asking.words.text())
    qtbot.keyClicks(asking.why.widget, "wrong house")
    asking.close()
    settled(qtbot, page.session)
    asking = dialog.withdraw()
    assert asking.why.typed() == "wrong house", "what was typed and not saved comes back"
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    settled(qtbot, page.session)
    qtbot.waitUntil(dialog.gone.isVisible)
    assert dialog.gone.text() == "Withdrawn, not counted: wrong house"
    assert not dialog.correct_button.isVisible()
    assert page.table.rows.rows == []
    with page.session.book.read() as reader:
        assert reader.find(Visit) == []
        assert [task.state for task in reader.find(FollowUpTask)] == ["cancelled"]
        assert own_saves(reader, page.session.book.identity.device.id)[0].name == "Withdraw: Visit and 1 more"
    dialog.close()
    qtbot.mouseClick(page.withdrawn, Qt.MouseButton.LeftButton)
    assert [row.id for row in page.table.rows.rows] == [visit.id]


def test_the_time_line_shows_the_withdrawn_and_opens_each(
    qtbot: QtBot, shell: Shell, page: VisitsPage, visit: Visit
) -> None:
    dialog = opened(qtbot, page)
    asking = dialog.withdraw()
    qtbot.waitUntil(asking.isActiveWindow)
    qtbot.keyClicks(asking.why.widget, "wrong house")
    qtbot.keyClick(asking, Qt.Key.Key_Return, CTRL)
    settled(qtbot, page.session)
    qtbot.mouseClick(dialog.file_button, Qt.MouseButton.LeftButton)
    homes = shell.pages["households"]
    assert isinstance(homes, HouseholdsPage)
    names = [one.tab.name for one in homes.file.pages]
    homes.file.tabs.setCurrentIndex(names.index("visits"))
    settled(qtbot, shell.session)
    section = homes.file.page("visits").sections[1]
    assert isinstance(section, VisitsSection)
    qtbot.waitUntil(lambda: bool(section.table.rows.rows))
    cells = [column.shown(section.table.rows.rows[0]) for column in section.table.rows.columns]
    assert "[withdrawn: wrong house] 屋顶漏雨" in cells
    assert "2/3" in cells
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    assert section.opened_visit is not None
    settled(qtbot, shell.session)
    section.opened_visit.close()


def test_the_history_of_a_household_is_filtered_and_comes_page_by_page(
    qtbot: QtBot, shell: Shell, visit: Visit
) -> None:
    with shell.session.book.write("visit.log") as ledger:
        for number in range(120):
            facts = {"date": ledger.today, "visitors": ["甲"], "type": "daily", "findings": f"第{number}次"}
            log_visit(ledger, household=visit.household, **facts)
    shell.go("households", visit.household)
    homes = shell.pages["households"]
    assert isinstance(homes, HouseholdsPage)
    trail = section_of(qtbot, shell.session, homes.file, "history")
    assert isinstance(trail, HistorySection)
    assert len(trail.table.rows.rows) == 100
    trail.table.rows.fetchMore(trail.table.rows.index(-1, -1))
    assert len(trail.table.rows.rows) == len(trail.trail.wanted()) > 120
    box = trail.trail.kind
    box.setFocus()
    box.setCurrentIndex(box.findData("member"))
    box.activated.emit(box.currentIndex())
    assert {line.change.record for line in trail.table.rows.rows} == {"Member · 张三 · head of household"}
    assert trail.trail.count.text() == "1 changes"
    person = trail.trail.person
    person.setCurrentIndex(person.findData("甲镇"))
    person.activated.emit(person.currentIndex())
    assert len(trail.table.rows.rows) == 1
    settled(qtbot, shell.session)
