"""A step is asked before it is taken: the first press says what it would do, the second takes it."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from fupin_desktop.ledger.words import _
from fupin_desktop.ui.widgets.parts import plain


class Agreed:
    """Knows what stood in a form when it was first asked: whoever changes it since is asked anew."""

    def __init__(self, button: QPushButton, stands: Callable[[], object]) -> None:
        self._button, self._stands = button, stands
        self._text = button.text()
        self._asked: object = None

    def now(self) -> bool:
        """True when the same was asked already; else it is asked now, and the button says so."""
        stands = self._stands()
        agreed, self._asked = stands == self._asked, stands
        self._name(self._text if agreed else _("&Yes, take it"))
        if agreed:
            self._asked = None
        return agreed

    def _name(self, text: str) -> None:
        self._button.setText(text)
        self._button.setAccessibleName(plain(text))
