"""A tab of a household file for any kind that hangs on it: list, new, change; made from the declaration alone."""

from collections.abc import Callable
from typing import Any

from fupin_desktop.households.model import Household
from fupin_desktop.kinds import make
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import Listing, hanging_on_household, listing
from fupin_desktop.rights.table import act_of, office_writes
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.forms.asking import Asking, of_record
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.file_tabs import FileTab
from fupin_desktop.ui.widgets.parts import button, row
from fupin_desktop.ui.widgets.table import Column, Table

_SEEN = 7  # columns; a form shows the others
_NOT_TYPED = (Kind.LINK, Kind.PHOTO, Kind.MOMENT)


class RecordsTab(FileTab):
    """The records of one kind; Enter or the button opens the form of one."""

    def __init__(self, session: Session, cls: type[Record]) -> None:
        words = _("Nothing is entered yet. The button below makes the first entry.")
        super().__init__(session, _(cls.label), words)
        self._cls = cls
        self._household = Dot(0)
        self._listed: Listing | None = None
        self.asking: Asking | None = None
        self._fields = [field for field in fields_of(cls).values() if field.name != cls.home]
        self.table = Table([self._column(field) for field in self._fields[:_SEEN]], _(cls.label))
        self.table.opened.connect(self.ask)
        self.stack.addWidget(self.table)
        self.new_button = button(_("&New entry…"), self.ask, icon="add", kind="primary")
        self.change_button = button(_("&Change…"), lambda: self.ask(self.table.current()))
        self.box.addLayout(row(None, self.change_button, self.new_button))
        self.change_button.setVisible(not cls.append_only)
        self.new_button.setVisible(not office_writes(kind_of(cls)) or session.book.identity.is_office)
        guard(session, act_of(kind_of(cls), register=True).code, self.new_button)
        guard(session, act_of(kind_of(cls)).code, self.change_button)

    def _column(self, field: Field) -> Column:
        right = field.kind in (Kind.MONEY, Kind.INTEGER, Kind.NUMBER)
        return Column(_(field.label), lambda record: self._text(record, field), 8, right=right)

    def _text(self, record: Record, field: Field) -> str:
        assert self._listed is not None, "rows come with their listing"
        return self._listed.text(record, field)

    def show_of(self, reader: Reader, home: Household) -> None:
        """The list of this household, or the words of an empty one."""
        self._household = Dot(home.id or 0)
        wanted: dict[str, Any] = {self._cls.home: home.id}
        self._listed = listing(reader, self._cls, reader.find(self._cls, **wanted), self.session.today)
        self.table.load_all(self._listed.records)
        self.stack.setCurrentIndex(1 if self._listed.records else 0)
        self.change_button.setEnabled(bool(self._listed.records))

    def ask(self, record: Record | None = None) -> None:
        """Open the form of a record, or of a new one; what stands for good once written is not opened."""
        if record is not None and self._cls.append_only:
            return
        home: dict[str, Any] = {self._cls.home: self._household}
        first = record or self._cls(**home)
        editors = of_record(first, *(field.name for field in self._fields if field.kind not in _NOT_TYPED))

        def act(ledger: BookLedger, values: dict[str, Any]) -> Record:
            filled = first.but(**values)
            return ledger.save(filled) if filled.id is not None else make(ledger, filled)

        self.asking = Asking(self.session, self.title, editors, f"{kind_of(self._cls)}.edit", act, parent=self)
        self.asking.open()


def records_tab(cls: type[Record]) -> Callable[[Session], FileTab]:
    """The maker of this kind's tab."""
    return lambda session: RecordsTab(session, cls)


def unplaced(placed: tuple[type[Record], ...]) -> list[Callable[[Session], FileTab]]:
    """Tabs for the kinds of a household that no other tab shows: a new kind has its place at once."""
    return [records_tab(cls) for cls in hanging_on_household().values() if cls not in placed]
