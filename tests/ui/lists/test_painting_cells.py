"""A cell is asked for its colour again only where it is chosen, and the current cell is framed."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.style import colour

ROWS = 10


def table(qtbot: QtBot, asked: list[object]) -> Table:
    """Ten rows that are overdue; every asking for their tone is kept."""
    made = Table([Column("甲", str, 6, tone=lambda row: asked.append(row) or "accent")], "甲")
    qtbot.addWidget(made)
    made.load_all(range(ROWS))
    made.resize(400, 600)
    made.show()
    qtbot.waitExposed(made)
    asked.clear()
    return made


def asking(made: Table, at: int, state: QStyle.StateFlag) -> QStyleOptionViewItem:
    """The cell as Qt has the delegate prepare it."""
    option = QStyleOptionViewItem()
    option.state = state
    made.itemDelegate().initStyleOption(option, made.rows.index(at, 0))
    return option


def test_a_cell_is_asked_for_its_tone_again_only_when_it_is_chosen(qtbot: QtBot) -> None:
    asked: list[object] = []
    made = table(qtbot, asked)
    asking(made, 0, QStyle.StateFlag.State_Enabled)
    assert len(asked) == 1, "Qt itself asks once"
    asked.clear()
    option = asking(made, 0, QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Selected)
    assert len(asked) == 2
    assert option.palette.highlightedText().color() == QColor(colour("accent"))


def test_the_current_cell_has_a_frame(qtbot: QtBot) -> None:
    made = table(qtbot, [])
    plain, framed = (drawn(made, state) for state in (QStyle.StateFlag.State_Enabled, QStyle.StateFlag.State_HasFocus))
    assert framed == QColor(colour("accent"))
    assert plain != framed


def drawn(made: Table, state: QStyle.StateFlag) -> QColor:
    """The colour at the upper edge of a cell."""
    image = QImage(80, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    option = QStyleOptionViewItem()
    option.state, option.rect = state | QStyle.StateFlag.State_Enabled, QRect(0, 0, 80, 30)
    painter = QPainter(image)
    made.itemDelegate().paint(painter, option, made.rows.index(1, 0))
    painter.end()
    return image.pixelColor(70, 0)
