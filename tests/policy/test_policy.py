"""Shipped values: each cites its paper, each city its own; the line of a year; what is read as a value."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.scope import is_division
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.policy import typed
from fupin_desktop.policy.definitions import DAYS, MONEY, Definition, defined, definitions
from fupin_desktop.policy.parameter import ESTIMATE, OUTSIDE
from fupin_desktop.policy.shipped import area_code, area_names, shipped
from fupin_desktop.policy.values import all_values, find_value, value

LINE = "exit_line_household"


def test_every_shipped_value_names_its_paper_and_can_be_read() -> None:
    assert shipped()
    for one in shipped():
        assert one.document, one.code
        assert one.clause, one.code
        assert one.words, one.code
        assert typed.is_canonical(defined(one.code), one.text), one
        assert (one.area == "") == (one.state == OUTSIDE), one.code
        assert one.area == "" or is_division(one.area), one.code
    assert all(is_division(code) for code in area_names().values())


def test_only_what_its_paper_calls_an_estimate_is_one() -> None:
    assert {(one.code, one.text) for one in shipped() if one.state == ESTIMATE} == {
        ("exit_line_household", "7365"),
        ("exit_line_village", "9820"),
    }
    assert all("预估" in one.words for one in shipped() if one.state == ESTIMATE)
    assert not [one for one in shipped() if one.area in ("4401", "4414", "4418") and one.state == ESTIMATE]


@pytest.mark.parametrize(
    ("area", "document"),
    [
        ("441501101200", "汕尾发〔2016〕10号"),
        ("广州市", "广州市落实三年攻坚的实施意见"),
        ("441402", "广州市落实三年攻坚的实施意见"),
        ("441624", "粤发〔2016〕13号"),
    ],
)
def test_each_city_cites_its_own_paper(area: str, document: str) -> None:
    assert value(None, LINE, area, date(2018, 6, 1)).document == document


@pytest.mark.parametrize(
    ("code", "day", "text", "state"),
    [
        (LINE, date(2016, 1, 1), "6530.49", "actual"),
        (LINE, date(2016, 12, 31), "6530.49", "actual"),
        (LINE, date(2018, 6, 1), "7365", "estimate"),
        (LINE, None, "7365", "estimate"),
        ("exit_line_village", date(2016, 6, 1), "8707.32", "actual"),
        ("exit_line_village", date(2018, 6, 1), "9820", "estimate"),
    ],
)
def test_the_line_of_a_year_follows_that_years_income_or_is_the_estimate(
    code: str, day: date | None, text: str, state: str
) -> None:
    found = value(None, code, "441501101200", day)
    assert (found.value, found.state, found.missing) == (Decimal(text), state, None)


@pytest.mark.parametrize("area", ["441501", "4401", "441690"])
def test_a_year_without_its_line_says_so_and_offers_the_estimate(area: str) -> None:
    found = value(None, LINE, area, date(2017, 12, 31))
    assert (found.text, found.state, found.missing) == ("7365", "estimate", date(2017, 12, 31))
    choose_language("zh_CN")
    assert "2017" in found.caution
    assert found.cited.startswith(found.caution)
    assert find_value(None, LINE, area, date(2015, 12, 31)) is None


def test_the_money_of_a_year_is_that_years() -> None:
    years = [value(None, "guide_fund_by_year", "4401", date(year, 6, 1)).fen for year in (2016, 2017, 2018)]
    assert years == [100_000_000, 70_000_000, 30_000_000]
    assert sum(years) == value(None, "guide_fund_total_min", "4401", date(2017, 1, 1)).fen
    with pytest.raises(Refusal) as caught:
        value(None, "guide_fund_by_year", "4401", date(2019, 6, 1))
    assert caught.value.code == "policy.unknown"


def test_narrowest_area_first_and_outside_last() -> None:
    assert value(None, "cadre_household_cap", "汕尾市").count == 5
    assert value(None, "notice_days_exit", "441690101").state == OUTSIDE
    assert value(None, "per_capita_base_rule", "441624").text == "all_registered"
    assert value(None, "per_capita_ratio", "441501").items == ("6", "3", "1")
    with pytest.raises(Refusal) as caught:
        value(None, "cadre_household_cap", "广州市")
    assert caught.value.code == "policy.unknown"


def test_what_does_not_exist_is_refused() -> None:
    assert area_code("深圳市福田区") == "440304"
    with pytest.raises(Refusal) as caught:
        area_code("某某市")
    assert caught.value.code == "policy.area"
    with pytest.raises(Refusal) as caught:
        value(None, "no_such_code", "44")
    assert caught.value.code == "policy.code"


def test_the_list_names_every_parameter_and_says_which_has_no_value() -> None:
    listed = {one.code: found for one, found in all_values(None, "441501", date(2018, 6, 1))}
    assert listed.keys() == definitions().keys()
    assert listed["public_post_share_min"] is None
    assert listed["exit_line_household"] is not None


@pytest.mark.parametrize(
    ("code", "given_text", "text"),
    [
        ("exit_line_household", " 7,365.00元 ", "7365"),
        ("exit_ratio_household", "45％", "45"),
        ("notice_days_exit", "１０天", "10"),
        ("per_capita_ratio", "6∶3∶1", "6:3:1"),
        ("housing_deadline", "2018-12-31", "2018-12-31"),
        ("report_period", "每季度", "quarter"),
        ("second_person_steps", "notice.issue，发出公示", "notice.issue"),
        ("count_medical_reimbursement", "否", "no"),
    ],
)
def test_values_are_read_as_people_type_them(code: str, given_text: str, text: str) -> None:
    choose_language("zh_CN")
    assert typed.canonical(defined(code), given_text) == text
    assert typed.is_canonical(defined(code), text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("exit_line_household", "viel"),
        ("exit_line_household", "-1"),
        ("exit_line_household", "7365.001"),
        ("exit_line_household", "NaN"),
        ("exit_ratio_household", "101"),
        ("notice_days_exit", "0"),
        ("notice_days_exit", "7.5"),
        ("notice_days_exit", "366"),
        ("housing_deadline", "2018-02-30"),
        ("report_period", "sometimes"),
        ("per_capita_ratio", "6:x:1"),
        ("count_medical_reimbursement", "maybe"),
        ("second_person_steps", " "),
        ("second_person_steps", "visit.log"),
    ],
)
def test_what_is_no_value_is_refused_with_what_is_wanted(code: str, text: str) -> None:
    with pytest.raises(Refusal) as caught:
        typed.canonical(defined(code), text)
    assert caught.value.code == "policy.value"


@given(some.decimals(0, 10**9, places=2))
def test_an_amount_keeps_its_value_and_has_one_form(amount: Decimal) -> None:
    code = Definition("x", "x", "x", MONEY)
    text = typed.canonical(code, str(amount))
    assert Decimal(text) == amount
    assert typed.is_canonical(code, text)


@given(some.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for kind in (MONEY, DAYS, "day", "list", "ratio", "yes"):
        code = Definition("x", "x", "x", kind)
        try:
            found = typed.canonical(code, text)
        except Refusal as refusal:
            assert refusal.code == "policy.value"  # noqa: PT017  either way is right
        else:
            assert typed.is_canonical(code, found)
