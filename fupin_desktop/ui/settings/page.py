"""Settings: how the window looks and speaks and when it locks, which book this is, who opens it, its backups."""

from collections.abc import Iterable
from functools import cached_property
from typing import ClassVar, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.watch.watchers import resting
from fupin_desktop.ui.settings.backups import Backups
from fupin_desktop.ui.settings.checking import Checking
from fupin_desktop.ui.settings.clause_table import ClauseTable
from fupin_desktop.ui.settings.devices import Devices
from fupin_desktop.ui.settings.documents import Documents
from fupin_desktop.ui.settings.entry_lists import ScreeningLists, VerificationRounds
from fupin_desktop.ui.settings.figure_check import FigureCheck
from fupin_desktop.ui.settings.handing_over import HandingOver
from fupin_desktop.ui.settings.keyholders import Keyholders
from fupin_desktop.ui.settings.office_keys import OfficeKeys
from fupin_desktop.ui.settings.parameters import Parameters
from fupin_desktop.ui.settings.rights import Rights
from fupin_desktop.ui.settings.standards import Standards
from fupin_desktop.ui.widgets.parts import GRID, button, column, frame, label, row
from fupin_desktop.ui.widgets.tabs import Tabs, choose_tab
from fupin_desktop.villages.model import Village

_POLICY, _WHO, _CLAUSES, _ENTRY = 1, 2, 3, 4  # the tabs whose cards are made at the first look
_MINUTES = (5, 10, 15, 20, 30, 45, 60)
_Card: TypeAlias = (
    Parameters | Documents | Standards | Rights | ClauseTable | FigureCheck | ScreeningLists | VerificationRounds
)
_LANGUAGES = (("zh_CN", "中文"), ("en", "English"))


