"""One time line of everything that happened to a subject (帮扶动态), the newest first; Enter opens the record."""

from PySide6.QtWidgets import QComboBox, QDialog

from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.timeline.events import Event
from fupin_desktop.timeline.of_subject import timeline_of
from fupin_desktop.ui.editors.either import Either
from fupin_desktop.ui.forms.opening import open_record
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import label, row

_LOW = 260  # pixels: some seven lines


class TimelineSection(Section):
    """The lines, and a choice of what to see of them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Time line"))
        self._subject: Record | None = None
        self._events: list[Event] = []
        self.dialog: QDialog | None = None
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("What to see"))
        self.kind.setMinimumContentsLength(8)
        self.count = label("", "small")
        self.table = Table(_columns(), self.title)
        self.table.setMinimumHeight(_LOW)
        self.stack = Either(
            _("Nothing happened here yet: visits, measures, money and tasks come by themselves."), self.table
        )
        self.box.addLayout(row(label(self.title, "heading"), self.count, None, self.kind))
        self.box.addWidget(self.stack, 1)
        self.kind.activated.connect(lambda _index: self._show())
        self.table.opened.connect(self.open_event)

    def read(self, reader: Reader, subject: Record) -> list[Event]:
        """The events of the subject."""
        return timeline_of(reader, subject, self.session.today)

    def show_read(self, subject: Record, found: list[Event]) -> None:
        """The lines; what was chosen to be seen stays chosen while there is any of it."""
        self._subject, self._events = subject, found
        chosen = self.kind.currentData()
        self.kind.clear()
        self.kind.addItem(_("All records"), None)
        for what in dict.fromkeys(one.what for one in found):
            self.kind.addItem(what, what)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        self._show()

    def _show(self) -> None:
        wanted = self.kind.currentData()
        shown = [one for one in self._events if wanted in (None, one.what)]
        self.table.load_all(shown)
        self.count.setText(_("{count} records").format(count=f"{len(shown):,}") if shown else "")
        self.stack.show_some(self._events)

    def open_event(self, event: Event) -> QDialog:
        """The record behind a line, as it is opened everywhere: a visit is corrected and withdrawn from here, too."""
        self.dialog = open_record(self.session, event.record, self.window(), self._subject)
        return self.dialog


def _columns() -> list[Column]:
    return [
        Column(_("Date"), lambda event: event.day.isoformat(), 7),
        Column(_("Time"), lambda event: event.time or NOTHING, 4, spare=True),
        Column(_("What"), lambda event: event.what, 8),
        Column(_("In words"), lambda event: event.words or NOTHING),
        Column(_("Persons involved"), lambda event: "、".join(event.people) or NOTHING, 8, spare=True),
    ]
