"""Clock, scopes, masks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.ledger.clock import LATEST_MS, beyond_reason, moment, next_clock, pack, unpack
from fupin_desktop.ledger.privacy import HIDDEN, Privacy, masked
from fupin_desktop.ledger.scope import above, entitled, is_division, is_scope

MS = st.integers(0, LATEST_MS)


@given(MS, st.integers(0, 0xFFFF), MS)
def test_a_clock_only_rises(ms: int, count: int, wall: int) -> None:
    seen = pack(ms, count)
    assert next_clock(wall, seen) > seen
    assert next_clock(wall, seen) >= pack(wall, 0)
    assert unpack(seen) == (ms, count)


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
