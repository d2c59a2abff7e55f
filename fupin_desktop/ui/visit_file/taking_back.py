"""A visit corrected in its form, or withdrawn with a reason: both through the commands of visits."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QWidget

from fupin_desktop.ledger.field import note
from fupin_desktop.ledger.notation.showing import NOTHING, shown
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.drafts import forget_draft
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.titles import title_of
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.editors.editors import editor_for
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.forms.writing import Writing
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row
from fupin_desktop.visits.commands import correct_visit, tasks_of, withdraw_visit
from fupin_desktop.visits.model import FollowUpTask, Visit
from fupin_desktop.visits.rules import is_unfinished

_WHY = note(N_("Why was it withdrawn?"), high=200, required=True, name="why")
_NAMED = 4  # tasks that are told by name


def correct(session: Session, visit: Visit, parent: QWidget) -> RecordDialog:
    """The form of a visit as it was read; what stood there before stays in its history."""

    def write(ledger: BookLedger, record: Record, _subject: Record | None) -> Visit:
        facts = {name: getattr(record, name) for name in fields_of(Visit)}
        written = {name: value for name, value in facts.items() if value != getattr(visit, name)}
        return correct_visit(ledger, visit.but(unreadable=record.unreadable), **written)

    dialog = RecordDialog(session, visit, parent, title=_("Correct the visit"), writing=Writing(write))
    dialog.open()
    return dialog


class Withdrawing(DraftDialog):
    """Asks why; says what came from the visit, and whether that goes with it."""

    def __init__(self, session: Session, visit: Visit, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._visit = visit
        self.setWindowTitle(_("Withdraw the visit"))
        self.setMinimumWidth(520)
        named, tasks = session.read(self._read)
        self.why = editor_for(_WHY)
        self.with_tasks = QCheckBox(_("Give up its unfinished &tasks as well"))
        unfinished = any(is_unfinished(task) for task in tasks)
        self.with_tasks.setChecked(unfinished)
        self.words = Told(session)
        self.ok_button = button(_("&Withdraw"), self.save, kind="primary")
        self.cancel_button = button(_("&Close"), self.close, kind="flat")
        guard(session, act_of(kind_of(Visit), register=True).code, self.ok_button)
        say = _("It stays to be read, marked as withdrawn, and is not counted any more. Nothing is erased.")
        self.setLayout(
            column(
                label(named, "title"),
                label(say, "small", wrap=True),
                label(tasks_words(tasks), wrap=True),
                self.with_tasks,
                label(_(_WHY.label), "label"),
                self.why.widget,
                self.words,
                row(self.cancel_button, self.discard_button, None, self.ok_button),
                margin=2 * GRID,
            )
        )
        self.with_tasks.setVisible(unfinished)
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(Qt.Modifier.CTRL | keys), self, self.save)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        told = self.begin_draft(f"withdraw visit {visit.id}", self.windowTitle(), {"why": self.why}, visit)
        if told:
            self.words.say(told, "warn")
        self.why.widget.setFocus()

    def _read(self, reader: Reader) -> tuple[str, list[FollowUpTask]]:
        return title_of(reader, self._visit, self._session.today), tasks_of(reader, self._visit)

    def save(self) -> None:
        """Withdraw it; what is refused is told here."""
        if not self.ok_button.isEnabled():
            return
        self.ok_button.setEnabled(False)
        self.draft.rest()
        page = self.draft.page
        visit, why, both = self._visit, self.why.value() or "", self.with_tasks.isChecked()

        def act(ledger: BookLedger) -> object:
            forget_draft(ledger, page)
            return withdraw_visit(ledger, visit, why, with_tasks=both)

        self._session.command("visit.withdraw", act, self._saved, self._failed)

    def _saved(self, _made: object) -> None:
        self.is_saved = True
        self.close()

    def _failed(self, error: Exception) -> None:
        self.ok_button.setEnabled(True)
        self.draft.go_on()
        self.words.fail(error)
        self.why.widget.setFocus()


def tasks_words(tasks: Sequence[FollowUpTask]) -> str:
    """What came from a visit, each with its state."""
    if not tasks:
        return _("No task came from this visit.")
    field = fields_of(FollowUpTask)["state"]
    told = [f"{task.matter or NOTHING}（{shown(field, task.state)}）" for task in tasks[:_NAMED]]
    more = [_("and {count} more").format(count=len(tasks) - _NAMED)] if len(tasks) > _NAMED else []
    return _("From it came: {tasks}.").format(tasks="；".join([*told, *more]))
