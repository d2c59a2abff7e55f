"""The toolkit counts references rightly: a window stays open for months."""

import sys

from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot


def test_calls_without_a_value_take_no_reference_of_none(qtbot: QtBot) -> None:
    line, box = QLineEdit(), QComboBox()
    qtbot.addWidget(line)
    qtbot.addWidget(box)
    box.addItem("—", None)
    before = sys.getrefcount(None)
    for _n in range(1000):
        line.setText("x")
        box.currentData()
    assert sys.getrefcount(None) > before - 500
