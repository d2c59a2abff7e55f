"""Book and keys of an office are gone: a new one, filled from its laptops, reaches the last digest of every village."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.seal.keys import make_keys
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.exchange import tray
from fupin_desktop.store.exchange.moving import move
from fupin_desktop.store.history.questions import questions, settle
from fupin_desktop.store.write import door
from fupin_desktop.sync.authority.custodians import name_custodian
from fupin_desktop.sync.authority.enrolment import enrol, join, write_own_card
from fupin_desktop.sync.authority.lost import find_lost
from fupin_desktop.sync.authority.rebuilding import follow
from fupin_desktop.sync.authority.renewal import rotate
from fupin_desktop.sync.authority.roster import grant_for
from fupin_desktop.sync.authority.vouching import revoke
from fupin_desktop.sync.bundles.bundle import Keys, opened
from fupin_desktop.sync.merging import merge_files
from fupin_desktop.sync.sealing import seal, seal_all

TOWN, ONE, TWO, THREE = "441690101", "441690101200", "441690101201", "441690101202"
VILLAGES = (ONE, TWO, THREE)
PLACES = {"a": [ONE], "c": [TWO, ONE], "d": [THREE]}
PASSPHRASE = "wu ge pin yin ci"


def edit(world: Any, name: str, n: int = 1, **changes: Any) -> None:
    world.save(name, world.household(name, n).but(**changes))


def exchange(world: Any, office: str, names: str) -> None:
    for _round in range(2):
        for name in names:
            send(world, name, office)
        for name in names:
            send(world, office, name)


def send(world: Any, sender: str, to: str) -> Any:
    return world.merge(to, sealed(world, sender, to))


def sealed(world: Any, sender: str, to: str) -> Path:
    out = world.path()
    seal(world[sender], out, None if to in "on" and sender not in "on" else world[to].identity.device.id)
    return out


def enrol_at(world: Any, office: str, name: str, places: list[str], **how: Any) -> None:
    card, out = world.folder / f"{name}-{office}.card", world.path()
    code = write_own_card(world[name], card).fingerprint
    enrol(world[office], card, scopes=places, person=name, role="first_secretary", fingerprint=code, out=out,
          again=bool(how.get("instead")))  # fmt: skip
    join(world[name], out, world[office].identity.device.public.fingerprint, **how)


def make(world: Any, name: str, role: str, division: str) -> None:
    path = world.folder / f"{name}.book"
    world.books[name] = Book.create(path, role=role, name=name, division=division, passphrase=PASSPHRASE)


@pytest.fixture
def lived(world: Any) -> Any:
    """Three villages; the office edited, settled, let pass, wrote in sealed scopes, and revoked a laptop."""
    make(world, "d", "village", THREE)
    with world["o"].write("roster.import") as ledger:
        ledger.save_all(
            Household(household_code=f"{THREE}2016{n:04}", village_code=THREE, status="registered", persons=2)
            for n in range(1, 31)
        )
    enrol_at(world, "o", "d", [THREE])
    edit(world, "a", phone="1")
    edit(world, "b", phone="2", persons=9)
    edit(world, "c", 2, phone="3")
    exchange(world, "o", "abcd")
    _office_works(world)
    exchange(world, "o", "abcd")
    return world


def _office_works(world: Any) -> None:
    office = world["o"]
    edit(world, "o", 3, phone="4", cause_other=("01", "04"))
    with office.write("card") as ledger:  # one act in two scopes, of which no laptop has the other half
        home = ledger.find(Household, household_code=f"{ONE}20160002")[0]
        ledger.save(BankCard(household=home.id, account_no="6222000000001234"))
        ledger.save(home.but(phone="5"))
    with office.write("question.settle") as ledger:
        for one in questions(ledger):
            settle(ledger, one, take=1, value=None, why="电话核实")
    with world["d"].write("away") as ledger:
        for n in range(1, 8):
            ledger.put_away(ledger.by_key(Household, f"{THREE}2016{n:04}"), "去世")
    with office.write("household.move") as ledger:
        move(ledger, ledger.find(Household, household_code=f"{TWO}20160003")[0], THREE, date(2018, 3, 1), "随子女迁居")
    revoke(office, world["b"].identity.device.id, "电脑被偷")
    edit(world, "b", 3, persons=1)
    exchange(world, "o", "abcd")
    with office.read() as reader:
        waiting = [one.id for one in tray.items(reader) if one.code == "entry.brake"]
    assert waiting
    tray.accept(office, waiting[0], "两人核对过")


def lost(world: Any) -> dict[str, str]:
    digests = {scope: sha for scope, sha in world["o"].digests().items() if scope in VILLAGES}
    assert sorted(digests) == list(VILLAGES)
    return digests


def rebuilt(world: Any, code: str) -> Any:
    make(world, "n", "township", TOWN)
    for name, places in PLACES.items():
        enrol_at(world, "n", name, places, instead=True)
    files = [sealed(world, name, "n") for name in PLACES]
    found = follow(world["n"], files, code, "旧台账和密钥损毁")
    assert [report.status for report in merge_files(world["n"], files)] != ["refused"] * 3
    return found


def of_villages(world: Any, name: str) -> dict[str, str]:
    return {scope: sha for scope, sha in world[name].digests().items() if scope in VILLAGES}


def test_a_new_office_reaches_the_last_digest_of_every_village(lived: Any) -> None:
    world = lived
    last, authority = lost(world), world["o"].identity.authority.public
    old = world.books.pop("o")
    found = rebuilt(world, authority.fingerprint)
    assert (found.code, found.narrowed) == (authority.fingerprint, ())
    assert of_villages(world, "n") == last
    assert world.household("n", 3).phone == "4"
    with world["n"].read() as reader:
        assert questions(reader) == []
    exchange(world, "n", "acd")
    for name, places in (("a", [ONE]), ("c", [ONE, TWO]), ("d", [THREE])):
        assert of_villages(world, name) == {scope: last[scope] for scope in places}, name
    world.deep("a", "c", "d", "n")
    _goes_on(world)
    _thief(world, old)
    old.close()


def _goes_on(world: Any) -> None:
    """The laptops answer to the new office: both ways."""
    edit(world, "a", persons=7)
    edit(world, "n", 2, persons=8)
    exchange(world, "n", "acd")
    assert [world.household(name, n).persons for name, n in (("n", 1), ("c", 1), ("a", 2))] == [7, 7, 8]
    world.deep("a", "c", "d", "n")
    assert len(seal_all(world["n"], world.folder / "all")) == 3  # nothing for what was lost or revoked


def _thief(world: Any, old: Book) -> None:
    """Somebody has the lost office's book: its device, its authority."""
    world.books["o"] = old
    before = of_villages(world, "n")
    edit(world, "o", persons=6)
    thief = make_keys()
    said = {
        "practice": False, "serial": 99, "device": Keys.of(thief.public), "person": "x", "role": "first_secretary",
        "division": ONE, "scopes": [ONE], "office": None, "until": None,
    }  # fmt: skip
    with old.write("device.enrol") as ledger:
        ledger.save(grant_for(old.identity.authority, **said))
    report = world.merge("a", sealed(world, "o", "a"))
    assert (report.status, report.new, report.changed) == ("set_aside", {}, {})
    rotate(old, "x")
    with pytest.raises(Refusal) as refusal:
        world.merge("a", sealed(world, "o", "a"))
    assert refusal.value.code == "sender.succession"
    exchange(world, "n", "acd")
    assert of_villages(world, "n") == before
    assert [world.household(name).persons for name in "nac"] == [7, 7, 7]
    for name in "nac":
        with world[name].exchange() as shelf:
            assert shelf.roster.known(thief.id) is None
    world.deep("a", "c", "d", "n")


