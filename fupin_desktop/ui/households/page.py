"""Households: find one, filter by chips, open its file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QToolButton

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.ledger.showing import NOTHING, grouped
from fupin_desktop.ledger.words import _, word, words
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.lists.queries import (
    Chosen,
    HouseholdRow,
    count_households,
    households,
    households_by_id,
    villages,
)
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.search import search
from fupin_desktop.subjects import SUBJECTS
from fupin_desktop.ui.cases.board_section import BOARDS
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.page import HOMES, Page, touches
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.household_file import HouseholdFile
from fupin_desktop.ui.households.preparation import offer_preparation
from fupin_desktop.ui.roster.roster_import import choose_roster
from fupin_desktop.ui.subject.register import SubjectRegister, new_record
from fupin_desktop.ui.villages.sections import VILLAGE_SECTIONS
from fupin_desktop.ui.widgets.parts import GRID, button, empty, label, row
from fupin_desktop.ui.widgets.shown import grade, person
from fupin_desktop.ui.widgets.steering import Steering
from fupin_desktop.ui.widgets.switch import Switch
from fupin_desktop.ui.widgets.table import Column, Table
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.rules import alert_day, visit_alert

UNVISITED, GONE = "unvisited", "gone"
_PAUSE_MS, _FOUND = 120, 60
_LISTED = HOMES | {"visit", "housing_case", "policy_parameter"}  # what the list and its chips show


@dataclass(frozen=True)
class _Read:
    """What the list shows, read at one moment."""

    typed: str
    chosen: Chosen
    alert: Parameter | None
    villages: Sequence[tuple[str, str]]
    rows: list[HouseholdRow]
    total: int


class HouseholdsPage(Page):
    """The register, and behind Enter the file of one household."""

    shows: ClassVar[frozenset[str] | None] = None  # a file shows every kind; the list only some

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Households"))
        self._chosen = Chosen()
        self._entering = self._fresh = False
        self.box = QLineEdit()
        self.box.setAccessibleName(_("Find"))
        self.box.setPlaceholderText(_("Find: name, initials (zs) or the last digits of the number"))
        self.box.setClearButtonEnabled(True)
        self.count = label("", "small")
        self.table = Table(self._columns(), _("Households"))
        self.file = HouseholdFile(session)
        self.dialog: RecordDialog | None = None
        self.registers: dict[str, SubjectRegister] = {}
        self.switch = Switch([(kind, _(subject.cls.label)) for kind, subject in SUBJECTS.items()])
        self.stack = QStackedWidget()
        self._lay_out()
        self._timer = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self._look)
        Steering(self.box, self.table)
        self.box.textEdited.connect(lambda _text: self._timer.start())
        self.box.returnPressed.connect(self._enter)
        self.table.opened.connect(lambda found: self.open(found.id))
        self.file.left.connect(self._leave)
        self.file.opened.connect(self._open_subject)
        self.switch.chosen.connect(self.show_register)
        QShortcut(QKeySequence.StandardKey.Find, self, self._leave)

    def _lay_out(self) -> None:
        self.chips = {
            "status": self._chip(_("Status"), _statuses()),
            "attribute": self._chip(_("Attribute"), [(c, word("hh_attribute", c)) for c in words("hh_attribute")]),
            "cause": self._chip(_("Cause"), [(c, word("cause", c)) for c in words("cause")]),
            "danger": self._chip(_("Danger grade"), [(c, word("danger", c)) for c in words("danger")]),
            "village": self._chip(_("Village"), []),
        }
        self.unvisited = QToolButton()
        self._alert: Parameter | None = None
        self.unvisited.setProperty("kind", "chip")
        self.unvisited.setCheckable(True)
        self.unvisited.toggled.connect(self._filter)
        self.prepare_button = button(_("Prepare &visits…"), self.prepare, icon="print")
        self.prepare_button.setToolTip(_("A sheet for the chosen households: last visit, open promises, due measures."))
        self.import_button = button(_("&Import a roster…"), self._import, icon="import")
        self.new_button = button(_("&New household…"), self.add, icon="add", kind="primary")
        if self.session.book.read_only:
            self.new_button.hide()
        self.top.insertWidget(1, self.switch)
        self._own = (self.import_button, self.prepare_button)
        for one in self._own:
            self.top.addWidget(one)
        guard(self.session, "household.register", self.import_button)
        guard(self.session, act_of(kind_of(Household), register=True).code, self.new_button)
        chips = row(*self.chips.values(), self.unvisited, gap=GRID)
        front = Page(self.session, "")
        front.heading.hide()
        front.body.setContentsMargins(0, 0, 0, 0)
        self.list = QStackedWidget()
        self.list.addWidget(self.table)
        first = _("No household yet. An office imports a roster; a laptop merges what its office sends.")
        self.list.addWidget(empty(first, button(_("Import a &roster…"), self._import, icon="import", kind="primary")))
        front.fill(row(self.box, self.count, self.new_button), chips, self.list)
        self.stack.addWidget(front)
        self.stack.addWidget(self.file)
        self.fill(self.stack)

    def _name_alert(self) -> None:
        """The chip says after how many days: what the county lays down comes with its next bundle."""
        days = self._alert.count if self._alert is not None else 0
        self.unvisited.setText(_("No visit in {days} days").format(days=days))
        self.unvisited.setToolTip(self._alert.cited if self._alert is not None else "")
        self.unvisited.setAccessibleName(self.unvisited.text())
        self.unvisited.setVisible(self._alert is not None)

    def _import(self) -> None:
        choose_roster(self.session, self)

    def _chip(self, title: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(title)
        box.addItem(title, "")
        for code, text in choices:
            box.addItem(text, code)
        box.setMinimumContentsLength(4)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(self._filter)
        return box

    def _columns(self) -> list[Column]:
        today = self.session.today
        return [
            Column(_("Head"), lambda r: person(r.head, r.head_born, today), 6),
            Column(_("Household code"), lambda r: grouped(r.code or NOTHING), 12, spare=True),
            Column(_("Village"), lambda r: r.village or r.village_code or NOTHING),
            Column(_("Group"), lambda r: r.group or NOTHING, 4, spare=True, typed=True),
            Column(_("Persons"), lambda r: str(r.persons or NOTHING), 2, right=True),
            Column(_("Attribute"), lambda r: _word("hh_attribute", r.attribute), 5, spare=True),
            Column(_("Cause"), lambda r: _word("cause", r.cause), 8),
            Column(_("Danger"), lambda r: grade(r.danger), 2, tone=_danger),
            Column(_("Status"), lambda r: _word("hh_status", r.status), 5, tone=_status),
            Column(
                _("Last visit"), lambda r: r.last_visit or _("none"), 6, tone=lambda r: "" if r.last_visit else "warn"
            ),
        ]

    def _filter(self, *_args: object) -> None:
        picked: dict[str, Any] = {name: box.currentData() for name, box in self.chips.items()}
        gone = picked["status"] == GONE
        picked["status"] = "" if gone else picked["status"]
        self._chosen = replace(Chosen(), **picked, gone=gone)
        self.box.clear()
        self.refresh()

    def refresh(self) -> None:
        """Show what was looked for, else the register from its beginning."""
        typed, chosen, late = self.box.text().strip(), self._chosen, self.unvisited.isChecked()
        if touches(_LISTED, self.session.touched):
            self.load(lambda reader: self._read(reader, typed, chosen, late=late), self._show)
        shown = self.stack.currentWidget()
        if isinstance(shown, SubjectRegister | HouseholdFile):
            shown.refresh()

    def _read(self, reader: Reader, typed: str, chosen: Chosen, *, late: bool) -> _Read:
        today = self.session.today
        alert = visit_alert(reader, self.session.book.identity.division, today)
        if late and alert is not None:
            chosen = replace(chosen, unvisited_since=alert_day(alert, today))
        if typed:
            rows = households_by_id(reader, [found.household for found in search(reader, typed, _FOUND)])
            return _Read(typed, chosen, alert, villages(reader), rows, len(rows))
        rows, total = households(reader, chosen), count_households(reader, chosen)
        return _Read(typed, chosen, alert, villages(reader), rows, total)

    def _show(self, found: _Read) -> None:
        self._alert = found.alert
        self._name_alert()
        self._name_villages(found.villages)
        if found.typed:
            self.table.load_all(found.rows)
            self.count.setText(_("{count} found").format(count=found.total))
        else:
            self.table.load(self.pages(found.rows, lambda reader, last: households(reader, found.chosen, last)))
            self.count.setText(_("{count} households").format(count=found.total))
            self.list.setCurrentIndex(0 if found.total or found.chosen != Chosen() else 1)
        if self._fresh:
            self._fresh = False
            self.table.selectRow(0)
        if self._entering:
            self._entering = False
            self._enter_found()

    def _name_villages(self, known: Sequence[tuple[str, str]]) -> None:
        box = self.chips["village"]
        if box.count() != len(known) + 1:
            while box.count() > 1:
                box.removeItem(1)
            for code, name in known:
                box.addItem(name, code)

    def _look(self) -> None:
        """What was typed anew begins at its first hit."""
        self._fresh = True
        self.refresh()

    def _enter(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._fresh = True
        self._entering = True
        self.refresh()

    def _enter_found(self) -> None:
        """Open the chosen hit; with nothing typed, go on to the list."""
        found = self.table.current()
        if self.box.text().strip() and found is not None:
            self.open(found.id)
        else:
            self.table.setFocus()

    # --- which register ---------------------------------------------------------------------------------------------

    def show_register(self, kind: str) -> None:
        """Bring the list of another kind of subject to the front: villages, units, cadres."""
        self.switch.mark(kind)
        if kind == kind_of(Household):
            self._leave()
            return
        self.stack.setCurrentWidget(self._register(kind))
        self._show_own(False)
        self.registers[kind].leave()

    def _register(self, kind: str) -> SubjectRegister:
        if kind not in self.registers:
            hand_made = {**BOARDS, **(VILLAGE_SECTIONS if kind == kind_of(Village) else {})}
            made = self.registers[kind] = SubjectRegister(self.session, SUBJECTS[kind], hand_made)
            made.opened.connect(self._open_subject)
            self.stack.addWidget(made)
        return self.registers[kind]

    def _open_subject(self, kind: str, id: object) -> None:
        if kind in SUBJECTS:
            self.open((kind, id))
        else:
            self.go.emit(kind, id)

    def _show_own(self, own: bool) -> None:
        for one in self._own:
            one.setVisible(own)

    def add(self) -> RecordDialog:
        """The form of a new household; its file opens when it is saved, for its members to be entered."""
        first, given = new_record(self.session, Household)
        self.dialog = RecordDialog(self.session, first, self.window(), given=given, done=self._added)
        self.dialog.open()
        return self.dialog

    def _added(self, made: Household) -> None:
        if made.id is not None:
            self.open(int(made.id))

    def open(self, what: object) -> None:
        """Open the file of a household by its id, of another subject by kind and id, or those that wait for a visit."""
        if what == UNVISITED:
            self._leave()
            self.unvisited.setChecked(True)
        if isinstance(what, tuple) and what[0] != kind_of(Household):
            self.switch.mark(what[0])
            self.stack.setCurrentWidget(self._register(what[0]))
            self._show_own(False)
            self.registers[what[0]].open(what[1])
        elif isinstance(what, int | tuple):
            self.switch.mark(kind_of(Household))
            self.file.show_subject(what if isinstance(what, int) else what[1])
            self.stack.setCurrentIndex(1)
            self._show_own(False)

    def where(self) -> object:
        """The kind, the subject and the tab that are open, else what was looked for."""
        shown = self.stack.currentWidget()
        if isinstance(shown, SubjectRegister):
            return shown.where()
        if shown is self.file:
            return kind_of(Household), int(self.file.id), self.file.tabs.currentIndex()
        return self.box.text() or None

    def back_to(self, where: object) -> None:
        """Open them again."""
        if isinstance(where, tuple):
            kind, id, tab = where
            if id is None:
                self.show_register(kind)
                return
            self.open((kind, id))
            (self.file if kind == kind_of(Household) else self.registers[kind].file).tabs.setCurrentIndex(tab)
        elif isinstance(where, str):
            self.box.setText(where)
            self.refresh()

    def prepare(self) -> None:
        """The preparation sheet for the chosen rows."""
        offer_preparation(self.session, [found.id for found in self.table.selection()], self)

    def _leave(self) -> None:
        self.switch.mark(kind_of(Household))
        self.stack.setCurrentIndex(0)
        self._show_own(True)
        self.start_focus()

    def start_focus(self) -> None:
        """The search box; Esc of the file comes back to the list."""
        if self.stack.currentIndex() == 0:
            self.box.setFocus()
            self.box.selectAll()


def _statuses() -> list[tuple[str, str]]:
    """The choices of the status; last, what lives in another village by now."""
    return [*((code, word("hh_status", code)) for code in words("hh_status")), (GONE, _("moved to another village"))]


def _word(name: str, code: str | None) -> str:
    return word(name, code) if code else NOTHING


def _danger(found: HouseholdRow) -> str:
    return "accent" if found.danger == "D" else "warn" if found.danger == "C" else ""


def _status(found: HouseholdRow) -> str:
    return {"exited": "good", "pre_exit": "warn", "returned": "accent"}.get(found.status or "", "")
