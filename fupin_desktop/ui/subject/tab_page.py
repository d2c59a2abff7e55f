"""A tab of a file: its sections under each other, made when the tab is first looked at."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.ledger.declared.tab import (
    CaseBoard,
    Charted,
    FigureStrip,
    Records,
    ScoreList,
    ScoreTrend,
    Tab,
    Timeline,
)
from fupin_desktop.ledger.declared.tab import Section as Placed
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.subjects import HISTORY, Subject, parent_of
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.turns import Turns
from fupin_desktop.ui.frame.watch.watchers import resting
from fupin_desktop.ui.subject.sections.chart_section import ChartSection
from fupin_desktop.ui.subject.sections.form_section import FormSection
from fupin_desktop.ui.subject.sections.history_section import HistorySection
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.subject.sections.paged_section import PagedSection
from fupin_desktop.ui.subject.sections.score_list_section import ScoreListSection
from fupin_desktop.ui.subject.sections.score_section import ScoreSection
from fupin_desktop.ui.subject.sections.section import Maker, Section, board_of
from fupin_desktop.ui.subject.sections.strip_section import StripSection
from fupin_desktop.ui.subject.sections.timeline_section import TimelineSection
from fupin_desktop.ui.widgets.parts import GRID, column, empty

_LATER = N_("Not in this version. {what}")


class TabPage(QWidget):
    """The sections of one tab; `hand_made` names makers for kinds whose list another section shows better.

    The boards of cases come that way, too (`section.board_of`): cases are known above this room.
    """

    opened = Signal(str, object)

    def __init__(self, session: Session, subject: Subject, tab: Tab, hand_made: Mapping[str, Maker]) -> None:
        super().__init__()
        self._session, self._subject, self.tab, self._hand_made = session, subject, tab, hand_made
        self.sections: list[Section] = []
        self._made = False
        self._turn = 0
        self._turns = Turns(self)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def _make(self) -> None:
        """The sections, at the first look."""
        self._made = True
        self.sections = [self._section(placed) for placed in self._alone()]
        if self.tab.name == HISTORY:
            self.sections.append(HistorySection(self._session))
        for section in self.sections:
            section.opened.connect(self.opened)
        _hang_on(self.sections)
        lettered = [section for section in self.sections if section.findChildren(QPushButton)]
        for section in lettered[1:]:
            section.drop_mnemonics()
        # In turns of the loop of their own: sixty editors are dressed when they get their place
        box = self._beginning()
        self._turns.take(*(partial(box.addWidget, section) for section in self.sections))

    def _beginning(self) -> QBoxLayout:
        """The box in which the sections get their places; without any, it says why nothing stands here."""
        if not self.sections:
            words = _(_LATER).format(what=_(self.tab.later)) if self.tab.later else _("Nothing stands here yet.")
            self._box.addWidget(empty(words))
            return self._box
        # A score is as high as its rows: in a low window it is scrolled, as several sections are
        if len(self.sections) > 1 or isinstance(self.sections[0], ScoreSection):
            for one in self.sections:
                if isinstance(one, ListSection):
                    one.stack.is_low = True
            return _under_each_other(self._box)
        (alone,) = self.sections
        if isinstance(alone, ListSection | PagedSection):
            alone.heading.hide()
        return self._box

    def _alone(self) -> list[Placed]:
        """What stands here, without kinds that a section made by hand shows together with the first of them."""
        by_hand = [self._by_hand(placed) for placed in self.tab.sections]
        placed = zip(self.tab.sections, by_hand, strict=True)
        return [one for at, (one, maker) in enumerate(placed) if maker is None or maker not in by_hand[:at]]

    def _by_hand(self, placed: Placed) -> Maker | None:
        if isinstance(placed, CaseBoard):
            return self._hand_made[board_of(placed.kind)]
        return self._hand_made.get(placed.kind) if isinstance(placed, Records) and not placed.via else None

    def _section(self, placed: Placed) -> Section:
        if (made := self._by_hand(placed)) is not None:
            return made(self._session)
        match placed:
            case Charted():
                return ChartSection(self._session, placed)
            case FigureStrip():
                return StripSection(self._session, placed)
            case Timeline():
                return TimelineSection(self._session)
            case ScoreTrend():
                return ScoreSection(self._session, placed)
            case ScoreList():
                return ScoreListSection(self._session, placed)
            case Records(kind=kind, via=""):
                if kind == self._subject.kind:
                    return FormSection(self._session, self._subject.cls)
        assert isinstance(placed, Records)
        return ListSection(self._session, placed, self._subject.cls)

    def refresh(self, id: Dot) -> None:
        """Read the subject and all its sections off the window's thread, then show them."""
        if not self._made:
            with resting():
                self._make()
        self._turn += 1
        turn, sections = self._turn, list(self.sections)

        def read(reader: Reader) -> tuple[int, Record, list[Any]]:
            subject = reader.get(self._subject.cls, id)
            return turn, subject, [section.read(reader, subject) for section in sections]

        self._session.fetch(read, self._show)

    def _show(self, found: tuple[int, Record, list[Any]]) -> None:
        turn, subject, read = found
        if turn != self._turn:
            return
        for section, what in zip(self.sections, read, strict=True):
            section.show_read(subject, what)


def _hang_on(sections: list[Section]) -> None:
    """A list of what hangs on the records of another list of the tab knows which of them is chosen there."""
    lists = [one for one in sections if isinstance(one, ListSection)]
    for one in lists:
        above = next((other for other in lists if other is not one and parent_of(one.cls) is other.cls), None)
        if above is not None:
            one.above = above.table.current


def _under_each_other(box: QBoxLayout) -> QBoxLayout:
    inner, area = QWidget(), QScrollArea()
    made = column(gap=2 * GRID)
    inner.setLayout(made)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    box.addWidget(area)
    return made