def test_a_laptop_leaves_its_office_knowingly(lived: Any) -> None:
    world = lived
    make(world, "n", "township", TOWN)
    with pytest.raises(Refusal) as refusal:
        enrol_at(world, "n", "a", [ONE])
    assert refusal.value.code == "join.other_office"
    before = of_villages(world, "a")
    world["a"].refresh_identity()
    assert world["a"].identity.office.id == world["o"].identity.authority.id
    enrol_at(world, "n", "a", [ONE], instead=True)
    assert of_villages(world, "a") == before
    with world["a"].exchange() as exchange_:
        exchange_.judge_again(exchange_.streams.scopes())
    assert of_villages(world, "a") == before
    world.deep("a")


def test_a_straggler_brings_more_of_the_lost_office(lived: Any) -> None:
    """What only one laptop had received of the lost office counts once a person says so with its bundle."""
    world = lived
    edit(world, "o", phone="77")
    send(world, "o", "c")
    last, authority = lost(world), world["o"].identity.authority.public
    world.books.pop("o").close()
    make(world, "n", "township", TOWN)
    enrol_at(world, "n", "a", [ONE], instead=True)
    first = sealed(world, "a", "n")
    with pytest.raises(Refusal) as refusal:
        follow(world["n"], [first], "0000 0000", "x")
    assert refusal.value.code == "office.not_found"
    with pytest.raises(Refusal) as refusal:
        world.merge("n", first)
    assert refusal.value.code == "device.unknown"
    follow(world["n"], [first], authority.fingerprint, "x")
    assert world.merge("n", first).status in ("merged", "set_aside")
    for name in "cd":
        enrol_at(world, "n", name, PLACES[name], instead=True)
    late = sealed(world, "c", "n")
    assert world.merge("n", late).set_aside
    assert world.household("n").phone != "77"
    follow(world["n"], [late], authority.fingerprint, "c 还有一份")
    assert world.household("n").phone == "77"
    last_one = sealed(world, "d", "n")
    follow(world["n"], [last_one], authority.fingerprint, "d 的")
    assert world.merge("n", last_one).status != "refused"
    assert of_villages(world, "n") == last
    exchange(world, "n", "acd")
    assert of_villages(world, "a") == {ONE: last[ONE]}
    world.deep("a", "c", "n")


