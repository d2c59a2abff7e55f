"""By what a score is measured on a day in a place: weights, targets and how parts count, all of them parameters (C02,
C03)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fupin_desktop.incomes.rules import whole_fen
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.policy.parameter import ESTIMATE, Parameter
from fupin_desktop.policy.values import values_at

HOUSEHOLD_WEIGHTS, VILLAGE_WEIGHTS = "score_weights_household", "score_weights_village"
PARTIAL = "score_partial"
_SIGNS = {">=": "≥", "<=": "≤"}


@dataclass(frozen=True)
class Scale:
    """The parameters of a place on a day; `area` names the place."""

    values: Callable[[str, date], Parameter | None]
    day: date

    def of(self, code: str) -> Parameter | None:
        """A parameter on that day."""
        return self.values(code, self.day)

    def weights(self, code: str, names: tuple[str, ...]) -> dict[str, int]:
        """The points of each row; empty where nobody laid weights down."""
        found = self.of(code)
        return dict(zip(names, map(int, found.items), strict=True)) if found is not None else {}

    @property
    def partial(self) -> bool:
        """Does a share below its target bring its part of the points?"""
        found = self.of(PARTIAL)
        return found is not None and found.is_yes

    def points(self, weight: int, share: Fraction, target: Decimal) -> int:
        """The hundredths of a point of a share (0 to 1) against a target in per cent."""
        if share * 100 >= Fraction(target):
            return weight * 100
        return whole_fen(weight * 100 * share * 100 / Fraction(target)) if self.partial else 0


def scale_of(finder: Finder | None, area: str) -> Callable[[date], Scale]:
    """The scales of a place, for any day; the values entered in the book are read once."""
    values = values_at(finder, area)
    return lambda day: Scale(values, day)


def sign_of(operator: str) -> str:
    """An operator as people write it."""
    return _SIGNS.get(operator, operator)


def target_text(target: Parameter, operator: str = "") -> str:
    """A target as it stands in a row, with its state where it is an estimate; `operator` where another one counts."""
    told = f"{sign_of(operator or target.operator)} {target.shown}".strip()
    return f"{told}（{target.state_words}）" if target.state == ESTIMATE else told


def cited(target: Parameter) -> str:
    """On which paper a target stands; of one the county laid down without a paper, its reason."""
    place = " ".join(part for part in (target.document, target.clause) if part)
    return place or f"{target.state_words}：{target.words}"
