"""Ways round the brake, as a laptop that means harm would try them: each ends where the plain one does."""

from collections.abc import Callable
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.clock import pack
from fupin_desktop.ledger.dot import counter_of, stream_of
from fupin_desktop.ledger.entry import AWAY, Edit
from fupin_desktop.store.exchange import tray
from fupin_desktop.sync.brake import FEW

VILLAGE, OTHER = "441690101200", "441690101201"
MANY = 12
START = 1_790_000_000_000
CELLS = ("phone", "remark", "persons")
Way = Callable[[Any, int], None]  # what the laptop does to the n-th household


def prepared(levels: Any, mischief: Any) -> tuple[Any, Any]:
    """A village of twelve households with three persons each, everywhere the same; and the laptop."""
    world = levels()
    with world["o"].write("roster") as ledger:
        new = [
            Household(household_code=f"{VILLAGE}2016{n:04}", village_code=VILLAGE, status="registered")
            for n in range(4, MANY + 1)
        ]
        ledger.save_all(new)
        homes = ledger.find(Household, village_code=VILLAGE)
        ledger.save_all(one.but(phone="1", remark="x", cause_other=("01", "02")) for one in homes)
        ledger.save_all(Member(household=one.id, name=f"某某{n}", relation="99") for one in homes for n in range(3))
    world.settle_down()
    return world, mischief.Mischief(world)


def members(m: Any, n: int) -> list[int]:
    home = m.world.household("o", n)
    with m.world["o"].read() as reader:
        dots = [one.id for one in reader.find(Member, household=home.id) if one.id is not None]
        return [m.dot_of(*reader.streams.name(stream_of(dot)), counter_of(dot)) for dot in dots]


def beside(m: Any, n: int) -> None:
    """Put away; then put back beside that, with a clock that loses: the household stays away."""
    record, base = m._household(n)
    m._write([], [m._edit("household", record, AWAY, "x", base)])
    m._write([], [m._edit("household", record, AWAY, None, base)], clock=pack(START - 9, 0))


def back_in_an_entry_that_does_not_stand(m: Any, n: int) -> None:
    record, base = m._household(n)
    gone = m._edit("household", record, AWAY, "x", base)
    m._write([], [gone])
    bad = m._edit("household", record, "house_area", "NaN", base)
    m._write([], [m._edit("household", record, AWAY, None, gone.dot), bad])


def emptied_and_put_back(m: Any, n: int) -> None:
    """Nothing was away: to put it back says nothing about what is emptied."""
    record, base = m._household(n)
    m._write([], [m._edit("household", record, cell, None, base) for cell in CELLS])
    m._write([], [m._edit("household", record, AWAY, None, base)])


def said_with_nothing(m: Any, n: int) -> None:
    record, base = m._household(n)
    for cell, text in (("phone", " "), ("remark", "——"), ("address_detail", "—")):
        m._write([], [m._edit("household", record, cell, text, base)])


def members_of_fields_out(m: Any, n: int) -> None:
    record, base = m._household(n)
    m._write([], [Edit("household", m._dot(), record, "cause_other", one, 0, (base,)) for one in ("01", "02")])
    m._write([], [m._edit("household", record, cell, None, base) for cell in ("phone", "remark")])


def persons_moved_out(m: Any, n: int) -> None:
    """All persons into one household."""
    record, _base = m._household(1)
    m._write([], [m._edit("member", one, "household", record, one) for one in members(m, n)])


def to_another_village(m: Any, n: int) -> None:
    record, base = m._household(n)
    m._write([], [m._edit("household", record, "village_code", OTHER, base)])


def emptied_group(m: Any, n: int) -> None:
    record, base = m._household(n)
    m._write([], [m._edit("household", record, "danger", None, base)])
    m._write([], [m._edit("household", record, cell, None, base) for cell in ("phone", "remark")])


WAYS: tuple[Way, ...] = (
    beside, back_in_an_entry_that_does_not_stand, emptied_and_put_back, said_with_nothing, members_of_fields_out,
    persons_moved_out, to_another_village, emptied_group,
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_mass_waits_whichever_way_it_is_made(levels: Any, mischief: Any, way: Way) -> None:
    world, m = prepared(levels, mischief)
    for n in range(2, MANY + 1):
        way(m, n)
    assert world.merge("o", m._bundle()).code == "entry.set_aside"
    world.settle_down()
    for name in "ok":
        with world[name].read() as reader:
            assert "entry.brake" in {item.code for item in tray.items(reader)}
            homes = reader.find(Household, with_away=True)
            whole = [one for one in homes if one.village_code == VILLAGE and is_whole(reader, one)]
        assert len(whole) >= MANY - FEW
    world.agree()


def is_whole(reader: Any, home: Household) -> bool:
    emptied = [one for one in (home.phone, home.remark, home.persons) if one in (None, " ", "——")]
    return home.away is None and len(emptied) < 2 and len(reader.find(Member, household=home.id)) > 0


def test_put_back_over_the_put_away_no_longer_counts(levels: Any, mischief: Any) -> None:
    world, m = prepared(levels, mischief)
    for n in range(1, MANY + 1):
        record, base = m._household(n)
        gone = m._edit("household", record, AWAY, "x", base)
        m._write([], [gone])
        m._write([], [m._edit("household", record, AWAY, None, gone.dot)])
    assert world.merge("o", m._bundle()).status == "merged"
    world.settle_down()
    with world["k"].read() as reader:
        assert tray.items(reader) == []
        assert all(one.away is None for one in reader.find(Household, with_away=True))
    world.agree()
