"""What a visit touches beside itself: how far due measures are, and the income of the year, in the same panel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from fupin_desktop.households.model import Household
from fupin_desktop.incomes.commands import enter_income
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.notation.showing import plain_value, yuan
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _, word
from fupin_desktop.plans.commands import report_progress
from fupin_desktop.plans.model import MeasureProgress, YearMeasure
from fupin_desktop.plans.rules import RUNNING, is_overdue, reached
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, clear, label
from fupin_desktop.visits.commands import log_visit
from fupin_desktop.visits.model import FollowUpTask, Visit

_MEASURES = 4  # measures of a household that the panel shows, those due first
_INCOME = ("wage", "business", "property", "transfer")
_LONG = 18
_WIDE = 340  # beside the panel: both fit into a window of 1024


@dataclass(frozen=True)
class Known:
    """What the book holds of a household, as its user saw it."""

    measures: tuple[tuple[YearMeasure, int], ...]  # each with the percentage it has reached
    income: IncomeYear


@dataclass(frozen=True)
class Touched:
    """What was typed: the percentage of each measure, and the income as it is meant to be; None where nothing was."""

    progress: tuple[tuple[YearMeasure, int], ...] = ()
    income: IncomeYear | None = None


def known_of(reader: Reader, household: Dot, today: date, year: int) -> Known:
    """The running measures of a household, those due first, and its income of `year`, or an empty one."""
    found = [one for one in reader.find(YearMeasure, household=household) if one.state in RUNNING]
    found.sort(key=lambda one: (not is_overdue(one, today), one.due or date.max, one.id or 0))
    steps = {one.id: reader.find(MeasureProgress, measure=one.id) for one in found[:_MEASURES]}
    incomes = reader.find(IncomeYear, household=household, year=year)
    home = next(iter(reader.find(Household, id=household)), Household())
    empty = IncomeYear(household=household, year=year, persons=home.persons)
    measures = tuple((one, reached(steps[one.id])) for one in found[:_MEASURES])
    return Known(measures, incomes[0] if incomes else empty)


def log_with(ledger: Ledger, facts: Mapping[str, Any], touched: Touched) -> tuple[Visit, list[FollowUpTask]]:
    """Log a visit, and what was touched on it, as one act: each through its own command, which may refuse the whole.

    The visit names the income, and the measure where it was one alone; the progress names the visit.
    """
    links: dict[str, Any] = {}
    if touched.income is not None:
        links["income_update"] = enter_income(ledger, touched.income).id
    if len(touched.progress) == 1:
        links["measure_link"] = touched.progress[0][0].id
    visit, tasks = log_visit(ledger, **facts, **links)
    for measure, percent in touched.progress:
        report_progress(
            ledger, measure, date=visit.date or ledger.today, percent=percent, note=visit.findings, visit=visit.id
        )
    return visit, tasks


class TouchedPanel(QWidget):
    """A line for each running measure, and the income of the year; empty while no household is chosen."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._known: Known | None = None
        self._household: int | None = None
        self.percents: list[QLineEdit] = []
        self.amounts: dict[str, QLineEdit] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 2 * GRID, 2 * GRID, 2 * GRID)
        self.setFixedWidth(_WIDE)
        self.grid.setHorizontalSpacing(GRID)
        self.grid.setVerticalSpacing(4)
        self.grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.show_household(None)

    def show_household(self, household: int | None, day: date | None = None) -> None:
        """Show what this household has, with its income of the year of `day` (today's for None); nothing for None."""
        today = self._session.today
        year = (day or today).year
        self._household = household
        self._known = (
            self._session.read(lambda reader: known_of(reader, Dot(household), today, year)) if household else None
        )
        clear(self.grid)
        self.percents, self.amounts = [], {}
        if self._known is not None:
            self._show(self._known, today)
        else:
            self.grid.addWidget(label(_("Choose the household first."), "small", wrap=True), 0, 0)

    def show_day(self, day: date) -> None:
        """The visit was on this day: the income is that of its year; what was typed stays."""
        if self._known is None or self._known.income.year == day.year:
            return
        typed = self.typed()
        self.show_household(self._household, day)
        self.put_typed(typed)

    def _show(self, known: Known, today: date) -> None:
        for at, (measure, percent) in enumerate(known.measures):
            late = is_overdue(measure, today)
            parts = (word("measure_cat", measure.category or ""), _short(measure.content), _("Overdue") if late else "")
            told = label(" · ".join(part for part in parts if part), "small", tone="warn" if late else "", wrap=True)
            self.grid.addWidget(told, 2 * at, 0, 1, 2)
            line = QLineEdit()
            line.setPlaceholderText(_("{percent} % so far").format(percent=percent))
            line.setAccessibleName(_("Percent done: {what}").format(what=_short(measure.content)))
            self.grid.addWidget(line, 2 * at + 1, 0, 1, 2)
            self.percents.append(line)
        self._show_income(known.income, 2 * len(known.measures))
        for line in (*self.percents, *self.amounts.values()):
            line.textEdited.connect(lambda _text: self.changed.emit())
            line.returnPressed.connect(lambda one=line: one.focusNextChild())

    def _show_income(self, income: IncomeYear, at: int) -> None:
        fields = fields_of(IncomeYear)
        for number, name in enumerate(_INCOME):
            down, side = divmod(number, 2)
            title = f"{income.year} {_(fields[name].label)}（{_('yuan')}）"
            self.grid.addWidget(label(title, "small"), at + 2 * down, side)
            line = QLineEdit()
            line.setAccessibleName(title)
            stands = getattr(income, name)
            now = _("not entered") if stands is None else _("now {amount}").format(amount=yuan(stands))
            line.setPlaceholderText(now)
            self.grid.addWidget(line, at + 2 * down + 1, side)
            self.amounts[name] = line

    def typed(self) -> dict[str, str]:
        """What was typed, for a draft."""
        found = {f"percent{at}": line.text() for at, line in enumerate(self.percents)}
        found |= {name: line.text() for name, line in self.amounts.items()}
        return {name: text for name, text in found.items() if text}

    def put_typed(self, draft: Mapping[str, str]) -> None:
        """Put a draft back into the lines of the household that is shown."""
        for at, line in enumerate(self.percents):
            line.setText(draft.get(f"percent{at}", ""))
        for name, line in self.amounts.items():
            line.setText(draft.get(name, ""))

    def line_of(self, field: str) -> QLineEdit | None:
        """Where a refused field was typed: of several percentages the first that cannot be read."""
        if field == "percent":
            return next((one for one in self.percents if not _reads(one.text())), None)
        return self.amounts.get(field)

    def value(self) -> Touched:
        """What was typed, on what was shown; refuses what is no number, naming the field."""
        if self._known is None:
            return Touched()
        percent = fields_of(MeasureProgress)["percent"]
        pairs = zip(self._known.measures, self.percents, strict=True)
        told = ((measure, parse(percent, line.text())) for (measure, _so_far), line in pairs)
        progress = tuple((measure, number) for measure, number in told if isinstance(number, int))
        return Touched(progress, self._income(self._known.income))

    def _income(self, income: IncomeYear) -> IncomeYear | None:
        fields = fields_of(IncomeYear)
        typed = {name: parse(fields[name], line.text()) for name, line in self.amounts.items() if line.text().strip()}
        return income.but(**typed) if typed else None


def _reads(percent: str) -> bool:
    try:
        parse(fields_of(MeasureProgress)["percent"], percent)
    except Refusal:
        return False
    return True


def _short(text: str | None) -> str:
    told = plain_value(fields_of(YearMeasure)["content"], text).replace("\n", " ")
    return told if len(told) <= _LONG else f"{told[:_LONG]}…"
