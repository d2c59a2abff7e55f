"""Exchange end to end: order, repetition, gaps, forks, attacks, previews, and files stock tools can read."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.seal.keys import make_keys
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.history.questions import questions, settle
from fupin_desktop.sync.bundles.bundle import Keys
from fupin_desktop.sync.merging import merge_file, merge_files
from fupin_desktop.sync.sealing import seal

ONE = "441690101200"


def refused(world: Any, name: str, file: Path) -> str:
    with pytest.raises(Refusal) as refusal:
        world.merge(name, file)
    return refusal.value.code


def edit(world: Any, name: str, **changes: Any) -> None:
    world.save(name, world.household(name).but(**changes))


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_equal_digests_in_both_orders_and_one_question(world: Any, order: str) -> None:
    edit(world, "a", phone="1", cause_other=("01", "02"))
    edit(world, "b", phone="2", cause_other=("01", "03"), persons=5)
    files = {name: world.seal(name, "o") for name in "ab"}
    reports = [world.merge("o", files[name]) for name in order]
    assert [report.status for report in reports] == ["merged", "merged"]
    assert [report.questions for report in reports] == [0, 1]
    for name in "abc":
        world.send("o", name)
    world.settle_down()
    world.agree()
    now = world.household("a")
    assert (now.persons, now.cause_other) == (5, ("01", "02", "03"))
    with world["a"].read() as reader:
        assert [q.field for q in questions(reader)] == ["phone"]
    with world["o"].write("question.settle") as ledger:
        settle(ledger, questions(ledger)[0], take=2, value=None, why="电话核实")
    world.settle_down()
    world.agree()
    with world["b"].read() as reader:
        assert questions(reader) == []


def test_the_same_file_again_or_renamed_or_sealed_anew(world: Any) -> None:
    edit(world, "a", phone="1")
    file, again = world.seal("a", "o"), world.seal("a", "o")
    renamed = shutil.copy(file, file.with_name("照片.jpg"))
    before = world.merge("o", file)
    assert (before.status, sum(before.changed.values())) == ("merged", 1)
    for other, code in ((file, "bundle.known"), (Path(renamed), "bundle.known"), (again, "bundle.nothing_new")):
        report = world.merge("o", other)
        assert (report.status, report.code, report.new, report.changed) == ("already", code, {}, {})


def test_a_bad_file_never_stops_a_good_one(world: Any) -> None:
    edit(world, "a", phone="1")
    bad = world.path()
    bad.write_bytes(b"x")
    reports = merge_files(world["o"], [bad, world.folder / "none", world.seal("a", "o")])
    assert [report.code for report in reports] == ["bundle.not_age", "bundle.missing", ""]


def test_a_preview_leaves_nothing(world: Any) -> None:
    edit(world, "a", phone="1")
    file = world.seal("a", "o")

    def everything() -> dict[str, list[Any]]:
        with world["o"].read() as reader:
            names = reader.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'").scalars()
            # The search index answers questions and cannot be listed; its own tables stand beside it
            listed = [name for name in names.all() if name != "person_index"]
            return {name: reader.connection.exec_driver_sql(f'SELECT * FROM "{name}"').all() for name in listed}

    before = everything()
    report = merge_file(world["o"], file, rehearse=True)
    assert sum(report.changed.values()) == 1
    assert everything() == before
    assert world.merge("o", file).status == "merged"


def three_segments(world: Any) -> None:
    for phone in ("1", "2", "3"):
        edit(world, "a", phone=phone)
        world.cut("a")


def test_a_gap_is_held_named_and_filled(world: Any) -> None:
    three_segments(world)
    late = world.forge("a", "o", lambda found: found[2:])
    middle = world.forge("a", "o", lambda found: found[1:2])
    first = world.forge("a", "o", lambda found: found[:1])
    report = world.merge("o", late)
    assert (report.status, report.code) == ("held", "stream.gap")
    assert ONE in report.message
    assert world.merge("o", middle).status == "held"
    assert world.household("o").phone is None
    assert world.merge("o", first).status == "merged"
    assert world.household("o").phone == "3"
    world.settle_down()
    world.agree()


def test_a_fork_is_set_aside(world: Any) -> None:
    edit(world, "a", phone="1")
    clone = world.folder / "clone"
    world["a"].engine.dispose()
    clone.mkdir()
    for path in world.folder.glob("a.book*"):
        shutil.copy(path, clone / path.name)
    edit(world, "a", phone="2")
    assert world.send("a", "o").status == "merged"
    with Book.open_with_key(clone / "a.book", world["a"].book_key, world["a"].key_file, "a") as twin:
        twin._token_checked = True  # a disk cloned with its state folder
        world.books["t"] = twin
        world.save("t", world.household("t").but(phone="9"))
        report = world.send("t", "o")
    del world.books["t"]
    assert (report.status, report.code) == ("set_aside", "stream.fork")
    assert world.household("o").phone is None  # both branches wait, from the fork on
    assert check(world["o"], deep=True) == []


def test_a_restored_office_is_sent_again_what_it_lost(world: Any) -> None:
    world["o"].engine.dispose()
    saved = world.folder / "saved"
    saved.mkdir()
    for path in world.folder.glob("o.book*"):
        shutil.copy(path, saved / path.name)
    edit(world, "a", phone="1")
    world.send("a", "o")
    world.send("o", "a")  # the laptop holds a receipt for everything
    world["o"].close()
    for path in saved.iterdir():
        shutil.copy(path, world.folder / path.name)
    for end in ("-wal", "-shm"):
        if not (saved / f"o.book{end}").exists():
            (world.folder / f"o.book{end}").unlink(missing_ok=True)
    old = world["o"]
    world.books["o"] = Book.open_with_key(old.path, old.book_key, old.key_file, "o")
    assert world.household("o").phone is None
    world["o"]._token_checked = True  # the same machine, and the office has not written since the backup
    world.send("o", "a")
    world.send("a", "o")
    assert world.household("o").phone == "1"


def test_changes_that_come_before_their_record_wait(world: Any) -> None:
    with world["a"].write("new") as ledger:
        made = ledger.save(Household(household_code="x1", village_code=ONE, status="registered"))
    world.send("a", "o")
    world.send("o", "b")
    with world["b"].read() as reader:
        found = reader.find(Household, household_code="x1")[0]
    world.save("b", found.but(phone="7", cause_other=("02",), house_danger_grade="C"))
    # c has heard of neither; the office passes on what b wrote before what a wrote
    device = world["b"].identity.device.id
    world.send("b", "o")
    edits = world.forge("o", "c", lambda found: [s for s in found if s.header.device == device])
    rest = world.forge("o", "c", lambda found: [s for s in found if s.header.device != device])
    assert world.merge("c", edits).status == "merged"
    assert check(world["c"], deep=True) == []
    assert world.merge("c", rest).status == "merged"
    with world["c"].read() as reader:
        now = reader.find(Household, household_code="x1")[0]
    assert (now.phone, now.cause_other, now.house_danger_grade) == ("7", ("02",), "C")
    assert made.id is not None
    world.settle_down()
    world.agree()


def test_what_a_village_is_not_enrolled_for_stays_with_the_office(world: Any) -> None:
    with world["o"].write("card") as ledger:
        home = ledger.find(Household, household_code=f"{ONE}20160001")[0]
        ledger.save(BankCard(household=home.id, account_no="6222000000001234"))
    world.settle_down()
    with world["a"].read() as reader:
        assert reader.find(BankCard) == []
        assert f"{ONE}/s" not in reader.streams.scopes()
    world.agree()


# --- attacks --------------------------------------------------------------------------------------------------------


def test_forwarding_is_refused(world: Any) -> None:
    """The office's bundle for a, encrypted anew to b by whoever got hold of it."""
    edit(world, "o", phone="1")
    forwarded = world.forge("o", "a", age=[world["b"].identity.device.public.age])
    assert refused(world, "b", forwarded) == "bundle.not_for_us"
    assert world.merge("a", world.seal("o", "a")).status == "merged"


