"""Numbers people carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.households.rules import check_digit, id_number_problem
from fupin_desktop.intake.numbers import bare_number, card_checks, is_phone


@pytest.mark.parametrize(
    "typed",
    [
        "44169019671214174x",
        " 441690 19671214 174X ",
        "４４１６９０１９６７１２１４１７４Ｘ",
        "44169019671214174Χ",
        "441690-19671214-174х",
    ],
)
def test_strange_signs_leave_a_document_number(typed: str) -> None:
    assert bare_number(typed) == "44169019671214174X"


@given(st.integers(0, 10**13 - 1), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(digits: int, place: int, step: int) -> None:
    first = f"4416{digits:013d}"
    whole = first + check_digit(first)
    wrong = whole[:place] + str((int(whole[place]) + step) % 10) + whole[place + 1 :]
    assert id_number_problem(wrong) is not None


@given(st.integers(10**17, 10**18 - 1))
def test_a_card_has_exactly_one_last_digit(first: int) -> None:
    assert sum(card_checks(f"{first}{last}") for last in range(10)) == 1


@pytest.mark.parametrize("number", ["62000", "6200000704360000002", "62000007043600A0001", ""])
def test_other_numbers_are_no_cards(number: str) -> None:
    assert not card_checks(number)


@pytest.mark.parametrize(
    ("number", "sound"), [("14000001488", True), ("0762-5551234", True), ("5551234", True), ("1400000230", False)]
)
def test_telephones(number: str, sound: bool) -> None:
    assert is_phone(number) is sound
