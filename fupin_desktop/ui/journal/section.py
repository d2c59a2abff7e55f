"""驻村日志 in the file of a cadre: a month of days that fill themselves, a free line a day, the month on paper."""

from datetime import timedelta
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit

from fupin_desktop.duties.model import Cadre
from fupin_desktop.journal.commands import write_line
from fupin_desktop.journal.model import JournalLine
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.notation.values import typed_day
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _, in_chinese
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.timeline.events import Event
from fupin_desktop.timeline.journal import Journal, JournalDay, journal_of, month_of
from fupin_desktop.ui.editors.either import Either
from fupin_desktop.ui.forms.opening import open_record
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import button, label, row
from fupin_desktop.ui.widgets.wrapping import Wrapping

_LOW, _LINES = 240, 72  # pixels of the list and of the free line


class Entry(NamedTuple):
    """A line of the list: an event of a day, or the free line."""

    day: JournalDay
    event: Event | None = None

    @property
    def words(self) -> str:
        """What it says."""
        if self.event is not None:
            return self.event.words or NOTHING
        return (self.day.line.line if self.day.line else "") or NOTHING

    @property
    def people(self) -> str:
        """Who took part in an event."""
        return "、".join(self.event.people) if self.event is not None else ""


class JournalSection(Section):
    """The month of the day in front; a line of the list brings its day into the field below."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Log of the resident cadre"))
        self._cadre: Cadre | None = None
        self._journal: Journal | None = None
        self.month = month_of(session.today)
        self.dialog: QDialog | None = None
        self.paper: PaperDialog | None = None
        self.earlier_button = button(_("&Earlier month"), lambda: self.turn(-1), icon="back", kind="flat")
        self.later_button = button(_("&Later month"), lambda: self.turn(1), icon="forward", kind="flat")
        self.heading = label("", "heading")
        self.count = label("", "small")
        self.print_button = button(_("&Print the month…"), self.print_month, icon="print")
        self.table = Table(_columns(), self.title)
        self.table.setMinimumHeight(_LOW)
        nothing = _("Nothing names this person in this month: visits, meetings, tasks and steps come by themselves.")
        self.stack = Either(nothing, self.table)
        self.day = QLineEdit(session.today.isoformat())
        self.day.setAccessibleName(_("Date"))
        self.day.setFixedWidth(120)
        self.line = QPlainTextEdit()
        self.line.setAccessibleName(_("In own words"))
        self.line.setPlaceholderText(_("One line in own words on this day; what was entered stands above already."))
        self.line.setFixedHeight(_LINES)
        self.line.setTabChangesFocus(True)
        self.words = Told(session, _("Ctrl+Enter writes the line."))
        self.save_button = button(_("&Write the line"), self.save, icon="save", kind="primary")
        guard(session, "visit.log", self.save_button)
        self._lay_out()

    def _lay_out(self) -> None:
        self.box.addLayout(
            Wrapping(self.earlier_button, self.heading, self.later_button, self.count, None, self.print_button)
        )
        self.box.addWidget(self.stack, 1)
        written = row(self.day, self.line, self.save_button)
        written.setStretch(1, 1)
        self.box.addLayout(written)
        self.box.addWidget(self.words)
        self.table.opened.connect(self.open_entry)
        self.table.chosen.connect(self._take_day)
        self.day.editingFinished.connect(self._go_to_day)
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(Qt.Modifier.CTRL | keys), self.line, self.save).setContext(
                Qt.ShortcutContext.WidgetShortcut
            )

    # --- shown ------------------------------------------------------------------------------------------------------

    def read(self, reader: Reader, subject: Record) -> Journal:
        """The month of this cadre."""
        assert isinstance(subject, Cadre), "a log stands in the file of a cadre"
        return journal_of(reader, subject, *self.month, self.session.today)

    def show_read(self, subject: Record, found: Journal) -> None:
        """The days from the newest, each with its free line last."""
        assert isinstance(subject, Cadre), "a log stands in the file of a cadre"
        is_same = self._cadre is not None and self._cadre.id == subject.id and self._journal is not None
        typed = self.line.toPlainText() if is_same and self.line.document().isModified() else None
        self._cadre, self._journal = subject, found
        self.heading.setText(_("{year}-{month:02}").format(year=found.first.year, month=found.first.month))
        self.count.setText("　".join(f"{what} {count}" for what, count in found.counted.items()))
        entries = [entry for day in reversed(found.days) for entry in _entries(day)]
        self.table.load_all(entries)
        self.stack.show_some(entries)
        self._show_line()
        if typed is not None:
            self.line.setPlainText(typed)
            self.line.document().setModified(True)

    def turn(self, months: int) -> None:
        """Another month, read off the window's thread."""
        first, last = self.month
        self.month = month_of(first - timedelta(days=1) if months < 0 else last + timedelta(days=1))
        today = self.session.today
        self.day.setText((today if month_of(today) == self.month else self.month[1]).isoformat())
        self._read_month()

    def _go_to_day(self) -> None:
        """The line of the day that was typed; one of another month brings that month, so that its log is seen."""
        day = typed_day(self.day.text())
        if day is None or month_of(day) == self.month:
            self._show_line()
            return
        self.month = month_of(day)
        self._read_month()

    def _read_month(self) -> None:
        if (cadre := self._cadre) is not None:
            self.session.fetch(lambda reader: (cadre, self.read(reader, cadre)), self._turned)

    def _turned(self, found: tuple[Cadre, Journal]) -> None:
        self.show_read(*found)

    def _take_day(self, entry: Entry | None) -> None:
        # A list that is loaded anew stands at its first line by itself: only who goes there means its day
        if entry is not None and self.table.hasFocus() and not self.line.document().isModified():
            self.day.setText(entry.day.day.isoformat())
            self._show_line()

    def _show_line(self) -> None:
        """The line of the day in the field, as it stands; what was typed and not written is not lost."""
        day = typed_day(self.day.text())
        if self._journal is None or day is None or self.line.document().isModified():
            return
        line = self._journal.at(day).line
        self.line.setPlainText((line.line if line else "") or "")
        self.line.document().setModified(False)

    # --- acts -------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the line of the day in the field."""
        try:
            line = self._line()
        except Refusal as refusal:
            self.words.say(refusal.message, "bad")
            return
        words = self.line.toPlainText()

        def act(ledger: BookLedger) -> JournalLine:
            return write_line(ledger, line, words)

        self.session.command("journal.write", act, self._saved, self.words.fail)
        self.line.document().setModified(False)

    def _line(self) -> JournalLine:
        """The line as it was read, or a new one; refuses, as `value.day`, what is no day."""
        day = typed_day(self.day.text())
        if day is None or self._cadre is None or self._journal is None:
            raise Refusal("value.day", _("No such day. Type it like 2017.6.3. Nothing was saved."))
        if not self._journal.first <= day <= self._journal.last:
            message = _("This day is of another month: turn to it first, so that its log is seen. Nothing was saved.")
            raise Refusal("journal.month", message)
        return self._journal.at(day).line or JournalLine(cadre=self._cadre.id, date=day)

    def _saved(self, _line: JournalLine) -> None:
        self.words.say(_("The line is written."), "good")

    def open_entry(self, entry: Entry) -> QDialog | None:
        """The record behind a line of the list; the free line is written below."""
        if entry.event is None:
            self.line.setFocus()
            return None
        self.dialog = open_record(self.session, entry.event.record, self.window())
        return self.dialog

    def print_month(self) -> None:
        """Draw the month for paper on the lane, and show the very pages."""
        if (journal := self._journal) is not None:
            self.session.run(lambda progress: self._drawn(journal, progress), self._preview)

    def _drawn(self, journal: Journal, progress: Progress) -> bytes:
        from fupin_desktop.paper.documents.journal import journal_document  # slow to load, as all that draws
        from fupin_desktop.paper.write import render

        with in_chinese():
            mark = _("PRACTICE") if self.session.book.identity.practice else ""
            document = journal_document(journal, self.session.today, mark)
        return render(document, progress=progress)[0]

    def _preview(self, pdf: bytes) -> None:
        self.paper = PaperDialog(self.session, self.title, pdf, self)
        self.paper.out.connect(lambda: self.session.book.note("journal.print", str(self.month[0])))
        self.paper.open()


def _entries(day: JournalDay) -> list[Entry]:
    return [*(Entry(day, event) for event in day.events), *([Entry(day)] if day.line else [])]


def _columns() -> list[Column]:
    return [
        Column(_("Date"), lambda entry: entry.day.day.isoformat(), 7),
        Column(_("Time"), lambda entry: (entry.event.time if entry.event else "") or NOTHING, 4, spare=True),
        Column(_("What"), lambda entry: entry.event.what if entry.event else _("In own words"), 8),
        Column(_("Head"), lambda entry: (entry.event.whose if entry.event else "") or NOTHING, 5),
        Column(_("In words"), lambda entry: entry.words, typed=True),
        Column(
            _("Persons involved"),
            lambda entry: "、".join(entry.event.people) if entry.event else NOTHING,
            8,
            spare=True,
        ),
    ]
