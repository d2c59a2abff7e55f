"""Plans (一户一法): the measures of a year as a board by state or as a list; last year's are copied from here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from PySide6.QtWidgets import QComboBox, QStackedWidget, QToolButton, QWidget

from fupin_desktop.benefits.commands import copy_cards
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import integer
from fupin_desktop.ledger.notation.showing import NOTHING, yuan
from fupin_desktop.ledger.words import N_, _, word, words
from fupin_desktop.plans.commands import confirm_measure, copy_year
from fupin_desktop.plans.model import YearMeasure
from fupin_desktop.plans.rules import CANCELLED, DOING, DONE, PLANNED
from fupin_desktop.store.lists.arranged import Base
from fupin_desktop.store.lists.measures import (
    UNCONFIRMED,
    MeasureRow,
    Wanted,
    count_measures,
    measure_base,
    measure_rows,
    measure_years,
    measures,
)
from fupin_desktop.store.lists.queries import villages
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.forms.asking import Asking, of_fields
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.page import HOMES, Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.store_pages import StorePages
from fupin_desktop.ui.plans.measure import open_measure
from fupin_desktop.ui.subject.home_columns import keyed
from fupin_desktop.ui.widgets.board import Board
from fupin_desktop.ui.widgets.cards import Card
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, empty, row
from fupin_desktop.ui.widgets.shown import person

_COLUMNS = {
    UNCONFIRMED: N_("To be confirmed"),
    PLANNED: N_("Planned"),
    DOING: N_("Under way"),
    DONE: N_("Finished"),
    CANCELLED: N_("Given up"),
}
_ON_BOARD = 200  # cards of a column; its heading tells how many there are
_BOARD, _LIST, _EMPTY = 0, 1, 2
_FROM = integer(N_("From the year"), low=2016, high=2100, required=True, name="from")
_TO = integer(N_("To the year"), low=2016, high=2100, required=True, name="to")


class PlansPage(Page):
    """Filters by year, village and kind; Enter opens a measure."""

    shows: ClassVar[frozenset[str] | None] = HOMES | {"year_measure", "measure_progress"}

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Plans"))
        self.year, self.village, self.category = QComboBox(), QComboBox(), QComboBox()
        for box, title in ((self.year, _("Year")), (self.village, _("Village")), (self.category, _("Kind of measure"))):
            box.setAccessibleName(title)
            box.setMinimumContentsLength(6)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(lambda _index: self.refresh())
            self.top.addWidget(box)
        self.year.addItem(_("All years"), None)
        self.village.addItem(_("All villages"), "")
        self.category.addItem(_("All kinds"), "")
        for code in words("measure_cat"):
            self.category.addItem(word("measure_cat", code), code)
        self.as_list = QToolButton()
        self.as_list.setText(_("List"))
        self.as_list.setAccessibleName(_("List"))
        self.as_list.setProperty("kind", "chip")
        self.as_list.setCheckable(True)
        self.as_list.toggled.connect(lambda _on: self.refresh())
        self.copy_button = button(_("&Copy a year…"), self.copy)
        self.cards_button = button(_("Copy &policy cards…"), self.copy_policies)
        guard(session, "record.write", self.copy_button, self.cards_button)
        self.top.addWidget(self.as_list)
        self.top.addWidget(self.copy_button)
        self.top.addWidget(self.cards_button)
        self.board = Board({name: _(title) for name, title in _COLUMNS.items()})
        self.board.opened.connect(self.open)
        self.table = Table(_columns(session), _("Plans"))
        self.table.opened.connect(lambda found: self.open(found.id))
        self.confirm_button = button(_("&Households were asked"), self.confirm, icon="check", kind="primary")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.board)
        self.stack.addWidget(self._list())
        self.stack.addWidget(
            empty(_("No measure yet. Open a household's file and set its measures of the year; copy them next year."))
        )
        self.fill(self.stack)

    def _list(self) -> QWidget:
        made = QWidget()
        made.setLayout(column(self.table, row(None, self.confirm_button), gap=GRID))
        return made

    def refresh(self) -> None:
        """Deal the cards anew, or read the list from its beginning."""
        wanted, as_list, first = self._wanted(), self.as_list.isChecked(), self.year.count() == 1
        self.load(lambda reader: _read(reader, wanted, as_list=as_list, newest=first), self._show)

    def _show(self, found: "_Read") -> None:
        self._name_choices(found)
        wanted = found.wanted
        if not found.counts and wanted == Wanted():
            self.stack.setCurrentIndex(_EMPTY)
        elif self.as_list.isChecked():
            pages = StorePages(self.session, lambda reader: self._base(reader, wanted), measure_rows, self.table)
            first = self.pages(found.listed, lambda reader, last: measures(reader, wanted, after=last))
            self.table.load(first, pages)
            self.stack.setCurrentIndex(_LIST)
        else:
            for name in _COLUMNS:
                self.board.deal(name, [self._card(one) for one in found.dealt.get(name, ())], found.counts.get(name, 0))
            self.stack.setCurrentIndex(_BOARD)

    def _base(self, reader: Reader, wanted: Wanted) -> Base:
        return measure_base(reader, wanted, self.session.today, lambda column: _(_COLUMNS.get(column, column)))

    def _wanted(self) -> Wanted:
        return Wanted(self.year.currentData(), self.village.currentData(), self.category.currentData())

    def _card(self, one: MeasureRow) -> Card:
        kind = word("measure_cat", one.category or "")
        head = person(one.head, one.head_born, self.session.today)
        how_far = f"{one.percent} %" if one.column == DOING else ""
        parts = (how_far, one.village or "", "" if self.year.currentData() else str(one.year or NOTHING))
        return Card(
            f"{head}  {kind}",
            (one.content or "", " · ".join(part for part in parts if part)),
            _("Overdue") if _late(self.session, one) else "",
            one.id,
        )

    def _name_choices(self, found: "_Read") -> None:
        for year in found.years:
            if self.year.findData(year) < 0:
                self.year.addItem(str(year), year)
        if found.wanted.year is not None:
            self.year.setCurrentIndex(max(0, self.year.findData(found.wanted.year)))
        for code, name in found.villages:
            if self.village.findData(code) < 0:
                self.village.addItem(name, code)

    # --- acts -------------------------------------------------------------------------------------------------------

    def open(self, what: object) -> None:
        """Open the measure with this id."""
        if isinstance(what, int):
            open_measure(self.session, Dot(what), self, self.go.emit)

    def confirm(self) -> None:
        """The households of the chosen rows were asked."""
        ids = [one.id for one in self.table.selection() if one.column == UNCONFIRMED]

        def act(ledger: BookLedger) -> object:
            return [confirm_measure(ledger, ledger.get(YearMeasure, id)) for id in ids]

        if ids:
            self.session.command("measure.confirm", act)
        else:
            self.session.said.emit(_("None of the chosen measures waits to be confirmed."))

    def copy(self) -> Asking:
        """Ask which year's measures are copied to which; of the chosen village, or of all."""
        this, village = self.session.today.year, self.village.currentData()

        def act(ledger: BookLedger, values: dict[str, int]) -> int:
            homes = _homes(ledger, village) if village else None
            return len(copy_year(ledger, from_year=values["from"], to_year=values["to"], households=homes))

        asking = Asking(
            self.session,
            _("Copy the measures of a year"),
            of_fields({"from": (_FROM, this - 1), "to": (_TO, this)}),
            "measure.copy",
            act,
            say=_("Copies wait to be confirmed: ask each household before you count on them. Of: {village}.").format(
                village=self.village.currentText()
            ),
            done=self._copied,
            parent=self,
        )
        asking.open()
        return asking

    def _copied(self, count: int) -> None:
        self.session.said.emit(_("{count} measures copied; they wait to be confirmed.").format(count=count))

    def copy_policies(self) -> Asking:
        """Ask from which year's policy cards those of another year are started; of the chosen village, or of all."""
        this, village = self.session.today.year, self.village.currentData()

        def act(ledger: BookLedger, values: dict[str, int]) -> int:
            homes = _homes(ledger, village) if village else None
            return len(copy_cards(ledger, from_year=values["from"], to_year=values["to"], households=homes))

        say = _("What households are entitled to is copied; nothing of it counts as received yet. Of: {village}.")
        asking = Asking(
            self.session,
            _("Start the policy cards of a year"),
            of_fields({"from": (_FROM, this - 1), "to": (_TO, this)}),
            "benefit.copy",
            act,
            say=say.format(village=self.village.currentText()),
            done=lambda count: self.session.said.emit(_("{count} policies copied.").format(count=count)),
            parent=self,
        )
        asking.open()
        return asking

    def start_focus(self) -> None:
        """The board or the list."""
        if self.stack.currentIndex() == _BOARD:
            self.board.start_focus()
        else:
            self.table.setFocus()


