"""数据轨迹: every change of a subject and of what hangs on it: value before and after, who, when, where, why."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.trail import Step, kinds_of, trail
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.subjects import family_of
from fupin_desktop.ui.editors.either import Either
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.sections.history_lines import Change, changes
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import column, label, row

_PAGE = 100


class _Line:
    """A step on its page; its words are made when the page is."""

    def __init__(self, number: int, change: Change) -> None:
        self.number, self.change = number, change


class Trail(QWidget):
    """The newest change first, a page at a time; by kind of record and by person."""

    def __init__(self, session: Session, title: str) -> None:
        super().__init__()
        self._session = session
        self._steps: list[Step] = []
        self.kind, self.person = _choice(_("Record")), _choice(_("Who"))
        self.count = label("", "small")
        self.table = Table(_columns(), title)
        self.stack = Either(_("Nothing was changed yet."), self.table)
        for box in (self.kind, self.person):
            box.activated.connect(lambda _index: self._load())
        self.setLayout(column(row(self.kind, self.person, self.count, None), self.stack))

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these changes; what was filtered by stays, where it is still there."""
        self._steps = list(steps)
        _fill(self.kind, [(kind, _(KINDS[kind].label)) for kind in kinds_of(steps)], _("All records"))
        people = dict.fromkeys(step.who.actor for step in steps)
        _fill(self.person, [(name, name or NOTHING) for name in sorted(people)], _("Everybody"))
        self._load()

    def wanted(self) -> list[Step]:
        """The changes that the two filters leave."""
        kind, person = self.kind.currentData(), self.person.currentData()
        return [
            step
            for step in self._steps
            if kind in (None, kind_of(type(step.record))) and person in (None, step.who.actor)
        ]

    def _load(self) -> None:
        steps = self.wanted()

        def fetch(last: _Line | None) -> list[_Line]:
            start = last.number + 1 if last is not None else 0
            page = steps[start : start + _PAGE]
            told = self._session.read(lambda reader: changes(reader, page, self._session))
            return [_Line(start + at, change) for at, change in enumerate(told)]

        self.table.load(fetch)
        self.count.setText(_("{count} changes").format(count=len(steps)))
        self.stack.show_some(self._steps)


class HistorySection(Section):
    """The trail of the whole file."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Data history"))
        self.trail = Trail(session, self.title)
        self.table = self.trail.table
        self.box.addWidget(self.trail, 1)

    def read(self, reader: Reader, subject: Record) -> list[Step]:
        """What the log says of the subject and of what hangs on it."""
        return trail(reader, family_of(reader, subject))

    def show_read(self, subject: Record, found: list[Step]) -> None:
        """The lines."""
        del subject
        self.trail.show_steps(found)


def _columns() -> list[Column]:
    return [
        Column(_("When"), lambda line: line.change.when[:16].replace("T", " "), 8),
        Column(_("Who"), lambda line: line.change.who or NOTHING, 5),
        Column(_("Record"), lambda line: line.change.record, 12),
        Column(_("Field"), lambda line: line.change.field, 6),
        Column(_("Value before"), lambda line: line.change.was, 9),
        Column(_("Value after"), lambda line: line.change.became),
        Column(_("Laptop"), lambda line: line.change.laptop[:8], 6, spare=True),
        Column(_("Reason"), lambda line: line.change.why or NOTHING, 6, spare=True),
    ]


def _choice(title: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(title)
    made.setMinimumContentsLength(8)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


def _fill(box: QComboBox, choices: Sequence[tuple[str, str]], everything: str) -> None:
    chosen = box.currentData()
    box.clear()
    box.addItem(everything, None)
    for code, text in choices:
        box.addItem(text, code)
    box.setCurrentIndex(max(0, box.findData(chosen)))
