"""Checking the book (检查台账) and mending what finds its records quickly; a card of the settings."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import Problem, check, mend, verdict
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, button, column, frame, label, retone, row

_TOLD = 20  # problems shown; the command line lists them all


class Checking(QWidget):
    """The card: two buttons, and what was found."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.told = label(_("Not checked since the window was opened."), wrap=True)
        self.check_button = button(_("Start checkin&g"), self.run, icon="check")
        self.deep = QCheckBox(_("every record, too"))
        self.deep.setAccessibleName(self.deep.text())
        self.mend_button = button(_("Fi&x the search index"), self.mend)
        self.mend_button.setEnabled(not session.book.read_only)
        how = label(
            _("Checking reads the file, the signatures and the photographs and changes nothing; with every record it"
              " takes minutes for a county. Mending makes anew what is kept beside the records to find them: use it"
              " when somebody who is in the register is not found. The records stay as they are."),
            "small", wrap=True,
        )  # fmt: skip
        acts = row(self.check_button, self.deep, self.mend_button, None)
        self.setLayout(column(frame(column(label(_("Check"), "heading"), self.told, acts, how, margin=2 * GRID))))

    def run(self) -> None:
        """Look whether the book is sound, down to every record where that was ticked."""
        self._start(partial(_checked, self._session.book, self.deep.isChecked()))

    def mend(self) -> None:
        """Make the index anew, then look whether the book is sound."""
        self._start(partial(_mended, self._session.book))

    def _start(self, work: "partial[tuple[str, list[Problem]]]") -> None:
        self._enable(False)
        self._say(_("It is being checked. You may go on working."), "")
        self._session.run(work, self._done, self._failed)

    def _done(self, found: tuple[str, list[Problem]]) -> None:
        said, problems = found
        lines = [said, *(one.message for one in problems[:_TOLD])]
        if len(problems) > _TOLD:
            lines.append(_("{count} problems in all; “fupin check” lists them.").format(count=len(problems)))
        self._say("\n".join(line for line in lines if line), "bad" if problems else "good")
        self._enable(True)

    def _failed(self, error: Exception) -> None:
        self._say(" ", "")
        self._enable(True)
        self._session.fail(error)

    def _say(self, text: str, tone: str) -> None:
        self.told.setText(text)
        retone(self.told, tone)

    def _enable(self, on: bool) -> None:
        self.check_button.setEnabled(on)
        self.mend_button.setEnabled(on and not self._session.book.read_only)


def _checked(book: Book, deep: bool, _progress: Progress) -> tuple[str, list[Problem]]:
    problems = check(book, deep=deep)
    sound = _("Sound, down to every record.") if deep else _("Sound: file, signatures, photographs.")
    return verdict(problems) or sound, problems


def _mended(book: Book, progress: Progress) -> tuple[str, list[Problem]]:
    mend(book)
    said, problems = _checked(book, deep=False, _progress=progress)
    mended = _("What finds the records was made anew; the records were left as they are.")
    return f"{mended}\n{said}", problems
