"""Settings, who may: the role of this device, what it may do and who may otherwise; exceptions of the office."""

from typing import Any

from PySide6.QtWidgets import QFrame

from fupin_desktop.ledger.field import text
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import N_, _, word
from fupin_desktop.policy.definitions import defined
from fupin_desktop.rights.commands import waive
from fupin_desktop.rights.model import Waiver
from fupin_desktop.rights.rules import SECOND_PERSON, Holder
from fupin_desktop.rights.table import Act, acts
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.forms.asking import Asking, of_fields
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row

PLACE = text(N_("Division code"), high=12, required=True, name="division")


class Rights(QFrame):
    """The table of acts for this device; a button for exceptions to a second person."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.asking: Asking | None = None
        self.setProperty("role", "card")
        self.told = label(" ", wrap=True)
        self.table = Table(self._columns(), _("Who may do what"))
        self.table.setMinimumHeight(240)
        self.exceptions = label("", "small", wrap=True)
        self.waive_button = button(_("Write an e&xception…"), self.ask, icon="add")
        guard(session, "waiver.write", self.waive_button)
        heading = label(_("Who may do what"), "heading")
        acts_row = row(None, self.waive_button)
        self.setLayout(column(heading, self.told, self.table, self.exceptions, acts_row, margin=2 * GRID))

    def refresh(self) -> None:
        """Read who works here, and the exceptions that were written."""
        self.told.setText(_told(self._session.holder))
        self.table.load_all(list(acts().values()))
        self._session.fetch(lambda reader: reader.find(Waiver), self._show)

    def _show(self, found: list[Waiver]) -> None:
        today = self._session.today
        standing = [one for one in found if one.until is not None and today <= one.until]
        self.exceptions.setText("\n".join(map(_line, standing)))
        self.exceptions.setVisible(bool(standing))

    def _columns(self) -> list[Column]:
        return [
            Column(_("What"), lambda act: act.label, 16),
            Column(_("This device"), self._mine, 5, tone=lambda act: "" if self._session.holder.may(act) else "warn"),
            Column(_("Who may"), _roles),
        ]

    def _mine(self, act: Act) -> str:
        return _("may") if self._session.holder.may(act) else _("may not")

    def ask(self) -> None:
        """Ask for the step, the person, the last day and the reason of an exception."""
        first = next(code for code, act in acts().items() if act.second)
        declared = fields_of(Waiver)
        fields = {
            "act": (declared["act"], first),
            "division": (PLACE, self._session.book.identity.division),
            "person": (declared["person"], None),
            "until": (declared["until"], None),
            "why": (declared["why"], None),
        }

        def act(ledger: BookLedger, given: dict[str, Any]) -> Record:
            return waive(
                ledger, given["act"] or "", until=given["until"], why=given["why"] or "", person=given["person"],
                division=given["division"] or "",
            )  # fmt: skip

        say = _("Where another person must take a step ({name}), this lets one person take both, until the day named.")
        self.asking = Asking(
            self._session, _("An exception"), of_fields(fields), "rights.waive", act,
            say=say.format(name=defined(SECOND_PERSON).label), parent=self,
        )  # fmt: skip
        self.asking.open()


def _told(holder: Holder) -> str:
    if holder.role:
        return _("This device is registered for: {role}.").format(role=word("role", holder.role))
    return _("No office has given this device a role: it may do everything a book of its level does.")


def _roles(act: Act) -> str:
    told = "、".join(word("role", role) for role in act.roles)
    return _("{roles}; the highest office as well").format(roles=told) if act.highest else told


def _line(one: Waiver) -> str:
    named = acts().get(one.act or "")
    step = named.label if named is not None else (one.act or "")
    text = _("Exception: “{step}”, {person}, until {day}: {why}")
    return text.format(step=step, person=one.person or _("everybody"), day=one.until, why=one.why or "")
