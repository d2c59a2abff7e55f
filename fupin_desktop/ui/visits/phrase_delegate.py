"""Words in a cell: Enter goes on to the same column of the next line; in the notes the phrases complete, too."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyledItemDelegate, QTableWidget, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.visits.phrases import phrases_of

Index = QModelIndex | QPersistentModelIndex


class LineDelegate(QStyledItemDelegate):
    """Editors that go on by Enter."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(table)
        self._table, self._goes_on = table, False
        self.closeEditor.connect(self._closed)

    def createEditor(self, parent: QWidget, option: Option, index: Index) -> QWidget:
        """A line."""
        del option, index
        made = QLineEdit(parent)
        made.returnPressed.connect(self._enter)
        return made

    def _enter(self) -> None:
        self._goes_on = True

    def _closed(self) -> None:
        """After Enter the next line is written next; after Esc the same one stays."""
        at = self._table.currentRow()
        if self._goes_on and at + 1 < self._table.rowCount():
            self._table.setCurrentCell(at + 1, self._table.currentColumn())
        self._goes_on = False


class PhraseDelegate(LineDelegate):
    """With the phrases of the user."""

    def __init__(self, session: Session, table: QTableWidget) -> None:
        super().__init__(table)
        user = session.book.user
        self._texts = [one.text for one in session.read(lambda reader: phrases_of(reader, user))]

    def createEditor(self, parent: QWidget, option: Option, index: Index) -> QWidget:
        """A line whose phrases complete."""
        made = super().createEditor(parent, option, index)
        assert isinstance(made, QLineEdit), "a line"
        offers = QCompleter(self._texts, made)
        offers.setFilterMode(Qt.MatchFlag.MatchContains)
        made.setCompleter(offers)
        return made
