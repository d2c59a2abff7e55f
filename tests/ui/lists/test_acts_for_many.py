"""One act for many chosen records: asked once, shown for each, and those it is refused for are named and stay."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.cases.batch import BatchDialog
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.lists.acting import AskingForMany
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.visits.commands import finish_task
from fupin_desktop.visits.model import FollowUpTask
from tests.ui.files import section_of, settled

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tasks(qtbot: QtBot, peopled: Book, shell: Shell) -> ListSection:
    """Three tasks of a household, the last one finished already."""
    with peopled.write("test") as ledger:
        home = sorted(ledger.find(Household), key=lambda one: one.household_code or "")[0]
        made = ledger.save_all(
            [FollowUpTask(household=home.id, matter=matter, state="open") for matter in ("修路", "办证", "送种")]
        )
        finish_task(ledger, made[2], "送到")
    qtbot.keyClick(shell, Qt.Key.Key_2, CTRL)
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    assert home.id is not None
    page.open(int(home.id))
    settled(qtbot, shell.session)
    found = section_of(qtbot, shell.session, page.file, "visits", 2)
    assert isinstance(found, ListSection)
    return found


def test_tasks_are_finished_together_and_the_refused_one_is_named(
    qtbot: QtBot, peopled: Book, tasks: ListSection
) -> None:
    assert tasks.cls is FollowUpTask
    tasks.table.selectAll()
    finish = next(action for action in tasks.table.menu().actions() if action.text().startswith("Finish"))
    assert finish.isEnabled()
    finish.trigger()
    asking = next(one for one in tasks.findChildren(AskingForMany) if one.isVisible())
    answer = asking.editors["result"].widget
    assert isinstance(answer, QPlainTextEdit)
    answer.setPlainText("都办好了")
    qtbot.waitUntil(asking.isActiveWindow)
    qtbot.keyClick(asking, Qt.Key.Key_Return, CTRL)
    preview = asking.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.words.text().startswith("2 would be written, 1 are refused"), timeout=8000)
    assert "送种" in preview.table.rows.rows[0].item.title
    with qtbot.waitSignal(preview.written, timeout=8000):
        qtbot.keyClick(preview, Qt.Key.Key_S, CTRL)
    with peopled.read() as reader:
        results = {one.matter: one.result for one in reader.find(FollowUpTask)}
    assert results == {"修路": "都办好了", "办证": "都办好了", "送种": "送到"}


def test_a_batch_of_cases_takes_only_those_chosen_in_a_list(qtbot: QtBot, peopled: Book, shell: Shell) -> None:
    with peopled.write("test") as ledger:
        homes = sorted(ledger.find(Household), key=lambda one: one.household_code or "")
        other = ledger.save(
            HousingCase(
                household=homes[1].id, year_plan=2017, stage="applied", stage_on=date(2017, 6, 3), mode="repair"
            ),
            managed=("stage", "stage_on"),
        )
    dialog = BatchDialog(shell.session, HousingCase, "", shell, among=[int(other.id or 0)])
    dialog.open()
    settled(qtbot, shell.session)
    assert [line.case.id for line in dialog.table.rows.rows] == [other.id]
    assert dialog.at.itemText(0).endswith("(1)")
    dialog.close()
