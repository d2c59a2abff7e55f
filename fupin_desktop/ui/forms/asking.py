"""A question with some fields: what is answered goes to a command, what it refuses is told here and nothing is lost."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind, note
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.store.write.drafts import forget_draft
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.editors.editors import Editor, editor_for
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, retone, row

Act = Callable[[Any, dict[str, Any]], Any]
WHY = note(N_("Reason"), high=200, name="why")
_SIDE_BY_SIDE = ((10, 3), (5, 2), (0, 1))  # more fields than these stand in so many columns


class Asking(DraftDialog):
    """Fields, a button that does it, Esc that does not.  `command` names the act in the book's log.

    `whose` tells the same question about another record: what is typed is kept for that record alone.  What is typed
    into a `secret` one is kept nowhere.  `ok` names what the button does where that is more than saving.
    """

    def __init__(
        self,
        session: Session,
        title: str,
        editors: Iterable[Editor],
        command: str,
        act: Act,
        *,
        say: str = "",
        done: Callable[[Any], None] | None = None,
        parent: QWidget | None = None,
        whose: object = "",
        secret: bool = False,
        ok: str = "",
    ) -> None:
        super().__init__(session, parent)
        self._command, self._act, self._done = command, act, done
        self.editors = {editor.field.name: editor for editor in editors}
        self.setWindowTitle(covered(title))  # the task bar shows it to everybody
        self.words = label(say or " ", "small", wrap=True)
        said = ok or (_("&Save") if self.editors else _("&Yes"))
        self.ok_button = button(said, self.save, icon="" if ok else "save", kind="primary")
        keeps = bool(self.editors) and not secret
        self.cancel_button = button(_("&Close") if keeps else _("&Cancel"), self.close, kind="flat")
        acts = row(self.cancel_button, self.discard_button, None, self.ok_button)
        # What has to be known before answering stands above what is asked; else the line tells below what is wrong
        parts = (self.words, self._grid(), None) if say else (self._grid(), None, self.words)
        self.setLayout(column(label(title, "title"), *parts, acts, margin=2 * GRID, gap=2 * GRID))
        self.setMinimumWidth(240 + 240 * self._wide)
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(Qt.Modifier.CTRL | keys), self, self.save)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        self.setTabOrder(self.ok_button, self.cancel_button)  # Enter in the last field leads to saving
        self.setTabOrder(self.cancel_button, self.discard_button)
        if keeps:
            self._keep_for(whose)
        needed = (one for one in self.editors.values() if one.field.required and not one.typed())
        if (first := next(needed, None)) is not None:
            first.widget.setFocus()  # what is proposed already is passed over

    def _keep_for(self, whose: object) -> None:
        about = whose if isinstance(whose, Record) else None
        named = f"{kind_of(type(about))} {about.id}" if about is not None else whose
        page = f"ask {self._command} {' '.join(self.editors)} {named}"
        told = self.begin_draft(page, self.windowTitle(), self.editors, about)
        if told:
            self.words.setText(f"{self.words.text()}\n{told}".strip())
            retone(self.words, "warn")

    @property
    def _wide(self) -> int:
        return next(columns for more, columns in _SIDE_BY_SIDE if len(self.editors) > more or not more)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(2)
        for number, editor in enumerate(self.editors.values()):
            at, side = divmod(number, self._wide)
            grid.addWidget(label(title_of_field(editor.field), "label"), 2 * at, side)
            grid.addWidget(editor.widget, 2 * at + 1, side, alignment=Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(side, 1)
        return grid

    def save(self) -> None:
        """Do it with what was answered."""
        if not self.ok_button.isEnabled():
            return
        try:
            values = {name: editor.value() for name, editor in self.editors.items()}
        except Refusal as refusal:
            self._refused(refusal)
            return
        self.ok_button.setEnabled(False)
        self.draft.rest()
        self._start(values)

    def _start(self, values: dict[str, Any]) -> None:
        page, act = self.draft.page, self._act

        def acted(ledger: BookLedger) -> Any:
            forget_draft(ledger, page)
            return act(ledger, values)

        self._session.command(self._command, acted, self._saved, self._refused)

    def _saved(self, made: Any) -> None:
        self.is_saved = True
        if self._done is not None:
            self._done(made)
        self.close()

    def _refused(self, error: Exception) -> None:
        self.ok_button.setEnabled(True)
        if self.draft.page:
            self.draft.go_on()
        if not isinstance(error, Refusal):
            self._session.fail(error)
            return
        self.words.setText(error.message)
        retone(self.words, "bad")
        wrong = self.editors.get(str(error.where.get("field")))
        if wrong is not None:
            wrong.widget.setFocus()


class BookAsking(Asking):
    """The same for an act on the whole book, which is more than one command: `act` is given the book."""

    def _start(self, values: dict[str, Any]) -> None:
        book = self._session.book
        self._session.run(lambda _progress: self._act(book, values), self._acted, self._refused)

    def _acted(self, made: Any) -> None:
        if self.draft.page:
            self.draft.saved()
        self._session.changed.emit()
        self._saved(made)


def title_of_field(field: Field) -> str:
    """What stands over the editor of a field: its label, its unit, a star where it is needed."""
    unit = _("yuan") if field.kind is Kind.MONEY else field.unit
    return f"{_(field.label)}{f'（{unit}）' if unit else ''}{' *' if field.required else ''}"


def of_record(record: Record, *names: str) -> list[Editor]:
    """Editors of some fields of a record, with what stands in it."""
    return of_fields({name: (fields_of(type(record))[name], getattr(record, name)) for name in names})


def of_fields(given: Mapping[str, tuple[Field, Any]]) -> list[Editor]:
    """Editors of these fields, each with its first value."""
    made = []
    for field, value in given.values():
        editor = editor_for(field)
        editor.set_value(value)
        made.append(editor)
    return made
