"""The book's day is in doubt: a person is asked, with what speaks against it named."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.day import Doubt, confirm_day, told_ahead
from fupin_desktop.ui.forms.asking import WHY, BookAsking, of_fields
from fupin_desktop.ui.frame.session import Session


def day_dialog(session: Session, doubt: Doubt, parent: QWidget) -> QDialog:
    """Asks for a reason when an entry lies ahead of the date; for a yes when the date lies far after the newest."""
    return _back(session, doubt, parent) if doubt.ahead is not None else _far(session, doubt, parent)


def _back(session: Session, doubt: Doubt, parent: QWidget) -> QDialog:
    def confirm(book: Book, values: dict[str, Any]) -> None:
        confirm_day(book, values["why"] or "")

    asked = _("Is today really {today}? Then say why the entry is dated otherwise, and go on.").format(
        today=doubt.today
    )
    ways = _("If not, leave this and set the computer's clock. Nothing that was written is lost either way.")
    return BookAsking(
        session,
        _("Confirm the date"),
        of_fields({"why": (WHY, None)}),
        "day.confirm",
        confirm,
        say=f"{told_ahead(doubt)}\n{asked}\n{ways}",
        done=lambda _made: _told(session),
        parent=parent,
    )


def _far(session: Session, doubt: Doubt, parent: QWidget) -> QDialog:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(_("Confirm the date"))
    box.setText(_far_words(doubt))
    box.setInformativeText(_("Dates of notices and visits follow it. If it is wrong, set the computer's clock first."))
    right = box.addButton(_("&Yes, it is right"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("&No"), QMessageBox.ButtonRole.RejectRole)
    book = session.book
    right.clicked.connect(lambda: session.run(lambda _progress: confirm_day(book), lambda _done: _told(session)))
    return box


def _far_words(doubt: Doubt) -> str:
    if doubt.empty:
        text = _("Nothing has been written in this book yet, and this computer says {today}. Is that date right?")
        return text.format(today=doubt.today)
    text = _("The newest entry is of {newest}, {days} days ago by this computer's date, {today}. Is that date right?")
    return text.format(newest=doubt.newest, today=doubt.today, days=(doubt.today - doubt.newest).days)


def _told(session: Session) -> None:
    session.said.emit(_("The date is confirmed. Go on where you were."))
