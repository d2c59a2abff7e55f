"""Households: find one, filter by chips, open its file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QToolButton

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.lists.queries import (
    Chosen,
    HouseholdRow,
    count_households,
    household_base,
    household_rows,
    households,
    villages,
)
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.homes import find_alike, find_households, find_kept
from fupin_desktop.subjects import SUBJECTS
from fupin_desktop.ui.cases.board_section import BOARDS
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.page import HOMES, Page, touches
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.store_pages import StorePages
from fupin_desktop.ui.households.card import HouseholdCard
from fupin_desktop.ui.households.chips import UNVISITED, Chips
from fupin_desktop.ui.households.household_file import HouseholdFile
from fupin_desktop.ui.households.nothing_found import NothingFound
from fupin_desktop.ui.households.preparation import offer_preparation
from fupin_desktop.ui.journal.section import JournalSection
from fupin_desktop.ui.roster.roster_import import choose_roster
from fupin_desktop.ui.subject.file import Strip
from fupin_desktop.ui.subject.home_columns import household_columns
from fupin_desktop.ui.subject.register import SubjectRegister, new_record
from fupin_desktop.ui.villages.sections import VILLAGE_SECTIONS
from fupin_desktop.ui.widgets.lists.desk import Editing
from fupin_desktop.ui.widgets.lists.table import Table
from fupin_desktop.ui.widgets.parts import GRID, button, empty, label, plain, row
from fupin_desktop.ui.widgets.steering import Steering
from fupin_desktop.ui.widgets.switch import Switch
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.rules import alert_day, visit_alert

_PAUSE_MS = 120
_LIST, _EMPTY, _NOTHING_FOUND = range(3)
_BOX_LEAST = 200  # pixels: a name, or initials after those of a village
_CARD_FROM = 1060  # pixels of the page; in a narrower one the list needs them all
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
        self._chosen, self._counted = Chosen(), ""
        self._entering = self._fresh = False
        self.box = QLineEdit()
        self.box.setAccessibleName(_("Find"))
        self.box.setPlaceholderText(
            _("Find: name, initials (zs), village and initials (jc zs), last digits of ID or telephone, code")
        )
        self.box.setClearButtonEnabled(True)
        self.count = label("", "small")
        self.table = Table(household_columns(session.today), _("Households"))
        if not session.book.read_only:
            self.table.editing = Editing(Household, lambda found: found.id)
        self.table.arranged.connect(self._tell_filtered)
        self.table.chosen.connect(self._show_card)
        self.card = HouseholdCard(session)
        self.card.opened.connect(self.open)
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
        self.chips = Chips()
        self.chips.changed.connect(self._filter)
        self.as_card = QToolButton()
        self.as_card.setText(_("Card"))
        self.as_card.setAccessibleName(_("Card of the chosen household"))
        self.as_card.setToolTip(_("The chosen household beside the list, where the window is wide enough."))
        self.as_card.setProperty("kind", "chip")
        self.as_card.setCheckable(True)
        self.as_card.setChecked(True)
        self.as_card.toggled.connect(lambda _on: self._place_card())
        self.prepare_button = button(_("Prepare &visits…"), self.prepare, icon="print")
        self.prepare_button.setToolTip(_("A sheet for the chosen households: last visit, open promises, due measures."))
        self.forms_button = button(_("F&orms…"), self.open_forms, icon="papers")
        self.forms_button.setToolTip(_("The forms of the chosen households, to print or to save."))
        self.import_button = button(_("&Import a roster…"), self._import, icon="import")
        self.new_button = button(_("&New household…"), self.add, icon="add", kind="primary")
        if self.session.book.read_only:
            self.new_button.hide()
        self.top.insertWidget(1, self.switch)
        self._own = (self.import_button, self.forms_button, self.prepare_button)
        self._own_texts = tuple(one.text() for one in self._own)
        self.box.setMinimumWidth(_BOX_LEAST)
        guard(self.session, "household.register", self.import_button)
        guard(self.session, act_of(kind_of(Household), register=True).code, self.new_button)
        front = Page(self.session, "")
        front.heading.hide()
        front.body.setContentsMargins(0, 0, 0, 0)
        self.list = QStackedWidget()
        self.list.addWidget(self.table)
        first = _("No household yet. An office imports a roster; a laptop merges what its office sends.")
        self.list.addWidget(empty(first, button(_("Import a &roster…"), self._import, icon="import", kind="primary")))
        self.nothing = NothingFound()
        self.nothing.alike_button.clicked.connect(self._look_alike)
        self.nothing.kept_button.clicked.connect(self._look_kept)
        self.nothing.new_button.clicked.connect(self.add)
        guard(self.session, act_of(kind_of(Household), register=True).code, self.nothing.new_button)
        self.list.addWidget(self.nothing)
        both = row(self.list, self.card, gap=2 * GRID)
        both.setStretch(0, 1)
        front.fill(row(self.box, self.count, self.as_card, *self._own, self.new_button), self.chips, both)
        self.stack.addWidget(front)
        self.stack.addWidget(self.file)
        self.fill(self.stack)

    def _import(self) -> None:
        choose_roster(self.session, self)

    def _filter(self) -> None:
        self._chosen = self.chips.chosen
        self.box.clear()
        self.refresh()

    def refresh(self) -> None:
        """Show what was looked for, else the register from its beginning."""
        typed, chosen, late = self.box.text().strip(), self._chosen, self.chips.unvisited.isChecked()
        if touches(_LISTED, self.session.touched):
            self.load(lambda reader: self._read(reader, typed, chosen, late=late), self._show)
        shown = self.stack.currentWidget()
        if isinstance(shown, SubjectRegister | HouseholdFile):
            shown.refresh()

    def _tell_filtered(self, words: str) -> None:
        self.count.setText(words or self._counted)

    def _read(self, reader: Reader, typed: str, chosen: Chosen, *, late: bool) -> _Read:
        today = self.session.today
        alert = visit_alert(reader, self.session.book.identity.division, today)
        if late and alert is not None:
            chosen = replace(chosen, unvisited_since=alert_day(alert, today))
        if typed:
            rows = find_households(reader, typed)
            return _Read(typed, chosen, alert, villages(reader), rows, len(rows))
        rows, total = households(reader, chosen), count_households(reader, chosen)
        return _Read(typed, chosen, alert, villages(reader), rows, total)

    def _show(self, found: _Read) -> None:
        self.chips.name_alert(found.alert)
        self.chips.name_villages(found.villages)
        if found.typed:
            self._show_found(found.typed, found.rows)
        else:
            chosen, today = found.chosen, self.session.today
            pages = StorePages(
                self.session, lambda reader: household_base(reader, chosen, today), household_rows, self.table
            )
            self._counted = _("{count} households").format(count=found.total)
            self.table.load(self.pages(found.rows, lambda reader, last: households(reader, chosen, last)), pages)
            self._tell_filtered(self.table.filtered)
            self.list.setCurrentIndex(_LIST if found.total or chosen != Chosen() else _EMPTY)
        if self._fresh:
            self._fresh = False
            self.table.selectRow(0)
        if self._entering:
            self._entering = False
            self._enter_found()

    # --- what was looked for ----------------------------------------------------------------------------------------

    def _show_found(self, typed: str, found: list[HouseholdRow]) -> None:
        self._counted = _("{count} found").format(count=len(found))
        self.table.load_all(found)
        self._tell_filtered(self.table.filtered)
        self.nothing.say(typed)
        self.list.setCurrentIndex(_LIST if found else _NOTHING_FOUND)

    def _look_alike(self) -> None:
        self._look_further(find_alike, _("They sound like it"))

    def _look_kept(self) -> None:
        self._look_further(find_kept, _("Put away, joined with another or moved away"))

    def _look_further(self, find: Callable[[Reader, str], list[HouseholdRow]], words: str) -> None:
        typed = self.box.text().strip()
        self.session.fetch(lambda reader: (find(reader, typed), words), self._looked_further)

    def _looked_further(self, looked: tuple[list[HouseholdRow], str]) -> None:
        found, words = looked
        if not found:
            self.nothing.say_more(_("Nothing there either."))
            return
        self._show_found(self.box.text().strip(), found)
        self._counted = f"{words}: {_('{count} found').format(count=len(found))}"
        self._tell_filtered(self.table.filtered)
        self.table.setFocus()

    # --- the card beside the list -----------------------------------------------------------------------------------

    def _show_card(self, found: HouseholdRow | None) -> None:
        self.card.show_household(found.id if found is not None else None)

    def _place_card(self) -> None:
        self.card.setVisible(self.as_card.isChecked() and self.width() >= _CARD_FROM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window has the list alone."""
        super().resizeEvent(event)
        self.as_card.setVisible(self.width() >= _CARD_FROM)
        self._place_card()
        self._shorten(self.width() < _CARD_FROM)

    def _shorten(self, narrow: bool) -> None:
        """In a narrow window the buttons beside the search box show their icons alone, and keep their keys."""
        for one, text in zip(self._own, self._own_texts, strict=True):
            one.setText("" if narrow else text)
            one.setShortcut(QKeySequence.mnemonic(text))
            one.setToolTip(one.toolTip() or plain(text))

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
        elif self.list.currentIndex() == _NOTHING_FOUND:
            self.nothing.alike_button.setFocus()
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
            is_village = kind == kind_of(Village)
            hand_made = {**BOARDS, "journal_line": JournalSection, **(VILLAGE_SECTIONS if is_village else {})}
            strip = self._village_strip if is_village else Strip
            made = self.registers[kind] = SubjectRegister(self.session, SUBJECTS[kind], hand_made, strip)
            made.opened.connect(self._open_subject)
            self.stack.addWidget(made)
        return self.registers[kind]

    def _village_strip(self, session: Session, back: QPushButton) -> Strip:
        return Strip(session, button(_("Fo&rms…"), self.open_village_forms, icon="print", kind="flat"), back)

    def open_village_forms(self) -> None:
        """The forms of the village whose file is open."""
        id = self.registers[kind_of(Village)].file.id
        village = self.session.read(lambda reader: reader.get(Village, id))
        self.go.emit("papers", village.code)

    def open_forms(self) -> None:
        """The forms of the chosen rows."""
        self.go.emit("papers", [found.id for found in self.table.selection()])

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
        """Open the file of a household by its id, of another subject by kind and id, or those that wait for a visit.

        Kind, id and the name of a tab open that tab.
        """
        if what == UNVISITED:
            self._leave()
            self.chips.unvisited.setChecked(True)
        if isinstance(what, tuple) and what[0] != kind_of(Household):
            self.switch.mark(what[0])
            self.stack.setCurrentWidget(self._register(what[0]))
            self._show_own(False)
            self.registers[what[0]].open(what[1])
            if len(what) > 2:
                self.registers[what[0]].file.show_tab(what[2])
        elif isinstance(what, int | tuple):
            self.switch.mark(kind_of(Household))
            self.file.show_subject(what if isinstance(what, int) else what[1])
            if isinstance(what, tuple) and len(what) > 2:
                self.file.show_tab(what[2])
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
