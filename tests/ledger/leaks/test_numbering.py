"""What stands below each other in every table is no number broken up: the numbering of the rows, counts of persons."""

from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.leaks import Eyes, Shape
from fupin_desktop.ledger.record import fields_of


def test_no_numbering_of_rows_is_an_identity_number() -> None:
    assert Eyes().look_across([str(number) for number in range(1, 3_000)], strictly=True) is None


@given(st.lists(st.integers(0, 99), min_size=2, max_size=400))
def test_counts_are_no_identity_number(counts: list[int]) -> None:
    assert Eyes().look_across([str(count) for count in counts], strictly=True) is None


def test_a_number_cut_over_the_rows_is_found() -> None:
    assert Eyes().look_across(["甲", "441690", "19800101", "0013", "乙"], strictly=True) is Shape.IDENTITY


def test_a_code_of_a_place_is_no_number_of_a_person() -> None:
    """Fields that hold such codes by their declaration are shown as they are."""
    places = ("division", "area", "scope", "device", "origin")
    assert not [
        (kind, name)
        for kind, cls in KINDS.items()
        for name, field in fields_of(cls).items()
        if field.kind is Kind.TEXT and (name in places or name.endswith(("_division", "division_code", "village_code")))
        if field.is_free_text
    ]
