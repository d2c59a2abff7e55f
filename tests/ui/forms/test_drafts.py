"""What is typed is kept: by every form, field by field, through Esc and through a killed process; or discarded."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.notices.model import Notice
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.photos.shots import Shot
from fupin_desktop.store.write.drafts import draft_of, drafts, keep_draft
from fupin_desktop.ui.cases.batch import BatchDialog
from fupin_desktop.ui.cases.opening import OpenCase
from fupin_desktop.ui.cases.step import StepDialog
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.forms.acts import acts_of
from fupin_desktop.ui.forms.rare_acts import ask_put_away
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.forms.unmask import Unmask
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.moving import ask_move
from fupin_desktop.ui.photos.export import ExportDialog
from fupin_desktop.ui.settings.office_keys import OfficeKeys
from fupin_desktop.ui.today.page import TodayPage
from fupin_desktop.ui.visits.grid import VisitGrid
from fupin_desktop.ui.visits.phrase_dialog import PhraseDialog
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.visits.model import FollowUpTask
from tests.conftest import PASSPHRASE
from tests.ui.by_hand import case_of, home_of, keys, masked, person
from tests.ui.files import settled

SIGN = "写到一半的话"


def _kept(shell: Shell) -> list[Any]:
    settled(QtBotless.of(shell), shell.session)
    return shell.session.read(drafts)


class QtBotless:
    """The bot of the running test, for helpers that only settle."""

    bot: QtBot

    @classmethod
    def of(cls, _shell: Shell) -> QtBot:
        return cls.bot


@pytest.fixture(autouse=True)
def _bot(qtbot: QtBot) -> None:
    QtBotless.bot = qtbot


def _task(shell: Shell) -> FollowUpTask:
    with shell.session.book.write("test") as ledger:
        home = ledger.find(Household)[0]
        return ledger.save(FollowUpTask(household=home.id, matter="修屋顶", due=shell.session.today))


def _notice(shell: Shell) -> Notice:
    with shell.session.book.write("test") as ledger:
        return ledger.save(Notice(kind="N01", village_code="441690101200"), managed=("kind", "village_code"))


def _finish(shell: Shell) -> QDialog:
    task = _task(shell)
    dialog: QDialog = acts_of(FollowUpTask)[0].ask(shell.session, task, shell)
    return dialog


def _first(dialog: Any) -> QLineEdit:
    """The first free line of a dialog."""
    lines = [one for one in dialog.findChildren(QLineEdit) if one.isVisibleTo(dialog) and one.isEnabled()]
    free = [one for one in lines if not one.isReadOnly() and not isinstance(one.parentWidget(), QComboBox)]
    assert free
    return free[0]


def _step(shell: Shell) -> StepDialog:
    return StepDialog(shell.session, case_of(shell), parent=shell)


FORMS: dict[str, Any] = {
    "a photograph taken out": lambda shell: ExportDialog(shell.session, Shot("a" * 64), shell),
    "a record": lambda shell: RecordDialog(shell.session, person(shell), shell),
    "a new record": lambda shell: RecordDialog(
        shell.session, Member(household=home_of(shell, person(shell)).id), shell, given=("household",),
        subject=home_of(shell, person(shell)),
    ),
    "an income": lambda shell: RecordDialog(
        shell.session, IncomeYear(household=home_of(shell, person(shell)).id, year=2017), shell, given=("household",)
    ),
    "a reason": lambda shell: ask_put_away(shell.session, person(shell), shell),
    "a task": _finish,
    "a move": lambda shell: ask_move(shell.session, int(home_of(shell, person(shell)).id or 0), shell),
    "a step": _step,
    "a case": lambda shell: OpenCase(shell.session, HousingCase, lambda _id: None, parent=shell),
    "many cases": lambda shell: BatchDialog(shell.session, HousingCase, parent=shell),
    "phrases": lambda shell: PhraseDialog(shell.session, shell),
    "a look": lambda shell: Unmask(shell.session, person(shell), fields_of(Member)["id_no"], shell),
}  # fmt: skip


def _opened(qtbot: QtBot, shell: Shell, make: Any) -> Any:
    dialog = make(shell)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    settled(qtbot, shell.session)
    return dialog


def _field(dialog: Any) -> Any:
    """Where words go: a note before a line."""
    from PySide6.QtWidgets import QPlainTextEdit

    notes = [one for one in dialog.findChildren(QPlainTextEdit) if one.isVisibleTo(dialog) and one.isEnabled()]
    return notes[0] if notes else _first(dialog)


def _write(qtbot: QtBot, dialog: Any) -> None:
    if isinstance(dialog, VisitGrid):
        item = dialog.table.item(0, 1)
        assert item is not None
        item.setText(SIGN)
    else:
        keys(qtbot, _field(dialog), SIGN)


def _words(field: Any) -> str:
    return str(field.toPlainText() if hasattr(field, "toPlainText") else field.text())


@pytest.mark.parametrize("name", FORMS)
def test_esc_keeps_what_was_typed_says_so_and_gives_it_back(qtbot: QtBot, shell: Shell, name: str) -> None:
    dialog = _opened(qtbot, shell, FORMS[name])
    _write(qtbot, dialog)
    typed = dialog.typed()
    assert typed
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert "kept as a draft" in shell.words.text()
    (kept,) = _kept(shell)
    assert kept.typed == typed
    assert kept.title
    if name == "a task":  # made anew each time
        return
    again = _opened(qtbot, shell, FORMS[name])
    assert SIGN in (again.table.text(0, 1) if isinstance(again, VisitGrid) else _words(_field(again)))
    assert again.typed() == typed
    qtbot.mouseClick(again.discard_button, Qt.MouseButton.LeftButton)
    assert _kept(shell) == []
    assert "discarded" in shell.words.text()


@pytest.mark.parametrize("name", FORMS)
def test_a_form_in_which_nothing_was_typed_leaves_no_draft(qtbot: QtBot, shell: Shell, name: str) -> None:
    dialog = _opened(qtbot, shell, FORMS[name])
    assert dialog.typed() == {}
    dialog.draft.keep()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert _kept(shell) == []
    assert "draft" not in shell.words.text()


def test_what_was_typed_and_taken_back_leaves_no_draft(qtbot: QtBot, shell: Shell) -> None:
    dialog = _opened(qtbot, shell, FORMS["a reason"])
    field = _field(dialog)
    keys(qtbot, field, SIGN)
    dialog.draft.keep()
    settled(qtbot, shell.session)
    assert len(_kept(shell)) == 1
    field.clear()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert _kept(shell) == []


def test_the_same_question_about_another_record_holds_nothing_of_it(qtbot: QtBot, shell: Shell) -> None:
    dialog = ask_put_away(shell.session, person(shell, "张三"), shell)
    qtbot.waitUntil(dialog.isActiveWindow)
    keys(qtbot, _field(dialog), SIGN)
    dialog.close()
    settled(qtbot, shell.session)
    other = ask_put_away(shell.session, person(shell, "李四"), shell)
    assert _words(_field(other)) == ""
    other.close()


def test_saving_forgets_the_draft_in_the_same_act(qtbot: QtBot, shell: Shell) -> None:
    asking = ask_put_away(shell.session, person(shell, "李四"), shell)
    qtbot.waitUntil(asking.isActiveWindow)
    keys(qtbot, _field(asking), SIGN)
    asking.draft.keep()
    settled(qtbot, shell.session)
    with qtbot.waitSignal(asking.destroyed, timeout=8000):
        qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    assert _kept(shell) == []
    assert "kept as a draft" not in shell.words.text()


def test_today_lists_what_was_begun_and_leads_to_where_it_stood(qtbot: QtBot, shell: Shell) -> None:
    home = home_of(shell, person(shell))
    shell.go("households", int(home.id or 0))
    settled(qtbot, shell.session)
    dialog = _opened(qtbot, shell, FORMS["a record"])
    masked(dialog, "id_no").write_anew()
    keys(qtbot, masked(dialog, "id_no").plain.widget, "441690197001011234")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settled(qtbot, shell.session)
    shell.go("today")
    page = shell.pages["today"]
    assert isinstance(page, TodayPage)
    page.refresh()
    lines = [page.list.item(at) for at in range(page.list.count())]
    (line,) = [one for one in lines if "fields typed, not saved" in one.text()]
    assert "张三" in line.text()
    assert "4416901970" not in line.text(), "what was typed stays in its form"
    page.list.setCurrentItem(line)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settled(qtbot, shell.session)
    assert shell.stack.currentWidget() is shell.pages["households"]
    assert shell.pages["households"].where() == ("household", int(home.id or 0), 0)


def test_a_draft_stays_in_the_encrypted_book_only(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    dialog = _opened(qtbot, shell, FORMS["a record"])
    masked(dialog, "id_no").write_anew()
    keys(qtbot, masked(dialog, "id_no").plain.widget, "44169019991231888X")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(_kept(shell)) == 1
    for file in (one for one in tmp_path.rglob("*") if one.is_file()):
        assert b"44169019991231888X" not in file.read_bytes(), file.name


def test_a_secret_is_kept_nowhere(qtbot: QtBot, shell: Shell) -> None:
    office = OfficeKeys(shell.session)
    qtbot.addWidget(office)
    office._rehearse()
    assert office.asking is not None
    keys(qtbot, _field(office.asking), "AGE-SECRET-KEY-1QQQ")
    office.asking.close()
    assert _kept(shell) == []


def test_a_book_that_can_only_be_read_promises_and_keeps_no_draft(qtbot: QtBot, peopled: Book) -> None:
    peopled.read_only = True
    shell = Shell(Session(peopled), Prefs(language="en"))
    qtbot.addWidget(shell)
    shell.show()
    for make in (FORMS["a record"], FORMS["a reason"], FORMS["a step"]):
        dialog = make(shell)
        dialog.open()
        settled(qtbot, shell.session)
        assert not dialog.discard_button.isVisible()
        keys(qtbot, _field(dialog), SIGN) if make is not FORMS["a record"] else None
        dialog.close()
        settled(qtbot, shell.session)
        assert "draft" not in shell.words.text()
    shell.quick_visit()
    assert shell.quick is not None
    assert "not kept" in shell.quick.words.text()
    shell.quick.close()
    assert shell.session.read(drafts) == []
    shell.close()


def test_every_dialog_that_takes_words_is_one_that_keeps_them() -> None:
    """A new dialog with lines of its own derives from the one that keeps drafts, or is named here with its reason."""
    import fupin_desktop.ui.window.shell  # noqa: F401  # every page and dialog is imported by it

    without = {
        "Fault",  # shows a report
        "Help",
        "FirstSteps",
        "PaperDialog",
        "SheetsView",
        "CaseDialog",  # shows; what is asked in it is asked by dialogs of their own
        "ClearDialog",  # the name of the book and its passphrase, typed in one go
        "CasePhotographs",  # photographs only: they are chosen, not typed
        "MeasureDialog",
        "PhotoTray",  # what lies in it is in the book already
        "RosterImport",  # shows what a workbook holds
        "UndoDialog",  # tells what would be undone
        "VisitDialog",  # shows a visit
        "PhotoViewer",
        "FilterBox",  # asks about a list; nothing it asks is saved, and what it does is shown first
        "FindReplace",
        "SetField",
        "Preview",
        "NewUser",  # passphrases
        "NewKey",
        "Rehearsal",
    }
    made = {one.__name__ for one in _subclasses(QDialog) if one.__module__.startswith("fupin_desktop")}
    keeping = {one.__name__ for one in _subclasses(DraftDialog)} | {"DraftDialog"}
    assert made - keeping - without == set()


def _subclasses(cls: type) -> set[type]:
    found = set(cls.__subclasses__())
    return found | {deeper for one in found for deeper in _subclasses(one)}


def test_drafts_of_books_from_before_are_read(book: Book) -> None:
    with book.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO draft VALUES ('visit', '{\"name\": \"张三\"}', '2017-06-03T08:00:00+00:00')"
        )
    keep_draft(book, "form member 1", {"name": "李四"}, "修改", ["households", None])
    with book.read() as reader:
        assert draft_of(reader, "visit") == {"name": "张三"}
        assert [(one.form, one.title, one.place) for one in drafts(reader)] == [
            ("form member 1", "修改", ["households", None]),
            ("visit", "", None),
        ]


def test_a_killed_process_loses_at_most_what_was_typed_last(peopled: Book) -> None:
    path = peopled.path
    peopled.close()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.forms.typing_child", str(path), PASSPHRASE, SIGN],
        stdout=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == b"typed"
    time.sleep(4)  # two seconds, and the time a slow machine takes to write
    child.send_signal(signal.SIGKILL)
    child.communicate()
    with Book.open(path, PASSPHRASE) as book, book.read() as reader:
        (kept,) = drafts(reader)
    assert kept.typed == {"ethnic": SIGN}
