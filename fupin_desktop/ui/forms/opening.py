"""How a record is opened from a list of many kinds (a time line, a journal): by the dialog of its kind, else its form.

A room whose kind has a dialog of its own says so beside that dialog, with `opens`.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from fupin_desktop.ledger.record import Record
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.session import Session

Opener = Callable[[Session, Record, QWidget], QDialog]
_OPENERS: dict[type[Record], Opener] = {}


def opens(*kinds: type[Record]) -> Callable[[Opener], Opener]:
    """Records of these kinds, and of what is made of them, are opened so."""

    def keep(opener: Opener) -> Opener:
        _OPENERS.update(dict.fromkeys(kinds, opener))
        return opener

    return keep


def open_record(session: Session, record: Record, parent: QWidget, subject: Record | None = None) -> QDialog:
    """The dialog over `parent`; in a form what stands for good can only be read."""
    opener = next((_OPENERS[one] for one in type(record).__mro__ if one in _OPENERS), None)
    if opener is not None:
        return opener(session, record, parent)
    dialog = RecordDialog(session, record, parent, subject=subject)
    dialog.open()
    return dialog
