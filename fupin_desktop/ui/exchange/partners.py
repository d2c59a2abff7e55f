"""Who is behind: the laptops of the roster and how far their entries reach here."""

from datetime import UTC, datetime
from typing import NamedTuple

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.ledger.notation.showing import NOTHING, local_moment
from fupin_desktop.ledger.words import _, word
from fupin_desktop.store.history.calling import village_names
from fupin_desktop.store.lists.overview import last_heard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import empty

_LATE_DAYS = 31


class _Partner(NamedTuple):
    person: str
    role: str
    place: str
    last: str
    days: int | None


class Partners(QWidget):
    """A list of the roster; amber for those not heard of for a month."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.table = Table(
            [
                Column(_("Person"), lambda p: p.person, 10),
                Column(_("Role"), lambda p: word("role", p.role), 10),
                Column(_("Division"), lambda p: p.place, 10),
                Column(_("Last bundle"), lambda p: p.last or _("never"), 8, tone=_tone),
                Column(_("Days ago"), lambda p: NOTHING if p.days is None else str(p.days), tone=_tone),
            ],
            _("Who is behind"),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(empty(_("No laptop is enrolled yet. The office admits a laptop by its card.")))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.addWidget(self.stack)

    def refresh(self) -> None:
        """Read the roster on the lane."""
        self._session.run(lambda _progress: self._read(), self._show)

    def _read(self) -> list[_Partner]:
        own = self._session.book.identity.device.id  # nobody is behind with himself
        with self._session.book.exchange() as shelf:
            known = [one for one in shelf.roster.devices.values() if one.until is None and one.device.id != own]
        with self._session.book.read() as reader:
            heard, places = last_heard(reader), village_names(reader)
        now = self._session.book.wall()
        return [
            _partner(s.person, s.role, places.get(s.division) or s.division, heard.get(s.device.id), now) for s in known
        ]

    def _show(self, partners: list[_Partner]) -> None:
        self.table.load_all(sorted(partners, key=lambda p: p.last))
        self.stack.setCurrentIndex(0 if partners else 1)


def _partner(person: str, role: str, place: str, at: str | None, now: datetime) -> _Partner:
    if not at:
        return _Partner(person, role, place, "", None)
    when = datetime.fromisoformat(at)
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return _Partner(person, role, place, local_moment(at)[:10], (now - when).days)


def _tone(partner: _Partner) -> str:
    return "warn" if partner.days is None or partner.days > _LATE_DAYS else ""
