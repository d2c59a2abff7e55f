"""Settings, the subsidy standards for houses (危房改造补助标准): what a place grants by year, group, way, grade."""

from PySide6.QtWidgets import QFrame

from fupin_desktop.housing.money import HousingStandard
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.field_column import of_field
from fupin_desktop.ui.widgets.lists.table import Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row

_COLUMNS = (("area", 8), ("year", 3), ("group", 0), ("mode", 8), ("grade", 4), ("amount", 7))


class Standards(QFrame):
    """The table, and the form of one line; empty at delivery, as no paper prints an amount."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.dialog: RecordDialog | None = None
        self.setProperty("role", "card")
        self.table = Table([of_field(HousingStandard, name, chars) for name, chars in _COLUMNS], _("Subsidy standards"))
        self.table.setMinimumHeight(160)
        self.new_button = button(_("New standar&d…"), lambda: self.ask(None), icon="add")
        self.change_button = button(_("Change sta&ndard…"), lambda: self.ask(self.table.current()))
        self.table.opened.connect(self.ask)
        guard(session, "policy.set", self.new_button, self.change_button)
        told = label(
            _("What a line leaves open holds for all of it; a subsidy above its standard needs a reason."), "small"
        )
        acts = row(None, self.change_button, self.new_button)
        heading = label(_("Subsidy standards for houses"), "heading")
        self.setLayout(column(heading, told, self.table, acts, margin=2 * GRID))

    def refresh(self) -> None:
        """Read the lines this book holds, the newest year first."""
        self._session.fetch(_standards, self._show)

    def _show(self, found: list[HousingStandard]) -> None:
        self.table.load_all(found)
        self.change_button.setEnabled(bool(found))

    def ask(self, record: HousingStandard | None) -> None:
        """The form of a line, or of a new one for this place and year."""
        if not self.new_button.isEnabled():
            return
        session = self._session
        first = record or HousingStandard(area=session.book.identity.division, year=session.today.year)
        self.dialog = RecordDialog(session, first, self.window())
        self.dialog.open()


def _standards(reader: Reader) -> list[HousingStandard]:
    found = reader.find(HousingStandard)
    return sorted(found, key=lambda one: (-(one.year or 0), one.area or "", one.group or "", one.mode or ""))