def test_signing_anew_is_refused(world: Any) -> None:
    edit(world, "a", phone="1")
    stranger = make_keys()
    assert refused(world, "o", world.forge("a", "o", keys=stranger)) == "bundle.signature"
    posing = world.forge("a", "o", keys=stranger, sender=Keys.of(stranger.public))
    assert refused(world, "o", posing) == "sender.unknown"
    as_b = Keys(world["b"].identity.device.id, stranger.public.sign, stranger.public.age)
    other = world.forge("a", "o", keys=stranger, sender=as_b)
    assert refused(world, "o", other) == "sender.keys"
    assert world.household("o").phone is None


def test_a_known_laptop_may_relay_and_claims_nothing(world: Any) -> None:
    edit(world, "a", phone="1")
    world.send("a", "o")
    world.send("o", "b")
    relayed = world.forge("b", "o", lambda _none: [])
    assert world.merge("o", relayed).status == "already"
    with world["o"].read() as reader:
        heads = reader.connection.exec_driver_sql("SELECT dot FROM version").scalars().all()
        assert {reader.streams.name(dot >> 40)[0] for dot in heads} == {world["a"].identity.device.id}


def test_the_checks_stand_in_their_order(world: Any) -> None:
    """A file with several faults is refused for the first of them."""
    edit(world, "a", phone="1")
    stranger = make_keys()
    wrong = {"recipient": "c" * 32, "practice": True, "format": 2}
    for code, last in (("bundle.newer", 3), ("bundle.practice", 2), ("bundle.not_for_us", 1), ("bundle.signature", 0)):
        changes = dict(list(wrong.items())[:last])
        assert refused(world, "o", world.forge("a", "o", keys=stranger, **changes)) == code
    truncated = world.forge("a", "o", keys=stranger, **wrong)
    truncated.write_bytes(truncated.read_bytes()[:-1])
    assert refused(world, "o", truncated) == "bundle.damaged"
    truncated.write_bytes(b"x" + truncated.read_bytes())
    assert refused(world, "o", truncated) == "bundle.not_age"


