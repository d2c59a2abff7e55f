"""Over the questions: which of them are shown, and the call sheets of their villages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame

from fupin_desktop.ledger.words import N_, _
from fupin_desktop.store.history.inquiring import Inquiry
from fupin_desktop.store.history.questions import Question
from fupin_desktop.ui.widgets.parts import button, label, row

ALL, UNASKED, ASKED = "all", "unasked", "asked"
_STATES = {ALL: N_("all questions"), UNASKED: N_("to be asked"), ASKED: N_("asked, waiting for the answer")}


class Picked(NamedTuple):
    """What the filters say."""

    state: str
    village: str

    def of(self, found: Sequence[Question], places: Mapping[str, str], state: Mapping[str, Inquiry]) -> list[Question]:
        """Those that they let through."""
        return [
            one
            for one in found
            if self.state == ALL or (state[one.id].asked is not None) == (self.state == ASKED)
            if self.village in ("", places[one.id])
        ]


class QuestionBar(QFrame):
    """Two filters and a button; an office alone asks and prints."""

    chosen = Signal()
    sheets_asked = Signal()

    def __init__(self, *, office: bool) -> None:
        super().__init__()
        self._office = office
        self.states, self.villages = QComboBox(), QComboBox()
        self.states.setAccessibleName(_("State"))
        self.villages.setAccessibleName(_("Village"))
        for code in _STATES:
            self.states.addItem("", code)
        self.count = label(" ", "small")
        self.sheet_button = button(_("Call s&heet…"), self.sheets_asked.emit, icon="print")
        self.setLayout(row(label(_("Show:"), "small"), self.states, self.villages, self.count, None, self.sheet_button))
        for box in (self.states, self.villages):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _at: self.chosen.emit())

    @property
    def village(self) -> str:
        """The code of the village that was chosen; empty for all."""
        return str(self.villages.currentData() or "")

    @property
    def wanted(self) -> Picked:
        """The filters of now."""
        return Picked(str(self.states.currentData()), self.village)

    def show_of(self, places: Mapping[str, str], state: Mapping[str, Inquiry], names: Mapping[str, str]) -> None:
        """Count the questions of each state and village; `places` gives the village of each question."""
        asked = sum(one.asked is not None for one in state.values())
        counts = {ALL: len(state), UNASKED: len(state) - asked, ASKED: asked}
        for at, (code, text) in enumerate(_STATES.items()):
            self.states.setItemText(at, f"{_(text)}（{counts[code]}）")
        self._fill_villages(Counter(places.values()), names)
        self.setVisible(bool(state))
        self.sheet_button.setVisible(self._office)
        self.states.setVisible(self._office)  # whom an office asked is known in that office alone

    def _fill_villages(self, counts: Mapping[str, int], names: Mapping[str, str]) -> None:
        kept = self.village
        self.villages.clear()
        self.villages.addItem(_("all villages"), "")
        for code, count in sorted(counts.items()):
            self.villages.addItem(f"{names.get(code) or code}（{count}）", code)
        self.villages.setCurrentIndex(max(0, self.villages.findData(kept)))

    def tell(self, shown: int, of: int) -> None:
        """Say when there are more than fit."""
        self.count.setText(_("the first {shown} of {count}").format(shown=shown, count=of) if shown < of else " ")
