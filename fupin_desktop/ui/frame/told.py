"""The line in a dialog that tells what happened: a refusal is an answer and stands there, a bug goes to the window."""

from collections.abc import Iterable

from PySide6.QtWidgets import QLabel

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system.disk import of_system
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import retone

_SAID = 3  # sentences of rules that are told in one line


def few(said: Iterable[str]) -> list[str]:
    """What rules only said of a batch, each sentence once, as far as one reads it in a line."""
    once = list(dict.fromkeys(said))
    return [*once[:_SAID], *(["…"] if len(once) > _SAID else [])]


class Told(QLabel):
    """Small words that wrap; `say` and `fail` change them."""

    def __init__(self, session: Session, text: str = " ") -> None:
        super().__init__(text)
        self._session = session
        self.setProperty("role", "small")
        self.setWordWrap(True)

    def say(self, text: str, tone: str = "") -> None:
        """Tell something; `tone` is good, warn or bad."""
        self.setText(text)
        retone(self, tone)

    def fail(self, error: Exception) -> None:
        """Tell a refusal here, anything else as the window does."""
        told = error if isinstance(error, Refusal) else of_system(error)
        if told is not None:
            self.say(told.message, "bad")
        else:
            self._session.fail(error)
