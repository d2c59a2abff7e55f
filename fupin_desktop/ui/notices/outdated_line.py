"""Under a long-term list: whether it still says what the book says, and its re-issue when it does not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.notices.commands import reissue_notice
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.outdated import Outdated, hangs_long, outdated
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import button, label, retone, row


class OutdatedLine(QWidget):
    """Hidden while the list holds; `drafted` tells the id of the draft that shall replace it."""

    drafted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._notice: Notice | None = None
        self.words = label("", "small", wrap=True)
        retone(self.words, "warn")
        self.button = button(_("Issue &anew…"), self.reissue, icon="forward")
        guard(session, "notice.draft", self.button)
        box = row(self.words, self.button)
        box.setContentsMargins(0, 0, 0, 0)
        box.setStretch(0, 1)
        self.setLayout(box)
        self.hide()

    def show_notice(self, notice: Notice | None) -> None:
        """Compare this list with the book, beside the lane of the writes."""
        self.hide()
        self._notice = notice
        if notice is None or not hangs_long(notice):
            return
        today = self._session.today

        def compare(reader: Reader) -> tuple[Notice, Outdated]:
            return notice, outdated(reader, notice, today)

        self._session.fetch(compare, self._told)

    def _told(self, found: tuple[Notice, Outdated]) -> None:
        notice, what = found
        if self._notice is notice and what:
            self.words.setText(what.sentence)
            self.show()

    def reissue(self) -> None:
        """A draft chosen as this list was; issuing it closes this one."""
        notice = self._notice
        if notice is not None:
            self._session.command(
                "notice.reissue", lambda ledger: reissue_notice(ledger, notice), lambda made: self.drafted.emit(made.id)
            )
