"""What the scores of households are worked out of, read once for many households."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from fupin_desktop.households.model import LEFT, Household, Member, MemberYear
from fupin_desktop.households.register import JOINED
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.declared.selection import COUNTED, OneOf, Selection
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.ledger import Finder

T = TypeVar("T")
_BATCH = 400  # ids of one question
# Kinds of other rooms, asked for by their names
CASE, MEASURE, PROGRESS = "housing_case", "year_measure", "measure_progress"
_GIVEN_UP = frozenset({"rejected", "withdrawn"})


@dataclass(frozen=True)
class Facts:
    """A household with its members and their years, incomes, housing cases, measures and their progress."""

    household: Household
    members: Sequence[Member]
    years: Sequence[MemberYear]
    incomes: Sequence[IncomeYear]
    cases: Sequence[Any]
    measures: Sequence[Any]
    progress: Sequence[Any]

    def there_on(self, day: date) -> list[Member]:
        """Who belonged to the household on a day (E13)."""
        return [one for one in self.members if _is_there(one, day)]

    def year_facts(self, members: Iterable[Member], year: int) -> tuple[int | None, dict[Dot | None, MemberYear]]:
        """The facts of the newest year up to this one of which there are any, by member; the year they are of."""
        ids = {one.id for one in members}
        mine = [one for one in self.years if one.member in ids and (one.year or 0) <= year]
        newest = max((one.year or 0 for one in mine), default=None)
        return newest, {one.member: one for one in mine if one.year == newest}

    def standing_cases(self) -> list[Any]:
        """Housing cases that were neither rejected nor withdrawn."""
        return [one for one in self.cases if one.stage not in _GIVEN_UP]

    def done_measures(self, day: date) -> list[Any]:
        """Measures of the day's year that were done by then (E22, E23)."""
        return [one for one in self.measures if one.year == day.year and self._is_done(one, day)]

    def _is_done(self, measure: Any, day: date) -> bool:
        if measure.to_be_confirmed or measure.state == "cancelled":
            return False
        steps = [one for one in self.progress if one.measure == measure.id and one.date and one.date <= day]
        return bool(steps) and max(enumerate(steps), key=lambda pair: (pair[1].date, pair[0]))[1].percent == _DONE

    @property
    def days(self) -> list[date]:
        """The days, and the last days of years, of which something is known."""
        years = (*self.incomes, *self.years, *self.measures)
        dated = [date(one.year, 12, 31) for one in years if one.year]
        dated += [one.date for one in self.progress if one.date]
        return dated + [one.accepted_on for one in self.cases if one.accepted_on]


_DONE = 100


def _is_there(member: Member, day: date) -> bool:
    if member.birth_date is not None and member.birth_date > day:
        return False
    on = member.change_date
    if member.change_type in LEFT:
        return on is not None and on > day
    return not (member.change_type in JOINED and on is not None and on > day)


def gather(finder: Finder, households: Sequence[Household]) -> list[Facts]:
    """The facts of these households, in their order."""
    homes = [one.id for one in households]
    members = _found(homes, lambda ids: finder.find(Member, household=ids))
    years = _found([one.id for one in members], lambda ids: finder.find(MemberYear, member=ids))
    incomes = _found(homes, lambda ids: finder.find(IncomeYear, household=ids))
    cases, measures = (_found(homes, _of_kind(finder, kind, "household")) for kind in (CASE, MEASURE))
    progress = _found([one.id for one in measures], _of_kind(finder, PROGRESS, "measure"))
    home_of = {one.id: one.household for one in (*members, *measures)}
    by_home: list[Mapping[Any, list[Any]]] = [
        _by(members, lambda one: one.household),
        _by(years, lambda one: home_of[one.member]),
        _by(incomes, lambda one: one.household),
        _by(cases, lambda one: one.household),
        _by(measures, lambda one: one.household),
        _by(progress, lambda one: home_of[one.measure]),
    ]
    return [Facts(one, *(known.get(one.id, []) for known in by_home)) for one in households]


def _of_kind(finder: Finder, kind: str, link: str) -> Callable[[list[Any]], list[Any]]:
    return lambda ids: list(finder.select(Selection(kind, (OneOf(link, tuple(ids)),), standing=COUNTED)))


def _found(ids: Sequence[Any], ask: Callable[[list[Any]], Sequence[T]]) -> list[T]:
    batches = (list(ids[at : at + _BATCH]) for at in range(0, len(ids), _BATCH))
    return [one for batch in batches for one in ask(batch)]


def _by(records: Iterable[T], home: Callable[[Any], Any]) -> Mapping[Any, list[T]]:
    found: dict[Any, list[T]] = defaultdict(list)
    for one in records:
        found[home(one)].append(one)
    return found
