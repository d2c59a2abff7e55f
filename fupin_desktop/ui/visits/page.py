"""Visits: what was logged, the newest first; by cadre, by household, by day of the calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QToolButton, QWidget

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.ledger.words import _, word
from fupin_desktop.store.lists.queries import VisitRow, visit_base, visit_rows, visits
from fupin_desktop.store.lists.visiting import VisitsWanted, visit_days, visitors
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.homes import find_households
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.page import HOMES, Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.store_pages import StorePages
from fupin_desktop.ui.households.preparation import offer_preparation
from fupin_desktop.ui.subject.home_columns import keyed
from fupin_desktop.ui.visit_file.dialog import VisitDialog, open_visit
from fupin_desktop.ui.visits.grid import VisitGrid
from fupin_desktop.ui.visits.village_visit import village_visit
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, empty, row
from fupin_desktop.ui.widgets.shown import person
from fupin_desktop.ui.widgets.visit_calendar import VisitCalendar
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.model import VillageVisit, Visit

_PAUSE_MS, _FOUND = 120, 60
Period = tuple[date, date]


@dataclass(frozen=True)
class _Read:
    """What the page shows, read at one moment; `days` are the counts of the month in front, where it is."""

    wanted: VisitsWanted
    visitors: Sequence[tuple[str, int]]
    rows: list[VisitRow]
    days: dict[date, int] | None


def _read(
    reader: Reader, typed: str, by: str, period: Period | None, month: Period | None, *, withdrawn: bool
) -> _Read:
    homes = tuple(one.id for one in find_households(reader, typed, _FOUND)) if typed else None
    first, last = period or (None, None)
    wanted = VisitsWanted(by, first, last, homes, withdrawn=withdrawn)
    days = visit_days(reader, replace(wanted, first=month[0], last=month[1])) if month is not None else None
    return _Read(wanted, visitors(reader), visits(reader, None, wanted=wanted), days)


class VisitsPage(Page):
    """The list, and on demand the calendar beside it; Enter opens a visit, and from there its household."""

    shows: ClassVar[frozenset[str] | None] = HOMES | {"visit"}

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Visits"))
        today = session.today
        self.table = Table(_columns(today), _("Visits"))
        self.visit: VisitDialog | None = None
        self.grid: VisitGrid | None = None
        self.table.opened.connect(lambda found: self.open_visit(found.id))
        self.new_button = button(
            _("&Log a visit"), lambda: self.go.emit("quick_visit", None), icon="add", kind="primary"
        )
        self.many_button = button(_("Man&y households…"), self.open_grid)
        self.village_button = button(_("In the &village…"), self.log_in_village)
        guard(session, "visit.log", self.many_button, self.village_button)
        self.tray_button = button(_("Photo &tray…"), lambda: self.go.emit("photo_tray", None), icon="import")
        self.top.addWidget(self.tray_button)
        self.top.addWidget(self.village_button)
        self.top.addWidget(self.many_button)
        self.top.addWidget(self.new_button)
        self._make_filters()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._front())
        self.stack.addWidget(empty(_("No visit is logged yet. Press Ctrl+N anywhere: it takes half a minute.")))
        self.fill(self.stack)

    def refresh(self) -> None:
        """The first page anew, and the counts of the month in front."""
        typed, by = self.household.text().strip(), self.visitor.currentData()
        dated, withdrawn = self.as_calendar.isChecked(), self.withdrawn.isChecked()
        period, month = (self.calendar.period(), self.calendar.month()) if dated else (None, None)
        self.load(lambda reader: _read(reader, typed, by, period, month, withdrawn=withdrawn), self._show)

    def _show(self, found: _Read) -> None:
        self._name_visitors(found.visitors)
        if found.days is not None:
            self.calendar.show_counts(found.days)
        today = self.session.today
        pages = StorePages(self.session, lambda reader: visit_base(reader, found.wanted, today), visit_rows, self.table)
        first = self.pages(found.rows, lambda reader, last: visits(reader, last, wanted=found.wanted))
        self.table.load(first, pages)
        self.stack.setCurrentIndex(0 if found.rows or found.wanted != VisitsWanted() else 1)

    # --- filters ----------------------------------------------------------------------------------------------------

    def _make_filters(self) -> None:
        self.household = QLineEdit()
        self.household.setAccessibleName(_("Household"))
        self.household.setPlaceholderText(_("Household: name or initials (zs)"))
        self.household.setClearButtonEnabled(True)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.refresh)
        self.household.textChanged.connect(lambda _text: self._pause.start())
        self.visitor = QComboBox()
        self.visitor.setAccessibleName(_("Visitors"))
        self.visitor.addItem(_("All visitors"), "")
        self.visitor.setMinimumContentsLength(8)
        self.visitor.activated.connect(lambda _index: self.refresh())
        self.as_calendar = QToolButton()
        self.as_calendar.setText(_("Calendar"))
        self.as_calendar.setAccessibleName(_("Calendar"))
        self.as_calendar.setProperty("kind", "chip")
        self.as_calendar.setCheckable(True)
        self.as_calendar.toggled.connect(self._turn)
        self.withdrawn = QToolButton()
        self.withdrawn.setText(_("Withdrawn"))
        self.withdrawn.setAccessibleName(_("Withdrawn visits"))
        self.withdrawn.setProperty("kind", "chip")
        self.withdrawn.setCheckable(True)
        self.withdrawn.toggled.connect(lambda _on: self.refresh())
        self.prepare_button = button(_("&Prepare visits…"), self.prepare, icon="print")
        self.calendar = VisitCalendar()
        self.calendar.turned.connect(self.refresh)
        self.month_button = button(_("&Whole month"), self.calendar.whole_month, kind="flat")
        self.beside = QWidget()
        self.beside.setLayout(column(self.calendar, row(None, self.month_button), None))
        self.beside.hide()

    def _front(self) -> QWidget:
        filters = row(self.household, self.visitor, self.as_calendar, self.withdrawn, self.prepare_button)
        filters.setStretch(0, 1)
        both = row(self.beside, self.table, gap=2 * GRID)
        both.setStretch(1, 1)
        made = QWidget()
        made.setLayout(column(filters, both, gap=2 * GRID))
        return made

    def _turn(self, on: bool) -> None:
        self.beside.setVisible(on)
        self.refresh()

    def _name_visitors(self, known: Iterable[tuple[str, int]]) -> None:
        for name, count in known:
            at = self.visitor.findData(name)
            if at < 0:
                self.visitor.addItem("", name)
                at = self.visitor.count() - 1
            self.visitor.setItemText(at, f"{name}  {count}")

    def open_visit(self, id: Dot) -> VisitDialog:
        """Open a visit to be read, corrected or withdrawn."""
        self.visit = open_visit(self.session, id, self.window(), self.go.emit)
        return self.visit

    def open(self, what: object) -> None:
        """Open a visit by its id."""
        if isinstance(what, int):
            self.open_visit(Dot(what))

    def open_grid(self) -> VisitGrid:
        """One visit for many households; with several rows chosen, for theirs."""
        chosen = dict.fromkeys(int(found.household) for found in self.table.selection())
        self.grid = VisitGrid(self.session, self.window(), households=list(chosen) if len(chosen) > 1 else ())
        self.grid.open()
        return self.grid

    def log_in_village(self) -> RecordDialog:
        """A visit that is of no registered household: at the committees, at somebody outside the register."""
        dialog = village_visit(self.session, self.window(), done=self._show_village)
        dialog.open()
        return dialog

    def _show_village(self, visit: VillageVisit) -> None:
        """Where it stands now: this page lists calls at households alone."""
        found = self.session.read(lambda reader: reader.find(Village, code=visit.village_code))
        if found:
            self.go.emit("households", (kind_of(Village), found[0].id, "visits"))

    def prepare(self) -> None:
        """The preparation sheet for the households of the chosen rows."""
        offer_preparation(self.session, [visit.household for visit in self.table.selection()], self)

    def start_focus(self) -> None:
        """The list."""
        self.table.setFocus()


def _columns(today: date) -> list[Column]:
    return [
        Column(_("Date"), lambda r: r.date or NOTHING, 7, **keyed(Visit, "date", lambda r: r.date)),
        Column(_("Head"), lambda r: person(r.head, r.head_born, today), 6, key="head"),
        Column(_("Village"), lambda r: r.village or NOTHING, 8, spare=True, key="village"),
        Column(
            _("Visitors"),
            lambda r: "、".join(r.visitors),
            8,
            typed=True,
            **keyed(Visit, "visitors", lambda r: r.visitors),
        ),
        Column(
            _("Type"),
            lambda r: word("visit_type", r.type) if r.type else NOTHING,
            5,
            spare=True,
            **keyed(Visit, "type", lambda r: r.type),
        ),
        Column(
            _("Findings"),
            lambda r: (r.findings or NOTHING).replace("\n", " "),
            typed=True,
            **keyed(Visit, "findings", lambda r: r.findings),
        ),
    ]  # fmt: skip
