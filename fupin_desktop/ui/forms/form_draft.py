"""What is typed into a form and not saved, kept in the encrypted book every two seconds, and put back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from fupin_desktop.ledger.words import _
from fupin_desktop.store.write.drafts import draft_of, keep_draft
from fupin_desktop.ui.frame.session import Session

_PAUSE_MS = 2000


class FormDraft(QObject):
    """The draft of one form; `page` names the record it is of, `typed` says what stands there now."""

    def __init__(self, session: Session, typed: Callable[[], dict[str, str]], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._typed = session, typed
        self.page = ""
        self._kept: dict[str, str] = {}
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.keep)

    def begin(self, page: str) -> dict[str, Any]:
        """Keep from now on what is typed on this page; gives back what was typed before and not saved."""
        self.page = page
        self._kept = self._session.read(lambda reader: draft_of(reader, page))
        if not self._session.book.read_only:
            self._timer.start()
        return self._kept

    def keep(self) -> None:
        """Keep what is typed now, when it changed; nothing typed forgets the draft."""
        body = self._typed()
        if not self._timer.isActive() or body == self._kept:
            return
        self._kept = body
        page, book = self.page, self._session.book
        self._session.run(lambda _progress: keep_draft(book, page, body), _kept)

    def rest(self) -> None:
        """Keep nothing more: it is being saved, or was."""
        self._timer.stop()

    def go_on(self) -> None:
        """Keep again: the save was refused."""
        self._timer.start()


def _kept(_none: object) -> None:
    pass


def told_restored(lost: list[str]) -> str:
    """What to say when a draft was put back; `lost` names fields whose photographs have to be added again."""
    text = _("This is what was typed before and not saved.")
    again = _("Add the photographs again: {fields}.").format(fields="、".join(lost)) if lost else ""
    return f"{text} {again}".strip()
