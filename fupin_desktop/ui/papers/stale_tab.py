"""Papers that show what was corrected since (过期纸件): which, what of them, and printed anew from here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.papers import StalePaper, stale_papers
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.editors.either import Either
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import button, column, label, row

_COMPUTED = "$"


class StaleTab(QWidget):
    """The list; Enter shows the paper as it would be printed now."""

    again = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.words = label("", "small", wrap=True)
        self.table = Table(
            [
                Column(_("Form"), lambda one: f"{one.last.form}　{one.now.form.title}", 14),
                Column(_("Whose"), lambda one: one.now.name, 7),
                Column(_("Printed on"), lambda one: one.last.at.replace("T", " ")[:16], 10),
                Column(_("Printed by"), lambda one: one.last.actor, 7, spare=True),
                Column(_("Version"), lambda one: str(one.last.printed.version), 4, right=True),
                Column(_("Corrected since"), changed_words),
            ],
            _("Papers out of date"),
        )
        self.table.opened.connect(lambda one: self.again.emit([one]))
        self.list = Either(_("Every printed paper shows what the book holds."), self.table)
        self.again_button = button(_("Print &anew…"), self._again, icon="print", kind="primary")
        self.setLayout(column(row(self.words, None, self.again_button), self.list))

    def refresh(self) -> None:
        """Fill every printed paper anew and compare."""
        self.words.setText(_("Comparing…"))
        today, division = self._session.today, self._session.book.identity.division

        def read(reader: Reader) -> list[StalePaper]:
            return stale_papers(reader, today, division)

        self._session.fetch(read, self._show)

    def _show(self, found: list[StalePaper]) -> None:
        self.words.setText(
            _("{count} papers show what was corrected since they were printed.").format(count=len(found))
        )
        self.table.load_all(found)
        self.list.show_some(found)
        self.again_button.setEnabled(bool(found))

    def _again(self) -> None:
        if chosen := self.table.selection():
            self.again.emit(chosen)


def changed_words(one: StalePaper) -> str:
    """What changed, by the labels of the fields."""
    told = dict.fromkeys(_label(key) for key in one.differs.changed)
    return "、".join(text for text in told if text)


def _label(key: str) -> str:
    kind, _slash, rest = key.partition("/")
    name = rest.rpartition("/")[2]
    if kind.startswith(_COMPUTED) or kind not in KINDS:
        return _("a sum or count")
    return f"{_(KINDS[kind].label)}·{_(fields_of(KINDS[kind])[name].label)}"
