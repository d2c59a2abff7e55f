"""The records behind a number: the list, how many, their sums; to print, to export, and each to be opened."""

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QToolButton

from fupin_desktop.casework.model import Case
from fupin_desktop.kinds import CASES, KINDS
from fupin_desktop.ledger.declared.selection import Selection
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import listing
from fupin_desktop.reports.values import text_of, unit_text
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.subjects import subject_record, tab_of
from fupin_desktop.ui.cases.batch import BatchDialog
from fupin_desktop.ui.forms.acts import Act, acts_of
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_new_file, file_name
from fupin_desktop.ui.frame.opened import Opened
from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.store_pages import StorePages
from fupin_desktop.ui.lists.acting import AskingForMany
from fupin_desktop.ui.lists.desk import print_list
from fupin_desktop.ui.lists.taking_out import Shown, shown
from fupin_desktop.ui.reports.record_lines import Line, base, columns, lines, lines_by_id, sums
from fupin_desktop.ui.visit_file.dialog import open_visit
from fupin_desktop.ui.widgets.lists.desk import Editing
from fupin_desktop.ui.widgets.lists.table import Table
from fupin_desktop.ui.widgets.parts import GRID, button, empty, label, plain, row
from fupin_desktop.visits.model import Visit

_PAGE = 100
ALL, REACHED, NOT_REACHED = "all", "reached", "not_reached"


