"""The visits of a household on its time line (帮扶动态): the newest first, withdrawn ones marked, photographs below."""

from typing import Any

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.declared.tab import Records
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import listing
from fupin_desktop.store.photos.photo_shelf import photos_of
from fupin_desktop.store.photos.shots import completeness, shots_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.subjects import records_of
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.strip import PhotoStrip
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.visit_file.dialog import VisitDialog, open_visit
from fupin_desktop.ui.visit_file.taking_back import Withdrawing
from fupin_desktop.visits.model import Visit
from fupin_desktop.visits.rules import is_withdrawn


class VisitsSection(ListSection):
    """Enter opens a visit to be read; its photographs stand under the list."""

    def __init__(self, session: Session) -> None:
        self.opened_visit: VisitDialog | None = None
        self.withdrawing: Withdrawing | None = None
        super().__init__(session, Records("visit"), Household)
        self._missing: dict[int, int] = {}
        self.photos = PhotoStrip(session)
        self.box.addWidget(self.photos)
        self.table.chosen.connect(self._show_photos)

    def _change_words(self) -> str:
        return _("&Open…")

    def _show_photos(self, visit: Visit | None) -> None:
        self.photos.show_records([visit] if visit is not None else [])

    def _text(self, record: Record, field: Field) -> str:
        text = super()._text(record, field)
        if field.name == "findings" and isinstance(record, Visit) and is_withdrawn(record):
            return _("[withdrawn: {why}] {text}").format(why=covered(record.away or ""), text=text)
        missing = self._missing.get(record.id or 0, 0) if field.kind is Kind.PHOTO else 0
        return f"{int(text) - missing}/{text}" if missing else text  # so many are here, of so many

    def read(self, reader: Reader, subject: Record) -> Any:
        """The visits, the withdrawn among them, and how many photographs of each have not arrived."""
        found = records_of(reader, self._placed, subject, with_away=True)
        found.sort(key=lambda one: (str(getattr(one, "date", None) or ""), one.id or 0), reverse=True)
        missing = {one.id or 0: completeness(shots_of(reader, [one])).missing for one in found if photos_of(one)}
        return listing(reader, Visit, found, self.session.today), missing

    def show_read(self, subject: Record, found: Any) -> None:
        """The list, and the photographs of the visit it stands at."""
        listed, self._missing = found
        super().show_read(subject, listed)

    def change(self, record: Record) -> Any:
        """Open a visit; it is corrected or withdrawn from there."""
        self.opened_visit = open_visit(self.session, Dot(record.id or 0), self.window())
        return self.opened_visit

    def _put_away(self) -> None:
        visit = self.table.current()
        if isinstance(visit, Visit) and not is_withdrawn(visit):
            self.withdrawing = Withdrawing(self.session, visit, self.window())
            self.withdrawing.open()
