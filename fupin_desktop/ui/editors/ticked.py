"""Several words of a list as boxes to tick, each in the words that belong to its place."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from fupin_desktop.ledger.field import Field
from fupin_desktop.ui.editors.editors import Draft, Editor

_LONG = 12  # characters of a word beyond which each has a row of its own
_A_ROW = 3
_SHOWN = 26  # characters shown of a long text; the rest is in its tip


class Ticks(QWidget):
    """The boxes; short words stand beside each other."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        wide = 1 if any(len(name) > _LONG for name in names.values()) else _A_ROW
        for number, (code, name) in enumerate(names.items()):
            box = QCheckBox(name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…")
            box.setToolTip(name)
            box.setAccessibleName(name)
            grid.addWidget(box, *divmod(number, wide))
            self.boxes[code] = box
        if first := next(iter(self.boxes.values()), None):
            self.setFocusProxy(first)

    def codes(self) -> tuple[str, ...]:
        """What is ticked, in the order of the list."""
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def tick(self, codes: object) -> None:
        """Tick these, and no others."""
        wanted = codes if isinstance(codes, list | tuple) else ()
        for code, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(code in wanted)


def ticked_editor(field: Field, names: Mapping[str, str]) -> Editor:
    """The editor of a field of many words, of which `names` says how each reads here."""
    ticks = Ticks(names)

    def put(value: Any) -> None:
        ticks.tick(value)

    draft = Draft(lambda: " ".join(ticks.codes()), lambda text: ticks.tick(text.split()))
    made = Editor(field, ticks, ticks.codes, put, draft)
    for box in ticks.boxes.values():
        box.toggled.connect(lambda _on: made.changed.emit())
    return made
