"""The strip over a household's file: who, of what standing, income against the year's line, who answers for it."""

from typing import NamedTuple

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.duties.rules import is_current
from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import head_among
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.incomes.rules import counts_medical, exit_line, per_head, reaches, whole_fen
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.showing import NOTHING, shown, yuan
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.parameter import ESTIMATE
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.moving import gone_to
from fupin_desktop.ui.widgets.parts import GRID, clear, column, label, row
from fupin_desktop.ui.widgets.shown import head_name
from fupin_desktop.visits.model import Visit

_NARROW = 4  # facts beside each other in the strip of a narrow window
_BEHIND = 12  # a column behind all facts, which takes what is left
_LISTED = ("household_code", "attribute", "cause_main", "persons", "house_danger_grade")


class Fact(NamedTuple):
    """One fact of the strip; `tone` warns, `source` tells the paper a figure is held against."""

    title: str
    text: str
    tone: str = ""
    source: str = ""


class Strip(QFrame):
    """Name and stamp in the first line, the facts below; they take two rows when one is too narrow."""

    def __init__(self, session: Session, *acts: QPushButton) -> None:
        super().__init__()
        self._session = session
        self.setProperty("role", "strip")
        self.name = label("", "title")
        self.stamp = label("", "stamp")
        self.gone = label("", tone="warn")
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(3 * GRID)
        self.facts.setVerticalSpacing(2)
        self.facts.setColumnStretch(_BEHIND, 1)
        self._pairs: list[tuple[QLabel, QLabel]] = []
        self.setLayout(
            column(row(self.name, self.stamp, self.gone, None, *acts, gap=2 * GRID), self.facts, margin=GRID)
        )

    def show_of(self, reader: Reader, home: Household) -> None:
        """Show the facts of a household."""
        head = head_among(reader.find(Member, household=home.id))
        self.name.setText(head_name(head, self._session.today))
        self.stamp.setText(shown(fields_of(Household)["status"], home.status))
        place = gone_to(reader, home)
        self.gone.setText(_("Moved to {village}; to be looked at only").format(village=place) if place else "")
        clear(self.facts)
        self._pairs = [_pair(fact) for fact in self._facts(reader, home)]
        self._arrange()

    def _facts(self, reader: Reader, home: Household) -> list[Fact]:
        fields = fields_of(Household)
        return [
            *(Fact(_(fields[name].label), shown(fields[name], getattr(home, name))) for name in _LISTED),
            self._income(reader, home),
            self._cadres(reader, home),
            _last_visit(reader, home),
        ]

    def _income(self, reader: Reader, home: Household) -> Fact:
        incomes = reader.find(IncomeYear, household=home.id)
        newest = max(incomes, key=lambda one: one.year or 0, default=None)
        division = self._session.book.identity.division
        medical = counts_medical(reader, division, self._session.today)
        each = per_head(newest, count_medical=medical) if newest else None
        if newest is None or each is None:
            return Fact(_("Income per head"), NOTHING)
        title = _("Income per head {year}").format(year=newest.year)
        amount = f"{yuan(whole_fen(each))} {_('yuan')}"
        line = exit_line(reader, newest, division)
        if line is None:
            return Fact(title, amount)
        named = _("estimated line {line}") if line.state == ESTIMATE else _("line {line}")
        held = f"{amount} · {named.format(line=line.figure)}"
        return Fact(title, held, "" if reaches(each, line.value) else "warn", line.cited)

    def _cadres(self, reader: Reader, home: Household) -> Fact:
        today = self._session.today
        named = [one.cadre for one in reader.find(Responsibility, household=home.id) if is_current(one, today)]
        names = [one.name or "" for one in reader.find(Cadre, id=named)] if named else []
        return Fact(_("Answers for it"), "、".join(filter(None, names)) or NOTHING)

    def _arrange(self) -> None:
        needed = sum(max(one.sizeHint().width() for one in pair) + 3 * GRID for pair in self._pairs)
        a_row = max(len(self._pairs), 1) if needed < self.width() else _NARROW
        for number, pair in enumerate(self._pairs):
            for line, one in enumerate(pair):
                self.facts.addWidget(one, 2 * (number // a_row) + line, number % a_row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The facts find their rows anew."""
        super().resizeEvent(event)
        self._arrange()


def _pair(fact: Fact) -> tuple[QLabel, QLabel]:
    text = label(fact.text, tone=fact.tone)
    text.setToolTip(fact.source)
    return label(fact.title, "small"), text


def _last_visit(reader: Reader, home: Household) -> Fact:
    last = max((one.date for one in reader.find(Visit, household=home.id) if one.date), default=None)
    return Fact(_("Last visit"), str(last) if last else _("none"))