def test_an_office_that_had_changed_its_keys_is_rebuilt(lived: Any) -> None:
    world = lived
    device = world["o"].identity.device.public
    rotate(world["o"], "x")
    edit(world, "o", phone="8")
    exchange(world, "o", "acd")
    last = lost(world)
    world.books.pop("o").close()
    rebuilt(world, device.fingerprint)  # the code of the old letter
    assert of_villages(world, "n") == last
    world.deep("n")


def test_what_was_sealed_for_the_lost_office_opens_with_its_custodians_key(lived: Any) -> None:
    """A bundle on the way to the lost office, from a laptop that is lost as well."""
    world = lived
    safe = make_keys()
    name_custodian(world["o"], "镇保险柜", safe.public.age)
    exchange(world, "o", "acd")
    edit(world, "c", 2, phone="55")
    on_the_way = sealed(world, "c", "o")
    code = world["o"].identity.authority.public.fingerprint
    for name in "oc":
        world.books.pop(name).close()
    make(world, "n", "township", TOWN)
    enrol_at(world, "n", "a", [ONE], instead=True)
    first = sealed(world, "a", "n")
    for lent in ("", safe.age_identity):
        assert _refused(world, on_the_way, lent) == "bundle.not_for_us"  # the key alone makes nobody the recipient
    follow(world["n"], [first], code, "x")
    assert world.merge("n", first).status != "refused"
    assert _refused(world, on_the_way, "") == "bundle.not_for_us"
    with world["n"].lend(safe.age_identity):
        follow(world["n"], [on_the_way], code, "路上的数据包")
        assert world.merge("n", on_the_way).status != "refused"
    assert world.household("n", 2).phone == "55"
    assert safe.age_identity not in world["n"].identities
    world.deep("n")


def _refused(world: Any, file: Path, lent: str) -> str:
    with pytest.raises(Refusal) as refusal, world["n"].lend(lent or make_keys().age_identity):
        world.merge("n", file)
    return refusal.value.code


def test_a_lost_office_is_not_followed_by_a_stranger_or_from_another_place(lived: Any) -> None:
    world = lived
    code = world["o"].identity.authority.public.fingerprint
    file = sealed(world, "a", "o")
    with pytest.raises(Refusal) as refusal:
        follow(world["a"], [file], code, "x")
    assert refusal.value.code == "office.only"
    with pytest.raises(Refusal) as refusal:
        follow(world["o"], [file], code, "x")
    assert refusal.value.code == "office.not_found"  # its own code is no other office's
    make(world, "n", "township", "441690102")
    with pytest.raises(Refusal) as refusal:
        follow(world["n"], [file], code, "x")
    assert refusal.value.code == "bundle.not_for_us"


