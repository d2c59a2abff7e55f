"""What is set aside or held, why, and what lets it in: the brake, gaps, forks, revocation, decisions, taking back."""

import shutil
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.seal.keys import make_keys
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.book.copies.backup import backup
from fupin_desktop.store.exchange import tray
from fupin_desktop.store.history.questions import questions, settle
from fupin_desktop.sync.authority.enrolment import waiting
from fupin_desktop.sync.authority.succession import declare
from fupin_desktop.sync.authority.vouching import grant, known_device, restate, revoke
from fupin_desktop.sync.bundles.bundle import Keys
from fupin_desktop.sync.deciding import KEEP_ASIDE
from fupin_desktop.sync.merging import take_back
from fupin_desktop.visits.model import Visit

ONE, TWO = "441690101200", "441690101201"


def edit(world: Any, name: str, **changes: Any) -> None:
    world.save(name, world.household(name).but(**changes))


def visit(world: Any, name: str) -> None:
    made = Visit(
        household=world.household(name).id,
        date=world[name].wall().date(),
        type="daily",
        visitors=("张三",),
        findings="屋顶漏雨",
    )
    world.save(name, made)


def more_households(world: Any, count: int) -> None:
    with world["o"].write("roster") as ledger:
        made = (
            Household(household_code=f"{ONE}2017{n:04}", village_code=ONE, status="registered") for n in range(count)
        )
        ledger.save_all(made)
    world.settle_down()


def put_away(world: Any, name: str, count: int, year: int = 2017) -> None:
    with world[name].write("away") as ledger:
        for n in range(count):
            ledger.put_away(ledger.by_key(Household, f"{ONE}{year}{n:04}"), "去世")


def away(world: Any, name: str) -> int:
    with world[name].read() as reader:
        gone = reader.find(Household, with_away=True)
        return len(gone) - len(reader.find(Household))


def in_tray(world: Any, name: str) -> list[str]:
    with world[name].read() as reader:
        return [item.code for item in tray.items(reader)]


def only(world: Any, name: str) -> str:
    with world[name].read() as reader:
        (item,) = tray.items(reader)
    return item.id


# --- the brake ------------------------------------------------------------------------------------------------------


def test_the_brake_holds_a_mass_in_every_book_until_a_second_person_decides(world: Any) -> None:
    more_households(world, 60)
    put_away(world, "a", 4)  # 63 households: three in thirty days pass
    assert away(world, "a") == 0
    assert in_tray(world, "a") == ["entry.brake"]
    assert world.send("a", "o").code == "entry.set_aside"
    assert (away(world, "o"), in_tray(world, "o")) == (0, ["entry.brake"])
    world.settle_down()
    world.agree()
    tray.accept(world["o"], only(world, "o"), "电话核实，确已去世")
    assert away(world, "o") == 4
    world.settle_down()
    world.agree()
    assert [away(world, name) for name in "abc"] == [4, 4, 4]
    assert in_tray(world, "a") == []


def test_small_steps_add_up_and_what_waits_counts_no_further(world: Any) -> None:
    more_households(world, 20)
    for n in range(5):
        with world["a"].write("away") as ledger:
            ledger.put_away(ledger.by_key(Household, f"{ONE}2017{n:04}"), "去世")
    world.send("a", "o")
    assert away(world, "o") == 3
    assert in_tray(world, "o") == ["entry.brake"]
    world.settle_down()
    world.agree()


def test_an_office_cannot_let_its_own_mass_pass_with_the_same_slot(world: Any) -> None:
    more_households(world, 10)
    put_away(world, "o", 8)
    item = only(world, "o")
    with pytest.raises(Refusal, match="second person"):
        tray.accept(world["o"], item, "x")
    assert away(world, "o") == 0
    world["o"].user = "another clerk"
    tray.accept(world["o"], item, "两人核对过")
    assert away(world, "o") == 8
    world.settle_down()
    world.agree()


def test_what_is_kept_aside_comes_back_by_another_decision(world: Any) -> None:
    more_households(world, 10)
    put_away(world, "a", 8)
    world.send("a", "o")
    tray.decide(world["o"], only(world, "o"), KEEP_ASIDE, "再核实")
    assert in_tray(world, "o") == ["entry.kept_aside"]
    tray.accept(world["o"], only(world, "o"), "核实了")
    assert away(world, "o") == 8
    world.settle_down()
    world.agree()


def test_emptying_a_household_counts_like_putting_it_away(world: Any) -> None:
    more_households(world, 10)
    with world["o"].read() as reader:
        found = reader.find(Household, village_code=ONE)
    with world["o"].write("fill") as ledger:
        ledger.save_all([one.but(phone="1", persons=2, remark="x") for one in found])
    world.settle_down()
    with world["a"].write("empty") as ledger:
        ledger.save_all([one.but(phone=None, persons=None, remark=None) for one in ledger.find(Household)])
    world.send("a", "o")
    with world["o"].read() as reader:
        assert {one.phone for one in reader.find(Household, village_code=ONE)} == {"1"}
    assert in_tray(world, "o") == ["entry.brake"]