# --- the data outlive the program -----------------------------------------------------------------------------------


@pytest.mark.skipif(not all(map(shutil.which, ("age", "zstd", "jq"))), reason="stock age, zstd and jq are not here")
def test_stock_tools_read_a_bundle(world: Any, tmp_path: Path) -> None:
    edit(world, "a", phone="13800000009")
    file = world.seal("a", "o")
    key, plain = tmp_path / "key", tmp_path / "plain"
    assert world["o"].identity.authority is not None
    key.write_text(world["o"].identity.authority.age_identity)
    subprocess.run(["age", "-d", "-i", key, "-o", plain, file], check=True)
    magic, manifest, _signature, rest = plain.read_bytes().split(b"\n", 3)
    assert magic == b"fupin/bundle/1"
    jq = subprocess.run(["jq", "-c", ".parts[0]"], input=manifest, capture_output=True, check=True)
    _device, scope, *_more, header_length, length, _sign = json.loads(jq.stdout)
    assert scope == ONE
    packed = rest[header_length : header_length + length]
    content = subprocess.run(["zstd", "-dc"], input=packed, capture_output=True, check=True).stdout
    head, *columns = content.split(b"\n")
    cells = subprocess.run(["jq", "-c", "[.edit[].cell]"], input=head, capture_output=True, check=True).stdout
    assert json.loads(cells) == ["phone"]
    assert ["13800000009"] in [json.loads(column) for column in columns]


def test_an_office_under_no_other_is_told_so(world: Any) -> None:
    with pytest.raises(Refusal) as caught:
        seal(world["o"], world.path())
    assert caught.value.code == "seal.nobody"
    assert "This office stands under no other" in caught.value.message