@dataclass(frozen=True)
class _Read:
    """What the page shows, read at one moment: the cards of the board, or the first page of the list."""

    wanted: Wanted
    counts: Mapping[str, int]
    years: Sequence[int]
    villages: Sequence[tuple[str, str]]
    dealt: Mapping[str, list[MeasureRow]]
    listed: list[MeasureRow]


def _read(reader: Reader, wanted: Wanted, *, as_list: bool, newest: bool) -> _Read:
    """Of the newest year where none could be chosen yet."""
    years = measure_years(reader)
    wanted = replace(wanted, year=years[0]) if newest and years else wanted
    counts = count_measures(reader, wanted)
    on_board = [name for name in _COLUMNS if counts.get(name) and not as_list]
    dealt = {name: measures(reader, wanted, name, limit=_ON_BOARD) for name in on_board}
    listed = measures(reader, wanted, after=None) if as_list else []
    return _Read(wanted, counts, years, villages(reader), dealt, listed)


def _homes(ledger: BookLedger, village: str) -> list[Dot]:
    return [home.id for home in ledger.find(Household, village_code=village) if home.id is not None]


def _late(session: Session, one: MeasureRow) -> bool:
    last = one.due or f"{one.year}-12-31"
    return one.column in (UNCONFIRMED, PLANNED, DOING) and last < session.today.isoformat()


