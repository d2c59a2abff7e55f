"""The chips above the register: by status, attribute, cause, danger grade and village, and who was not visited."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from fupin_desktop.ledger.words import _, word, words
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.store.lists.queries import Chosen
from fupin_desktop.ui.widgets.wrapping import Wrapping

UNVISITED, GONE = "unvisited", "gone"


class Chips(QWidget):
    """Each narrows the list by one thing; `changed` says that one was chosen anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes = {
            "status": self._box(_("Status"), _statuses()),
            "attribute": self._box(_("Attribute"), _words_of("hh_attribute")),
            "cause": self._box(_("Cause"), _words_of("cause")),
            "danger": self._box(_("Danger grade"), _words_of("danger")),
            "village": self._box(_("Village"), []),
        }
        self.unvisited = QToolButton()
        self.unvisited.setProperty("kind", "chip")
        self.unvisited.setCheckable(True)
        self.unvisited.toggled.connect(lambda _on: self.changed.emit())
        self.setLayout(Wrapping(*self.boxes.values(), self.unvisited))
        self.name_alert(None)

    @property
    def chosen(self) -> Chosen:
        """What the chips choose, but for the last visit, whose day follows from the parameter of the place."""
        picked: dict[str, Any] = {name: box.currentData() for name, box in self.boxes.items()}
        gone = picked["status"] == GONE
        picked["status"] = "" if gone else picked["status"]
        return replace(Chosen(), **picked, gone=gone)

    def _box(self, title: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(title)
        box.addItem(title, "")
        for code, text in choices:
            box.addItem(text, code)
        box.setMinimumContentsLength(max(4, len(title)))  # the title is what stands in it most of the time
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda _index: self.changed.emit())
        return box

    def name_alert(self, alert: Parameter | None) -> None:
        """The chip says after how many days: what the county lays down comes with its next bundle."""
        self.unvisited.setText(_("No visit in {days} days").format(days=alert.count if alert is not None else 0))
        self.unvisited.setToolTip(alert.cited if alert is not None else "")
        self.unvisited.setAccessibleName(self.unvisited.text())
        self.unvisited.setVisible(alert is not None)

    def name_villages(self, known: Sequence[tuple[str, str]]) -> None:
        """Offer these villages, by code and name."""
        box = self.boxes["village"]
        if box.count() != len(known) + 1:
            while box.count() > 1:
                box.removeItem(1)
            for code, name in known:
                box.addItem(name, code)


def _words_of(name: str) -> list[tuple[str, str]]:
    return [(code, word(name, code)) for code in words(name)]


def _statuses() -> list[tuple[str, str]]:
    """The choices of the status; last, what lives in another village by now."""
    return [*_words_of("hh_status"), (GONE, _("moved to another village"))]
