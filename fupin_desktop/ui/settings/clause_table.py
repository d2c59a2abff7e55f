"""Settings, the clauses of the papers (条款对照): what serves each, where it is found, which test proves it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit

from fupin_desktop.clauses.clause import PAPERS, SERVED, STATES, Clause
from fupin_desktop.clauses.loading import chosen, place_of, tab_in
from fupin_desktop.ledger.words import _, word
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row

_TOOK = "、"
_TABBED = ("reports", "settings")  # places whose tabs are opened by their titles


class ClauseTable(QFrame):
    """The list with its filters; the opened row shows everything; its screens are a click away."""

    wanted = Signal(str, object)  # the place of the window to go to, and its tab

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.paper = _box(_("Paper"), {"": _("all papers"), **PAPERS})
        self.state = _box(_("State"), {"": _("all states"), **{one: word("clause_state", one) for one in STATES}})
        self.text = QLineEdit()
        self.text.setAccessibleName(_("Find a clause"))
        self.text.setPlaceholderText(_("Number, place or word"))
        self.text.setClearButtonEnabled(True)
        for box in (self.paper, self.state):
            box.activated.connect(lambda _index: self.refresh())
        self.text.textChanged.connect(lambda _text: self.refresh())
        self.counts = label("", "small")
        self.table = Table(_columns(), _("Clauses of the papers"))
        self.table.setMinimumHeight(300)
        self.table.chosen.connect(lambda _one: self._show())
        self.table.opened.connect(lambda _one: self.go_there())
        self.go_button = button(_("&Go to its screen"), self.go_there, icon="forward")
        heading = row(label(_("Clauses of the papers"), "heading"), None, self.text, self.paper, self.state)
        self.setLayout(column(heading, self.counts, self.table, self._details(), margin=2 * GRID))

    def _details(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setColumnStretch(1, 1)
        titles = {
            "clause": _("Clause"), "demand": _("What it asks for"), "state": _("State"), "screens": _("Screens"),
            "commands": _("Commands"), "prints": _("Prints"), "tests": _("Proved by"),
        }  # fmt: skip
        self.told = {name: label("", wrap=True) for name in titles}
        for at, (name, title) in enumerate(titles.items()):
            grid.addWidget(label(title, "small"), at, 0)
            grid.addWidget(self.told[name], at, 1)
        grid.addLayout(row(self.go_button, None), len(titles), 1)
        return grid

    def refresh(self) -> None:
        """The clauses that are asked for; how many of them are served."""
        found = list(
            chosen(state=self.state.currentData(), paper=self.paper.currentData(), text=self.text.text().strip())
        )
        self.table.load_all(found)
        told = _("{count} clauses: {states}")
        states = _TOOK.join(f"{word('clause_state', one)} {sum(c.state == one for c in found)}" for one in STATES)
        self.counts.setText(told.format(count=len(found), states=states))
        if found:
            self.table.selectRow(0)
        self._show()

    def _show(self) -> None:
        one: Clause | None = self.table.current()
        self.go_button.setEnabled(one is not None and _place(one) is not None)
        shown = {} if one is None else _told(one)
        for name, line in self.told.items():
            line.setText(shown.get(name) or "—")

    def go_there(self) -> None:
        """Bring the first screen of the chosen clause to the front."""
        one: Clause | None = self.table.current()
        if one is not None and (found := _place(one)) is not None:
            self.wanted.emit(*found)


def _place(one: Clause) -> tuple[str, str | None] | None:
    """The first screen that lies in a place of the window, with its tab where the place has tabs by name."""
    for screen in one.screens:
        if (place := place_of(screen)) is not None:
            return place, tab_in(screen) if place in _TABBED else None
    return None


def _told(one: Clause) -> dict[str, str]:
    return {
        "clause": f"{one.id} · {one.cited}",
        "demand": one.demand,
        "state": one.state_words,
        "screens": "；".join(one.screens),
        "commands": _TOOK.join(one.commands),
        "prints": _TOOK.join(one.prints),
        "tests": "\n".join(one.tests),
    }


def _columns() -> list[Column]:
    return [
        Column(_("Clause No."), lambda one: one.id, 5),
        Column(_("Clause"), lambda one: one.cited, 13),
        Column(_("What it asks for"), lambda one: one.demand),
        Column(_("State"), lambda one: one.state_words, 10, tone=lambda one: "good" if one.state == SERVED else ""),
        Column(_("Screens"), lambda one: "；".join(one.screens), 12, spare=True),
    ]


def _box(name: str, choices: dict[str, str]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for code, text in choices.items():
        made.addItem(text, code)
    return made