def _columns(session: Session) -> list[Column]:
    return [
        Column(_("Head"), lambda r: person(r.head, r.head_born, session.today), 6, key="head"),
        Column(_("Village"), lambda r: r.village or NOTHING, 9, spare=True, key="village"),
        Column(_("Year"), lambda r: str(r.year), 3, **keyed(YearMeasure, "year", lambda r: r.year)),
        Column(
            _("Kind of measure"), lambda r: word("measure_cat", r.category or ""), 6,
            **keyed(YearMeasure, "category", lambda r: r.category),
        ),
        Column(
            _("Content"), lambda r: (r.content or NOTHING).replace("\n", " "), typed=True,
            **keyed(YearMeasure, "content", lambda r: r.content),
        ),
        Column(
            _("Planned funds"), lambda r: _yuan(r.planned_fund), 6, right=True, spare=True,
            **keyed(YearMeasure, "planned_fund", lambda r: r.planned_fund),
        ),
        Column(_("Done"), lambda r: f"{r.percent} %", 4, right=True, key="done"),
        Column(
            _("Due"), lambda r: r.due or NOTHING, 7, tone=lambda r: "accent" if _late(session, r) else "",
            **keyed(YearMeasure, "due", lambda r: r.due),
        ),
        Column(_("State"), lambda r: _(_COLUMNS.get(r.column, r.column)), 5, key="column"),
    ]  # fmt: skip


def _yuan(fen: int | None) -> str:
    return NOTHING if fen is None else yuan(fen)
