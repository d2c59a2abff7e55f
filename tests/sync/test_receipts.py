"""Receipts that name what was never written, and what a copied or restored book learns by what it can verify."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.history.questions import questions
from fupin_desktop.sync.authority.succession import superseded
from fupin_desktop.sync.bundles.segment import Seen

ONE = "441690101200"


def edit(world: Any, name: str, **changes: Any) -> None:
    world.save(name, world.household(name).but(**changes))


def copied(world: Any, name: str, folder: Path) -> None:
    world[name].engine.dispose()
    folder.mkdir()
    for path in world.folder.glob(f"{name}.book*"):
        shutil.copy(path, folder / path.name)


def opened(world: Any, name: str, folder: Path) -> Book:
    return Book.open_with_key(folder / f"{name}.book", world[name].book_key, world[name].key_file, name)


def has_heard_of(book: Book, device: str) -> bool:
    with book.read() as reader:
        return bool(reader.streams.of_device(device))


@pytest.mark.parametrize(("sender", "reader"), [("a", "o"), ("o", "a")])
@pytest.mark.parametrize(("number", "hash"), [(9_999, "e" * 64), (1, "e" * 64)])
def test_a_receipt_for_what_was_never_written_makes_nobody_a_new_device(
    world: Any, sender: str, reader: str, number: int, hash: str
) -> None:
    device = world[reader].identity.device.id
    scope = f"{ONE}" if reader == "a" else "441690101/r"
    lie = [Seen(device, scope, number, number, hash), Seen("f" * 32, scope, 5, 5, hash)]
    edit(world, sender, phone="1")
    report = world.merge(reader, world.forge(sender, reader, seen=lie, proofs=[]))
    assert report.status == "merged"
    assert report.strange_receipt
    assert "does not prove it" in report.message
    assert not has_heard_of(world[reader], "f" * 32), "a stream is made by its segments alone"
    edit(world, reader, persons=4)
    assert world[reader].identity.device.id == device
    # What the liar says it has it is sent all the same
    assert world.send(reader, sender).status == "merged"
    world.settle_down()
    world.agree()


def test_proofs_that_prove_nothing(world: Any) -> None:
    """Another's signature, an altered header, and no header at all."""
    device = world["a"].identity.device.id
    edit(world, "b", phone="1")
    world.send("b", "o")
    with world["o"].exchange() as shelf:
        other = shelf.proofs([ONE], {world["b"].identity.device.id})
        (own,) = shelf.proofs([ONE], {device}) or [("{}", "")]
    altered = (own[0].replace('"last":', '"last":9'), own[1])
    posing = [(text.replace(world["b"].identity.device.id, device), sign) for text, sign in other]
    forged = world.forge("o", "a", proofs=[*other, *posing, altered, ("[" * 5_000, "0" * 128), ("", "")])
    assert world.merge("a", forged).status == "merged"
    edit(world, "a", persons=4)
    assert world["a"].identity.device.id == device


def test_a_disk_put_back_learns_it_by_its_own_signature(world: Any) -> None:
    """The book and the state folder of a laptop are those of last week; the office shows what the laptop has signed."""
    edit(world, "a", phone="1")
    world.settle_down()
    device = world["a"].identity.device.id
    copied(world, "a", world.folder / "week")
    edit(world, "a", phone="2")
    world.settle_down()
    twin = opened(world, "a", world.folder / "week")
    twin._token_checked = True  # the state folder was put back with it
    world["a"].close()
    world.books["a"] = twin
    report = world.send("o", "a")
    assert "goes on as a new device" in report.message
    assert not report.strange_receipt
    assert twin.identity.device.id == device
    edit(world, "a", persons=5)
    assert twin.identity.device.id != device
    world.succeed("a")
    world.settle_down()
    world.agree()
    assert (world.household("o").phone, world.household("o").persons) == ("2", 5)
    with world["o"].read() as reader:
        assert questions(reader) == []


@pytest.mark.parametrize("first", ["copy", "original"])
@pytest.mark.parametrize("merges", [False, True])
def test_a_copy_with_unsent_work_makes_no_false_fork(
    world: Any, monkeypatch: pytest.MonkeyPatch, first: str, merges: bool
) -> None:
    """The file of a book was copied to another machine, with work in it that nobody had sent: both go on."""
    edit(world, "a", phone="1")
    with world["a"].write("new") as ledger:
        ledger.save(Household(household_code=f"{ONE}20169999", village_code=ONE, status="registered"))
    edit(world, "b", remark="b")
    world.send("b", "o")
    copied(world, "a", world.folder / "t")
    twin = opened(world, "a", world.folder / "t")
    state, other = world.folder / "state", world.folder / "other-machine"
    world["a"].close()
    world.books["a"] = opened(world, "a", world.folder)  # a copy is taken of a book that is closed
    world.books["t"] = twin
    world.uppers["t"] = "o"
    order = ("t", "a") if first == "copy" else ("a", "t")

    def at(name: str) -> None:
        monkeypatch.setenv("FUPIN_STATE", str(other if name == "t" else state))

    if merges:
        at("a")
        world.send("o", "a")
    for name in order:
        at(name)
        edit(world, name, remark=name, persons=5 if name == "t" else 6)
    device = world["a"].identity.device.id
    assert twin.identity.device.id != device
    for name in order:
        at(name)
        if name == "t":
            world.succeed("t")
        report = world.send(name, "o")
        assert report.code != "stream.fork", report
        assert report.status == "merged"
    with world["o"].read() as reader:
        assert len(reader.find(Household, household_code=f"{ONE}20169999")) == 1
        assert {q.field for q in questions(reader)} <= {"remark", "persons"}
    assert world.household("o").phone == "1", "the work that was copied is there once"
    assert check(world["o"], deep=True) == []
    at("t")
    world.send("o", "t")
    at("a")
    world.settle_down()
    world.agree()
    del world.books["t"]
    twin.close()


def test_what_a_change_stands_on_is_no_open_head_after_a_succession(world: Any) -> None:
    """A restored laptop goes on over its old device's change; whichever arrives first, no question is asked."""
    edit(world, "a", phone="1")
    world.cut("a")
    world["a"].renew_device()
    edit(world, "a", phone="2")
    old, new = superseded_pair(world)
    world.succeed("a")
    only_new = world.forge("a", "o", lambda found: [s for s in found if s.header.device == new])
    assert world.merge("o", only_new).status == "merged"
    with world["o"].read() as reader:
        assert questions(reader) == []
    assert world.household("o").phone == "2"
    rest = world.forge("a", "o", lambda found: [s for s in found if s.header.device == old])
    assert world.merge("o", rest).status == "merged"
    with world["o"].read() as reader:
        assert questions(reader) == []
        heads = reader.connection.exec_driver_sql("SELECT count(*) FROM version WHERE head > 0").scalar_one()
    assert (world.household("o").phone, heads) == ("2", 1)
    world.settle_down()
    world.agree()


def superseded_pair(world: Any) -> tuple[str, str]:
    with world["a"].exchange() as shelf:
        assert superseded(shelf.roster, shelf.own_successions(), practice=False) == set()
        (told,) = shelf.own_successions()
    new = world["a"].identity.device.id
    return json.loads(told[0])["old"], new
