"""Choosing photographs for an act: files from a folder, taken into the book when the act is saved."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from fupin_desktop.imaging.taking import take_in
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.words import _
from fupin_desktop.store.writing import BookLedger
from fupin_desktop.ui.editors import Editor
from fupin_desktop.ui.parts import button, label, row
from fupin_desktop.ui.session import Session


class PhotoFiles(QWidget):
    """A button that adds files, and their names beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[Path] = []
        self.names: QLabel = label(_("no photographs"), "small", wrap=True)
        self.add_button = button(_("Add &photographs…"), self._choose, icon="add")
        line = row(self.add_button, self.names)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setFocusProxy(self.add_button)
        self.setAcceptDrops(True)

    def _choose(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(
            self, _("Photographs"), "", _("Photographs (*.jpg *.jpeg *.png *.heic)")
        )
        self.add([Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if _files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped files."""
        self.add(_files_of(event.mimeData()))

    def paste(self) -> bool:
        """Take the files that were copied elsewhere; False when the clipboard holds none."""
        found = _files_of(QGuiApplication.clipboard().mimeData())
        self.add(found)
        return bool(found)

    def clear(self) -> None:
        """Forget them all."""
        self.files = []
        self.add([])

    def add(self, files: Sequence[Path]) -> None:
        """Take these files as well, each once."""
        self.files = list(dict.fromkeys([*self.files, *files]))
        self.names.setText("、".join(file.name for file in self.files) or _("no photographs"))


def _files_of(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def photo_editor(field: Field) -> Editor:
    """An editor of a photo field whose value is the chosen files; `keep_files` makes keys of them."""
    widget = PhotoFiles()

    def put(_value: Any) -> None:
        widget.clear()

    return Editor(field, widget, lambda: tuple(widget.files), put)


def keep_files(session: Session, ledger: BookLedger, files: Sequence[Path]) -> tuple[str, ...]:
    """Take photographs into the book; the keys by which records name them."""
    taken = [take_in(file) for file in files]
    return tuple(session.book.pictures.keep(ledger.connection, one.content, one.taken_at) for one in taken)
