"""Figure (指标): a selection and a measure.  Its value and the records behind it come from one condition.

A value is None (本期无数据) where nothing can be known of it: the mean income of households of which nobody entered
one, a rate of nothing.  Unknown is never 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from fupin_desktop.ledger.declared.selection import Amount, AmountIs, Condition, Selection, Unless
from fupin_desktop.ledger.ledger import Finder

Value: TypeAlias = int | Fraction | None


class Tally(NamedTuple):
    """What was counted: all records, what the measure counts or sums, and by what it is divided.

    Tallies of places that have no record in common add up to that of all of them.
    """

    whole: int = 0
    part: int = 0
    over: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(self.whole + other.whole, self.part + other.part, self.over + other.over)


@dataclass(frozen=True)
class Count:
    """How many records."""

    def value(self, tally: Tally) -> Value:
        """Always known: a register is complete by itself."""
        return tally.whole


@dataclass(frozen=True)
class Part:
    """How many of them meet conditions; unknown where there are none at all."""

    where: tuple[Condition, ...]

    def value(self, tally: Tally) -> Value:
        """The number of those."""
        return tally.part if tally.whole else None


@dataclass(frozen=True)
class Share(Part):
    """Which part of them meets conditions, between 0 and 1."""

    def value(self, tally: Tally) -> Value:
        """Exact."""
        return Fraction(tally.part, tally.whole) if tally.whole else None


@dataclass(frozen=True)
class Total:
    """The sum of an amount, in fen; records of which it is not known are left out."""

    amount: Amount

    def value(self, tally: Tally) -> Value:
        """The sum; unknown where no record has one."""
        return tally.part if tally.over else None


@dataclass(frozen=True)
class Mean:
    """An amount in fen by head: the sum of the amount over the sum of the field `per`, of records that have both."""

    amount: Amount
    per: str

    def value(self, tally: Tally) -> Value:
        """Exact."""
        return Fraction(tally.part, tally.over) if tally.over else None


@dataclass(frozen=True)
class Distinct:
    """How many different values (of several fields taken together) those have that meet conditions.

    A field may be reached over links (`household.village_code`).  Unknown where there are no records at all: nobody
    has written anything yet.
    """

    fields: tuple[str, ...]
    where: tuple[Condition, ...] = ()

    def value(self, tally: Tally) -> Value:
        """The number of those."""
        return tally.part if tally.whole else None


Measure: TypeAlias = Count | Part | Share | Total | Mean | Distinct


@dataclass(frozen=True)
class Figure:
    """A number that knows its records."""

    selection: Selection
    measure: Measure = Count()

    def value(self, finder: Finder) -> Value:
        """The number, exact: money in fen, a share between 0 and 1; None where nothing can be known."""
        return self.measure.value(finder.tally(self.selection, self.measure))

    def by(self, finder: Finder, path: tuple[str, ...]) -> Mapping[object, Tally]:
        """What was counted, by the value at the end of a way of links."""
        return finder.by(self.selection, path, self.measure)

    @property
    def behind(self) -> Selection:
        """The records that make up the number; of a share and a mean, those it is taken of."""
        if isinstance(self.measure, Part) and not isinstance(self.measure, Share):
            return self.selection.having(*self.measure.where)
        if isinstance(self.measure, Distinct):
            return self.selection.having(*self.measure.where)
        if isinstance(self.measure, Total):
            return self.selection.having(AmountIs(self.measure.amount))
        if isinstance(self.measure, Mean):
            return self.selection.having(AmountIs(self.measure.amount, per=self.measure.per))
        return self.selection

    @property
    def reached(self) -> Selection | None:
        """Of a share, the records that count for it; None for any other figure."""
        return self.selection.having(*self.measure.where) if isinstance(self.measure, Share) else None

    @property
    def missed(self) -> Selection | None:
        """Of a share, the others."""
        return self.selection.having(Unless(self.measure.where)) if isinstance(self.measure, Share) else None