# --- put away here, edited there ------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["edit", "visit", "member"])
@pytest.mark.parametrize("settled", [1, 2])
def test_put_away_here_and_worked_on_there_is_a_question(world: Any, what: str, settled: int) -> None:
    with world["o"].write("away") as ledger:
        ledger.put_away(ledger.get(Household, world.household("o").id), "外迁")
    if what == "edit":
        edit(world, "a", phone="1")
    elif what == "visit":
        visit(world, "a")
    else:
        with world["a"].write("edit") as ledger:
            member = ledger.find(Member, household=world.household("a").id)[0]
            ledger.save(member.but(name="李四"))
    world.settle_down()
    world.agree()
    for name in "oab":
        with world[name].read() as reader:
            assert [(q.field, len(q.heads)) for q in questions(reader)] == [("away", 2)]
            assert world.household(name).id in {one.id for one in reader.find(Household)}
    with world["o"].write("question.settle") as ledger:
        settle(ledger, questions(ledger)[0], take=settled, value=None, why="村委证明")
    world.settle_down()
    world.agree()
    for name in "oab":
        with world[name].read() as reader:
            assert questions(reader) == []
            assert (world.household(name).id in {one.id for one in reader.find(Household)}) == (settled == 2)


def test_put_away_by_somebody_who_knew_is_no_question(world: Any) -> None:
    edit(world, "a", phone="1")
    world.settle_down()
    with world["o"].write("away") as ledger:
        ledger.put_away(ledger.get(Household, world.household("o").id), "外迁")
    world.settle_down()
    edit(world, "b", phone="2")  # knows that it was put away
    world.settle_down()
    with world["o"].read() as reader:
        assert questions(reader) == []
    world.agree()


# --- gaps and forks -------------------------------------------------------------------------------------------------


def test_a_gap_accepted_lets_the_later_in_and_stands_on_what_its_writer_knew(world: Any) -> None:
    for phone in ("1", "2", "3"):
        edit(world, "a", phone=phone)
        world.cut("a")
    first = world.forge("a", "o", lambda found: found[:1])
    last = world.forge("a", "o", lambda found: found[2:])
    world.merge("o", first)
    assert world.merge("o", last).status == "held"
    tray.accept(world["o"], only(world, "o"), "电脑硬盘坏了，补不回来")
    assert (world.household("o").phone, in_tray(world, "o")) == ("3", [])
    with world["o"].read() as reader:
        assert questions(reader) == []
    middle = world.forge("a", "o", lambda found: found)
    assert world.merge("o", middle).status == "merged"
    world.settle_down()
    world.agree()


def clone(world: Any, name: str, new: str) -> Book:
    """A disk cloned with its state folder: two books go on under one device."""
    folder = world.folder / new
    world[name].engine.dispose()
    folder.mkdir()
    for path in world.folder.glob(f"{name}.book*"):
        shutil.copy(path, folder / path.name)
    twin = Book.open_with_key(folder / f"{name}.book", world[name].book_key, world[name].key_file, name)
    twin._token_checked = True
    world.books[new] = twin
    return twin


@pytest.mark.parametrize("chosen", [0, 1])
def test_a_fork_waits_everywhere_until_a_branch_is_chosen_and_loses_nothing(world: Any, chosen: int) -> None:
    edit(world, "a", phone="1")
    world.settle_down()
    twin = clone(world, "a", "t")
    edit(world, "a", persons=7)
    world.save("t", world.household("t").but(phone="9", group_name="二组"))
    world.send("a", "o")
    assert world.merge("o", world.seal("t", "o")).code == "stream.fork"
    assert (world.household("o").persons, world.household("o").phone) == (3, "1")
    world.send("o", "b")
    with world["o"].read() as reader:
        waiting = tray.items(reader)
    assert [item.code for item in waiting] == ["segment.fork"] * 2
    tray.accept(world["o"], waiting[chosen].id, "电话核实")
    now = world.household("o")
    assert (now.persons, now.phone, now.group_name) == (7, "9", "二组")
    for name in ("a", "t"):  # each learns that another went on under its name, and goes on as a new device
        world.send("o", name)
        world.succeed(name)
        edit(world, name, remark=name)
    world.settle_down()
    world.send("t", "o")
    world.send("o", "t")
    world.settle_down()
    world.agree()
    assert twin.digests()[ONE] == world["o"].digests()[ONE]
    assert check(twin, deep=True) == []
    twin.close()
    del world.books["t"]


# --- the roster -----------------------------------------------------------------------------------------------------


