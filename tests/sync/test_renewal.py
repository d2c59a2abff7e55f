"""Keys change without losing what was sealed before: an office's, a laptop's; old words bring nothing back."""

from typing import Any

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.seal.keys import OwnKeys, make_keys
from fupin_desktop.store.book.book import Book
from fupin_desktop.sync.authority.enrolment import confirm, enrol, join, write_own_card
from fupin_desktop.sync.authority.office import OfficeWord, word_grant
from fupin_desktop.sync.authority.renewal import renew_device, rotate
from fupin_desktop.sync.authority.roster import grant_for
from fupin_desktop.sync.bundles.bundle import Keys
from fupin_desktop.sync.merging import take_back
from fupin_desktop.sync.model import Grant
from fupin_desktop.sync.sealing import seal

ONE = "441690101200"


def edit(world: Any, name: str, **changes: Any) -> None:
    world.save(name, world.household(name).but(**changes))


def trusted(world: Any, name: str, authority: str) -> str:
    with world[name].exchange() as shelf:
        keys = shelf.roster.keys_of(authority)
    return keys.fingerprint if keys else ""


def test_an_office_changes_its_keys_and_nothing_is_lost(world: Any) -> None:
    old = world["o"].identity.authority
    edit(world, "a", phone="1")
    before = world.seal("a", "o")
    fresh = rotate(world["o"], "年度更换")
    assert (fresh.id, fresh.fingerprint == old.public.fingerprint) == (old.id, False)
    edit(world, "b", phone="2", persons=5)
    late = world.seal("b", "o")  # sealed to the old key: b does not know yet
    assert [world.merge("o", file).status for file in (before, late)] == ["merged", "merged"]
    report = world.send("o", "a")
    assert report.office_code == fresh.fingerprint
    assert fresh.fingerprint in report.message
    edit(world, "a", phone="3")
    file = world.seal("a", "o")
    world["o"].refresh_identity()
    (identities,) = ([world["o"].identity.authority.age_identity],)
    with pytest.raises(Refusal), _opened(file, [old.age_identity]):
        pass
    with _opened(file, identities) as got:
        assert got.manifest.recipient_fingerprint == fresh.fingerprint
    assert world.merge("o", file).status == "merged"
    world.settle_down()
    world.agree()
    assert {trusted(world, name, old.id) for name in "oabc"} == {fresh.fingerprint}
    assert world["a"].identity.office != fresh  # read at the next opening
    world["a"].refresh_identity()
    assert world["a"].identity.office == fresh


def _opened(file: Any, identities: list[str]) -> Any:
    from fupin_desktop.sync.bundles.bundle import opened

    return opened(file, identities)


def test_twice_before_anybody_heard(world: Any) -> None:
    rotate(world["o"], "x")
    edit(world, "a", phone="1")
    file = world.seal("a", "o")
    fresh = rotate(world["o"], "y")
    assert world.merge("o", file).status == "merged"
    assert world.send("o", "a").office_code == fresh.fingerprint
    world.settle_down()
    world.agree()


def test_an_old_word_never_brings_the_old_key_back(world: Any) -> None:
    office = world["o"].identity.authority
    with world["o"].write("x") as ledger:
        word = OfficeWord(office.id, False, 1, Keys.of(office.public))
        old = ledger.save(word_grant(office, word, person="x", role="township_clerk"))
    fresh = rotate(world["o"], "x")
    world.settle_down()
    _write(world, Grant(device=old.device, serial=90, person="x", role=old.role, statement=old.statement,
                        signature=old.signature))  # fmt: skip
    back = OfficeWord(office.id, False, 91, Keys.of(office.public))
    _write(world, word_grant(office, back, person="x", role="township_clerk"))
    world.settle_down()
    assert {trusted(world, name, office.id) for name in "oabc"} == {fresh.fingerprint}
    world.agree()


def _write(world: Any, grant: Grant) -> None:
    with world["o"].write("x") as ledger:
        ledger.save(grant)


