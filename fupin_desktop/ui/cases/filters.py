"""What the board is narrowed by: village, stage, the choices of the kind of case, what is missing, overdue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from fupin_desktop.casework.missing import LACKS, LATE, code_of_gate
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.rules import stage_name
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _, word, words
from fupin_desktop.store.lists.cases import ALL, CasesWanted
from fupin_desktop.ui.widgets.parts import row


@dataclass(frozen=True)
class Narrowed:
    """What was chosen: the store narrows by `wanted`, the stage and what is missing follow from the path."""

    wanted: CasesWanted = ALL
    stage: str = ""
    lack: str = ""
    late: bool = False

    @property
    def looked_into(self) -> bool:
        """True when each case has to be looked into for what it lacks."""
        return bool(self.lack or self.late)

    @property
    def is_narrow(self) -> bool:
        """True when more than a village was chosen."""
        return self != Narrowed(CasesWanted(self.wanted.village))

    def of(self, ids: frozenset[int]) -> CasesWanted:
        """The same, of these cases alone."""
        return replace(self.wanted, ids=ids)


class CaseFilters(QWidget):
    """A row of choices, each of which says what it is while nothing is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cls: type[Case] | None = None
        self.village, self.stage, self.lack = _box(_("Village")), _box(_("Stage")), _box(_("Missing"))
        self.village.addItem(_("All villages"), "")
        self.late = QToolButton()
        self.late.setText(_("Overdue"))
        self.late.setAccessibleName(_("Overdue"))
        self.late.setProperty("kind", "chip")
        self.late.setCheckable(True)
        self.late.clicked.connect(lambda: self.changed.emit())
        self.facts = {name: _box("") for name in ("1", "2")}
        self._names: tuple[str, ...] = ()
        boxes = [self.village, *self.facts.values(), self.stage, self.lack]
        for box in boxes:
            box.activated.connect(lambda _index: self.changed.emit())
        self.setLayout(row(*boxes, self.late, None))

    def know_kind(self, cls: type[Case]) -> None:
        """The choices of a kind of case; those of the kind before are given up."""
        if cls is self.cls:
            return
        self.cls, path = cls, cls.path
        _fill(self.stage, _("All stages"), [(one, stage_name(cls, one)) for one in path.order])
        for side in path.sides:
            self.stage.addItem(stage_name(cls, side.code), side.code)
        codes = [code for code in LACKS if any(code_of_gate(gate) == code for gate in path.gates)]
        _fill(self.lack, _("Whatever is missing"), [(code, _(LACKS[code])) for code in codes if code != LATE])
        self.lack.setVisible(bool(codes))
        self.late.setVisible(LATE in codes)
        self.late.setChecked(False)
        self._names = path.filters[: len(self.facts)]
        for box, name in zip(self.facts.values(), (*path.filters, "", ""), strict=False):
            box.setVisible(bool(name))
            if name:
                field = fields_of(cls)[name]
                box.setAccessibleName(_(field.label))
                _fill(box, _(field.label), [(code, word(field.words, code)) for code in words(field.words)])

    def know_villages(self, known: Sequence[tuple[str, str]]) -> None:
        """The villages of the book, by code and name."""
        for code, name in known:
            if self.village.findData(code) < 0:
                self.village.addItem(name, code)

    def chosen(self) -> Narrowed:
        """What is chosen now."""
        boxes = zip(self._names, self.facts.values(), strict=False)
        facts = tuple((name, box.currentData()) for name, box in boxes if box.currentData())
        wanted = CasesWanted(self.village.currentData(), facts)
        return Narrowed(wanted, self.stage.currentData() or "", self.lack.currentData() or "", self.late.isChecked())


def _box(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made


def _fill(box: QComboBox, nothing: str, items: Sequence[tuple[str, str]]) -> None:
    box.clear()
    box.addItem(nothing, "")
    for code, text in items:
        box.addItem(text, code)
