"""Two offices join the same twins without knowing of each other: all books agree, and the join travels."""

from collections.abc import Callable
from typing import Any

from fupin_desktop.households.model import Household
from fupin_desktop.store.history import twins


def _pair(book: Any) -> list[Household]:
    with book.read() as reader:
        return [reader.find(Household, household_code=code, with_away=True)[0] for code in ("t1", "t2")]


def test_a_join_made_on_two_levels_is_one(levels: Callable[[], Any]) -> None:
    world = levels()
    for who, code in (("a", "t1"), ("b", "t2")):
        world.save(who, Household(household_code=code, village_code="441690101200", status="registered"))
    world.settle_down()
    for who in "ok":
        with world[who].write("record.join") as ledger:
            assert twins.join(ledger, _pair(world[who]), "one family") == 1
    world.settle_down()
    world.agree()
    standing = set()
    for name in "abok":
        with world[name].read() as reader:
            found = [one for one in reader.find(Household) if (one.household_code or "").startswith("t")]
            standing |= {one.household_code for one in found}
            assert len(found) == 1, name
    assert len(standing) == 1