def test_old_keys_vouch_for_nothing_any_more(world: Any) -> None:
    """Somebody has a copy of the office's book from before: its authority and its device."""
    old, device = world["o"].identity.authority, world["o"].identity.device
    rotate(world["o"], "交接")
    world.settle_down()
    thief = make_keys()
    said = {
        "practice": False, "serial": 99, "device": Keys.of(thief.public), "person": "x", "role": "first_secretary",
        "division": ONE, "scopes": [ONE], "office": None, "until": None,
    }  # fmt: skip
    _write(world, grant_for(old, **said))
    world.settle_down()
    for name in "oabc":
        with world[name].exchange() as shelf:
            assert shelf.roster.known(thief.id) is None, name
            assert shelf.roster.known(device.id).until is not None, name
    forged = world.forge("o", "a", keys=device, sender=Keys.of(device.public))
    assert world.merge("a", forged).status == "already"


def test_a_strangers_change_of_keys_is_refused(world: Any) -> None:
    office, thief = world["o"].identity.authority.public, make_keys()
    for signer in (thief, OwnKeys(office.id, thief.sign_seed, thief.age_identity)):
        word = OfficeWord(office.id, False, 7, Keys(office.id, thief.public.sign, thief.public.age))
        _write(world, word_grant(signer, word, person="x", role="township_clerk").but(serial=7 + (signer is thief)))
    world.settle_down()
    assert {trusted(world, name, office.id) for name in "oabc"} == {office.fingerprint}
    with pytest.raises(Refusal) as refusal:
        rotate(world["a"], "x")
    assert refusal.value.code == "office.only"


def test_who_joins_after_a_change_knows_the_new_keys(world: Any, tmp_path: Any) -> None:
    fresh = rotate(world["o"], "x")
    path = world.folder / "d.book"
    world.books["d"] = Book.create(path, role="village", name="d", division=ONE, passphrase="wu ge pin yin ci")
    card = tmp_path / "d.card"
    keys, out = write_own_card(world["d"], card), world.path()
    enrol(world["o"], card, scopes=[ONE], person="d", role="team_member", fingerprint=keys.fingerprint, out=out)
    join(world["d"], out, world["o"].identity.device.public.fingerprint)
    assert world["d"].identity.office == fresh
    edit(world, "d", phone="9")
    out = world.path()
    seal(world["d"], out)
    assert world.merge("o", out).status == "merged"
    world.deep("d", "o")


def test_the_county_follows_the_keys_of_its_township(levels: Any) -> None:
    world = levels()
    device = world["o"].identity.device.id
    fresh = rotate(world["o"], "x")
    edit(world, "k", phone="5")
    world.settle_down()
    for name in "oabck":
        assert trusted(world, name, fresh.id) == fresh.fingerprint, name
        with world[name].exchange() as shelf:
            assert shelf.roster.known(device).until is not None, name
    world.agree()
    out = world.path()
    seal(world["k"], out, "甲镇")  # by its name: the device that was ended is not meant
    assert world.merge("o", out).status != "refused"
    county = rotate(world["k"], "y")
    world.settle_down()
    assert {trusted(world, name, county.id) for name in "oabck"} == {county.fingerprint}
    edit(world, "a", phone="6")
    world.settle_down()
    world.agree()
    assert world.household("k").phone == "6"


def test_a_laptop_changes_its_keys(world: Any) -> None:
    edit(world, "o", phone="1")
    for_the_old = world.seal("o", "a")
    edit(world, "a", persons=6)
    fresh = renew_device(world["a"])
    assert world.merge("a", for_the_old).status == "merged"  # what was sealed for the keys before
    world.succeed("a")
    world.settle_down()
    world.agree()
    assert world.household("o").persons == 6
    with world["o"].exchange() as shelf:
        assert shelf.roster.known(fresh.id).person == "a"
    with pytest.raises(Refusal) as refusal:
        renew_device(world["o"])
    assert refusal.value.code == "device.office"
    with pytest.raises(Refusal):
        confirm(world["o"], fresh.id, fresh.fingerprint)


def test_a_merge_that_told_new_keys_can_be_taken_back(world: Any) -> None:
    fresh = rotate(world["o"], "x")
    report = world.send("o", "a")
    assert report.office_code == fresh.fingerprint
    take_back(world["a"], report.journal)
    world["a"].refresh_identity()
    assert world["a"].identity.office == fresh  # trust moved along, and never goes back
    edit(world, "a", phone="1")
    world.settle_down()
    world.agree()
    assert trusted(world, "a", fresh.id) == fresh.fingerprint
