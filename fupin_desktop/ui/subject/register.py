"""The register of a subject: a list to search, a button for a new one, and behind Enter the file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from fupin_desktop.ledger.declared.selection import Selection
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.record import Record, fields_of, key_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import Listing, listing
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.lists.arranged import Base, of_selection
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.choosing import PAGE, page_of
from fupin_desktop.subjects import Subject
from fupin_desktop.ui.editors.either import Either
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.store_pages import StorePages
from fupin_desktop.ui.subject.columns import columns_of
from fupin_desktop.ui.subject.file import Strip, SubjectFile
from fupin_desktop.ui.subject.sections.section import Maker
from fupin_desktop.ui.widgets.lists.desk import Editing
from fupin_desktop.ui.widgets.lists.table import Table
from fupin_desktop.ui.widgets.parts import button, column, row

_PAUSE_MS = 120
_FOUND = 300  # rows that a search shows
_LIST, _FILE = 0, 1


class _Row(NamedTuple):
    record: Record
    listed: Listing


def new_record(session: Session, cls: type[Record]) -> tuple[Record, tuple[str, ...]]:
    """A new record of a subject, and what stands already: on the laptop of a village, the village."""
    home = fields_of(cls).get(cls.home)
    if home is None or session.book.identity.is_office or cls.home in (home.link, "code"):
        return cls(), ()
    given: dict[str, Any] = {cls.home: session.book.identity.division}
    return cls(**given), (cls.home,)


class SubjectRegister(QStackedWidget):
    """The list and the file of one kind of subject.  `opened` asks for the file of another kind."""

    opened = Signal(str, object)

    def __init__(
        self,
        session: Session,
        subject: Subject,
        hand_made: Mapping[str, Maker],
        make_strip: Callable[..., Strip] = Strip,
    ) -> None:
        super().__init__()
        self.session, self.subject = session, subject
        self._turn, self._first = 0, list[_Row]()
        self.dialog: RecordDialog | None = None
        self.box = QLineEdit()
        self.box.setAccessibleName(_("Find"))
        self.box.setPlaceholderText(_("Find: characters, initials (zs), number or date"))
        self.box.setClearButtonEnabled(True)
        self.table = Table(columns_of(subject.cls, _text), _(subject.cls.label))
        self._pages = StorePages(session, self._base, self._rows, self)
        if not session.book.read_only:
            self.table.editing = Editing(
                subject.cls, lambda row: row.record, lambda: new_record(session, subject.cls)[0]
            )
        self.list = Either(_("Nothing is entered yet. “New entry…” makes the first."), self.table)
        self.new_button = button(_("&New entry…"), self.add, icon="add", kind="primary")
        guard(session, act_of(subject.kind, register=True).code, self.new_button)
        if session.book.read_only:
            self.new_button.hide()
        front = QWidget()
        head = row(self.box, self.new_button)
        head.setStretch(0, 1)
        front.setLayout(column(head, self.list))
        self.file = SubjectFile(session, subject, hand_made, make_strip)
        self.addWidget(front)
        self.addWidget(self.file)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.refresh)
        self.box.textEdited.connect(lambda _text: self._pause.start())
        self.box.returnPressed.connect(self._enter)
        self.table.opened.connect(lambda found: self.open(found.record.id))
        self.file.left.connect(self.leave)
        self.file.opened.connect(self.opened)

    # --- the list ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the first page off the window's thread, and the file when it is in front."""
        self._turn += 1
        turn, typed = self._turn, self.box.text().strip()
        self.session.fetch(lambda reader: (turn, self._page(reader, typed, None)), self._show)
        if self.currentIndex() == _FILE:
            self.file.refresh()

    def _page(self, reader: Reader, typed: str, last: _Row | None) -> list[_Row]:
        cls = self.subject.cls
        by = next(iter(key_of(cls)), "")
        limit = _FOUND if typed else PAGE
        found = page_of(reader, cls, typed, by=by, after=last.record if last is not None else None, limit=limit)
        return self._lines(reader, found)

    def _lines(self, reader: Reader, found: Sequence[Record]) -> list[_Row]:
        listed = listing(reader, self.subject.cls, found, self.session.today)
        return [_Row(one, listed) for one in found]

    def _base(self, reader: Reader) -> Base:
        base = of_selection(reader, Selection(self.subject.kind), self.subject.cls)
        by = next(iter(key_of(self.subject.cls)), "")
        return replace(base, order=f'r."{by}", r.id' if by else "r.id DESC")

    def _rows(self, reader: Reader, ids: Sequence[int]) -> dict[int, _Row]:
        found = reader.find(self.subject.cls, id=list(ids))
        return {row.record.id: row for row in self._lines(reader, found) if row.record.id is not None}

    def _show(self, found: tuple[int, list[_Row]]) -> None:
        turn, first = found
        if turn != self._turn:
            return
        typed = self.box.text().strip()

        def fetch(last: _Row | None) -> list[_Row]:
            return first if last is None else self.session.read(lambda reader: self._page(reader, typed, last))

        if typed:  # what was found is held as a whole: its headings need not ask the store
            self.table.load_all(first)
        else:
            self.table.load(fetch, self._pages)
        self.list.show_some(first or typed)

    def _enter(self) -> None:
        self._pause.stop()
        self.refresh()
        self.table.setFocus()

    # --- one subject ------------------------------------------------------------------------------------------------

    def open(self, id: int) -> None:
        """Open the file of a subject by its id."""
        self.setCurrentIndex(_FILE)
        self.file.show_subject(id)

    def leave(self) -> None:
        """Back to the list."""
        self.setCurrentIndex(_LIST)
        self.refresh()
        self.box.setFocus()

    def add(self) -> RecordDialog:
        """The form of a new one; its file opens when it is saved."""
        first, given = new_record(self.session, self.subject.cls)
        self.dialog = RecordDialog(self.session, first, self.window(), given=given, done=self._added)
        self.dialog.open()
        return self.dialog

    def _added(self, made: Record) -> None:
        if made.id is not None:
            self.open(made.id)

    def where(self) -> object:
        """The kind, and the subject and tab that are open, else None for them."""
        if self.currentIndex() == _FILE:
            return kind_of(self.subject.cls), int(self.file.id), self.file.tabs.currentIndex()
        return kind_of(self.subject.cls), None, 0


def _text(found: _Row, field: Field) -> str:
    return found.listed.text(found.record, field)
