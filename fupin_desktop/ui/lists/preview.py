"""What would change, before it is written: every value before and after, red where it is refused, and why."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told, few
from fupin_desktop.ui.lists.items import Cell, Item, Ran, run
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row

Make = Callable[[Reader], list[Item]]


class Line(NamedTuple):
    """One value of an item."""

    item: Item
    cell: Cell


class Preview(QDialog):
    """Tries the items on a copy of the moment, then writes those that are not refused; the others wait here.

    `ways` are the makers of items by their title: where there are several a person chooses.
    """

    written = Signal(int)

    def __init__(
        self,
        session: Session,
        title: str,
        ways: Mapping[str, Make],
        parent: QWidget,
        *,
        command: str = "list.edit",
        say: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._command, self._ways, self._say = session, command, dict(ways), say
        self.items: list[Item] = []
        self.setWindowTitle(title)
        self.resize(860, 560)
        self.way = QComboBox()
        self.way.setAccessibleName(_("What is done with it"))
        for name in self._ways:
            self.way.addItem(name)
        self.way.setVisible(len(self._ways) > 1)
        self.way.activated.connect(lambda _at: self._make())
        self.table = Table(_columns(), title)
        self.words = Told(session, _("Looking what would change…"))
        self.save_button = button(_("&Write"), self.save, icon="save", kind="primary")
        self.save_button.setEnabled(False)
        self.close_button = button(_("&Close"), self.close, kind="flat")
        acts = row(self.close_button, None, self.save_button)
        self.setLayout(column(label(title, "title"), self.way, self.table, self.words, acts, margin=2 * GRID))
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.save)
        self._make()

    def choose(self, name: str) -> None:
        """Take another way than the first."""
        self.way.setCurrentText(name)
        self._make()

    def _make(self) -> None:
        self.save_button.setEnabled(False)
        self._session.fetch(self._ways[self.way.currentText()], self._made, self._failed)

    def _made(self, items: list[Item]) -> None:
        self.items = items
        self._show()
        if not items:
            self.words.say(_("Nothing would change."))
            return
        work = partial(run, self._session.book, self._command, items, True)
        self._session.run(work, self._tried, self._failed)

    def _tried(self, ran: Ran) -> None:
        self._mark(ran.refused)
        ready, others = self._counts()
        text = _("{ready} would be written, {refused} are refused and stay as they are.")
        parts = [text.format(ready=ready, refused=others), self._say, *few(ran.said)]
        self.words.say("  ".join(filter(None, parts)), "warn" if others or ran.said else "")
        self.save_button.setText(_("&Write {count}").format(count=ready))
        self.save_button.setEnabled(ready > 0)
        if ready:
            self.save_button.setFocus()

    def save(self) -> None:
        """Write what is not refused."""
        if self.save_button.isEnabled():
            self.save_button.setEnabled(False)
            work = partial(run, self._session.book, self._command, self.items, False)
            self._session.run(work, self._saved, self._failed)

    def _saved(self, ran: Ran) -> None:
        refused = ran.refused
        count = sum(item.is_ready for item in self.items) - len(refused)
        for at, item in enumerate(self.items):
            item.done = item.is_ready and at not in refused
        self._mark(refused)
        self.items = [item for item in self.items if not item.done]
        self._session.tell_changed(None)
        said = _("{count} written.").format(count=count)
        self._session.said.emit("  ".join([said, *few(ran.said)]))
        self.written.emit(count)
        if not self.items:
            self.close()
            return
        self._show()
        text = _("{said} {waiting} wait here with the reason; copy them to correct them.")
        self.words.say(text.format(said=said, waiting=len(self.items)), "warn")

    def _counts(self) -> tuple[int, int]:
        ready = sum(item.is_ready for item in self.items)
        return ready, len(self.items) - ready

    def _mark(self, refused: Mapping[int, Refusal]) -> None:
        for at, refusal in refused.items():
            self.items[at].refuse(refusal)
        self._show()

    def _show(self) -> None:
        lines = [Line(item, cell) for item in self.items for cell in item.cells]
        # What is refused stands first: it is what somebody has to look at
        self.table.load_all(sorted(lines, key=lambda line: not line.cell.problem))

    def _failed(self, error: Exception) -> None:
        self.words.fail(error)


def _red(line: Line) -> str:
    return "accent" if line.cell.problem else ""


def _columns() -> Sequence[Column]:
    def told(get: Callable[[Line], Any]) -> Callable[[Line], str]:
        return lambda line: str(get(line))

    return [
        Column(_("Record"), told(lambda line: line.item.title), 12, typed=True),
        Column(_("Field"), told(lambda line: line.cell.label), 7),
        Column(_("Value before"), told(lambda line: line.cell.before), 9, typed=True),
        Column(_("Value after"), told(lambda line: line.cell.after), 9, tone=_red, typed=True),
        Column(_("Why not"), told(lambda line: line.cell.problem), tone=_red),
    ]
