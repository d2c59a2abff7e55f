"""What stands where a search finds nothing: what it looked for, and three ways to go on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row


class NothingFound(QWidget):
    """The page connects the buttons; Tab and Enter reach them."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "heading", wrap=True)
        self.more = label("", "small", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.alike_button = button(_("Look by the &sound of the name"), _nothing, icon="search")
        self.kept_button = button(_("Look among those put a&way"), _nothing, icon="book")
        self.new_button = button(_("Enter a new &one…"), _nothing, icon="add")
        acts = row(None, self.alike_button, self.kept_button, self.new_button, None)
        self.setLayout(column(None, self.words, self.more, acts, None, gap=2 * GRID))

    def say(self, typed: str) -> None:
        """Nothing was found for this."""
        self.words.setText(_("No household of this book is found by “{typed}”.").format(typed=typed))
        self.more.setText(
            _("Another spelling may help: two letters of the name, the village before a blank, the end of a number.")
        )

    def say_more(self, text: str) -> None:
        """What a further search came to."""
        self.more.setText(text)


def _nothing() -> None:
    """What a button does before the page has connected it."""
