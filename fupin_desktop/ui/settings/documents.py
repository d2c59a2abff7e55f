"""Settings, the county's own policy documents: number, title, who issued them, since when they hold."""

from typing import Any

from PySide6.QtWidgets import QFrame

from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.model import PolicyDocument
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.forms.asking import Asking, of_record
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row


class Documents(QFrame):
    """The list, and the form of one document."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.asking: Asking | None = None
        self.setProperty("role", "card")
        self.table = Table(_columns(), _("Policy documents"))
        self.table.setMinimumHeight(160)
        self.new_button = button(_("Ne&w document…"), lambda: self.ask(None), icon="add")
        self.change_button = button(_("Chan&ge document…"), lambda: self.ask(self.table.current()))
        self.table.opened.connect(self.ask)
        guard(session, "policy.set", self.new_button, self.change_button)
        told = label(_("Documents of this place on which values stand; they travel to everybody below."), "small")
        heading = label(_("Policy documents"), "heading")
        acts = row(None, self.change_button, self.new_button)
        self.setLayout(column(heading, told, self.table, acts, margin=2 * GRID))

    def refresh(self) -> None:
        """Read the documents this book holds."""
        self._session.fetch(lambda reader: reader.find(PolicyDocument), self._show)

    def _show(self, found: list[PolicyDocument]) -> None:
        self.table.load_all(found)
        self.change_button.setEnabled(bool(self.table.rows.rows))

    def ask(self, record: PolicyDocument | None) -> None:
        """The form of a document, or of a new one."""
        if not self.new_button.isEnabled():
            return
        first = record or PolicyDocument(area=self._session.book.identity.division)
        free = fields_of(PolicyDocument) if record is None else list(fields_of(PolicyDocument))[2:]

        def act(ledger: BookLedger, given: dict[str, Any]) -> Record:
            ledger.may("policy.set")
            return ledger.save(first.but(**given))

        self.asking = Asking(
            self._session, first.number or _("New document"), of_record(first, *free), "policy.document", act,
            parent=self, whose=first,
        )  # fmt: skip
        self.asking.open()


def _columns() -> list[Column]:
    return [
        Column(_("Number of the document"), lambda one: one.number or "", 12),
        Column(_("Title"), lambda one: one.title or ""),
        Column(_("Issuer"), lambda one: one.issuer or "", 10, spare=True),
        Column(_("In force from"), lambda one: str(one.begins or one.issued_on or ""), 6),
    ]
