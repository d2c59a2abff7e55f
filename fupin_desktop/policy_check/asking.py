"""How a figure asks for parameters, and the small arithmetic that several figures share; all of it exact."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.typed import plain

# Whose paper a figure is of, as areas of parameters
SHANWEI, GUANGZHOU, FUTIAN, EAST_WEST, PROVINCE = "4415", "4401", "440304", "5133", "44"
END = date(2018, 12, 31)  # the last day of the three years
Values = Callable[[str, str, date], Parameter | None]
Given = dict[str, Any]


class NotSet(LookupError):
    """A parameter that a figure needs is set by nobody."""


class Asker:
    """Gives parameters by code and area, and remembers which were asked for."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self.asked: list[tuple[str, str, date]] = []

    def __call__(self, code: str, area: str, day: date = END) -> Parameter:
        """The parameter; raises `NotSet`."""
        found = self.known(code, area, day)
        if found is None:
            raise NotSet(code)
        return found

    def known(self, code: str, area: str, day: date = END) -> Parameter | None:
        """The parameter, None where nobody set it."""
        self.asked.append((code, area, day))
        return self._values(code, area, day)


def number(value: Fraction | Decimal | int) -> str:
    """An exact number as it is held against the paper's."""
    part = Fraction(value)
    return plain(Decimal(part.numerator) / Decimal(part.denominator))


def cut(value: Fraction) -> str:
    """To two decimals, half goes up: shares that the paper rounds."""
    return plain((Decimal(value.numerator) / value.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP))


def yes(whether: bool) -> str:
    """A yes or no, as the data have it."""
    return "yes" if whether else "no"


def holds(value: Decimal | str, parameter: Parameter) -> bool:
    """Does a value stand to a parameter as its operator says?"""
    compared = Decimal(value)
    return {
        ">=": compared >= parameter.value,
        "<=": compared <= parameter.value,
        ">": compared > parameter.value,
        "<": compared < parameter.value,
    }[parameter.operator]


def split(total: int, ratio: Sequence[str]) -> list[int]:
    """A sum by a ratio; what is left over goes to the largest remainders, so that the parts make the whole."""
    shares = [Fraction(total * int(part), sum(map(int, ratio))) for part in ratio]
    parts = [int(share) for share in shares]
    by_rest = sorted(range(len(parts)), key=lambda at: (parts[at] - shares[at], at))
    for at in by_rest[: total - sum(parts)]:
        parts[at] += 1
    return parts


def whole_months(first: date, last: date) -> int:
    """How many whole calendar months lie within two days, both of which count."""
    begin = first.year * 12 + first.month - (first.day == 1)
    after = last + timedelta(days=1)
    return max(0, after.year * 12 + after.month - 1 - begin)


def day_of(parameter: Parameter) -> date:
    """The day a parameter names."""
    return date.fromisoformat(parameter.text)


def numbers(values: Iterable[Fraction | Decimal | int]) -> list[str]:
    """Several exact numbers."""
    return [number(one) for one in values]
