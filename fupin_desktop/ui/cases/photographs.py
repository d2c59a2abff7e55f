"""The photographs of a case by moment: before, during, after; given, looked at and taken out again."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTabWidget, QWidget

from fupin_desktop.casework.model import Case
from fupin_desktop.ledger.record import fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.photos.photo_files import PhotoFiles, keep_files
from fupin_desktop.ui.photos.thumbnails import Thumbnails
from fupin_desktop.ui.photos.viewer import view_records
from fupin_desktop.ui.widgets.parts import GRID, button, column, row


class MomentPictures(QWidget):
    """One moment: the photographs it has, and those to be added."""

    def __init__(self, session: Session, case: Case, name: str, title: str) -> None:
        super().__init__()
        self.name, keys = name, getattr(case, name)
        self.pictures = Thumbnails(session, title)
        self.pictures.show_keys(keys)
        self.pictures.view.connect(lambda at: view_records(session, [case], self.window(), self.pictures.keys()[at]))
        self.files = PhotoFiles(session)
        self.out_button = button(_("Take &out"), self.pictures.take_out, kind="flat")
        self.setLayout(column(self.pictures, row(self.files, None, self.out_button), margin=GRID))


class CasePhotographs(QDialog):
    """All moments of a case, saved together."""

    def __init__(self, session: Session, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._case = session, case
        self.setWindowTitle(_("Photographs"))
        self.resize(720, 480)
        fields = fields_of(type(case))
        self.moments = [MomentPictures(session, case, name, _(fields[name].label)) for name in type(case).path.moments]
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Photographs"))
        for one in self.moments:
            self.tabs.addTab(one, _(fields[one.name].label))
        self.words = Told(session)
        self.save_button = button(_("&Save"), self.save, icon="save", kind="primary")
        self.cancel_button = button(_("&Cancel"), self.close, kind="flat")
        self.view_button = button(
            _("&Before, during, after…"), lambda: view_records(session, [case], self), icon="photo"
        )
        self.view_button.setEnabled(any(getattr(case, one.name) for one in self.moments))
        guard(session, act_of(kind_of(type(case))).code, self.save_button)
        acts = row(self.cancel_button, self.view_button, None, self.save_button)
        self.setLayout(column(self.tabs, self.words, acts, margin=2 * GRID))

    def save(self) -> None:
        """Save what stands in each moment."""
        self.save_button.setEnabled(False)
        given = {one.name: (one.pictures.keys(), list(one.files.files)) for one in self.moments}
        session, case = self._session, self._case

        def act(ledger: BookLedger) -> Case:
            facts: dict[str, Any] = {
                name: tuple(dict.fromkeys((*keys, *keep_files(session, ledger, files))))
                for name, (keys, files) in given.items()
            }
            return ledger.save(case.but(**facts))

        session.command("case.set", act, self._saved, self._failed)

    def _saved(self, _case: Case) -> None:
        self.close()

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self.words.fail(error)
