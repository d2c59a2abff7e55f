from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.incomes.rules import (
    EARNED,
    INCOME_LINES,
    PAID,
    PAID_LINES,
    PAID_PARTS,
    PARTS,
    at_base_prices,
    check_income,
    difference,
    disposable,
    income_sheet,
    is_empty,
    per_head,
    reaches,
    whole_fen,
)

amounts = st.none() | st.integers(0, 10**9)
incomes = st.fixed_dictionaries(dict.fromkeys((*EARNED, "transfer", *PARTS, *PAID, *PAID_PARTS), amounts))


def test_the_first_household_of_the_sample() -> None:
    # 4200 + 6817 + 300 + 25 - 1181 yuan among three
    income = IncomeYear(
        wage=420000, business=681700, property=30000, other_transfer=2500, business_cost=118100, persons=3
    )
    assert disposable(income) == 1016100
    assert per_head(income) == Fraction(338700)


@given(incomes)
def test_disposable_is_what_comes_in_less_what_goes_out(amounts: dict[str, int | None]) -> None:
    income = IncomeYear(**amounts)
    if is_empty(income):
        assert disposable(income) is None
        return
    parts = sum(amounts[name] or 0 for name in PARTS)
    transfer = parts if amounts["transfer"] is None else amounts["transfer"]
    own = sum(amounts[name] or 0 for name in EARNED)
    paid = sum(amounts[name] or 0 for name in PAID_PARTS)
    out = (amounts["business_cost"] or 0) + (paid if amounts["transfer_paid"] is None else amounts["transfer_paid"])
    assert disposable(income) == own + transfer - out
    medical = (amounts["medical_reimbursed"] or 0) + (amounts["medical_aid"] or 0)
    assert disposable(income, count_medical=False) == own + transfer - out - medical


@given(st.integers(-(10**9), 10**9), st.integers(1, 40))
def test_print_is_within_half_a_fen_and_symmetric(total: int, persons: int) -> None:
    exact = Fraction(total, persons)
    assert abs(whole_fen(exact) - exact) <= Fraction(1, 2)
    assert whole_fen(-exact) == -whole_fen(exact)


def test_half_a_fen_goes_up() -> None:
    assert whole_fen(Fraction(5, 2)) == 3
    assert whole_fen(Fraction(-5, 2)) == -3


def test_lines_are_compared_unrounded() -> None:
    just_below = Fraction(653049 * 3 - 1, 3)
    assert whole_fen(just_below) == 653049
    assert not reaches(just_below, Decimal("6530.49"))
    assert reaches(Fraction(653049), Decimal("6530.49"))


def test_per_head_needs_persons_and_amounts() -> None:
    assert per_head(IncomeYear(wage=100)) is None
    assert per_head(IncomeYear(persons=3)) is None


def test_transfer_against_its_parts() -> None:
    assert difference(IncomeYear(transfer=100), "transfer") == 0
    assert difference(IncomeYear(dibao_money=100), "transfer") == 0
    odd = IncomeYear(transfer=12550, dibao_money=10000, persons=1)
    assert difference(odd, "transfer") == 2550
    assert "25.50" in check_income(odd)[0]
    assert len(check_income(odd.but(persons=None))) == 2
    assert check_income(IncomeYear()) == []


@given(incomes, st.none() | st.integers(1, 40), st.booleans())
def test_the_sheet_adds_up_line_by_line(amounts: dict[str, int | None], persons: int | None, medical: bool) -> None:
    sheet = income_sheet(IncomeYear(**amounts, persons=persons), count_medical=medical)
    assert (tuple(sheet.income), tuple(sheet.paid)) == (INCOME_LINES, PAID_LINES)
    assert (len(sheet.income), len(sheet.paid)) == (13, 8)
    if sheet.disposable is None:
        assert all(value is None for value in (*sheet.income.values(), *(sheet.paid[n] for n in PAID_LINES[:-1])))
        assert (sheet.per_head, sheet.exact) == (None, None)
        return
    own = {name: value or 0 for name, value in {**sheet.income, **sheet.paid}.items()}
    assert own["total_income"] == sum(own[name] for name in (*EARNED, "transfer"))
    assert own["total_paid"] == own["business_cost"] + own["transfer_paid"]
    for whole, parts in (("transfer", PARTS), ("transfer_paid", PAID_PARTS)):
        if any(amounts[name] is not None for name in parts):  # of a new record: the parts make the sum
            assert own[whole] == sum(own[name] for name in parts)
    left_out = 0 if medical else own["medical_reimbursed"] + own["medical_aid"]
    assert sheet.disposable == own["total_income"] - own["total_paid"] - left_out
    if persons:
        assert sheet.exact == Fraction(sheet.disposable, persons)
        assert sheet.per_head == whole_fen(sheet.exact)
    else:
        assert sheet.per_head is None


def test_prices_of_2014() -> None:
    income = IncomeYear(wage=420_000_00, persons=4, price_index=Decimal("1.05"))
    assert income_sheet(income).per_head_2014 == 100_000_00
    assert income_sheet(income.but(price_index=None)).per_head_2014 is None
    assert at_base_prices(Fraction(105), None) is None


def test_paid_against_its_parts() -> None:
    odd = IncomeYear(transfer_paid=500, income_tax=300, support_paid=100, persons=1)
    assert difference(odd, "transfer_paid") == 100
    assert len(check_income(odd)) == 1
