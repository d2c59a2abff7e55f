"""The list of a kind's records in a file: look, add, correct, correct the number, put away; from the declaration."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared.tab import Records
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import Listing, listing
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.subjects import SUBJECTS, is_added, parent_of, records_of
from fupin_desktop.ui.editors.either import Either
from fupin_desktop.ui.forms.acts import Act, acts_of
from fupin_desktop.ui.forms.rare_acts import ask_number, ask_put_away, has_number
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.forms.unmask import Unmask
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.lists.acting import AskingForMany
from fupin_desktop.ui.many.grid import ManyGrid
from fupin_desktop.ui.subject.columns import columns_of
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.widgets.lists.desk import Editing
from fupin_desktop.ui.widgets.lists.table import Table
from fupin_desktop.ui.widgets.parts import button, label, plain
from fupin_desktop.ui.widgets.wrapping import Wrapping

_LOW = 150  # pixels a list in a tab of several keeps at least


class ListSection(Section):
    """The records of one kind in the file `of` a subject; Enter opens one: its file where it has one, else its form."""

    def __init__(self, session: Session, placed: Records, of: type[Record]) -> None:
        self.cls = KINDS[placed.kind]
        super().__init__(session, _(self.cls.label))
        self._placed = placed
        self._subject: Record | None = None
        # The record chosen in the list of what this kind hangs on, where the tab has one; set by the tab
        self.above: Callable[[], Record | None] | None = None
        self._listed: Listing | None = None
        self.dialog: RecordDialog | None = None
        self._held = placed.via or self.cls.home
        self.table = Table(columns_of(self.cls, self._text, without=self._shared(placed, of)), self.title)
        self.table.setMinimumHeight(_LOW)
        if not session.book.read_only:
            self.table.editing = Editing(self.cls, lambda row: row, self._blank, lambda: self._subject)
        self.stack = Either(_("Nothing is entered yet. “New entry…” makes the first."), self.table)
        self.new_button = button(_("&New entry…"), self.add, icon="add", kind="primary")
        self.many_button = button(_("Many at &once…"), self.add_many)
        self.change_button = button(self._change_words(), self._change_current)
        self.more_button = button(_("&More…"), self._show_more, kind="flat")
        self.acts = [] if session.book.read_only else [self._act(act) for act in acts_of(self.cls)]
        self.heading = label(self.title, "heading")
        acts = [one for _act, one in self.acts]
        self.box.addLayout(
            Wrapping(self.heading, None, self.more_button, *acts, self.change_button, self.many_button, self.new_button)
        )
        self.box.addWidget(self.stack, 1)
        self.menu = QMenu(self.table)
        self._fill_menu()
        self.table.opened.connect(self.open_record)
        self.table.chosen.connect(lambda _record: self._enable())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        kind = kind_of(self.cls)
        guard(session, act_of(kind, register=True).code, self.new_button, self.many_button)
        guard(session, act_of(kind).code, *(one for _act, one in self.acts))
        self.new_button.setVisible(self._may_write() and is_added(self.cls))
        self.many_button.setVisible(self._may_write() and placed.each is not None)
        self._enable()

    def _shared(self, placed: Records, of: type[Record]) -> str:
        """The field that is the same in all rows: the one that leads straight to the subject `of` this file."""
        return self._held if placed.via or parent_of(self.cls) is of else ""

    def _act(self, act: Act) -> tuple[Act, QPushButton]:
        return act, button(_(act.title), lambda: self.do(act))

    def do(self, act: Act) -> Any:
        """Ask for an act with the current record; with several chosen, for all of them, shown before it is done."""
        chosen = self.table.selection()
        if len(chosen) > 1 and act.do is not None:
            asking = AskingForMany(self.session, act, chosen, self)
            asking.open()
            return asking
        record = self.table.current()
        return act.ask(self.session, record, self.window()) if record is not None and act.fits(record) else None

    def _action(self, act: Act) -> QAction:
        made = QAction(plain(_(act.title)), self.table)
        made.triggered.connect(lambda: self.do(act))
        return made

    def _may_write(self) -> bool:
        return not self.session.book.read_only

    def _change_words(self) -> str:
        return _("&Look at…") if self.cls.append_only or self.session.book.read_only else _("&Correct…")

    def _fill_menu(self) -> None:
        """What is rarely done: by the button, by the right mouse button, or Ctrl+U for what is masked."""
        for column in self.table.rows.columns:
            if (secret := column.secret) is not None:
                self.menu.addAction(
                    _("Show {field} in full…").format(field=_(secret.label)), partial(self.unmask, secret)
                )
        if self._may_write():
            if has_number(self.cls):
                self.menu.addAction(_("Correct the number…"), self._correct_number)
            self.menu.addAction(_("Put away, and keep…"), self._put_away)
        self.more_button.setVisible(not self.menu.isEmpty())
        self.table.more = [*(self._action(act) for act, _one in self.acts), *self.menu.actions()]
        keys = QShortcut(QKeySequence("Ctrl+U"), self.table, self._show_more)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _show_more(self) -> None:
        if self.table.current() is not None and not self.menu.isEmpty():
            place = self.table.visualRect(self.table.currentIndex()).bottomLeft()
            self.menu.popup(self.table.viewport().mapToGlobal(place))
            self.menu.setActiveAction(self.menu.actions()[0])

    def _enable(self) -> None:
        for one in (self.change_button, self.more_button):
            one.setEnabled(self.table.current() is not None)
        for act, one in self.acts:
            one.setVisible(self.table.current() is not None and act.fits(self.table.current()))
        allowed = {act.title: one.isEnabled() for act, one in self.acts}
        for (act, _one), action in zip(self.acts, self.table.more, strict=False):
            several = len(self.table.chosen_places()) > 1 and act.do is not None
            fits = self.table.current() is not None and act.fits(self.table.current())
            action.setEnabled(allowed[act.title] and (several or fits))

    # --- shown ------------------------------------------------------------------------------------------------------

    def _text(self, record: Record, field: Field) -> str:
        assert self._listed is not None, "rows come with their listing"
        return self._listed.text(record, field)

    def read(self, reader: Reader, subject: Record) -> Listing:
        """The records of this subject, the newest first, with what their links are called."""
        found = sorted(records_of(reader, self._placed, subject), key=_newness, reverse=True)
        return listing(reader, self.cls, found, self.session.today)

    def show_read(self, subject: Record, found: Listing) -> None:
        """The list, or the words of an empty one."""
        self._subject, self._listed = subject, found
        self.table.load_all(found.records)
        self.stack.show_some(found.records)
        self._enable()

    # --- acts -------------------------------------------------------------------------------------------------------

    def open_record(self, record: Record) -> None:
        """Open a record: its own file where it has one, else its form."""
        if self._placed.kind in SUBJECTS:
            self.opened.emit(self._placed.kind, record.id)
        else:
            self.change(record)

    def _change_current(self) -> None:
        if (record := self.table.current()) is not None:
            self.change(record)

    def change(self, record: Record) -> RecordDialog:
        """The form of a record."""
        self.dialog = RecordDialog(self.session, record, self.window(), subject=self._subject)
        self.dialog.open()
        return self.dialog

    def add(self) -> RecordDialog:
        """The form of a new record, which hangs on this subject where its kind does so at once."""
        assert self._subject is not None, "a section stands in an open file"
        given = self._given(self._subject)
        first = self.cls(**given)
        self.dialog = RecordDialog(
            self.session, first, self.window(), given=tuple(given), subject=self._subject, done=self._entered
        )
        self.dialog.open()
        return self.dialog

    def _entered(self, made: Any) -> None:
        """What was just entered is current: what is entered next below it hangs on it."""
        if isinstance(made, self.cls):
            self.table.stand_on(made.id)

    def add_many(self) -> ManyGrid:
        """The same entry for many persons or households of this place."""
        assert self._subject is not None, "a section stands in an open file"
        grid = ManyGrid(self.session, self.window(), self.cls, self._placed.each or (), self._subject)
        grid.open()
        return grid

    def _blank(self) -> Record | None:
        """A new record for what is pasted into the list; None where new ones are not entered by hand."""
        if self._subject is None or not is_added(self.cls):
            return None
        return self.cls(**self._given(self._subject))

    def _given(self, subject: Record) -> dict[str, Any]:
        """What a new entry stands on: the subject, or the record chosen in the list above it (a vote, its meeting)."""
        field = fields_of(self.cls)[self._held]
        above = self.above() if self.above is not None else None
        if field.kind is Kind.LINK and above is not None and KINDS[field.link] is type(above):
            return {field.name: above.id}
        if field.kind is not Kind.LINK:
            code = getattr(subject, "code", None) or getattr(subject, "village_code", None)
            return {field.name: code}
        return {field.name: subject.id} if KINDS[field.link] is type(subject) else {}

    def unmask(self, secret: Field) -> None:
        """Ask for the reason, then show the value of the current row."""
        record = self.table.current()
        if isinstance(record, Record):
            Unmask(self.session, record, secret, self).open()

    def _correct_number(self) -> None:
        if (record := self.table.current()) is not None:
            ask_number(self.session, record, self)

    def _put_away(self) -> None:
        if (record := self.table.current()) is not None:
            ask_put_away(self.session, record, self)


def _newness(record: Record) -> tuple[str, int]:
    """By the day or year something was where its kind must say it, the newest first; others as they were made."""
    for field in fields_of(type(record)).values():
        if field.required and (field.kind is Kind.DAY or field.name.startswith("year")):
            return str(getattr(record, field.name) or ""), record.id or 0
    return "", -(record.id or 0)
