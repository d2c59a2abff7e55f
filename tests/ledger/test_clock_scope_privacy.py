"""Clock, scopes, masks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.ledger.clock import (
    AHEAD_MS,
    LATEST_MS,
    beyond_reason,
    is_near,
    is_possible,
    later_clock,
    moment,
    next_clock,
    pack,
    unpack,
)
from fupin_desktop.ledger.privacy import HIDDEN, Privacy, masked
from fupin_desktop.ledger.scope import above, entitled, is_division, is_scope

MS = st.integers(0, LATEST_MS)


ANY_CLOCK = st.integers(0, (1 << 63) - 2)
WALL = st.integers(0, LATEST_MS - 2 * AHEAD_MS - 1)


@given(MS, st.integers(0, 0xFFFF), MS)
def test_a_clock_of_bundles_only_rises(ms: int, count: int, wall: int) -> None:
    seen = pack(ms, count)
    assert later_clock(wall, seen) > seen
    assert later_clock(wall, seen) >= pack(wall, 0)
    assert unpack(seen) == (ms, count)


@given(WALL, ANY_CLOCK | st.integers(LATEST_MS - 3, LATEST_MS + 3).map(lambda ms: pack(ms, 0xFFFF)))
def test_no_clock_seen_leaves_an_entry_without_room(wall: int, seen: int) -> None:
    made = next_clock(wall, seen)
    assert pack(wall, 0) <= made <= pack(wall + AHEAD_MS, 0xFFFF) + 1
    assert not beyond_reason(made)
    assert made > seen or not is_near(seen, wall)


@given(st.lists(st.tuples(WALL, ANY_CLOCK), max_size=20), WALL)
def test_after_any_history_a_right_wall_is_followed(before: list[tuple[int, int]], wall: int) -> None:
    ours = 0
    for then, seen in before:
        ours = next_clock(then, max(ours, seen))
    assert unpack(next_clock(wall, ours))[0] <= wall + AHEAD_MS + 1


def test_walls_an_entry_may_be_written_by() -> None:
    assert is_possible(0)
    assert is_possible(LATEST_MS - 2 * AHEAD_MS - 1)
    assert not is_possible(-1)
    assert not is_possible(LATEST_MS - 2 * AHEAD_MS)


def test_beyond_2100() -> None:
    assert beyond_reason(pack(LATEST_MS, 0))
    assert not beyond_reason(pack(LATEST_MS - 1, 0xFFFF))
    assert moment(pack(0, 5)).isoformat() == "1970-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("name", "division", "office", "granted", "may"),
    [
        ("441690101200", "441690101200", False, (), True),
        ("441690101201", "441690101200", False, (), False),
        ("441690101201", "441690101200", False, ("441690101201",), True),
        ("441690101200/s", "441690101200", False, (), False),
        ("441690101200/s", "441690101200", False, ("441690101200/s",), True),
        ("441690101200/s", "441690101", True, (), True),
        ("441690101200", "441690101", True, (), True),
        ("441690102200", "441690101", True, (), False),
        ("441690101/r", "441690101200", False, (), True),
        ("441690102/r", "441690101200", False, (), False),
        ("441690102/r", "441690101200", False, ("441690102201",), True),
        ("441690/r", "441690101", True, (), True),
        ("441690101/o", "441690101", True, (), True),
        ("441690101/o", "441690101200", False, (), False),
        ("441690101/o", "441690", True, (), False),
    ],
)
def test_entitled(name: str, division: str, office: bool, granted: tuple[str, ...], may: bool) -> None:
    assert entitled(name, division, office=office, granted=frozenset(granted)) is may


def test_forms_of_scopes() -> None:
    assert all(map(is_scope, ("44", "441690101200", "441690101/r", "441690101200/s")))
    assert not any(map(is_scope, ("", "4", "44169010120", "441690101/", "441690101/x", "44a6", "44/r/s")))
    assert above("441690101200") == ["44", "4416", "441690", "441690101", "441690101200"]
    assert not is_division("４４")


def test_masks() -> None:
    assert masked("440101199001011234", Privacy.OFFICE) == "＊1234"
    assert masked("1234", Privacy.OFFICE) == HIDDEN
    assert masked("01", Privacy.SEALED) == HIDDEN
    assert masked("张小三", Privacy.MINOR, minor=True) == "张××"
    assert masked("张", Privacy.MINOR, minor=True) == "张×"
    assert masked("张小三", Privacy.MINOR) == "张小三"
    assert masked("甲组", Privacy.PUBLIC) == "甲组"
    assert masked(None, Privacy.SEALED) is None
