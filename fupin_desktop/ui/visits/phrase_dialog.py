"""The user's own list of phrases: one a line, changed as text."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.store.write.phrases import forget_phrases, keep_phrases
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.visits.phrases import phrases_of, shipped_phrases
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row


class PhraseDialog(DraftDialog):
    """`kept` when the list was saved."""

    kept = Signal()

    def __init__(self, session: Session, parent: QWidget, begun: str = "") -> None:
        super().__init__(session, parent)
        self.setWindowTitle(_("Phrases"))
        self.resize(560, 480)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Phrases, one a line"))
        self.text.setStyleSheet("QPlainTextEdit { max-height: 4000px; }")
        user = session.book.user
        known = [one.text for one in session.read(lambda reader: phrases_of(reader, user))]
        self.text.setPlainText("\n".join(known))
        self.words = Told(session)
        self.save_button = button(_("&Save"), self.save, icon="save", kind="primary")
        self.shipped_button = button(_("The shipped &ones"), self.put_shipped)
        self.close_button = button(_("&Close"), self.close, kind="flat")
        say = _("One a line. They are offered while notes are typed; Tab takes one. The list is yours, in this book.")
        acts = row(self.close_button, self.discard_button, self.shipped_button, None, self.save_button)
        self.setLayout(
            column(
                label(_("Phrases"), "title"),
                label(say, "small", wrap=True),
                self.text,
                self.words,
                acts,
                margin=2 * GRID,
            )
        )
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(Qt.Modifier.CTRL | keys), self, self.save)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        if told := self.begin_draft("phrases", _("Phrases"), {"text": self.text}):
            self.words.say(told, "warn")
        if begun and begun not in self.text.toPlainText().split("\n"):
            self.text.setPlainText(f"{begun}\n{self.text.toPlainText()}".strip())
        self.text.setFocus()

    def put_shipped(self) -> None:
        """Show the shipped phrases instead; saving keeps them."""
        self.text.setPlainText("\n".join(one.text for one in shipped_phrases()))

    def save(self) -> None:
        """Keep the list; the shipped ones as they are need no list of one's own."""
        book, lines = self._session.book, self.text.toPlainText().split("\n")
        same = [line.strip() for line in lines if line.strip()] == [one.text for one in shipped_phrases()]

        def act(_progress: object) -> None:
            if same:
                forget_phrases(book, book.user)
            else:
                keep_phrases(book, book.user, lines)

        self._session.run(act, self._saved, self.words.fail)

    def _saved(self, _none: object) -> None:
        self.is_saved = True
        self.draft.saved()
        self.kept.emit()
        self.close()
