"""The strip over a household's file: who, of what standing, income against the year's line, who answers for it."""

from typing import NamedTuple

from PySide6.QtWidgets import QPushButton

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.duties.rules import is_current
from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import head_among
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.incomes.rules import counts_medical, exit_line_of, per_head, reaches, whole_fen
from fupin_desktop.ledger.notation.showing import NOTHING, shown, yuan
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.parameter import ESTIMATE
from fupin_desktop.store.photos.shots import completeness, shots_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.subjects import photographed
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.moving import gone_to
from fupin_desktop.ui.subject.file import Strip
from fupin_desktop.ui.widgets.facts import Fact
from fupin_desktop.ui.widgets.shown import head_name
from fupin_desktop.visits.model import Visit

_LISTED = ("household_code", "attribute", "cause_main", "persons", "house_danger_grade")


class Read(NamedTuple):
    """What the strip, and the card beside the list, say of a household."""

    name: str
    stamp: str
    gone: str
    facts: list[Fact]


class HouseholdStrip(Strip):
    """Name and stamp in the first line, the facts below; they take two rows when one is too narrow."""

    def __init__(self, session: Session, *acts: QPushButton) -> None:
        super().__init__(session, *acts)
        self.stamp.show()

    def read(self, reader: Reader, subject: Record) -> Read:
        """The facts of a household."""
        assert isinstance(subject, Household), "this strip stands over the file of a household"
        head = head_among(reader.find(Member, household=subject.id))
        place = gone_to(reader, subject)
        return Read(
            head_name(head, self.session.today),
            shown(fields_of(Household)["status"], subject.status),
            _("Moved to {village}; to be looked at only").format(village=place) if place else "",
            self._facts(reader, subject),
        )

    def show_read(self, found: Read) -> None:
        """Show them."""
        self.name.setText(found.name)
        self.stamp.setText(found.stamp)
        self.gone.setText(found.gone)
        self.facts.show_facts(found.facts)

    def _facts(self, reader: Reader, home: Household) -> list[Fact]:
        fields = fields_of(Household)
        return [
            *(Fact(_(fields[name].label), shown(fields[name], getattr(home, name))) for name in _LISTED),
            self._income(reader, home),
            self._cadres(reader, home),
            _last_visit(reader, home),
            *_photographs(reader, home),
        ]

    def _income(self, reader: Reader, home: Household) -> Fact:
        incomes = reader.find(IncomeYear, household=home.id)
        newest = max(incomes, key=lambda one: one.year or 0, default=None)
        division = self.session.book.identity.division
        medical = counts_medical(reader, division, self.session.today)
        each = per_head(newest, count_medical=medical) if newest else None
        if newest is None or each is None:
            return Fact(_("Income per head"), NOTHING)
        title = _("Income per head {year}").format(year=newest.year)
        amount = f"{yuan(whole_fen(each))} {_('yuan')}"
        line = exit_line_of(reader, newest, division)
        if line is None:
            return Fact(title, amount)
        named = _("estimated line {line}") if line.state == ESTIMATE else _("line {line}")
        held = f"{amount} · {named.format(line=line.figure)}"
        return Fact(title, held, "" if reaches(each, line.value) else "warn", line.cited)

    def _cadres(self, reader: Reader, home: Household) -> Fact:
        today = self.session.today
        named = [one.cadre for one in reader.find(Responsibility, household=home.id) if is_current(one, today)]
        names = [one.name or "" for one in reader.find(Cadre, id=named)] if named else []
        return Fact(_("Answers for it"), "、".join(filter(None, names)) or NOTHING)


def _last_visit(reader: Reader, home: Household) -> Fact:
    last = max((one.date for one in reader.find(Visit, household=home.id) if one.date), default=None)
    return Fact(_("Last visit"), str(last) if last else _("none"))


def _photographs(reader: Reader, home: Household) -> list[Fact]:
    """How many photographs the whole file names, and how many of them have not arrived (完整性)."""
    count = completeness(shots_of(reader, photographed(reader, home)))
    if not count.named:
        return []
    if not count.missing:
        return [Fact(_("Photographs"), str(count.named))]
    told = _("{count}, {missing} not here").format(count=count.named, missing=count.missing)
    return [Fact(_("Photographs"), told, "warn")]
