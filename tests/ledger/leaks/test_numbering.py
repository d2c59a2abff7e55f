"""What stands below each other in every table is no number broken up: the numbering of the rows, counts of persons."""

from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.ledger.leaks import Shape, look_across


def test_no_numbering_of_rows_is_an_identity_number() -> None:
    assert look_across([str(number) for number in range(1, 3_000)], strictly=True) is None


@given(st.lists(st.integers(0, 99), min_size=2, max_size=400))
def test_counts_are_no_identity_number(counts: list[int]) -> None:
    assert look_across([str(count) for count in counts], strictly=True) is None


def test_a_number_cut_over_the_rows_is_found() -> None:
    assert look_across(["甲", "441690", "19800101", "0013", "乙"], strictly=True) is Shape.IDENTITY