def test_a_township_is_rebuilt_under_its_county(levels: Any) -> None:
    world = levels()
    edit(world, "k", 1, phone="1")
    edit(world, "o", 2, phone="2")
    world.settle_down()
    last = of_villages(world, "o")
    authority, device = world["o"].identity.authority.public, world["o"].identity.device
    old = world.books.pop("o")
    make(world, "n", "township", TOWN)
    for name, places in (("a", [ONE]), ("b", [ONE]), ("c", [TWO, ONE])):
        enrol_at(world, "n", name, places, instead=True)
    files = [sealed(world, name, "n") for name in "abc"]
    follow(world["n"], files, authority.fingerprint, "x")
    merge_files(world["n"], files)
    assert of_villages(world, "n") == last
    exchange(world, "n", "abc")
    for name in "abcn":  # the county has not been told yet, and still vouches for the lost device
        with world[name].exchange() as shelf:
            assert shelf.roster.known(device.id).until is not None, name
    _joins_the_county(world)
    edit(world, "k", 3, phone="3")
    edit(world, "a", 1, persons=8)
    _up_and_down(world)
    _up_and_down(world)
    assert [world.household(name, 3).phone for name in "ank"] == ["3"] * 3
    assert world.household("k").persons == 8
    assert of_villages(world, "n") == of_villages(world, "k")
    world.books["o"] = old
    world.save("o", world.household("o", 2).but(persons=9))
    assert world.merge("k", sealed_to(world, "o", None)).new == {}
    del world.books["o"]
    old.close()
    assert world.household("k", 2).persons == 3
    world.deep("a", "b", "c", "n", "k")


def _joins_the_county(world: Any) -> None:
    card, out = world.folder / "n.card", world.path()
    code = write_own_card(world["n"], card).fingerprint
    enrol(world["k"], card, scopes=[TOWN], person="n", role="township_clerk", fingerprint=code, out=out)
    join(world["n"], out, world["k"].identity.device.public.fingerprint)


def sealed_to(world: Any, sender: str, to: str | None) -> Path:
    out = world.path()
    seal(world[sender], out, to)
    return out


def _up_and_down(world: Any) -> None:
    for name in "abc":
        send(world, name, "n")
    world.merge("k", sealed_to(world, "n", None))
    world.merge("n", sealed_to(world, "k", world["n"].identity.device.id))
    for name in "abc":
        send(world, "n", name)


def test_the_lost_offices_device_is_not_borrowed_for_another_authority(
    lived: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A laptop brings a statement of a made-up authority about the lost office's own device, whose code is known."""
    world = lived
    device, thief = world["o"].identity.device.public, make_keys()
    said = {
        "practice": False, "serial": 90, "device": Keys.of(device), "person": "x", "role": "township_clerk",
        "division": TOWN, "scopes": [TOWN], "office": Keys.of(thief.public), "until": None,
    }  # fmt: skip
    with monkeypatch.context() as patch, world["a"].write("x") as ledger:
        patch.setattr(door, "refuse_role", lambda *_args: None)  # a program that does not keep to the rules
        ledger.save(grant_for(thief, **said))
    true = world["o"].identity.authority.public
    world.books.pop("o").close()
    make(world, "n", "township", TOWN)
    enrol_at(world, "n", "a", [ONE], instead=True)
    file = sealed(world, "a", "n")
    with world["n"].exchange(rehearse=True) as shelf, opened(file, world["n"].identities) as got:
        shown = [(segment, pair) for segment in got.segments() for pair in shelf.grants_in([segment])]
        assert any(thief.id in text for _segment, (text, _signature) in shown)
        for order in (shown, shown[::-1]):
            assert find_lost(world["n"].identity, shelf.roster, order, device.fingerprint)[0] == true
    assert follow(world["n"], [file], device.fingerprint, "x").code == true.fingerprint
    with world["n"].exchange() as shelf:
        assert shelf.roster.keys_of(thief.id) is None
