"""Visits: what was logged, the newest first."""

from PySide6.QtWidgets import QStackedWidget

from fupin_desktop.ledger.words import _, word
from fupin_desktop.store.queries import VisitRow, visits
from fupin_desktop.ui.page import Page
from fupin_desktop.ui.parts import button, empty
from fupin_desktop.ui.session import Session
from fupin_desktop.ui.shown import NOTHING, person
from fupin_desktop.ui.table import Column, Table


class VisitsPage(Page):
    """The list; Enter opens the household."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Visits"))
        today = session.today
        self.table = Table(
            [
                Column(_("Date"), lambda r: r.date, 7),
                Column(_("Head"), lambda r: person(r.head, r.head_born, today), 6),
                Column(_("Village"), lambda r: r.village or NOTHING, 10),
                Column(_("Visitors"), lambda r: "、".join(r.visitors), 8),
                Column(_("Type"), lambda r: word("visit_type", r.type) if r.type else NOTHING, 6),
                Column(_("Findings"), lambda r: (r.findings or NOTHING).replace("\n", " ")),
            ],
            _("Visits"),
        )
        self.table.opened.connect(lambda visit: self.go.emit("households", visit.household))
        self.new_button = button(
            _("&Log a visit"), lambda: self.go.emit("quick_visit", None), icon="add", kind="primary"
        )
        self.top.addWidget(self.new_button)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(empty(_("No visit is logged yet. Press Ctrl+N anywhere: it takes half a minute.")))
        self.fill(self.stack)

    def refresh(self) -> None:
        """The first page anew."""
        self.table.load(self._page)
        self.stack.setCurrentIndex(0 if self.table.rows.rows else 1)

    def _page(self, last: VisitRow | None) -> list[VisitRow]:
        return self.session.read(lambda reader: visits(reader, last))

    def start_focus(self) -> None:
        """The list."""
        self.table.setFocus()
