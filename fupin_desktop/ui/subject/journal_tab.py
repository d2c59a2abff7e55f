"""Merged before: the journal of merges, and taking the one in front back (撤回合并) while that can be done."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from fupin_desktop.inquiries.exchange_record import outcome_of
from fupin_desktop.ledger.field import day
from fupin_desktop.ledger.notation.showing import local_moment
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history.exchange_record import exchange_record
from fupin_desktop.store.lists.queries import merges
from fupin_desktop.store.read.persons import Persons
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.sync.merging import take_back
from fupin_desktop.ui.forms.asking import BookAsking, of_fields
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, empty, row

_FIRST, _LAST = day(N_("From"), name="first"), day(N_("To"), name="last")


class JournalTab(QWidget):
    """The newest merges first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.asking: BookAsking | None = None
        self.paper: PaperDialog | None = None
        self.table = Table(_columns(), _("Merged before"))
        self.back_button = button(_("&Take this merge back…"), self.ask, icon="back")
        shown = QWidget()
        self.paper_button = button(_("&Receipts and settlements on paper…"), self.ask_days, icon="print")
        shown.setLayout(column(self.table, row(self.paper_button, None, self.back_button)))
        self.stack = QStackedWidget()
        self.stack.addWidget(shown)
        self.stack.addWidget(empty(_("Nothing was merged yet.")))
        self.table.chosen.connect(lambda _one: self._enable())
        box = column(self.stack)
        box.setContentsMargins(0, GRID, 0, 0)
        self.setLayout(box)

    def refresh(self) -> None:
        """Read the journal off the window's thread."""
        self._session.fetch(_merges, self._show)

    def _show(self, found: list[dict[str, Any]]) -> None:
        self.table.load_all(found)
        self.stack.setCurrentIndex(0 if found else 1)
        self._enable()

    def _enable(self) -> None:
        line = self.table.current()
        self.back_button.setEnabled(line is not None and not line["undone"])

    def ask(self) -> None:
        """Ask whether it is meant; why it is too late is told in the same place."""
        line: dict[str, Any] | None = self.table.current()
        if line is None:
            return

        def act(book: Book, _values: dict[str, Any]) -> None:
            take_back(book, line["id"])

        told = _("{file}: {new} new and {changed} changed leave the register, and can be merged again.")
        counts = {"new": line["report"].get("new", 0), "changed": line["report"].get("changed", 0)}
        say = told.format(file=line["file"], **counts)
        title = _("Take this merge back")
        self.asking = BookAsking(self._session, title, [], "merge.undo", act, say=say, parent=self, ok=title)
        self.asking.open()

    def ask_days(self) -> None:
        """Ask of which days, and show the paper (数据包回执、冲突处理单, F38)."""
        today = self._session.today
        fields = of_fields({"first": (_FIRST, today.replace(day=1)), "last": (_LAST, today)})

        def act(book: Book, values: dict[str, Any]) -> bytes:
            return _drawn(book, values["first"] or today.replace(day=1), values["last"] or today)

        title = _("Receipts of bundles and settled questions")
        self.asking = BookAsking(
            self._session, title, fields, "", act, done=self._show_paper, parent=self, ok=_("Make the &sheet")
        )
        self.asking.open()

    def _show_paper(self, pdf: bytes) -> None:
        self.paper = PaperDialog(self._session, _("Receipts of bundles and settled questions"), pdf, self)
        self.paper.out.connect(lambda: self._session.book.note("form.print", "F38"))
        self.paper.open()


def _drawn(book: Book, first: date, last: date) -> bytes:
    from fupin_desktop.paper.office.exchange_record import (
        exchange_record_document,  # slow to load: only who prints needs it
    )
    from fupin_desktop.paper.write import render

    found = exchange_record(book, first, last)
    return render(exchange_record_document(found, book.wall().date(), practice=book.identity.practice))[0]


def _merges(reader: Reader) -> list[dict[str, Any]]:
    """The merges, each with the person whose device sealed it, as the roster names them."""
    persons = Persons(reader)
    return [{**line, "person": persons.of(line["sender"], str(line["sender"])[:8])} for line in merges(reader)]


def _columns() -> list[Column]:
    return [
        Column(_("When"), lambda r: local_moment(str(r["at"])), 9),
        Column(_("File"), lambda r: r["file"], 14),
        Column(_("Sender"), lambda r: r["person"], 7),
        Column(_("New"), lambda r: str(r["report"].get("new", "")), 4, right=True),
        Column(_("Changed"), lambda r: str(r["report"].get("changed", "")), 4, right=True),
        Column(_("Questions"), lambda r: str(r["report"].get("questions", "")), 5, right=True),
        Column(_("Outcome"), lambda r: outcome_of(r["status"], undone=bool(r["undone"]))),
    ]
