"""Choosing photographs for an act: files from a folder, or from the tray; taken in when the act is saved."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from fupin_desktop.imaging.taking import take_in
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.words import _
from fupin_desktop.store.photos.photo_tray import Waiting, named_in_tray, take_out, tray_photos
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.choosing import chosen_photographs, files_of
from fupin_desktop.ui.photos.photo_tray import PhotoTray
from fupin_desktop.ui.widgets.editors import Editor
from fupin_desktop.ui.widgets.parts import button, label, row

Given = Path | Waiting


class PhotoFiles(QWidget):
    """A button that adds files, one that adds from the tray while something waits there, and their names."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.files: list[Given] = []
        self.names: QLabel = label(_("no photographs"), "small", wrap=True)
        self.add_button = button(_("Add &photographs…"), self._choose, icon="add")
        self.tray_button = button(_("From the &tray…"), self.open_tray)
        line = row(self.add_button, self.tray_button, self.names)
        line.setStretch(2, 1)
        self.setLayout(line)
        self.setFocusProxy(self.add_button)
        self.setAcceptDrops(True)
        self._count()

    def _count(self) -> None:
        self.tray_button.setVisible(bool(self._session.read(tray_photos)))

    def open_tray(self) -> None:
        """Choose among the photographs that wait in the tray."""
        tray = PhotoTray(self._session, _("&Add these"), self.window())
        tray.taken.connect(self.add)
        tray.open()

    def _choose(self) -> None:
        self.add(chosen_photographs(self))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped files."""
        self.add(files_of(event.mimeData()))

    def paste(self) -> bool:
        """Take the files that were copied elsewhere; False when the clipboard holds none."""
        found = files_of(QGuiApplication.clipboard().mimeData())
        self.add(found)
        return bool(found)

    def clear(self) -> None:
        """Forget them all."""
        self.files = []
        self.add([])
        self._count()

    def add(self, files: Sequence[Given]) -> None:
        """Take these files as well, each once."""
        self.files = list(dict.fromkeys([*self.files, *files]))
        self.names.setText("、".join(file.name for file in self.files) or _("no photographs"))


def photo_editor(session: Session, field: Field) -> Editor:
    """An editor of a photo field whose value is the chosen files; `keep_files` makes keys of them."""
    widget = PhotoFiles(session)

    def put(_value: Any) -> None:
        widget.clear()

    return Editor(field, widget, lambda: tuple(widget.files), put)


def keep_files(session: Session, ledger: BookLedger, files: Sequence[Given]) -> tuple[str, ...]:
    """Take photographs into the book, or out of its tray; the keys by which records name them.

    Refuses what has left the tray meanwhile: it was given to another record, or thrown away.
    """
    waiting = named_in_tray(ledger, [one.key for one in files if isinstance(one, Waiting)])
    take_out(ledger.connection, waiting)
    return tuple(one.key if isinstance(one, Waiting) else _kept(session, ledger, one) for one in files)


def _kept(session: Session, ledger: BookLedger, file: Path) -> str:
    taken = take_in(file)
    return session.book.pictures.keep(ledger.connection, taken.content, taken.taken_at)
