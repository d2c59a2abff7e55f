from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import (
    age_on,
    birth_and_sex,
    check_digit,
    check_household,
    check_member,
    head_among,
    id_number_problem,
    is_minor,
)
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal

SOUND = "11010519491231002X"  # the standard's own example
TODAY = date(2017, 6, 3)


def member(**facts: object) -> Member:
    return Member(**{"household": Dot(1), "name": "张三", "relation": "01", **facts})


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2000, 6, 3), TODAY, 17),
        (date(2000, 6, 4), TODAY, 16),
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
        (date(2018, 1, 1), TODAY, -1),
    ],
)
def test_age_is_full_years(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


def test_minor_until_the_eighteenth_birthday() -> None:
    assert is_minor(date(1999, 6, 4), TODAY)
    assert not is_minor(date(1999, 6, 3), TODAY)
    assert not is_minor(None, TODAY)


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (SOUND, None),
        ("１１０１０５ 19491231-002x", None),
        ("110105194912310029", "check"),
        ("110105194913310021", "birth"),
        ("110105491231002", None),
        ("110105491331002", "birth"),
        ("11010519491231002", "form"),
        ("无", "form"),
    ],
)
def test_identity_number(number: str, problem: str | None) -> None:
    assert id_number_problem(number) == problem


def test_birth_and_sex_of_both_lengths() -> None:
    assert birth_and_sex(SOUND) == (date(1949, 12, 31), "2")
    assert birth_and_sex("110105491231001") == (date(1949, 12, 31), "1")
    assert birth_and_sex("none") is None


def test_check_sign_needs_seventeen_digits() -> None:
    with pytest.raises(ValueError, match="seventeen"):
        check_digit("123")


@given(st.from_regex(r"[1-9][0-9]{5}19[5-9][0-9]0[1-9]1[0-9][0-9]{3}", fullmatch=True), st.data())
def test_any_single_wrong_digit_is_noticed(seventeen: str, data: st.DataObject) -> None:
    whole = seventeen + check_digit(seventeen)
    assert id_number_problem(whole) is None
    place = data.draw(st.integers(0, 16))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != whole[place]]))
    assert id_number_problem(whole[:place] + other + whole[place + 1 :]) is not None


def test_head_is_one_who_has_not_left() -> None:
    dead, now = member(change_type="died"), member(name="李四")
    assert head_among([dead, member(relation="02"), now]) is now
    assert head_among([dead]) is None


def test_a_code_of_another_village_only_warns() -> None:
    moved = Household(household_code="44169010120120160001", village_code="441690101200")
    assert len(check_household(moved, [])) == 1


def test_household_warnings() -> None:
    sound = Household(household_code="44169010120020160001", village_code="441690101200", persons=1)
    assert check_household(sound, []) == []
    assert check_household(sound, [member()]) == []
    odd = sound.but(persons=3, house_dangerous=False, house_danger_grade="D")
    assert len(check_household(odd, [member(), member()])) == 3
    assert len(check_household(sound, [member(relation="02")])) == 1


def test_member_born_in_the_future_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        check_member(member(birth_date=date(2017, 6, 4)), TODAY)
    assert caught.value.code == "member.birth"


def test_member_warnings() -> None:
    assert check_member(member(), TODAY) == []
    assert check_member(member(id_no="粤123", id_type="household_book"), TODAY) == []
    assert len(check_member(member(id_no="123"), TODAY)) == 1
    assert check_member(member(id_no=SOUND, birth_date=date(1949, 12, 31), sex="2"), TODAY) == []
    assert len(check_member(member(id_no=SOUND, birth_date=date(1950, 1, 1), sex="1"), TODAY)) == 2