class RecordsPage(Page):
    """Opens behind any number; Esc and the button go back to where the number stands."""

    shows: ClassVar[frozenset[str] | None] = None  # the records behind any number

    def __init__(self, session: Session) -> None:
        super().__init__(session, "")
        self.opened: Opened | None = None
        self._which = ALL
        self.count = label("", "small")
        self.rule = label("", "small", wrap=True)
        self.sums = label("", "small", wrap=True)
        self.back_button = button(_("&Back"), self._back, icon="back", kind="flat")
        self.print_button = button(_("&Print this list…"), self.print_list, icon="print")
        self.export_button = button(_("&Export this list…"), self._export, icon="export")
        self.top.insertWidget(0, self.back_button)
        for one in (self.count, self.export_button, self.print_button):
            self.top.addWidget(one)
        self.chips = {name: self._chip(name, text) for name, text in _chips().items()}
        self.stack = QStackedWidget()
        self.nothing = empty(_("There is no such record."))
        self.stack.addWidget(self.nothing)
        self.table: Table | None = None
        self.fill(self.rule, row(*self.chips.values(), None, gap=GRID), self.stack, self.sums)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._back)

    def _chip(self, name: str, text: str) -> QToolButton:
        made = QToolButton()
        made.setText(text)
        made.setAccessibleName(text)
        made.setProperty("kind", "chip")
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.clicked.connect(partial(self._choose, name))
        return made

    def open(self, what: object) -> None:
        """Show the records behind a figure."""
        if isinstance(what, Opened):
            self.opened, self._which = what, ALL
            self.chips[ALL].setChecked(True)
            self.heading.setText(what.title)
            self.rule.setText(what.rule)
            self.rule.setVisible(bool(what.rule))
            self._lay_out(what)
            self.refresh()
            self.start_focus()

    def _lay_out(self, what: Opened) -> None:
        for one in self.chips.values():
            one.setVisible(what.figure.reached is not None)
        if self.table is not None:
            self.stack.removeWidget(self.table)
            self.table.deleteLater()
        kind = what.figure.selection.kind
        self.table = Table(columns(kind), what.title)
        if not self.session.book.read_only:
            self.table.editing = Editing(KINDS[kind], lambda line: line.record)
            advancing = [self._advance_action(CASES[kind])] if kind in CASES else []
            self.table.more = [*advancing, *map(self._act_action, acts_of(KINDS[kind]))]
        self.table.arranged.connect(self._tell_filtered)
        self.table.opened.connect(self._open_file)
        self.stack.addWidget(self.table)

    def _advance_action(self, cls: type[Case]) -> QAction:
        made = QAction(_("Advance the chosen cases…"), self.table)
        made.triggered.connect(lambda: self.advance(cls))
        return made

    def _act_action(self, act: Act) -> QAction:
        made = QAction(plain(_(act.title)), self.table)
        made.triggered.connect(lambda: self.do(act))
        return made

    def do(self, act: Act) -> Any:
        """Ask for an act with the chosen record; with several, for all of them, shown before it is done."""
        chosen = [line.record for line in self.table.selection()] if self.table is not None else []
        if len(chosen) > 1 and act.do is not None:
            asking = AskingForMany(self.session, act, chosen, self)
            asking.open()
            return asking
        fits = len(chosen) == 1 and act.fits(chosen[0])
        return act.ask(self.session, chosen[0], self.window()) if fits else None

    def advance(self, cls: type[Case]) -> BatchDialog | None:
        """One step for the chosen cases, shown before it is taken."""
        ids = [line.record.id for line in self.table.selection()] if self.table is not None else []
        if not ids:
            return None
        dialog = BatchDialog(self.session, cls, "", self, among=ids)
        dialog.open()
        return dialog

    @property
    def selection(self) -> Selection | None:
        """What is listed."""
        if self.opened is None:
            return None
        figure = self.opened.figure
        return {REACHED: figure.reached, NOT_REACHED: figure.missed}.get(self._which) or figure.behind

    def _choose(self, which: str) -> None:
        self._which = which
        self.refresh()

    def refresh(self) -> None:
        """Read the list from its beginning; how many and how much are counted beside the saves."""
        selection, table = self.selection, self.table
        if selection is None or table is None or self.opened is None:
            return
        today = self.session.today
        self.load(lambda reader: (selection, lines(reader, selection, today, start=0, limit=_PAGE)), self._show_first)
        self.count.setText(_("Counting…"))
        self.sums.clear()
        self.look_through(lambda reader, _progress: self._counted(reader, selection), self._tell)

    def _show_first(self, read: tuple[Selection, list[Line]]) -> None:
        selection, first = read
        table, today = self.table, self.session.today
        if table is None or selection != self.selection:
            return  # another list was opened meanwhile

        def page(last: Line | None) -> list[Line]:
            if last is None:
                return first
            start = len(table.rows.rows)
            return self.session.read(lambda reader: lines(reader, selection, today, start=start, limit=_PAGE))

        pages = StorePages(
            self.session,
            lambda reader: base(reader, selection, today),
            lambda reader, ids: lines_by_id(reader, selection.kind, ids, today),
            table,
        )
        table.load(page, pages)
        self.stack.setCurrentWidget(table if first else self.nothing)

    def _counted(self, reader: Reader, selection: Selection) -> tuple[Selection, int, list[tuple[str, int]], str]:
        assert self.opened is not None
        unit, figure = self.opened.unit, self.opened.figure
        value = text_of(figure.value(reader), unit) if unit is not None else ""
        return selection, reader.count(selection), sums(reader, selection), value

    def _tell(self, found: tuple[Selection, int, list[tuple[str, int]], str]) -> None:
        selection, count, totals, value = found
        if selection != self.selection or self.opened is None:
            return  # another list was opened meanwhile
        told = _("{count} records").format(count=f"{count:,}")
        unit = self.opened.unit
        figure = f"{value}（{unit_text(unit)}）" if value and unit is not None else ""
        self.count.setText(" · ".join(part for part in (figure, told) if part))
        parts = [_("{what} {amount} yuan").format(what=what, amount=yuan(fen)) for what, fen in totals]
        self.sums.setText(_("Sums: {sums}").format(sums="；".join(parts)) if parts else "")
        self.sums.setVisible(bool(parts))

    def _tell_filtered(self, words: str) -> None:
        self.rule.setText("  ".join(part for part in (self.opened.rule if self.opened else "", words) if part))
        self.rule.setVisible(bool(self.rule.text()))

    def _open_file(self, line: Line) -> None:
        if isinstance(line.record, Visit) and line.record.id is not None:
            open_visit(self.session, line.record.id, self.window(), self.go.emit)
        elif line.household is not None:
            self.go.emit("households", line.household)
        elif (subject := self.session.read(lambda reader: subject_record(reader, line.record))) is not None:
            place = tab_of(type(line.record))
            self.go.emit("households", (kind_of(type(subject)), subject.id, *([place[1].name] if place else ())))

    def _back(self) -> None:
        self.go.emit(self.opened.back if self.opened is not None else "reports", None)

    def where(self) -> object:
        """The figure that is open."""
        return self.opened

    def start_focus(self) -> None:
        """The list."""
        (self.table or self.back_button).setFocus()

    # --- on paper and as a workbook ---------------------------------------------------------------------------------

    def print_list(self) -> None:
        """The list as it is shown, on paper."""
        if self.table is not None:
            print_list(self.session, self.table)

    def _export(self) -> None:
        title = self.opened.title if self.opened is not None else ""
        name = file_name(title, self.session.today.isoformat(), ending="xlsx")
        out = ask_new_file(self, _("Export this list"), name, _("Workbooks (*.xlsx)"), Purpose.SHEET)
        if out is not None:
            self.export_to(out)

    def export_to(self, out: Path) -> None:
        """Write the records the list shows, in its order, with all their fields as a workbook."""
        selection, table = self.selection, self.table
        if selection is not None and table is not None:
            cls, listed = KINDS[selection.kind], shown(table)
            self.session.run(lambda _progress: _exported(self.session, cls, listed, out), self._exported)

    def _exported(self, out: Path) -> None:
        self.session.said.emit(_("Written: {name}").format(name=out.name))


def _chips() -> dict[str, str]:
    return {ALL: _("All"), REACHED: _("Reached"), NOT_REACHED: _("Not reached")}


def _exported(session: Session, cls: type[Record], listed: Shown, out: Path) -> Path:
    from fupin_desktop.sheets.writing.export import write_listings

    mark = _("Taken out by {user} on {day}. Internal: not to be passed on.")
    rows = listed.rows()
    with session.book.read() as reader:
        found = listing(reader, cls, [line.record for line in rows], session.today)
    write_listings(out, [found], mark.format(user=session.book.user, day=session.today))
    session.book.note("list.export", f"{kind_of(cls)} {len(found.records)}")
    return out
