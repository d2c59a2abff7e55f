"""The first column of a list stays when the others are moved sideways: a second view laid over the first."""

from PySide6.QtCore import QItemSelectionModel, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from fupin_desktop.ui.widgets.lists.cells import Cells


class Frozen(QTableView):
    """Shows the first column of `table` while it is moved; the mouse goes through it to the rows below."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(self.model(), self))
        self.setItemDelegate(Cells(self))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        for bar in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(table.verticalScrollMode())
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(lambda _value: self.lay())
        table.horizontalHeader().sectionResized.connect(lambda *_: self.lay())
        self.hide()

    def lay(self) -> None:
        """Over the first column, where there is something to be moved."""
        table = self._table
        moved = table.horizontalScrollBar().value() > 0 and not table.isColumnHidden(0)
        self.setVisible(moved)
        if not moved:
            return
        for at in range(1, self.model().columnCount()):
            self.setColumnHidden(at, True)
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        head, wide = table.horizontalHeader().height(), table.columnWidth(0)
        self.horizontalHeader().setFixedHeight(head)
        self.setColumnWidth(0, wide)
        left, top = table.viewport().x(), table.viewport().y() - head
        self.setGeometry(QRect(left, top, wide, head + table.viewport().height()))
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())
        self.raise_()
