"""Undo by name (撤销 修改年收入), always at hand in the rail and by Ctrl+Z: it names the save that it undoes."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.undo import Candidate, Undone, candidates, undo
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, button, column, label
from fupin_desktop.ui.window.undo_dialog import UndoDialog


class Undoing(QObject):
    """After each change it is asked anew what would be undone.  One record is undone at once; of more, or where it
    cannot be done, the list of saves says what would happen, or why not."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._next: Candidate | None = None
        self.dialog: UndoDialog | None = None
        self.button: QPushButton = button("", self.undo)
        if not session.book.read_only:
            session.changed.connect(self.refresh)

    def make(self) -> QWidget:
        """The button, the name under it, and the way to earlier saves: made anew with the window's language."""
        self.button = button(_("Undo  Ctrl+&Z"), self.undo, icon="back", kind="flat")
        self.name = label("", "small", wrap=True)
        # It takes the width that the places leave it: a long name must not make the rail wider on some pages
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.list_button = button(_("Earlier saves (&Q)…"), self.show_list, kind="flat")
        self.list_button.setToolTip(_("Ctrl+Shift+Z"))
        made = QWidget()
        made.setLayout(column(self.button, self.name, self.list_button, margin=GRID, gap=2))
        self._show(self._next)
        if self._session.book.read_only:
            made.hide()
        else:
            self.refresh()
        return made

    def refresh(self) -> None:
        """Ask off the window's thread what can be undone now."""
        device = self._session.book.identity.device.id
        self._session.fetch(lambda reader: next(iter(candidates(reader, device, 1)), None), self._show)

    def _show(self, found: Candidate | None) -> None:
        self._next = found
        told = found.save.name if found is not None else _("Nothing to undo yet")
        self.button.setEnabled(found is not None)
        self.list_button.setEnabled(found is not None)
        self.button.setAccessibleName(_("Undo {what}").format(what=told) if found is not None else told)
        self.name.setText(told)
        when = found.save.wall[:16].replace("T", " ") if found is not None else ""
        self.button.setToolTip(_("{what}, {when}").format(what=told, when=when) if when else told)

    def undo(self) -> None:
        """Undo the save that is named, when it wrote one record and can be; else say what would happen, or why not."""
        found, book = self._next, self._session.book
        if found is None or not self.button.isEnabled():
            return
        if found.refusal is not None or found.save.records > 1:
            self.show_list()
            return
        self.button.setEnabled(False)
        self._session.run(lambda _progress: undo(book, found.save.id), self._done, self._refused)

    def list_by_key(self) -> None:
        """The list, where there is something in it."""
        if self.list_button.isEnabled() and not self._session.book.read_only:
            self.show_list()

    def show_list(self) -> UndoDialog:
        """The last saves of this desk: what each would take back, and why one cannot be undone."""
        self.dialog = UndoDialog(self._session, self._window)
        self.dialog.open()
        return self.dialog

    def _done(self, done: Undone) -> None:
        told = _("Undone: {name}").format(name=done.save.name)
        self._session.said.emit("  ".join([told, *done.warnings]))
        self._session.tell_changed(None)

    def _refused(self, error: Any) -> None:
        self._session.fail(error)
        self.refresh()
