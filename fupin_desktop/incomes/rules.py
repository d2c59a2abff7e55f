"""Rules of income: its 13 + 8 lines with their sums (A42, A50), disposable income (A52) and income per head (A53)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial

from fupin_desktop.incomes.model import BankCard, IncomeYear
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.declared.selection import Amount
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.values import find_value

EXIT_LINE = "exit_line_household"
EARNED = ("wage", "business", "property")
MEDICAL = ("medical_reimbursed", "medical_aid")
PARTS = (
    *("family_planning", "dibao_money", "wubao_money", "pension_money", "ecology_money", "other_transfer"),
    *MEDICAL,
)
PAID = ("business_cost", "transfer_paid")
PAID_PARTS = ("income_tax", "social_security_paid", "support_paid", "other_paid")
SUMS: Mapping[str, tuple[str, ...]] = {"transfer": PARTS, "transfer_paid": PAID_PARTS}  # A42 = Σa..h, A50 = Σa..d
# The lines of the province's sheet in its order, totals included (systems-in-use 1.6)
TOTAL_INCOME, TOTAL_PAID = "total_income", "total_paid"
INCOME_LINES = (TOTAL_INCOME, *EARNED, "transfer", *PARTS)
PAID_LINES = (TOTAL_PAID, *PAID, *PAID_PARTS, "outstanding_debt")
_CARD = re.compile(r"[0-9]{12,19}")
# A52 = A39 + A40 + A41 + A42 - A43 - A50, where the parts of A42 and of A50 stand for them while they are empty
DISPOSABLE = Amount(plus=(*EARNED, "transfer"), minus=PAID, instead=tuple(SUMS.items()))


def _sum(income: IncomeYear, names: tuple[str, ...]) -> int:
    return sum(getattr(income, name) or 0 for name in names)


def is_empty(income: IncomeYear) -> bool:
    """True when no amount has been entered at all: unknown is not nought."""
    return DISPOSABLE.of(income) is None


def sum_of_parts(income: IncomeYear, whole: str) -> int | None:
    """The sum of the parts of `transfer` or `transfer_paid` in fen; None when no part was entered."""
    parts = SUMS[whole]
    return None if all(getattr(income, name) is None for name in parts) else _sum(income, parts)


def _whole_of(income: IncomeYear, whole: str) -> int:
    stated: int | None = getattr(income, whole)
    return sum_of_parts(income, whole) or 0 if stated is None else stated


def transfer_of(income: IncomeYear) -> int:
    """Transfer income in fen: as entered, else the sum of its parts (A42)."""
    return _whole_of(income, "transfer")


def transfer_paid_of(income: IncomeYear) -> int:
    """Transfers paid in fen: as entered, else the sum of their parts (A50)."""
    return _whole_of(income, "transfer_paid")


def difference(income: IncomeYear, whole: str) -> int:
    """`transfer` or `transfer_paid` as entered less the sum of its parts, in fen; 0 when no part was entered."""
    stated, parts = getattr(income, whole), sum_of_parts(income, whole)
    return 0 if stated is None or parts is None else stated - parts


def with_sums(income: IncomeYear) -> IncomeYear:
    """The record with A42 and A50 as `enter_income` writes them: the sums of their parts once a part is entered anew.

    A roster may state a sum with only some of its parts: who corrects the wages leaves that sum alone.
    """
    before: Mapping[str, object] = income.reading.values if income.reading is not None else {}
    return income.but(**{whole: _followed(income, before, whole) for whole in SUMS})


def _followed(income: IncomeYear, before: Mapping[str, object], whole: str) -> int | None:
    stated: int | None = getattr(income, whole)
    changed = any(getattr(income, name) != before.get(name) for name in SUMS[whole])
    return sum_of_parts(income, whole) if changed else stated


def disposable(income: IncomeYear, *, count_medical: bool = True) -> int | None:
    """Disposable income in fen: A52 = A39 + A40 + A41 + A42 - A43 - A50; may be negative; None when nothing is known.

    `count_medical` is the parameter `count_medical_reimbursement`: False leaves A42g and A42h out (E15).
    """
    return income_amount(count_medical=count_medical).of(income)


def income_amount(*, count_medical: bool) -> Amount:
    """A52 as an amount that selections sum up, with or without A42g and A42h (`count_medical_reimbursement`)."""
    return DISPOSABLE if count_medical else Amount(DISPOSABLE.plus, (*PAID, *MEDICAL), DISPOSABLE.instead)


def _total_income(income: IncomeYear) -> int:
    return _sum(income, EARNED) + transfer_of(income)


def _total_paid(income: IncomeYear) -> int:
    return (income.business_cost or 0) + transfer_paid_of(income)


def per_head(income: IncomeYear, *, count_medical: bool = True) -> Fraction | None:
    """Income per head in fen, exact: A53 = A52 / persons; None without income or persons."""
    total = disposable(income, count_medical=count_medical)
    if total is None or not income.persons:
        return None
    return Fraction(total, income.persons)


def at_base_prices(value: Fraction, index: Decimal | None) -> Fraction | None:
    """An amount of the year in the prices of 2014, exact: nominal / index (E15, 002 §2); None without an index."""
    return value / Fraction(index) if index else None


@dataclass(frozen=True)
class IncomeSheet:
    """A year of income as the province's sheet shows it, in fen: its lines by name, None where nothing was entered.

    `per_head` is rounded to the fen for print; what is compared with a line is `exact` (`reaches`).
    """

    income: Mapping[str, int | None]
    paid: Mapping[str, int | None]
    disposable: int | None
    per_head: int | None
    exact: Fraction | None
    per_head_2014: int | None


def income_sheet(income: IncomeYear, *, count_medical: bool = True) -> IncomeSheet:
    """All 13 + 8 lines of a year with their totals, disposable income and income per head (E15 A39–A53).

    It reads nothing but the record, so that a form can show it while somebody types; sums follow (`with_sums`).
    """
    income = with_sums(income)
    known = {name: getattr(income, name) for name in (*INCOME_LINES[1:], *PAID_LINES[1:])}
    known |= {whole: _shown_whole(income, whole) for whole in SUMS}
    empty = is_empty(income)
    known |= {
        TOTAL_INCOME: None if empty else _total_income(income), TOTAL_PAID: None if empty else _total_paid(income),
    }  # fmt: skip
    each = per_head(income, count_medical=count_medical)
    base = None if each is None else at_base_prices(each, income.price_index)
    return IncomeSheet(
        {name: known[name] for name in INCOME_LINES},
        {name: known[name] for name in PAID_LINES},
        disposable(income, count_medical=count_medical),
        None if each is None else whole_fen(each),
        each,
        None if base is None else whole_fen(base),
    )


def _shown_whole(income: IncomeYear, whole: str) -> int | None:
    stated: int | None = getattr(income, whole)
    return sum_of_parts(income, whole) if stated is None else stated


def exit_line(ask: Callable[[str, str, date], Parameter | None], place: str, year: int) -> Parameter | None:
    """The line (脱贫线, yuan a head) of a year in a place, with its paper; None where none can be told.

    The one rule for files, lists, gates and Today: a year nobody has entered a line for is offered the estimate, which
    says so (`Parameter.missing`, D3) and lets nobody be confirmed by the county.  `ask` is `find_value` of a book, or
    of a look that asks for many.
    """
    return ask(EXIT_LINE, place, date(year, 12, 31))


def exit_line_of(finder: Finder | None, income: IncomeYear, division: str) -> Parameter | None:
    """The line of the year of an income."""
    return exit_line(partial(find_value, finder), division, income.year or date.min.year)


def line_words(line: Parameter) -> str:
    """That a year has no line of its own and what is used instead; empty for one that has."""
    if line.missing is None:
        return ""
    text = _("No line of exit is entered for {year}; {line} is used as an estimate.")
    return text.format(year=line.missing.year, line=line.shown)


def counts_medical(finder: Finder | None, division: str, on: date) -> bool:
    """Do medical refunds and aid count as income here (E15)?  They do where the county has not said otherwise."""
    found = find_value(finder, "count_medical_reimbursement", division, on)
    return found is None or found.is_yes


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
    for whole, sentence in _DIFFERS.items():
        if odd := difference(income, whole):
            warnings.append(sentence().format(amount=yuan(abs(odd))))
    if not is_empty(income) and not income.persons:
        warnings.append(_("The number of persons is missing, so income per head cannot be worked out."))
    return warnings


_DIFFERS: Mapping[str, Callable[[], str]] = {
    "transfer": lambda: _("Transfer income and the sum of its parts differ by {amount} yuan."),
    "transfer_paid": lambda: _("Transfers paid and the sum of their parts differ by {amount} yuan."),
}


def card_checks(number: str) -> bool:
    """True when a card number passes Luhn's check and has the length of a card (ISO/IEC 7812-1)."""
    if not _CARD.fullmatch(number):
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _judge_income(ledger: Ledger, income: IncomeYear, before: IncomeYear | None) -> None:
    """Refuses, as `income.price_index`, an index of nought, and as `income.negative` a year that leaves less than
    nothing and does not say why; all else of a year's figures is only said."""
    if income.price_index is not None and income.price_index <= 0:
        message = _("A price index is a number above nought, such as 1.05. Nothing was saved; correct it.")
        raise Refusal("income.price_index", message, where={"field": "price_index"})
    _refuse_negative(income, before)
    ledger.note(check_income(income))


def _refuse_negative(income: IncomeYear, before: IncomeYear | None) -> None:
    """A year of loss (亏损) is real, or a slip of a digit; what stood without a reason is found, not stopped."""
    left = disposable(income)
    if left is None or left >= 0 or (income.negative_why or "").strip():
        return
    if before is not None and before is not income and disposable(before) == left and not before.negative_why:
        return
    text = _("The year leaves {amount} yuan, less than nothing. Nothing was saved; say why, or correct the figures.")
    raise Refusal("income.negative", text.format(amount=yuan(left)), where={"field": "negative_why"})


def _judge_card(ledger: Ledger, card: BankCard, before: BankCard | None) -> None:
    """Refuses, as `card.verified`, a check in the future; a number that fails Luhn's check is only said (E14)."""
    del before
    refuse_ahead(card.verified_on, ledger.today, "verified_on", "card.verified")
    if card.account_no and not card_checks(card.account_no):
        ledger.note([_("The card number does not pass the check of cards; look at the card again.")])


RULES: Mapping[type[Record], Rule] = {IncomeYear: _judge_income, BankCard: _judge_card}
