"""A laptop at the end of time, under valid signatures: everybody merges it, writes on, and is admitted everywhere."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.clock import AHEAD_MS, LATEST_MS, pack, unpack
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.exchange.tray import accept, items
from fupin_desktop.store.write.day import confirm_day, day_in_doubt
from fupin_desktop.sync.merging import take_back

LAST = pack(LATEST_MS - 1, 0xFFFF)  # the last clock every book admits


def dated(book: Book, clock: int, wall: datetime | None = None) -> None:
    """What this laptop has written and not sent gets this clock, as a broken or hostile program would give it."""
    with book.transaction() as connection:
        for stream, number, body in connection.exec_driver_sql("SELECT stream, number, body FROM tail").all():
            entry = json.loads(body) | {"clock": clock}
            if wall is not None:
                entry |= {"wall_ms": int(wall.timestamp() * 1000)}
            told = (clock, json.dumps(entry).encode(), stream, number)
            connection.exec_driver_sql("UPDATE tail SET clock=?, body=? WHERE stream=? AND number=?", told)


def _phone(world: Any, name: str, value: str, n: int = 1) -> None:
    world.save(name, world.household(name, n).but(phone=value))


def _aside(world: Any, name: str) -> list[str]:
    with world[name].read() as reader:
        return [item.code for item in items(reader)]


def _newest(book: Book) -> int:
    with book.read() as reader:
        return int(reader.connection.exec_driver_sql("SELECT max(clock) FROM tail").scalar_one())


@pytest.mark.parametrize("clock", [LAST, pack(LATEST_MS, 0), (1 << 63) - 1])
def test_nobody_is_brought_to_the_end_of_time(levels: Callable[[], Any], clock: int) -> None:
    world = levels()
    _phone(world, "a", "1")
    dated(world["a"], clock)
    world.settle_down()
    for n, name in enumerate("oab", 1):
        _phone(world, name, f"1380000000{n}", n)
        assert unpack(_newest(world[name]))[0] <= datetime.now(UTC).timestamp() * 1000 + AHEAD_MS
    world.settle_down()
    # What the laptop itself shows of its odd entry is its own affair
    others = "oabk" if clock == LAST else "obk"
    for name in others:
        assert _aside(world, name) == ([] if clock == LAST else ["entry.clock"])
    for n in range(1, 4):
        told = {world.household(name, n).phone for name in others}
        assert told == {f"1380000000{n}"}  # n=1: written in knowledge of the last clock of all, it stands over it
    world.deep(*others)


@pytest.mark.parametrize("who", "oa")
def test_a_book_the_old_rule_poisoned_is_cured(levels: Callable[[], Any], who: str) -> None:
    """As the earlier program left it: its clock at the end, and one entry beyond, which all others set aside."""
    world = levels()
    _phone(world, who, "1")
    dated(world[who], LAST + 1)
    with world[who].transaction() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE key='entry_clock'")
        connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES ('clock', ?)", (str(LAST + 1),))
    _phone(world, who, "2", 2)
    assert unpack(_newest(world[who]))[0] >= LATEST_MS  # of the old entry
    world.settle_down()
    assert {name: _aside(world, name) for name in "oabk"} == {name: ["entry.clock"] for name in "oabk"}
    assert {world.household(name, 2).phone for name in "oabk"} == {"2"}
    world.settle_down()  # receipts are told from older ones after the cure as before
    _phone(world, who, "3", 3)
    world.settle_down()
    assert {world.household(name, 3).phone for name in "oabk"} == {"3"}
    with world["k"].read() as reader:
        waiting = items(reader)[0].id
    accept(world["k"], waiting, "its clock was pushed ahead by another laptop")  # the county lets the old one pass
    world.settle_down()
    assert {name: _aside(world, name) for name in "oabk"} == {name: [] for name in "oabk"}
    assert {world.household(name, 1).phone for name in "oabk"} == {"1"}
    _phone(world, "b", "4")
    world.settle_down()
    assert {world.household(name, 1).phone for name in "oabk"} == {"4"}
    world.agree()


def test_what_came_from_the_future_asks_and_locks_nobody(world: Any) -> None:
    """A laptop ten years ahead: the office is told of its entry, confirms its own day once, and is asked no more."""
    ahead = datetime.now(UTC).astimezone() + timedelta(days=3650)
    world["a"].wall = lambda: ahead
    confirm_day(world["a"])
    _phone(world, "a", "1")
    world.send("a", "o")
    with pytest.raises(Refusal) as refused:
        _phone(world, "o", "2", 2)
    assert refused.value.code == "clock.back"
    assert refused.value.where["device"] == world["a"].identity.device.id
    assert "take back the merge" in refused.value.message
    assert ahead.date().isoformat() in refused.value.message
    assert confirm_day(world["o"], "the laptop's clock was wrong")
    _phone(world, "o", "2", 2)
    _phone(world, "a", "3", 3)
    world.send("a", "o")
    assert day_in_doubt(world["o"]) is None  # its date has been found wrong
    _phone(world, "o", "4", 2)
    world.send("o", "b")  # whose own machine is another one: the office's word does not bind it
    doubt = day_in_doubt(world["b"])
    assert doubt is not None
    assert doubt.ahead is not None
    assert confirm_day(world["b"], "the other laptop's clock was wrong")
    _phone(world, "b", "5", 2)
    world.settle_down()
    world.agree()


def test_the_merge_that_brought_it_is_taken_back(world: Any) -> None:
    ahead = datetime.now(UTC).astimezone() + timedelta(days=40)
    world["a"].wall = lambda: ahead
    _phone(world, "a", "1")
    report = world.send("a", "o")
    assert day_in_doubt(world["o"]) is not None
    take_back(world["o"], report.journal)
    assert day_in_doubt(world["o"]) is None
    _phone(world, "o", "2")


def test_an_entry_set_aside_is_no_witness(world: Any) -> None:
    _phone(world, "a", "1")
    dated(world["a"], pack(LATEST_MS, 0), datetime.now(UTC) + timedelta(days=400))
    world.send("a", "o")
    assert _aside(world, "o") == ["entry.clock"]
    assert day_in_doubt(world["o"]) is None
    _phone(world, "o", "2")


def test_an_own_clock_behind_is_told_by_what_came(world: Any) -> None:
    """The office wrote today; a laptop that says last year is asked before its first save."""
    world["b"].wall = lambda: datetime.now(UTC).astimezone() - timedelta(days=365)
    with pytest.raises(Refusal) as refused:
        _phone(world, "b", "1")
    assert refused.value.code == "clock.back"


def test_new_households_of_a_cured_laptop_arrive(world: Any) -> None:
    world["a"].wall = lambda: datetime(2099, 12, 1, tzinfo=UTC)
    confirm_day(world["a"])
    world.save("a", Household(household_code="n1", village_code="441690101200", status="registered"))
    world["a"].wall = lambda: datetime.now(UTC)
    confirm_day(world["a"], "wrong")
    world.save("a", Household(household_code="n2", village_code="441690101200", status="registered"))
    assert world.send("a", "o").status == "merged"
    with world["o"].read() as reader:
        assert len(reader.find(Household, household_code=("n1", "n2"))) == 2
    world.settle_down()
    world.agree()
