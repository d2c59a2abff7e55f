"""Undo by name at the foot of the window (撤销 修改年收入): it names the save that it undoes, and undoes that one."""

from typing import Any

from PySide6.QtCore import QObject

from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.undo import Undone, next_undo, undo
from fupin_desktop.store.write.own_saves import Save
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import button


class Undoing(QObject):
    """The button, hidden where there is nothing to undo; after each change it is asked anew what that would be."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._save: Save | None = None
        self.button = button(_("&Undo"), self.undo, icon="back", kind="flat")
        self.button.hide()
        if not session.book.read_only:
            session.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Ask on the lane what can be undone now."""
        book = self._session.book

        def ask(_progress: object) -> Save | None:
            with book.read() as reader:
                return next_undo(reader, book.identity.device.id)

        self._session.run(ask, self._show)

    def _show(self, save: Save | None) -> None:
        self._save = save
        self.button.setVisible(save is not None)
        if save is not None:
            self.button.setText(_("&Undo {what}").format(what=save.name))
            self.button.setToolTip(_("{what}, {when}").format(what=save.name, when=save.wall[:16].replace("T", " ")))

    def undo(self) -> None:
        """Undo the save that is named; where somebody has written over it meanwhile, that is told instead."""
        save, book = self._save, self._session.book
        if save is not None:
            self.button.setEnabled(False)
            self._session.run(lambda _progress: undo(book, save.id), self._done, self._refused)

    def _done(self, done: Undone) -> None:
        self.button.setEnabled(True)
        told = _("Undone: {name}").format(name=done.save.name)
        self._session.said.emit("  ".join([told, *done.warnings]))
        self._session.tell_changed(None)

    def _refused(self, error: Any) -> None:
        self.button.setEnabled(True)
        self._session.fail(error)
        self.refresh()
