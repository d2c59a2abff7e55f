"""Values: what people type, the canonical form, and back."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, choice, day, integer, money, note, number, text, yes
from fupin_desktop.ledger.notation.signs import unshowable
from fupin_desktop.ledger.notation.values import LARGEST, UNREADABLE, check, decimal_text, from_stored, parse, to_stored
from fupin_desktop.ledger.words import words

FEN = money("M", low=None)
DAYS = day("D")
NUMBERS = number("N", places=4, high=10**9)


@given(st.integers(-(10**12), 10**12))
def test_an_amount_typed_in_yuan_comes_back_in_fen(fen: int) -> None:
    typed = f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"
    assert parse(FEN, typed) == fen
    assert parse(FEN, f"¥{typed}元") == fen
    assert from_stored(FEN, to_stored(FEN, fen)) == fen


@given(st.integers(0, 10**6))
def test_ten_thousands_are_exact(wan: int) -> None:
    assert parse(FEN, f"{wan}.05万元") == wan * 1_000_000 + 50_000


@pytest.mark.parametrize("typed", ["1.005", "NaN", "Infinity", "一百", "--1"])
def test_no_amount(typed: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(FEN, typed)
    assert refusal.value.code in ("value.money", "value.number")


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_in_every_way_of_writing(day_: date) -> None:
    y, m, d = day_.year, day_.month, day_.day
    for typed in (f"{y}.{m}.{d}", f"{y}/{m:02}/{d:02}", f"{y}年{m}月{d}日", f"{y}{m:02}{d:02}", f"{y}-{m}-{d}"):
        assert parse(DAYS, typed) == day_
    assert to_stored(DAYS, day_) == day_.isoformat()
    assert from_stored(DAYS, day_.isoformat()) == day_


@pytest.mark.parametrize("typed", ["2017.2.30", "2017.13.1", "昨天", "2017", "1066.5.3", "2101-1-1"])
def test_no_day(typed: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(DAYS, typed)
    assert refusal.value.code == "value.day"


@given(st.decimals(0, 10**8, places=4, allow_nan=False, allow_infinity=False))
def test_equal_numbers_have_one_form(value: Decimal) -> None:
    stored = to_stored(NUMBERS, value)
    assert isinstance(stored, str)
    assert "E" not in stored
    assert not ("." in stored and stored.endswith("0"))
    assert from_stored(NUMBERS, stored) == value
    assert to_stored(NUMBERS, Decimal(str(value) + ("00" if "." in str(value) else ".00"))) == stored
    assert parse(NUMBERS, stored) == value


def test_zero_has_one_form() -> None:
    assert {decimal_text(Decimal(t)) for t in ("0", "-0", "0.00", "-0.0", "0E+3")} == {"0"}


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_text_is_kept_in_one_form(typed: str) -> None:
    field = note("T", high=10**6)
    if unshowable(typed.replace("\r", "\n")):
        with suppress(Refusal):  # line ends of every kind are taken as line ends
            assert not unshowable(str(parse(field, typed)))
        return
    value = parse(field, typed)
    assert value is None or (parse(field, str(value)) == value and to_stored(field, value) == value)


def test_composed_and_decomposed_signs_are_equal() -> None:
    assert parse(text("T"), "e\u0301 ") == "é"


def test_limits() -> None:
    cases: list[tuple[Field, str, str]] = [
        (text("T", high=3), "一二三四", "value.long"),
        (integer("I", high=12), "13", "value.high"),
        (integer("I"), "-1", "value.low"),
        (integer("I"), "1.5", "value.integer"),
        (integer("I"), str(LARGEST + 1), "value.high"),
        (money("M"), "1e30", "value.high"),
        (money("M"), "1e999999999", "value.high"),
        (number("N", places=2), "1.005", "value.places"),
        (yes("Y"), "也许", "value.yes"),
        (choice("C", "sex"), "九", "value.choice"),
    ]
    for field, typed, code in cases:
        with pytest.raises(Refusal) as refusal:
            parse(field, typed)
        assert refusal.value.code == code, typed


def test_a_number_out_of_its_limits_is_told_the_limit_and_the_field() -> None:
    for field, typed, told in (
        (integer("Cows", high=12, unit="头"), "13", "Cows: at most 12 头 can stand here."),
        (integer("Year", low=2013), "1999", "Year: at least 2013 has to stand here."),
        (money("Subsidy", high=40_000_00), "40000.01", "Subsidy: at most 40000 yuan can stand here."),
        (money("Subsidy", low=1), "0", "Subsidy: at least 0.01 yuan has to stand here."),
    ):
        with pytest.raises(Refusal) as refusal:
            parse(field, typed)
        assert refusal.value.message == told


def test_full_width_and_words() -> None:
    assert parse(integer("I"), "１２") == 12
    assert parse(yes("Y"), "是") is True
    assert parse(yes("Y"), "无") is False
    assert parse(choice("C", "cause_other", many=True), "因病、02") == ("01", "02")
    assert parse(text("T", many=True), "") == ()
    assert parse(text("T"), "  ") is None


def test_a_word_with_the_separator_in_itself_is_one_of_several() -> None:
    """县、镇财政 is one source of money: what a list shows of several is read back as it was."""
    field = choice("C", "fund_source", many=True)
    assert parse(field, "县、镇财政") == ("county",)
    assert parse(field, "省级财政、县、镇财政、自筹") == ("province", "county", "self")
    assert parse(field, "县、镇财政，帮扶区、镇财政") == ("county", "helper_county")
    with pytest.raises(Refusal):
        parse(field, "县、省级财政")


@pytest.mark.parametrize("name", ["fund_source", "hearing_group", "project_subtype", "visited_party"])
def test_every_word_of_a_list_is_read_beside_every_other(name: str) -> None:
    field, known = choice("C", name, many=True), list(words(name).values())
    for one, other in pairwise(known):
        assert parse(field, f"{one.zh}、{other.zh}") == (one.code, other.code)


def test_many_values_are_a_sorted_set() -> None:
    field = choice("C", "cause_other", many=True)
    assert to_stored(field, ("02", "01", "02")) == '["01","02"]'
    assert from_stored(field, '["01","02"]') == ("01", "02")
    assert to_stored(field, ()) is None
    with pytest.raises(Refusal):
        check(field, ("01", "nonsense"))


def test_what_cannot_be_read_is_said_to_be_unreadable() -> None:
    assert from_stored(DAYS, "soon") is UNREADABLE
    assert from_stored(DAYS, "9999-12-31") is UNREADABLE, "no day can be counted from it"
    assert from_stored(NUMBERS, "much") is from_stored(NUMBERS, "NaN") is UNREADABLE
