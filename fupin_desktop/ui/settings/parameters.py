"""Settings, policy parameters: what holds here in a year, on which paper it stands; a county enters its own values."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QFrame

from fupin_desktop.ledger.field import text
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.policy.commands import Standing, set_value, take_back
from fupin_desktop.policy.definitions import MONEY, Definition
from fupin_desktop.policy.model import PolicyParameter
from fupin_desktop.policy.parameter import ACTUAL, ESTIMATE, OUTSIDE, Parameter
from fupin_desktop.policy.typed import form_of
from fupin_desktop.policy.values import all_values
from fupin_desktop.reports.period import FIRST_YEAR
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.forms.asking import WHY, Asking, of_fields
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row

Listed = tuple[Definition, Parameter | None]
DOCUMENT = text(N_("Number of the document"), high=60, name="document")


class Parameters(QFrame):
    """The list for one year, the paper's own words of the chosen value, and what an office may do with it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.asking: Asking | None = None
        self.setProperty("role", "card")
        self.year = QComboBox()
        self.year.setAccessibleName(_("Year"))
        # Every year of which an income may be entered: who applies in 2016 shows that of 2015, with the index of 2015
        for year in range(session.today.year, FIRST_YEAR - 1, -1):
            self.year.addItem(str(year), year)
        self.year.activated.connect(lambda _index: self.refresh())
        self.table = Table(_columns(), _("Policy parameters"))
        self.table.setMinimumHeight(320)
        self.words = label(" ", "small", wrap=True)
        self.set_button = button(_("Enter a value of &this place…"), self.ask, icon="add", kind="primary")
        self.back_button = button(_("Take &back…"), self.ask_back, kind="flat")
        self.table.chosen.connect(lambda _one: self._chosen())
        self.table.opened.connect(lambda _one: self.ask())
        guard(session, "policy.set", self.set_button, self.back_button)
        top = row(label(_("Policy parameters"), "heading"), None, label(_("Year"), "label"), self.year)
        acts = row(self.back_button, None, self.set_button)
        self.setLayout(column(top, self.table, self.words, acts, margin=2 * GRID))

    @property
    def _day(self) -> date:
        """The day a value must hold on: the last of the year, in this year today."""
        year, today = int(self.year.currentData()), self._session.today
        return min(today, date(year, 12, 31))

    def refresh(self) -> None:
        """Read what holds in the book's area."""
        area, day = self._session.book.identity.division, self._day
        self._session.fetch(lambda reader: (day, all_values(reader, area, day)), self._show)

    def _show(self, read: tuple[date, list[Listed]]) -> None:
        day, listed = read
        if day == self._day:  # else another year was chosen meanwhile
            self.table.load_all(listed)
            self._chosen()

    def show_year(self, year: int) -> None:
        """What holds in another year."""
        self.year.setCurrentIndex(max(0, self.year.findData(year)))
        self.refresh()

    def _chosen(self) -> None:
        found = self._current()
        self.set_button.setEnabled(self.table.current() is not None)
        self.back_button.setEnabled(found is not None and found.own and found.missing is None)
        told = _("No paper of ours sets this; until a value is entered the program does without.")
        self.words.setText(found.cited if found is not None else told)

    def _current(self) -> Parameter | None:
        listed: Listed | None = self.table.current()
        return listed[1] if listed is not None else None

    def ask(self) -> None:
        """The form of a value of this place; what stands now is written in it."""
        listed: Listed | None = self.table.current()
        if listed is None or not self.set_button.isEnabled():
            return
        one, found = listed

        def act(ledger: BookLedger, given: dict[str, Any]) -> Record:
            standing = Standing(
                document=given["document"] or "",
                clause=given["clause"] or "",
                begins=given["begins"],
                ends=given["ends"],
                state=given["state"] or ACTUAL,
                price_base=given.get("price_base") or "",
                applies_to=given["applies_to"] or "",
            )
            return set_value(ledger, one.code, given["value"] or "", why=given["why"] or "", on=standing)

        first = {
            "value": found.text if found is not None else "", "state": ACTUAL, "begins": date(self._day.year, 1, 1),
            "price_base": found.price_base if found is not None else "",
        }  # fmt: skip
        declared = {**fields_of(PolicyParameter), "document": DOCUMENT}
        names = ("value", "state", "begins", "ends", "document", "clause", "price_base", "applies_to", "why")
        priced = one.kind == MONEY  # prices of a year are asked of amounts alone
        fields = {name: (declared[name], first.get(name)) for name in names if priced or name != "price_base"}
        wanted = _("{form}. It goes to every book below this place with the next bundles; older values are kept.")
        self.asking = Asking(
            self._session,
            one.label,
            of_fields(fields),
            "policy.set",
            act,
            say=wanted.format(form=form_of(one)),
            parent=self,
            whose=f"{one.code} {self._day.year}",
        )
        self.asking.open()

    def ask_back(self) -> None:
        """Take the chosen own value back: what held before it holds again."""
        found = self._current()
        if found is None or not self.back_button.isEnabled():
            return

        def act(ledger: BookLedger, given: dict[str, Any]) -> None:
            wanted = ledger.find(PolicyParameter, code=found.code, area=found.area, serial=found.serial)
            for one in wanted:
                take_back(ledger, one, given["why"] or "")

        title = _("Take back {value}").format(value=found.shown)
        self.asking = Asking(
            self._session, title, of_fields({"why": (WHY, None)}), "policy.take_back", act, parent=self,
            whose=f"{found.code} {found.serial}", ok=title,
        )  # fmt: skip
        self.asking.open()


def _columns() -> list[Column]:
    return [
        Column(_("Parameter"), lambda one: one[0].label, 17),
        Column(_("Value"), lambda one: one[1].shown if one[1] else NOTHING, 8, right=True),
        Column(_("State"), _state, 8, tone=_tone),
        Column(_("Source"), lambda one: " ".join((one[1].document, one[1].clause)).strip() if one[1] else ""),
        Column(_("Holds from"), lambda one: str(one[1].begins or "") if one[1] else "", 6, spare=True),
    ]


def _state(one: Listed) -> str:
    return one[1].state_words if one[1] is not None else _("not set")


def _tone(one: Listed) -> str:
    return "warn" if one[1] is not None and one[1].state in (ESTIMATE, OUTSIDE) else ""
