"""The file of a subject: a strip over tabs; each tab is made, and reads, when it is looked at."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.showing import NOTHING, shown
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.subjects import Subject, tabs_of
from fupin_desktop.titles import link_titles, telling, title_of
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.sections.section import Maker
from fupin_desktop.ui.subject.tab_page import TabPage
from fupin_desktop.ui.widgets.facts import Fact, Facts
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, plain, row
from fupin_desktop.ui.widgets.tabs import Tabs
from fupin_desktop.ui.widgets.wrapping import Wrapping

_AROUND = 7  # steps of the grid that the icon and the edges of a button take beside its words
_NAME = 18  # steps of the grid kept for a name and a stamp that are not read yet
_TOLD = 6  # facts of the strip that is made from the declaration


class Strip(QFrame):
    """What a subject is, and its first facts; made from the declaration.  `read` touches no widget."""

    def __init__(self, session: Session, *acts: QPushButton) -> None:
        super().__init__()
        self.session = session
        self.setProperty("role", "strip")
        self.name = label("", "title")
        self.stamp = label("", "stamp")
        self.stamp.hide()
        self.gone = label("", tone="warn")
        self.facts = Facts()
        self._acts = {one: one.text() for one in acts}
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for part in (row(self.name, self.stamp, self.gone, None, gap=2 * GRID), Wrapping(None, *acts)):
            self._head.addLayout(part)
        self.setLayout(column(self._head, self.facts, margin=GRID))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The acts stand under the name where both have no room beside each other: no word of theirs is cut.

        Where they would need two lines of their own they show their icons alone, and keep their keys.
        """
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """Another name may need another place."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        shown = [(one, text) for one, text in self._acts.items() if not one.isHidden()]
        words = self.fontMetrics()
        asked = sum(words.horizontalAdvance(plain(text)) + _AROUND * GRID for _one, text in shown)
        for one, text in shown:
            told = text if asked < self.width() or one.icon().isNull() else ""
            if one.text() != told:
                one.setText(told)
                one.setShortcut(QKeySequence.mnemonic(text))
                one.setToolTip(one.toolTip() or plain(text))
        name, acts = (self._head.itemAt(at).sizeHint().width() for at in range(2))  # type: ignore[union-attr]  # both
        fits = max(name, _NAME * GRID) + acts + 3 * GRID < self.width()
        beside, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._head.setDirection(beside if fits else under)

    def read(self, reader: Reader, subject: Record) -> Any:
        """The title and the facts."""
        fields = fields_of(type(subject))
        naming = {field.name for field in telling(type(subject))}
        told = [name for name in fields if name not in naming and getattr(subject, name) not in (None, ())]
        facts = [Fact(_(fields[name].label), self._told(reader, subject, fields[name])) for name in told[:_TOLD]]
        return title_of(reader, subject, self.session.today), facts

    def _told(self, reader: Reader, subject: Record, field: Field) -> str:
        value = getattr(subject, field.name)
        if field.kind is not Kind.LINK:
            return shown(field, value)
        names = link_titles(reader, field, value if field.many else (value,), self.session.today)
        return "、".join(names.values()) or NOTHING

    def show_read(self, found: Any) -> None:
        """Show what was read."""
        title, facts = found
        self.name.setText(title)
        self.facts.show_facts(facts)


class SubjectFile(QFrame):
    """Everything of one subject.  `opened` asks for the file of another.

    `hand_made` names makers of sections by kind, `make_strip` gets the session and the button that leads back.
    """

    left = Signal()
    opened = Signal(str, object)

    def __init__(
        self,
        session: Session,
        subject: Subject,
        hand_made: Mapping[str, Maker],
        make_strip: Callable[..., Strip],
    ) -> None:
        super().__init__()
        self._session, self.subject = session, subject
        self._id = Dot(0)
        self._turn = 0
        self.back_button = button(_("&Back to the list"), self.left.emit, icon="back", kind="flat")
        self.strip = make_strip(session, self.back_button)
        self.tabs = Tabs(_(subject.cls.label))
        self.tabs.setDocumentMode(True)
        self.pages = [TabPage(session, subject, tab, hand_made) for tab in tabs_of(subject.kind)]
        for page in self.pages:
            self.tabs.addTab(page, _(page.tab.title))
            page.opened.connect(self.opened)
        self.tabs.currentChanged.connect(lambda _index: self._show_tab())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self.strip)
        box.addWidget(self.tabs, 1)
        QShortcut(QKeySequence.StandardKey.Cancel, self, self.left.emit)

    @property
    def id(self) -> Dot:
        """Whose file is open."""
        return self._id

    def page(self, name: str) -> TabPage:
        """The tab of this name."""
        return next(page for page in self.pages if page.tab.name == name)

    def show_subject(self, id: int) -> None:
        """Open the file of this subject at its first tab."""
        self._id = Dot(id)
        self.tabs.setCurrentIndex(0)
        self.refresh()
        self.tabs.tabBar().setFocus()

    def refresh(self) -> None:
        """Read the strip and the tab in front."""
        if self._id:
            self._turn += 1
            turn, id = self._turn, self._id

            def read(reader: Reader) -> tuple[int, Any]:
                return turn, self.strip.read(reader, reader.get(self.subject.cls, id))

            self._session.fetch(read, self._show_strip)
            self._show_tab()

    def _show_strip(self, found: tuple[int, Any]) -> None:
        turn, read = found
        if turn == self._turn:
            self.strip.show_read(read)

    def show_tab(self, name: str) -> None:
        """Bring the tab of this name to the front, where there is one."""
        at = next((at for at, page in enumerate(self.pages) if page.tab.name == name), None)
        if at is not None:
            self.tabs.setCurrentIndex(at)

    def _show_tab(self) -> None:
        if self._id:
            self.pages[self.tabs.currentIndex()].refresh(self._id)
