"""The line in a dialog that tells what happened: a refusal is an answer and stands there, a bug goes to the window."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system.disk import of_system
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import retone

_FEW = 3  # sentences that are told in one line


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


def few(said: Sequence[str]) -> list[str]:
    """What rules only said of many records, as far as one reads it in a line; … where there is more."""
    return [*said[:_FEW], *(["…"] if len(said) > _FEW else [])]
