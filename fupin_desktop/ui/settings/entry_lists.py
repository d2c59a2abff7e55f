"""Settings, identification: the county's screening lists (识别清单) and the rounds of verification (核查)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QFrame

from fupin_desktop.identification.commands import lay_out
from fupin_desktop.identification.screening import SIZES, ScreeningItem
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.column import Column
from fupin_desktop.ui.widgets.lists.desk import Editing
from fupin_desktop.ui.widgets.lists.field_column import of_field
from fupin_desktop.ui.widgets.lists.table import Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row
from fupin_desktop.verification.model import VerificationRound

_ITEMS = (("county_code", 7), ("list", 6), ("no", 3), ("text", 0), ("active", 4), ("confirmed_by", 10))
_ROUNDS = (("county_code", 7), ("year", 4), ("name", 0), ("opened_on", 7), ("due", 7), ("document", 10))
_ACT = "verification.open"


class ScreeningLists(QFrame):
    """The items by list and number; a text is written into its cell (F2) or in the form (Enter)."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.dialog: RecordDialog | None = None
        self.setProperty("role", "card")
        self.table = Table([_of_item(name, chars) for name, chars in _ITEMS], _("Screening lists"))
        self.table.setMinimumHeight(320)
        if not session.book.read_only:
            self.table.editing = Editing(ScreeningItem, lambda item: item)
        self.lay_button = button(_("&Lay out the lists"), self.lay_out, icon="add", kind="primary")
        self.change_button = button(_("Change the te&xt…"), lambda: self.ask(self.table.current()))
        self.table.opened.connect(self.ask)
        guard(session, _ACT, self.lay_button, self.change_button)
        told = label(
            _("The papers name the lists by their lengths only: lay them out once, then write in the county's texts."
              " They travel down to every township and village."),
            "small", wrap=True,
        )  # fmt: skip
        heading = label(_("Screening lists"), "heading")
        acts = row(None, self.change_button, self.lay_button)
        self.setLayout(column(heading, told, self.table, acts, margin=2 * GRID))

    def refresh(self) -> None:
        """Read the items this book holds."""
        self._session.fetch(_items, self._show)

    def _show(self, found: list[ScreeningItem]) -> None:
        self.table.load_all(found)
        self.change_button.setEnabled(bool(found) and self.lay_button.isEnabled())

    def lay_out(self) -> None:
        """An item for each number that is not there yet, for this book's own place."""
        place = self._session.book.identity.division
        self._session.command(
            "screening.lay_out", lambda ledger: lay_out(ledger, place), self._laid, self._session.fail
        )

    def _laid(self, made: Sequence[ScreeningItem]) -> None:
        text = _("{count} items were laid out.") if made else _("Every item is there already.")
        self._session.said.emit(text.format(count=len(made)))

    def ask(self, record: ScreeningItem | None) -> None:
        """The form of an item."""
        if record is not None and self.lay_button.isEnabled():
            self.dialog = RecordDialog(self._session, record, self.window())
            self.dialog.open()


class VerificationRounds(QFrame):
    """The rounds, newest first; opening one asks every village for a card of each household."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.dialog: RecordDialog | None = None
        self.setProperty("role", "card")
        self.table = Table(
            [of_field(VerificationRound, name, chars) for name, chars in _ROUNDS], _("Rounds of verification")
        )
        self.table.setMinimumHeight(140)
        self.new_button = button(_("&Open a round…"), lambda: self.ask(None), icon="add", kind="primary")
        self.table.opened.connect(self.ask)
        guard(session, _ACT, self.new_button)
        told = label(
            _("Who has not been answered for stands under Reports, in the gap lists; there the same answer can be given"
              " for many households at once."),
            "small", wrap=True,
        )  # fmt: skip
        heading = label(_("Rounds of verification"), "heading")
        self.setLayout(column(heading, told, self.table, row(None, self.new_button), margin=2 * GRID))

    def refresh(self) -> None:
        """Read the rounds this book holds."""
        self._session.fetch(_rounds, self.table.load_all)

    def ask(self, record: VerificationRound | None) -> None:
        """The form of a round, or of a new one of this place and year."""
        if not self.new_button.isEnabled():
            return
        session = self._session
        facts: dict[str, Any] = {"county_code": session.book.identity.division, "year": session.today.year}
        first: Record = record or VerificationRound(**facts, opened_on=session.today)
        self.dialog = RecordDialog(session, first, self.window())
        self.dialog.open()


def _of_item(name: str, chars: int) -> Column:
    """A rule speaks of nobody: its wording is read whole, where a text about a person would be covered."""
    made = of_field(ScreeningItem, name, chars)
    return replace(made, text=lambda item: item.text or NOTHING) if name == "text" else made


def _items(reader: Reader) -> list[ScreeningItem]:
    order = list(SIZES)
    found = [one for one in reader.find(ScreeningItem) if one.list in SIZES]
    return sorted(found, key=lambda one: (one.county_code or "", order.index(one.list or ""), one.no or 0))


def _rounds(reader: Reader) -> list[VerificationRound]:
    return sorted(reader.find(VerificationRound), key=lambda one: str(one.opened_on), reverse=True)