def test_what_a_revoked_laptop_wrote_later_is_set_aside_in_every_book(world: Any) -> None:
    edit(world, "a", phone="1")
    world.settle_down()
    revoke(world["o"], world["a"].identity.device.id, "电脑被偷")
    edit(world, "a", phone="2")
    world.send("a", "o")
    assert (world.household("o").phone, in_tray(world, "o")) == ("1", ["entry.revoked"])
    world.settle_down()
    world.agree()
    assert [world.household(name).phone for name in "abc"] == ["1", "1", "1"]
    tray.accept(world["o"], only(world, "o"), "被偷以前填的")
    world.settle_down()
    world.agree()
    assert [world.household(name).phone for name in "oabc"] == ["2"] * 4


def test_a_revocation_reaches_back_into_books_that_had_more(world: Any) -> None:
    edit(world, "c", phone="1")
    world.settle_down()
    late = world["c"].identity.device.id
    with world["o"].exchange() as shelf:
        until = shelf.ends_of(late)
    edit(world, "c", phone="2")
    world.settle_down()
    known = known_device(world["o"], late)
    restate(world["o"], known, "device.revoke", "x", until=until)
    assert world.household("o").phone == "1"
    world.settle_down()
    world.agree()
    assert world.household("b").phone == "1"


def test_a_device_granted_another_place_may_write_there(world: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        world.save("b", Household(household_code="x", village_code=TWO, status="registered"))
    assert refusal.value.code == "scope.foreign"
    grant(world["o"], world["b"].identity.device.id, [ONE, TWO], "代管")
    world.settle_down()
    world.save("b", Household(household_code="x", village_code=TWO, status="registered"))
    world.settle_down()
    world.agree()
    with world["c"].read() as reader:
        assert reader.find(Household, household_code="x")


def test_a_restored_laptop_goes_on_when_its_succession_is_confirmed(world: Any) -> None:
    edit(world, "a", phone="1")
    backup(world["a"], world.folder / "safe")
    edit(world, "a", phone="2")
    world.settle_down()
    edit(world, "o", remark="在途中")
    on_its_way = world.seal("o", "a")
    (saved,) = (world.folder / "safe").glob("*.book")
    old = world.books["a"]
    world.books["a"] = Book.open_with_key(saved, old.book_key, old.key_file, "a")
    old.close()
    edit(world, "a", persons=8)
    assert world.merge("a", on_its_way).status == "merged", "what was sealed for the device it was is for it"
    world.succeed("a")
    world.settle_down()
    world.agree()
    now = world.household("a")
    assert (now.phone, now.persons) == ("2", 8)
    assert in_tray(world, "o") == []


def test_a_stranger_cannot_take_a_laptops_place(world: Any, tmp_path: Any) -> None:
    thief = make_keys()
    told = declare(thief, thief.public, [], practice=False)
    forged = world.forge("a", "o", keys=thief, sender=Keys.of(thief.public), successions=[told])
    with pytest.raises(Refusal) as refusal:
        world.merge("o", forged)
    assert refusal.value.code == "sender.unknown"
    assert waiting(world["o"]) == []


# --- pairs ----------------------------------------------------------------------------------------------------------


def test_an_act_in_two_scopes_is_let_in_when_both_halves_are_there(world: Any) -> None:
    edit(world, "o", phone="0")
    world.settle_down()
    with world["o"].write("pair") as ledger:
        home = ledger.save(world.household("o").but(phone="5"))
        ledger.save(BankCard(household=home.id, account_no="6217000000000000000"))
    village = world.household("b")
    world.send("o", "b")  # a laptop without the sealed scope waits for nothing
    assert (village.phone, world.household("b").phone) == ("0", "5")
    world.settle_down()
    world.agree()


# --- taking back ----------------------------------------------------------------------------------------------------


def test_a_merge_taken_back_leaves_nothing_and_can_come_again(world: Any) -> None:
    before = world["o"].digests()
    edit(world, "a", phone="1")
    visit(world, "a")
    file = world.seal("a", "o")
    report = world.merge("o", file)
    take_back(world["o"], report.journal)
    assert world["o"].digests() == before
    assert in_tray(world, "o") == ["segment.back"]
    again = world.merge("o", file)
    assert (again.status, sum(again.new.values()), sum(again.changed.values())) == ("merged", 1, 1)
    world.settle_down()
    world.agree()


def test_a_merge_is_not_taken_back_from_under_what_stands_on_it(world: Any) -> None:
    edit(world, "a", phone="1")
    first = world.send("a", "o")
    edit(world, "o", phone="2")
    with pytest.raises(Refusal) as refusal:
        take_back(world["o"], first.journal)
    assert refusal.value.code == "journal.built_on"
    edit(world, "a", persons=9)
    second = world.send("a", "o")
    world.send("o", "b")
    with pytest.raises(Refusal) as refusal:
        take_back(world["o"], second.journal)
    assert refusal.value.code == "journal.sealed"
    world.settle_down()
    world.agree()
