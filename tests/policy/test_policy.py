from datetime import date
from decimal import Decimal

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.scope import is_division
from fupin_desktop.policy import OUTSIDE, area_code, area_names, parameter, parameters


def test_every_shipped_value_names_its_paper() -> None:
    assert parameters()
    for one in parameters():
        assert one.document
        assert one.clause
        assert one.words
        assert one.unit
        assert one.state in ("actual", "estimate", "outside")
        assert (one.area == "") == (one.state == OUTSIDE)
        assert one.area == "" or is_division(one.area)
    assert all(is_division(code) for code in area_names().values())


@pytest.mark.parametrize(
    ("day", "value", "state"),
    [(date(2016, 12, 31), "6530.49", "actual"), (date(2018, 6, 1), "7365", "estimate"), (None, "7365", "estimate")],
)
def test_the_line_of_the_year(day: date | None, value: str, state: str) -> None:
    found = parameter("exit_line_household", "441501101200", day)
    assert (found.value, found.state) == (Decimal(value), state)


def test_narrowest_area_first_and_outside_last() -> None:
    assert parameter("cadre_household_cap", "汕尾市").value == 5
    assert parameter("notice_days_exit", "441690101").state == OUTSIDE
    with pytest.raises(Refusal) as caught:
        parameter("cadre_household_cap", "广州市")
    assert caught.value.code == "policy.unknown"
    with pytest.raises(Refusal):
        parameter("exit_line_household", "广东省", date(2017, 1, 1))


def test_an_area_no_paper_names() -> None:
    assert area_code("深圳市福田区") == "440304"
    with pytest.raises(Refusal) as caught:
        area_code("某某市")
    assert caught.value.code == "policy.area"
