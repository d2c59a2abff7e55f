"""What a laptop that means harm cannot do although it signs well: settle, judge, sign as somebody, hide a mass."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.store.exchange import tray
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.history.questions import questions
from fupin_desktop.store.read.persons import writer_text
from fupin_desktop.sync.model import Decision

ONE, TOWN = "441690101200", "441690101"


def edit(world: Any, name: str, **changes: Any) -> None:
    world.save(name, world.household(name).but(**changes))


def contradict(world: Any) -> None:
    """Two laptops of a village write different telephones, and everybody knows."""
    edit(world, "a", phone="1")
    edit(world, "b", phone="2")
    world.settle_down()


def open_fields(world: Any, name: str) -> list[str]:
    with world[name].read() as reader:
        return [question.field for question in questions(reader)]


def codes(world: Any, name: str) -> list[str]:
    with world[name].read() as reader:
        return [item.code for item in tray.items(reader)]


def settle_as_laptop(world: Any, value: str, command: str) -> None:
    """What a changed program does: it closes the question, and calls that what it likes."""
    with world["a"].write(command) as ledger:
        record = ledger.find(Household, household_code=f"{ONE}20160001")[0]
        ledger.settle(record, "phone", value, "x")


def others_agree(world: Any, *names: str) -> None:
    digests = [world[name].digests()[ONE] for name in names]
    assert len(set(digests)) == 1
    world.deep(*names)


@pytest.mark.parametrize("command", ["household.edit", "question.settle"])
@pytest.mark.parametrize("value", ["1", "3"])
def test_a_laptop_that_settles_is_set_aside_whatever_it_calls_that(world: Any, command: str, value: str) -> None:
    contradict(world)
    settle_as_laptop(world, value, command)
    assert world.send("a", "o").code == "entry.set_aside"
    world.settle_down()
    for name in "obc":
        assert (codes(world, name), open_fields(world, name)) == (["entry.office"], ["phone"])
    others_agree(world, "o", "b", "c")


def test_what_is_written_after_a_settlement_in_another_segment_stands(world: Any) -> None:
    """However the segments arrive: one by one, or together."""
    contradict(world)
    settle_as_laptop(world, "3", "x")
    assert world.send("a", "o").code == "entry.set_aside"
    edit(world, "a", persons=5)
    assert world.send("a", "o").status == "merged"
    world.settle_down()
    for name in "obc":
        with world[name].read() as reader:
            assert [(item.code, item.last - item.first) for item in tray.items(reader)] == [("entry.office", 0)]
        assert world.household(name).persons == 5
    others_agree(world, "o", "b", "c")


def test_a_settlement_is_judged_again_when_its_bases_come_later(world: Any) -> None:
    contradict(world)
    settle_as_laptop(world, "3", "x")
    world.add("d", "village", ONE, upper="o")  # has nothing of the village yet
    mine = world["a"].identity.device.id
    only_mine = world.forge("a", "o", lambda found: [one for one in found if one.header.device == mine])
    world.merge("o", only_mine)
    world.settle_down()
    world.send("o", "d")
    assert open_fields(world, "d") == open_fields(world, "o") == ["phone"]
    others_agree(world, "o", "b", "d")


def test_writing_on_two_that_agree_is_no_settlement(world: Any) -> None:
    edit(world, "a", phone="1")
    edit(world, "b", phone="1")
    world.settle_down()
    edit(world, "a", phone="2")
    assert world.send("a", "o").status == "merged"
    world.settle_down()
    world.agree()
    assert {world.household(name).phone for name in "oabc"} == {"2"}
    assert [codes(world, name) for name in "oabc"] == [[], [], [], []]


def test_an_ordinary_change_is_taken_in_whatever_its_command_is_called(world: Any) -> None:
    for command in ("question.settle", "tray.accept", "device.enrol", "device.revoke"):
        with world["a"].write(command) as ledger:
            ledger.save(world.household("a").but(phone=command))
        assert world.send("a", "o").status == "merged"
    world.settle_down()
    world.agree()


def test_an_office_settles_as_before(world: Any) -> None:
    contradict(world)
    with world["o"].write("anything") as ledger:
        ledger.settle(ledger.get(Household, world.household("o").id), "phone", "3", "电话核实")
    world.settle_down()
    world.agree()
    assert [open_fields(world, name) for name in "oabc"] == [[], [], [], []]


def test_the_person_shown_is_the_holder_of_the_device(world: Any) -> None:
    world["a"].user = "县扶贫局局长"
    edit(world, "a", phone="1")
    world.send("a", "o")
    with world["o"].read() as reader:
        line = Chronicle(reader).history(world.household("o"))[-1]
    assert (line["actor"], line["typed"]) == ("a", "县扶贫局局长")
    assert writer_text(line["actor"], line["typed"]) == "a (entered by 县扶贫局局长)"


def test_a_decision_counts_only_in_the_place_it_is_about(levels: Any) -> None:
    levels = levels()
    levels.add("t", "township", "441690102", upper="k", office_role="township_clerk")
    with levels["o"].write("roster") as ledger:
        ledger.save_all(household(n) for n in range(10))
    levels.settle_down()
    put_away(levels, "a", range(8))
    levels.settle_down()
    assert codes(levels, "o") == codes(levels, "k") == ["entry.brake"]
    with levels["o"].read() as reader:
        (item,) = tray.items(reader)
    with levels["t"].write("x") as ledger:
        ledger.save(Decision(division="441690102", scope=ONE, act="release", device=item.device, first=item.first,
                             last=item.last, turn=9, why="x", slot="x"))  # fmt: skip
    levels.send("t", "k")
    levels.settle_down()
    assert codes(levels, "o") == codes(levels, "k") == ["entry.brake"]
    levels.agree()


# --- the brake ------------------------------------------------------------------------------------------------------


def household(n: int) -> Household:
    return Household(household_code=f"{ONE}2017{n:04}", village_code=ONE, status="registered")


def put_away(world: Any, name: str, which: Any) -> None:
    with world[name].write("away") as ledger:
        for n in which:
            ledger.put_away(ledger.by_key(Household, f"{ONE}2017{n:04}"), "去世")


def gone(world: Any, name: str) -> int:
    with world[name].read() as reader:
        return sum(one.away is not None for one in reader.find(Household, with_away=True))


def village_of(world: Any, count: int) -> None:
    with world["o"].write("roster") as ledger:
        ledger.save_all(household(n) for n in range(count))
    world.settle_down()


def test_invented_clocks_do_not_hide_a_mass(world: Any) -> None:
    village_of(world, 40)
    start = datetime.now(UTC)
    for n in range(14):
        world["a"].wall = lambda at=start + timedelta(days=40 * n): at
        put_away(world, "a", [n])
    world.settle_down()
    assert {gone(world, name) for name in "obc"} == {3}
    assert set(codes(world, "o")) == {"entry.brake"}
    world.agree()


def test_half_a_household_in_each_entry_adds_up(world: Any) -> None:
    village_of(world, 20)
    with world["o"].write("fill") as ledger:
        found = ledger.find(Household, village_code=ONE)
        ledger.save_all([one.but(phone="1", persons=2, remark="x") for one in found])
    world.settle_down()
    for name in ("phone", "persons", "remark"):
        with world["a"].write(f"empty {name}") as ledger:
            ledger.save_all([one.but(**{name: None}) for one in ledger.find(Household, village_code=ONE)])
    world.settle_down()
    with world["o"].read() as reader:
        kept = [one.remark for one in reader.find(Household, village_code=ONE)]
    assert kept.count("x") == len(kept)  # the third entry would have made them empty
    assert codes(world, "o") == ["entry.brake"]
    world.agree()


def test_putting_all_persons_away_is_putting_the_household_away(world: Any) -> None:
    village_of(world, 10)
    with world["o"].write("people") as ledger:
        homes = [one for one in ledger.find(Household, village_code=ONE) if "2017" in (one.household_code or "")]
        ledger.save_all(
            Member(household=one.id, name=f"某某{n}", relation="01" if n == 0 else "99")
            for one in homes
            for n in range(3)
        )
    world.settle_down()
    with world["a"].write("leave") as ledger:
        for one in ledger.find(Household, village_code=ONE):
            for person in ledger.find(Member, household=one.id):
                ledger.put_away(person, "外迁")
    world.settle_down()
    assert codes(world, "o") == ["entry.brake"]
    world.agree()


def test_households_made_by_itself_do_not_raise_its_limit(world: Any) -> None:
    village_of(world, 20)
    with world["a"].write("roster") as ledger:
        ledger.save_all(household(n) for n in range(100, 500))
    put_away(world, "a", range(4))
    world.settle_down()
    assert gone(world, "o") == 0
    world.agree()


def test_a_second_persons_decision_clears_the_account(world: Any) -> None:
    village_of(world, 40)
    for n in range(4):
        put_away(world, "a", [n])
    world.settle_down()
    with world["o"].read() as reader:
        (item,) = tray.items(reader)
    tray.accept(world["o"], item.id, "电话核实")
    world.settle_down()
    for n in range(4, 7):
        put_away(world, "a", [n])
    world.settle_down()
    assert (gone(world, "o"), codes(world, "o")) == (7, [])
    world.agree()


def test_what_is_put_back_no_longer_counts(world: Any) -> None:
    village_of(world, 40)
    put_away(world, "a", range(3))
    with world["a"].write("back") as ledger:
        for n in range(3):
            (record,) = ledger.find(Household, with_away=True, household_code=f"{ONE}2017{n:04}")
            ledger.settle(record, "away", None, "写错了")
    put_away(world, "a", range(10, 13))
    world.settle_down()
    assert (gone(world, "o"), codes(world, "o")) == (3, [])