class SettingsPage(Page):
    """`dressed` tells that language, size or scheme was chosen; the shell dresses anew."""

    shows: ClassVar[frozenset[str] | None] = frozenset(
        {"policy_document", "policy_parameter", "housing_standard", "waiver", "grant", "decision", "day_confirmation"}
        | {"screening_item", "verification_round"}
    )

    dressed = Signal(object)
    locked = Signal()

    def __init__(self, session: Session, prefs: Prefs) -> None:
        super().__init__(session, _("Settings"))
        self._prefs = prefs
        self.language = _box(_("Language"), _LANGUAGES, prefs.language)
        sizes = (("small", _("small")), ("medium", _("medium")), ("large", _("large")))
        self.text_size = _box(_("Text size"), sizes, prefs.size)
        self.dark = QCheckBox(_("&Dark"))
        self.dark.setAccessibleName(_("Dark"))
        self.dark.setChecked(prefs.dark)
        self.lock_button = button(_("&Lock now"), self.locked.emit, icon="lock")
        self.language.activated.connect(lambda _index: self._chosen())
        self.text_size.activated.connect(lambda _index: self._chosen())
        self.dark.toggled.connect(lambda _on: self._chosen())
        self.minutes = _box(_("Lock after"), tuple(_minutes(n) for n in _MINUTES), str(prefs.lock_minutes))
        self.minutes.activated.connect(lambda _index: self._chosen())
        self.keyholders, self.backups, self.devices = Keyholders(session), Backups(session), Devices(session)
        self.office_keys = OfficeKeys(session)
        self.checking = Checking(session)
        self.handing_over = HandingOver(session)
        office = (self.devices, self.office_keys, self.keyholders, self.backups, self.handing_over, self.checking)
        self.tabs = Tabs(_("Settings"))
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Settings"))
        self.tabs.addTab(_scrolled(self._looks(), self._book(), *office), _("This book"))
        self._later = {tab: _scrolled() for tab in (_POLICY, _WHO, _CLAUSES, _ENTRY)}
        self.tabs.addTab(self._later[_POLICY], _("Policy parameters"))
        self.tabs.addTab(self._later[_WHO], _("Who may do what"))
        self.tabs.addTab(self._later[_CLAUSES], _("Clauses served"))
        self.tabs.addTab(self._later[_ENTRY], _("Identification and verification"))
        self.tabs.currentChanged.connect(self._look_at)
        self.fill(self.tabs)

    @cached_property
    def parameters(self) -> Parameters:
        """The card of policy parameters, made when its tab is first looked at, as the three below."""
        return Parameters(self.session)

    @cached_property
    def documents(self) -> Documents:
        """The card of policy documents."""
        return Documents(self.session)

    @cached_property
    def standards(self) -> Standards:
        """The card of subsidy standards."""
        return Standards(self.session)

    @cached_property
    def rights(self) -> Rights:
        """The card of who may do what."""
        return Rights(self.session)

    @cached_property
    def screening(self) -> ScreeningLists:
        """The card of the screening lists."""
        return ScreeningLists(self.session)

    @cached_property
    def rounds(self) -> VerificationRounds:
        """The card of the rounds of verification."""
        return VerificationRounds(self.session)

    @cached_property
    def clauses(self) -> ClauseTable:
        """The card of the clauses of the papers."""
        made = ClauseTable()
        made.wanted.connect(self.go)
        return made

    @cached_property
    def figures(self) -> FigureCheck:
        """The card of the papers' figures."""
        return FigureCheck(self.session)

    def _look_at(self, tab: int) -> None:
        """Make the cards of a tab at the first look: lists nobody looks at would hold up the opening of this page."""
        area = self._later.pop(tab, None)
        if area is None:
            return
        with resting():
            area.setWidget(_under_each_other(self._cards(tab)))
        for card in self._cards(tab):
            card.refresh()

    def _cards(self, tab: int) -> tuple[_Card, ...]:
        if tab == _ENTRY:
            return (self.screening, self.rounds)
        if tab == _POLICY:
            return (self.parameters, self.documents, self.standards)
        return (self.rights,) if tab == _WHO else (self.clauses, self.figures)

    def refresh(self) -> None:
        """Users, the sheet and backups as they are now."""
        book = self.session.book
        self.load(lambda reader: _office(book, reader), self.office.setText)
        for tab in {_POLICY, _WHO, _ENTRY} - self._later.keys():
            for card in self._cards(tab):
                card.refresh()
        self.devices.refresh()
        self.office_keys.refresh()
        self.keyholders.refresh()
        self.backups.refresh()

    def _looks(self) -> QWidget:
        named = row(
            column(label(_("Language"), "label"), self.language, gap=2),
            column(label(_("Text size"), "label"), self.text_size, gap=2),
            column(label(_("Colours"), "label"), self.dark, gap=2),
            column(label(_("Lock after"), "label"), self.minutes, gap=2),
            None,
            gap=3 * GRID,
        )
        # In a line of its own: beside the others it went over the edge in large English letters at 1024
        return frame(column(label(_("This window"), "heading"), named, row(self.lock_button, None), margin=2 * GRID))

    def _book(self) -> QWidget:
        book = self.session.book
        me = book.identity
        facts = [
            (_("Name of the place"), me.name),
            (_("Division code"), me.division),
            (_("File"), book.path.name),
            (_("User"), book.user),
            (_("Office"), ""),
        ]
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setColumnStretch(1, 1)
        for at, (title, text) in enumerate(facts):
            grid.addWidget(label(title, "small"), at, 0)
            # The last one, the office, is read each time the page is looked at
            self.office: QLabel = label(text, wrap=True)
            grid.addWidget(self.office, at, 1)
        return frame(column(label(_("This book"), "heading"), grid, margin=2 * GRID))

    def _chosen(self) -> None:
        self._prefs.language = self.language.currentData()
        self._prefs.size = self.text_size.currentData()
        self._prefs.dark = self.dark.isChecked()
        self._prefs.lock_minutes = int(self.minutes.currentData())
        self.dressed.emit(self._prefs)

    def open(self, what: object) -> None:
        """Show the parameters of a year, or the tab of a title."""
        if isinstance(what, str):
            choose_tab(self.tabs, what)
        if isinstance(what, int):
            self.tabs.setCurrentIndex(_POLICY)
            self.parameters.show_year(what)

    def start_focus(self) -> None:
        """The language."""
        self.language.setFocus()


def _scrolled(*cards: QWidget) -> QScrollArea:
    """Cards under each other, to be scrolled; without any they come later."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    if cards:
        area.setWidget(_under_each_other(cards))
    return area


def _under_each_other(cards: Iterable[QWidget]) -> QWidget:
    inner = QWidget()
    inner.setLayout(column(*cards, None, margin=GRID, gap=2 * GRID))
    return inner


def _minutes(count: int) -> tuple[str, str]:
    return str(count), _("{minutes} minutes").format(minutes=count)


def _box(name: str, choices: tuple[tuple[str, str], ...], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setMinimumWidth(120)
    for code, text in choices:
        box.addItem(text, code)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def _office(book: Book, reader: Reader) -> str:
    """The office by its place, as the roster names it; a laptop that joined just now shows it at once."""
    me = book.identity
    if me.office is None:
        return _("none: it answers to nobody above") if me.is_office else _("not joined")
    place = me.office_division
    towns = {(one.code or "")[: len(place)]: one.town or one.county or "" for one in reader.find(Village) if place}
    with book.exchange() as shelf:
        said = [one.person for one in shelf.roster.devices.values() if one.office and one.office.id == me.office.id]
    names = dict.fromkeys(name for name in (towns.get(place, ""), *said) if name)
    return " · ".join((*names, place)) if names else place or _("joined")
