from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.incomes.rules import (
    EARNED,
    PAID,
    PARTS,
    check_income,
    disposable,
    is_empty,
    per_head,
    reaches,
    transfer_difference,
    whole_fen,
)

amounts = st.none() | st.integers(0, 10**9)
incomes = st.fixed_dictionaries(dict.fromkeys((*EARNED, "transfer", *PARTS, *PAID), amounts))


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
    out = sum(amounts[name] or 0 for name in PAID)
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
    assert transfer_difference(IncomeYear(transfer=100)) == 0
    assert transfer_difference(IncomeYear(dibao_money=100)) == 0
    odd = IncomeYear(transfer=12550, dibao_money=10000, persons=1)
    assert transfer_difference(odd) == 2550
    assert "25.50" in check_income(odd)[0]
    assert len(check_income(odd.but(persons=None))) == 2
    assert check_income(IncomeYear()) == []
