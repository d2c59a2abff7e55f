"""Help for the place in front (F1): a page of plain text that ships with the program."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from fupin_desktop.files import resource
from fupin_desktop.ledger.words import _, language
from fupin_desktop.ui.widgets.parts import GRID, button, column, row


def help_text(place: str) -> str:
    """The page of a place and, after it, the keys that are good everywhere, as Markdown."""
    folder = resource("help", language())
    return "\n\n".join((folder / f"{name}.md").read_text(encoding="utf-8") for name in (place, "keys"))


class Help(QDialog):
    """Shows one page; Esc closes it."""

    def __init__(self, place: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Help"))
        self.resize(640, 520)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Help"))
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(2 * GRID)
        self.text.setMarkdown(help_text(place))
        close = button(_("&Close"), self.close)
        self.setLayout(column(self.text, row(None, close), margin=2 * GRID))
