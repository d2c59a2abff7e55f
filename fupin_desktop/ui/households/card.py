"""The card beside the list (右侧卡片): the household chosen in it, its last visit, what it was promised."""

from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import living
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.household_strip import HouseholdStrip, Read
from fupin_desktop.ui.households.preparation import offer_preparation
from fupin_desktop.ui.widgets.facts import Fact
from fupin_desktop.ui.widgets.parts import GRID, button, clear, column, label, row
from fupin_desktop.ui.widgets.wrapping import Wrapping
from fupin_desktop.visits.model import FollowUpTask, Visit
from fupin_desktop.visits.rules import is_unfinished

_WIDE, _PAUSE_MS, _PROMISES = 300, 80, 4


class _Told(NamedTuple):
    id: int
    head: Read
    people: str
    visit: Visit | None
    promises: list[FollowUpTask]


class HouseholdCard(QFrame):
    """Reads off the window's thread, and only what the list comes to rest on.  `opened` asks for the file."""

    opened = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self.id = session, 0
        self.setProperty("role", "card")
        self.setFixedWidth(_WIDE)
        self.setAccessibleName(_("Card of the chosen household"))
        self.name = label("", "heading", wrap=True)
        self.stamp = label("", "stamp")
        self.body = column(gap=GRID)
        inner = QWidget()
        inner.setLayout(column(self.body, None))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        self.open_button = button(_("Open &file"), self._open, icon="households")
        self.sheet_button = button(_("Shee&t…"), self._prepare, icon="print")
        acts = Wrapping(self.open_button, self.sheet_button)
        self.setLayout(column(row(self.name, None, self.stamp), area, acts, margin=GRID))
        # What it says of a household is read as the strip of its file reads it
        self._strip = HouseholdStrip(session)
        self._strip.setParent(self)
        self._strip.hide()
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._ask)
        self._blank()

    def show_household(self, id: int | None) -> None:
        """Show this household as soon as the list rests; None for none."""
        self.id = int(id or 0)
        if not self.id:
            self._blank()
        elif self.isVisible():
            self._pause.start()

    def showEvent(self, event: object) -> None:
        """What was chosen while the card was hidden is read now."""
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        if self.id:
            self._pause.start()

    def _ask(self) -> None:
        if self.isVisible() and self.id:
            id = self.id
            self._session.fetch(lambda reader: self._read(reader, id), self._show)

    def _read(self, reader: Reader, id: int) -> _Told | None:
        found = reader.find(Household, id=id, with_away=True)
        if not found:
            return None
        home = found[0]
        members = reader.find(Member, household=home.id)
        visits = [one for one in reader.find(Visit, household=home.id) if one.date is not None]
        tasks = [one for one in reader.find(FollowUpTask, household=home.id) if is_unfinished(one)]
        tasks.sort(key=lambda one: (one.due is None, str(one.due or "")))
        last = max(visits, key=lambda one: (str(one.date), one.id or 0), default=None)
        people = _("{count} persons entered").format(count=len(living(members)))
        return _Told(id, self._strip.read(reader, home), people, last, tasks)

    def _show(self, told: _Told | None) -> None:
        if told is None or told.id != self.id:
            return
        clear(self.body)
        self.name.setText(told.head.name)
        self.stamp.setText(told.head.stamp)
        self.stamp.setVisible(bool(told.head.stamp))
        if told.head.gone:
            self.body.addWidget(label(told.head.gone, "small", tone="warn", wrap=True))
        for fact in told.head.facts:
            self._add(fact)
        self.body.addWidget(label(told.people, "small"))
        self._add_visit(told.visit)
        self._add_promises(told.promises)
        for one in (self.open_button, self.sheet_button):
            one.setEnabled(True)

    def _add(self, fact: Fact) -> None:
        shown = label(fact.text, tone=fact.tone, wrap=True)
        shown.setToolTip(fact.source)
        self.body.addLayout(column(label(fact.title, "label"), shown, gap=0))

    def _add_visit(self, visit: Visit | None) -> None:
        told = (visit.findings or NOTHING) if visit is not None else _("No visit is logged yet.")
        self.body.addLayout(column(label(_("Found at the last visit"), "label"), label(told, wrap=True), gap=0))

    def _add_promises(self, tasks: list[FollowUpTask]) -> None:
        self.body.addWidget(label(_("Open promises ({count})").format(count=len(tasks)), "label"))
        for one in tasks[:_PROMISES]:
            late = one.due is not None and one.due < self._session.today
            due = _("due {day}").format(day=one.due) if one.due else ""
            text = " · ".join(part for part in (one.matter or NOTHING, due) if part)
            self.body.addWidget(label(text, tone="bad" if late else "", wrap=True))

    def _blank(self) -> None:
        clear(self.body)
        self.name.setText(_("No household chosen"))
        self.stamp.hide()
        for one in (self.open_button, self.sheet_button):
            one.setEnabled(False)

    def _open(self) -> None:
        self.opened.emit(self.id)

    def _prepare(self) -> None:
        offer_preparation(self._session, [Dot(self.id)], self)
