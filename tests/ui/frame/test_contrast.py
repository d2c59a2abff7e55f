"""Every colour that words are written in stands off from what is behind it by 4.5 : 1, in light and in dark."""

from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.ui.widgets import style
from fupin_desktop.ui.widgets.lists.table import Column, Table

LEAST = 4.5
WRITTEN = ("text", "muted", "accent", "good", "warn")
BEHIND = ("bg", "surface", "rail", "hover", "select")


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4


def _luminance(colour: QColor) -> float:
    red, green, blue = (_light(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """As the web's accessibility guidelines reckon it."""
    low, high = sorted((_luminance(QColor(one)), _luminance(QColor(other))))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["LIGHT", "DARK"])
def test_words_stand_off_from_everything_behind_them(name: str) -> None:
    colours = getattr(style, name)
    pairs = [(words, behind) for words in WRITTEN for behind in BEHIND]
    pairs += [("on_accent", "accent"), ("on_accent", "accent_deep")]
    short = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: value for pair, value in short.items() if value < LEAST} == {}


def _colours_of(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("dark", [False, True])
def test_what_a_row_says_in_colour_it_says_when_it_is_chosen(qtbot: QtBot, qapp: QApplication, dark: bool) -> None:
    style.apply(qapp, dark=dark)
    try:
        column: Column = Column("state", lambda row: "████", 8, tone=lambda row: str(row))
        table: Any = Table([column], "rows")
        qtbot.addWidget(table)
        table.resize(300, 200)
        table.load_all(["accent", "good", "warn"])
        table.selectAll()
        table.show()
        seen = _colours_of(table.grab().toImage())
        for tone in ("accent", "good", "warn"):
            assert style.colour(tone).name() in seen, tone
        assert style.colour("select").name() in seen
    finally:
        style.apply(qapp)
