"""Rules of income: disposable income (A52), income per head (A53), and the sum of the transfer parts (A42)."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.feature import Rule
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.policy import Parameter, parameter

EARNED = ("wage", "business", "property")
MEDICAL = ("medical_reimbursed", "medical_aid")
PARTS = (
    *("family_planning", "dibao_money", "wubao_money", "pension_money", "ecology_money", "other_transfer"),
    *MEDICAL,
)
PAID = ("business_cost", "transfer_paid")


def _sum(income: IncomeYear, names: tuple[str, ...]) -> int:
    return sum(getattr(income, name) or 0 for name in names)


def is_empty(income: IncomeYear) -> bool:
    """True when no amount has been entered at all: unknown is not nought."""
    return all(getattr(income, name) is None for name in (*EARNED, "transfer", *PARTS, *PAID))


def transfer_of(income: IncomeYear) -> int:
    """Transfer income in fen: as entered, else the sum of its parts (A42)."""
    return _sum(income, PARTS) if income.transfer is None else income.transfer


def transfer_difference(income: IncomeYear) -> int:
    """Transfer income as entered less the sum of its parts, in fen; 0 when no part was entered (A42 = Σa..h)."""
    if income.transfer is None or all(getattr(income, name) is None for name in PARTS):
        return 0
    return income.transfer - _sum(income, PARTS)


def disposable(income: IncomeYear, *, count_medical: bool = True) -> int | None:
    """Disposable income in fen: A52 = A39 + A40 + A41 + A42 - A43 - A50; may be negative; None when nothing is known.

    `count_medical` is the parameter `count_medical_reimbursement`: False leaves A42g and A42h out (E15).
    """
    if is_empty(income):
        return None
    total = _sum(income, EARNED) + transfer_of(income) - _sum(income, PAID)
    return total if count_medical else total - _sum(income, MEDICAL)


def per_head(income: IncomeYear, *, count_medical: bool = True) -> Fraction | None:
    """Income per head in fen, exact: A53 = A52 / persons; None without income or persons."""
    total = disposable(income, count_medical=count_medical)
    if total is None or not income.persons:
        return None
    return Fraction(total, income.persons)


def exit_line(income: IncomeYear, division: str) -> Parameter | None:
    """The line (脱贫线, yuan a head) of that year, with its paper; None where no paper sets one."""
    try:
        return parameter("exit_line_household", division, date(income.year or date.min.year, 12, 31))
    except Refusal:
        return None


def whole_fen(value: Fraction) -> int:
    """For print: half a fen goes up, away from nought."""
    sign, rest = (-1, -value) if value < 0 else (1, value)
    return sign * int((rest + Fraction(1, 2)) // 1)


def reaches(value: Fraction, line: Decimal) -> bool:
    """Is the income per head (fen, unrounded) not below a line in yuan?  不低于 includes the line (002 §3)."""
    return value >= Fraction(line) * 100


def yuan(fen: int) -> str:
    """An amount as it is printed: yuan with two decimals."""
    return str((Decimal(fen) / 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def check_income(income: IncomeYear) -> list[str]:
    """Warnings about a year of income; nothing here refuses."""
    warnings = []
    if difference := transfer_difference(income):
        text = _("Transfer income and the sum of its parts differ by {amount} yuan.")
        warnings.append(text.format(amount=yuan(abs(difference))))
    if not is_empty(income) and not income.persons:
        warnings.append(_("The number of persons is missing, so income per head cannot be worked out."))
    return warnings


def _judge_income(ledger: Ledger, income: IncomeYear, before: IncomeYear | None) -> None:
    del before
    ledger.note(check_income(income))


RULES: Mapping[type[Record], Rule] = {IncomeYear: _judge_income}
