"""Choosing photographs for an act: files from a folder, taken into the book when the act is saved."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

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

    def _choose(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, _("Photographs"), "", _("Photographs (*.jpg *.png)"))
        self.add([Path(name) for name in names])

    def add(self, files: Sequence[Path]) -> None:
        """Take these files as well, each once."""
        self.files = list(dict.fromkeys([*self.files, *files]))
        self.names.setText("、".join(file.name for file in self.files) or _("no photographs"))


def photo_editor(field: Field) -> Editor:
    """An editor of a photo field whose value is the chosen files; `keep_files` makes keys of them."""
    widget = PhotoFiles()

    def put(_value: Any) -> None:
        widget.files = []
        widget.add([])

    return Editor(field, widget, lambda: tuple(widget.files), put)


def keep_files(session: Session, ledger: BookLedger, files: Sequence[Path]) -> tuple[str, ...]:
    """Take photographs into the book; the keys by which records name them."""
    taken = [take_in(file) for file in files]
    return tuple(session.book.pictures.keep(ledger.connection, one.content, one.taken_at) for one in taken)
