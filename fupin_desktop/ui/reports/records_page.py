"""The records behind a number: the list, how many, their sums; to print, to export, and each to be opened."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QToolButton

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.selection import Selection
from fupin_desktop.ledger.showing import yuan
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import listing
from fupin_desktop.reports.values import text_of, unit_text
from fupin_desktop.ui.forms.printing import PaperDialog
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_new_file, file_name
from fupin_desktop.ui.frame.opened import Opened
from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.reports.record_lines import Heading, Line, hangs_on_household, headings, lines, sums
from fupin_desktop.ui.visit_file.dialog import open_visit
from fupin_desktop.ui.widgets.parts import GRID, button, empty, label, row
from fupin_desktop.ui.widgets.table import Column, Table
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
        self.table = Table([_column(at, one) for at, one in enumerate(headings(kind))], what.title)
        self.table.opened.connect(self._open_file)
        self.stack.addWidget(self.table)

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
        """Read the list from its beginning; how many and how much are counted on the lane."""
        selection, table = self.selection, self.table
        if selection is None or table is None or self.opened is None:
            return
        today = self.session.today
        self.load(lambda reader: (selection, lines(reader, selection, today, start=0, limit=_PAGE)), self._show_first)
        self.count.setText(_("Counting…"))
        self.sums.clear()
        self.session.run(lambda _progress: self._counted(selection), self._tell)

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

        table.load(page)
        self.stack.setCurrentWidget(table if first else self.nothing)

    def _counted(self, selection: Selection) -> tuple[Selection, int, list[tuple[str, int]], str]:
        assert self.opened is not None
        with self.session.book.read() as reader:
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

    def _open_file(self, line: Line) -> None:
        if isinstance(line.record, Visit) and line.record.id is not None:
            open_visit(self.session, line.record.id, self.window(), self.go.emit)
        elif line.household is not None:
            self.go.emit("households", line.household)

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
        """Make the list on the lane and show it; printing or saving is kept in the audit log."""
        selection = self.selection
        if selection is not None and self.opened is not None:
            title = self.opened.title
            self.session.run(lambda progress: _drawn(self.session, title, selection, progress), self._show)

    def _show(self, pdf: bytes) -> None:
        assert self.opened is not None
        dialog = PaperDialog(self.session, self.opened.title, pdf, self)
        kind = self.opened.figure.selection.kind
        dialog.out.connect(lambda: self.session.book.note("list.print", kind))
        dialog.open()

    def _export(self) -> None:
        title = self.opened.title if self.opened is not None else ""
        name = file_name(title, self.session.today.isoformat(), ending="xlsx")
        out = ask_new_file(self, _("Export this list"), name, _("Workbooks (*.xlsx)"), Purpose.SHEET)
        if out is not None:
            self.export_to(out)

    def export_to(self, out: Path) -> None:
        """Write the records with all their fields as a workbook."""
        selection = self.selection
        if selection is not None:
            self.session.run(lambda _progress: _exported(self.session, selection, out), self._exported)

    def _exported(self, out: Path) -> None:
        self.session.said.emit(_("Written: {name}").format(name=out.name))


def _chips() -> dict[str, str]:
    return {ALL: _("All"), REACHED: _("Reached"), NOT_REACHED: _("Not reached")}


def _column(at: int, one: Heading) -> Column:
    return Column(one.text, lambda line: line.cells[at], one.chars, right=one.right)


def _drawn(session: Session, title: str, selection: Selection, progress: Progress) -> bytes:
    from fupin_desktop.paper.record_table import record_table  # slow to load: only whoever prints needs it
    from fupin_desktop.paper.write import render

    mark = _("PRACTICE") if session.book.identity.practice else ""
    with session.book.read() as reader:
        found = lines(reader, selection, session.today)
    codes = frozenset({1}) if hangs_on_household(selection.kind) else frozenset()
    heads = [one.text for one in headings(selection.kind)]
    document = record_table(title, heads, [one.cells for one in found], session.today, watermark=mark, codes=codes)
    return render(document, progress=progress)[0]


def _exported(session: Session, selection: Selection, out: Path) -> Path:
    from fupin_desktop.sheets.export import write_listings

    mark = _("Taken out by {user} on {day}. Internal: not to be passed on.")
    with session.book.read() as reader:
        found = listing(reader, KINDS[selection.kind], reader.select(selection), session.today)
    write_listings(out, [found], mark.format(user=session.book.user, day=session.today))
    session.book.note("list.export", f"{selection.kind} {len(found.records)}")
    return out
