"""On a laptop: what its office has not received yet, record by record."""

from collections import Counter

from PySide6.QtWidgets import QStackedWidget, QWidget

from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import head_among
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.whereabouts import ASIDE, WITH_ME, WORDS, Place, Whereabouts
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, column, empty, label
from fupin_desktop.ui.widgets.shown import head_name

_MOST = 500


class OnTheWay(QWidget):
    """A sentence with the counts, and the list."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.words = label(" ", "small", wrap=True)
        self._names: dict[Place, str] = {}
        self.table = Table(
            [
                Column(_("Kind"), lambda one: _(KINDS[one.kind].label), 8),
                Column(_("Head"), lambda one: self._names.get(one, NOTHING), 8),
                Column(_("State"), lambda one: one.words, tone=lambda one: _TONES.get(one.state, "")),
            ],
            _("Not received yet"),
        )
        shown = QWidget()
        shown.setLayout(column(self.words, self.table))
        self.stack = QStackedWidget()
        self.stack.addWidget(shown)
        self.stack.addWidget(empty(_("The office has received everything that was written here.")))
        box = column(self.stack)
        box.setContentsMargins(0, GRID, 0, 0)
        self.setLayout(box)

    def refresh(self) -> None:
        """Read off the window's thread how far things have come."""
        self._session.fetch(self._read, self._show)

    def _show(self, read: tuple[list[Place], dict[Place, str]]) -> None:
        found, self._names = read
        counts = Counter(one.state for one in found)
        told = "；".join(f"{_(WORDS[state])} {count}" for state, count in counts.items())
        self.words.setText(told)
        self.table.load_all(found[:_MOST])
        self.stack.setCurrentIndex(0 if found else 1)

    def _read(self, reader: Reader) -> tuple[list[Place], dict[Place, str]]:
        me = self._session.book.identity
        found = Whereabouts(reader, me.device.id, me.office.id if me.office else "").pending()
        return found, {one: self._name(reader, one) for one in found[:_MOST]}

    def _name(self, reader: Reader, one: Place) -> str:
        # What was set aside here as well may be a change of a record that is not in the tables
        found = reader.find(KINDS[one.kind], id=Dot(one.record), with_away=True)
        record = found[0] if found else None
        home = record.id if isinstance(record, Household) else getattr(record, "household", None)
        if home is None:
            return NOTHING
        return head_name(head_among(reader.find(Member, household=home)), self._session.today)


_TONES = {WITH_ME: "warn", ASIDE: "accent"}
