"""Notes in a cell: the phrases complete there, too, and Enter goes on to the notes of the next line."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemDelegate, QCompleter, QLineEdit, QStyledItemDelegate, QTableWidget, QWidget
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.visits.phrases import phrases_of

Index = QModelIndex | QPersistentModelIndex


class PhraseDelegate(QStyledItemDelegate):
    """Editors with the phrases of the user."""

    def __init__(self, session: Session, table: QTableWidget) -> None:
        super().__init__(table)
        self._table = table
        user = session.book.user
        self._texts = [one.text for one in session.read(lambda reader: phrases_of(reader, user))]
        self.closeEditor.connect(self._closed)

    def createEditor(self, parent: QWidget, option: Option, index: Index) -> QWidget:
        """A line whose phrases complete."""
        del option, index
        made = QLineEdit(parent)
        offers = QCompleter(self._texts, made)
        offers.setFilterMode(Qt.MatchFlag.MatchContains)
        made.setCompleter(offers)
        return made

    def _closed(self, editor: QObject, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter submits: the next line is written next."""
        del editor
        at = self._table.currentRow()
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache and at + 1 < self._table.rowCount():
            self._table.setCurrentCell(at + 1, self._table.currentColumn())
