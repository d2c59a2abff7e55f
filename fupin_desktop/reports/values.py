"""How a figure reads: yuan with two decimals, per cent with one, 本期无数据 for what cannot be known."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from fupin_desktop.incomes.rules import whole_fen
from fupin_desktop.ledger.declared.figure import Value
from fupin_desktop.ledger.declared.report import Form, Unit
from fupin_desktop.ledger.words import _


def number_of(value: Value, unit: Unit) -> Decimal | int | None:
    """The number in its unit, rounded as it is printed: half goes up; None where nothing is known."""
    if value is not None and unit.form is Form.MONEY:
        return (Decimal(whole_fen(Fraction(value))) / 100).quantize(Decimal("0.01"))
    if value is None or isinstance(value, int):
        return value
    return _rounded(value * 100)


def _rounded(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def text_of(value: Value, unit: Unit) -> str:
    """As it stands in a table."""
    number = number_of(value, unit)
    return _("No data") if number is None else f"{number:,}"


def unit_text(unit: Unit) -> str:
    """The unit as a heading has it."""
    return _(unit.label)
