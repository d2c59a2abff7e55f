"""The small parts every page is put together from: buttons with a mnemonic and a name, labels by role, spacing."""

import re
from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.ui.widgets.icons import icon as icon_of

GRID = 8
_MNEMONIC = re.compile(r"\(&.\)")


def plain(text: str) -> str:
    """A label without its mnemonic: `Save(&S)…` is `Save…`."""
    return _MNEMONIC.sub("", text).replace("&", "").strip()


def button(text: str, on: Callable[[], object], *, icon: str = "", kind: str = "") -> QPushButton:
    """A push button; `kind` is primary, large or flat.  The text carries the mnemonic."""
    made = QPushButton(text)
    made.setAccessibleName(plain(text))
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if icon:
        made.setIcon(icon_of(icon, "on_accent" if kind == "primary" else "text"))
    made.clicked.connect(lambda: on())
    return made


def label(text: str, role: str = "", *, tone: str = "", wrap: bool = False) -> QLabel:
    """A label; `role` is title, heading, small, label or stamp, `tone` good, warn or bad."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    return made


def retone(which: QLabel, tone: str) -> None:
    """Change the tone of a label that is on the screen."""
    which.setProperty("tone", tone)
    which.style().unpolish(which)
    which.style().polish(which)


def _filled(box: QBoxLayout, items: Iterable[QWidget | QLayout | None], margin: int, gap: int) -> QBoxLayout:
    box.setContentsMargins(margin, margin, margin, margin)
    box.setSpacing(gap)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, QWidget):
            box.addWidget(item)
        else:
            box.addLayout(item)
    return box


def column(*items: QWidget | QLayout | None, margin: int = 0, gap: int = GRID) -> QBoxLayout:
    """Things under each other; None stretches."""
    return _filled(QVBoxLayout(), items, margin, gap)


def row(*items: QWidget | QLayout | None, margin: int = 0, gap: int = GRID) -> QBoxLayout:
    """Things beside each other; None stretches."""
    return _filled(QHBoxLayout(), items, margin, gap)


def frame(layout: QLayout, role: str = "card") -> QFrame:
    """A frame around a layout; `role` is card or strip."""
    made = QFrame()
    made.setProperty("role", role)
    made.setLayout(layout)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def empty(text: str, action: QPushButton | None = None) -> QWidget:
    """An empty place: it says what goes here and offers the first step."""
    made = QWidget()
    words = label(text, "small", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    words.setMaximumWidth(480)
    words.setMinimumWidth(440)
    inner = column(None, words, *([row(None, action, None)] if action else []), None, gap=2 * GRID)
    made.setLayout(row(None, inner, None, margin=2 * GRID))
    return made
