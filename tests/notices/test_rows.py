from datetime import date
from decimal import Decimal

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.field import Field, day, number, text, yes
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.notices.rows import birth_of, text_of

HOUSE, PERSON = fields_of(Household), fields_of(Member)


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (PERSON["name"], None, ""),
        (PERSON["relation"], "01", "户主"),
        (PERSON["relation"], "x9", "x9"),
        (text("a", many=True), ("甲", "乙"), "甲、乙"),
        (HOUSE["baseline_income_pc"], 338700, "3,387.00"),
        (number("a"), Decimal("53.10"), "53.1"),
        (yes("a"), True, "是"),
        (yes("a"), False, "否"),
        (day("a"), date(2016, 12, 1), "2016年12月1日"),
    ],
)
def test_values_as_a_board_shows_them(field: Field, value: object, shown: str) -> None:
    assert text_of(field, value) == shown


def test_birth_is_read_from_the_number_when_not_entered() -> None:
    assert birth_of(Member(id_no="11010519491231002X")) == date(1949, 12, 31)
    assert birth_of(Member()) is None
