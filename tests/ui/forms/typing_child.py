"""A window of its own process that types into a form and is killed: run by `test_drafts`."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from fupin_desktop.households.model import Member
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.window.shell import Shell


def main(path: str, passphrase: str, typed: str) -> None:
    """Open a form, type, say so, and wait for the end."""
    app = QApplication([])
    session = Session(Book.open(Path(path), passphrase))
    shell = Shell(session, Prefs(language="en"))
    shell.show()
    member = session.read(lambda reader: reader.find(Member, name="张三")[0])
    dialog = RecordDialog(session, member, shell)
    dialog.open()
    line = dialog.editors["ethnic"].widget
    assert isinstance(line, QLineEdit)

    def type_it() -> None:
        line.setText(typed)
        print("typed", flush=True)

    QTimer.singleShot(100, type_it)
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
