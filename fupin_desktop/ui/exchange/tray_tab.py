"""What is kept aside (暂缓入账): in words, with what an office may decide about it."""

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from fupin_desktop.ledger.scope import division_of
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.store.exchange import tray
from fupin_desktop.store.exchange.tray import TrayItem
from fupin_desktop.store.exchange.tray_retry import retry
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.sync.deciding import ACCEPT_GAP, CHOOSE_BRANCH, KEEP_ASIDE, RELEASE
from fupin_desktop.sync.model import Grant
from fupin_desktop.ui.forms.asking import WHY, Asking, of_fields
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, empty, label, row
from fupin_desktop.villages.model import Village

_ACTS = {
    RELEASE: N_("Let it &in…"),
    ACCEPT_GAP: N_("Accept the &gap…"),
    CHOOSE_BRANCH: N_("This copy goes &on…"),
    KEEP_ASIDE: N_("&Keep aside…"),
}
_SAY = {
    RELEASE: N_("A second person decides: whoever wrote it cannot let it in."),
    ACCEPT_GAP: N_("What is missing will never come. What stands on it is taken as it is."),
    CHOOSE_BRANCH: N_("The other copy goes on under a name of its own; nothing of it is lost."),
    KEEP_ASIDE: N_("It stays aside whatever the rules say, until somebody decides otherwise."),
}


class Kept(NamedTuple):
    """An item of the tray, whose laptop wrote it, and for which place."""

    item: TrayItem
    person: str
    place: str


class TrayTab(QWidget):
    """The list, and a button for each act that the current item allows."""

    counted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.asking: Asking | None = None
        self.table = Table(_columns(), _("Kept aside"))
        self.table.chosen.connect(lambda _one: self._enable())
        self.retry_button = button(_("&Judge again"), self.retry)
        self.act_buttons = {act: button(_(text), partial(self.ask, act)) for act, text in _ACTS.items()}
        self.words = label(" ", "small", wrap=True)
        self.stack = QStackedWidget()
        shown = QWidget()
        shown.setLayout(column(self.table, self.words, row(self.retry_button, None, *self.act_buttons.values())))
        self.stack.addWidget(shown)
        self.stack.addWidget(empty(_("Nothing is kept aside. What was received is in the register.")))
        box = column(self.stack)
        box.setContentsMargins(0, GRID, 0, 0)
        self.setLayout(box)

    def refresh(self) -> None:
        """Read the tray off the window's thread."""
        self._session.fetch(_kept, self._show)

    def count(self) -> int:
        """How many items there are."""
        return len(self.table.rows.rows)

    def _show(self, found: list[Kept]) -> None:
        self.table.load_all(found)
        self.stack.setCurrentIndex(0 if found else 1)
        self._enable()
        self.counted.emit()

    def _enable(self) -> None:
        kept: Kept | None = self.table.current()
        office = self._session.book.identity.is_office
        for act, one in self.act_buttons.items():
            one.setVisible(office and kept is not None and act in kept.item.acts)
        final = kept is not None and not kept.item.acts
        self.words.setText(_("This cannot be let in by a decision; it stays here.") if final else " ")

    def retry(self) -> None:
        """Judge everything in the tray again, under the roster and the decisions of now."""
        book = self._session.book
        self._session.run(lambda _progress: retry(book), self._retried)

    def _retried(self, left: int) -> None:
        self._session.changed.emit()
        self._session.said.emit(_("Judged again; {count} items are left.").format(count=left))

    def ask(self, act: str) -> None:
        """Ask for the reason of a decision about the current item."""
        kept: Kept | None = self.table.current()
        if kept is None:
            return
        self.asking = Asking(
            self._session, _(_ACTS[act]).replace("&", "").rstrip("…"), of_fields({"why": (WHY, None)}), "tray.accept",
            lambda ledger, values: tray.decide_in(ledger, kept.item.id, act, values["why"] or ""),
            say=_(_SAY[act]), parent=self, whose=f"{act} {kept.item.id}",
        )  # fmt: skip
        self.asking.open()


def _kept(reader: Reader) -> list[Kept]:
    people = {grant.device: grant.person or "" for grant in reader.find(Grant)}
    places = {one.code: one.name or "" for one in reader.find(Village)}
    return [
        Kept(one, people.get(one.device) or one.device[:8], places.get(division_of(one.scope)) or one.scope)
        for one in tray.items(reader)
    ]


def _columns() -> list[Column]:
    return [
        Column(_("Laptop"), lambda kept: kept.person, 7),
        Column(_("Village"), lambda kept: kept.place, 9),
        Column(_("Entries"), lambda kept: f"{kept.item.first}–{kept.item.last}", 6),
        Column(_("Why"), lambda kept: kept.item.message),
    ]
