"""Selections as data: to JSON and back, amounts of one record, the ways to a division."""

from datetime import date
from fractions import Fraction

import pytest

from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared.figure import Count, Distinct, Figure, Mean, Part, Share, Tally, Total
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Amount,
    AmountIs,
    Between,
    Either,
    Equal,
    Leads,
    Linked,
    OneOf,
    Selection,
    Under,
    Unless,
    as_of,
    from_json,
    to_json,
)
from fupin_desktop.ledger.declared.standing import along, division_path, home_of, in_division, is_over
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.sync.model import DayConfirmation

AMOUNT = Amount(("wage", "transfer"), ("business_cost",), (("transfer", ("dibao_money", "wubao_money")),))


def test_a_selection_travels_as_json_and_comes_back() -> None:
    linked = Linked(
        "member", "household", (Either((Equal("sex", "1"), Unless((Between("birth_date", "1960-01-01"),)))),)
    )
    selection = Selection("household", (linked, OneOf("status", ("registered", None))), ("-persons",), COUNTED)
    assert from_json(to_json(selection)) == selection
    assert to_json(from_json('{"kind":"village"}')) == to_json(Selection("village"))


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "{}", '{"kind": 1}', '{"kind": "village", "more": 1}', "[" * 100_000,
        '{"kind": "village", "where": [{"type": "nothing"}]}', '{"kind": "village", "where": [{"type": "equal"}]}',
    ],
)  # fmt: skip
def test_what_is_no_selection_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        from_json(text)
    assert refused.value.code == "selection.form"


@pytest.mark.parametrize(
    ("facts", "fen"),
    [
        ({}, None),
        ({"outstanding_debt": 5}, None),  # not part of it
        ({"wage": 0}, 0),
        ({"business_cost": 7}, -7),
        ({"wage": 10, "transfer": 3, "dibao_money": 100}, 13),
        ({"wage": 10, "dibao_money": 4, "wubao_money": 5}, 19),
    ],
)
def test_an_amount_of_a_record(facts: dict[str, int], fen: int | None) -> None:
    assert AMOUNT.of(IncomeYear(**facts)) == fen


def test_the_way_to_a_division() -> None:
    assert division_path(KINDS, MemberYear) == ("member", "household", "village_code")
    assert division_path(KINDS, Household) == ("village_code",)
    assert division_path(KINDS, DayConfirmation) == ()
    assert home_of(KINDS, Household) is None
    inner = (Leads("household", (Under("village_code", "441690"),)),)
    assert in_division(KINDS, MemberYear, "441690") == (Leads("member", inner),)
    assert in_division(KINDS, Household, "441690101200") == (Equal("village_code", "441690101200"),)
    assert in_division(KINDS, DayConfirmation, "441690") == ()
    assert along(("household",), Equal("status", "x")) == Leads("household", (Equal("status", "x"),))


def test_who_is_over_says_so_itself() -> None:
    assert is_over(Member(change_type="died"))
    assert not is_over(Member(change_type="born"))
    assert is_over(Household(status="merged"))
    assert not is_over(Household(status="exited"))


def test_what_holds_on_a_day() -> None:
    assert as_of(date(2017, 6, 3), "start", "end") == (
        Between("start", high="2017-06-03"),
        Either((Equal("end", None), Between("end", low="2017-06-03"))),
    )


def test_a_measure_of_nothing_is_unknown_and_only_a_count_is_nought() -> None:
    part = (Equal("status", "exited"),)
    for measure in (Part(part), Share(part), Distinct(("date",)), Total(AMOUNT), Mean(AMOUNT, "persons")):
        assert measure.value(Tally()) is None
    assert Count().value(Tally()) == 0
    assert Part(part).value(Tally(3, 0)) == 0
    assert Share(part).value(Tally(3, 1)) == Fraction(1, 3)
    assert Mean(AMOUNT, "persons").value(Tally(2, -7, 3)) == Fraction(-7, 3)
    assert Total(AMOUNT).value(Tally(2, 5, 1)) == 5
    assert Tally(1, 2, 3).plus(Tally(4, 5, 6)) == Tally(5, 7, 9)


def test_the_records_behind_a_figure() -> None:
    homes, part = Selection("household"), (Equal("status", "exited"),)
    assert Figure(homes).behind == homes
    assert Figure(homes, Part(part)).behind == homes.having(*part)
    assert Figure(homes, Distinct(("persons",), part)).behind == homes.having(*part)
    share = Figure(homes, Share(part))
    assert (share.behind, share.reached, share.missed) == (homes, homes.having(*part), homes.having(Unless(part)))
    assert Figure(homes, Part(part)).reached is Figure(homes).missed is None
    incomes = Selection("income_year")
    assert Figure(incomes, Total(AMOUNT)).behind == incomes.having(AmountIs(AMOUNT))
    assert Figure(incomes, Mean(AMOUNT, "persons")).behind == incomes.having(AmountIs(AMOUNT, per="persons"))
