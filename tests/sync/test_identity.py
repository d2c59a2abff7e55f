"""One id has one pair of keys: at enrolment, at joining, and when a bundle vouches for somebody."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.seal.keys import OwnKeys, PublicKeys, is_recipient, is_signing_key, make_keys, usable
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.sync.authority.custodians import name_custodian
from fupin_desktop.sync.authority.enrolment import confirm, enrol, join
from fupin_desktop.sync.authority.office import OfficeWord, word_grant
from fupin_desktop.sync.authority.roster import Roster, Signed, grant_for, read_statement
from fupin_desktop.sync.authority.succession import declare, superseded
from fupin_desktop.sync.authority.vouching import grant, revoke
from fupin_desktop.sync.bundles.bundle import Keys
from fupin_desktop.sync.bundles.card import Card, read_card, write_card
from fupin_desktop.sync.model import Grant
from fupin_desktop.sync.sealing import seal_all

COUNTY, TOWN, VILLAGE = "441690", "441690101", "441690101200"
ONE, TWO = VILLAGE, "441690101201"
# Points for which everybody can sign, or nothing can be sealed; the rest is on no curve, or has a second form.
LOW_SIGN = ("01" + "00" * 31, "00" * 32, "ec" + "ff" * 30 + "7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")  # fmt: skip
BAD_SIGN = (*LOW_SIGN, "02" + "00" * 31, "ff" * 32, "ee" + "ff" * 30 + "7f", "5a" * 31, "zz" * 32, "")
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def said(by: OwnKeys, device: OwnKeys, serial: int, division: str = VILLAGE, **more: Any) -> Signed:
    """A statement, signed as it should be."""
    told = {"role": "first_secretary", "office": None, "until": None, "scopes": [division], **more}
    grant = grant_for(
        by, practice=False, serial=serial, device=Keys.of(device.public), person="x", division=division, **told
    )
    return grant.statement or "", grant.signature or ""


def recipient(point: bytes) -> str:
    """An age recipient with good check signs for any point."""
    bits = "".join(f"{byte:08b}" for byte in point) + "0" * (-len(point) * 8 % 5)
    data = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    check = _polymod([3, 3, 3, 0, 1, 7, 5, *data, *[0] * 6]) ^ 1
    signs = [*data, *(check >> 5 * (5 - at) & 31 for at in range(6))]
    return "age1" + "".join(_BECH32[sign] for sign in signs)


def _polymod(values: list[int]) -> int:
    found = 1
    for value in values:
        top, found = found >> 25, (found & 0x1FFFFFF) << 5 ^ value
        for at, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            found ^= term if top >> at & 1 else 0
    return found


LOW_POINTS = [
    point.to_bytes(32, "little")
    for point in (
        0, 1, 2**255 - 20, 2**255 - 19, 2**255 - 18, 2**255 - 1,
        325606250916557431795983626356110631294008115727848805560023387167927233504,
        39382357235489614581723060781553021112529911719440698176882885853963445705823,
    )
]  # fmt: skip
BAD_AGE = (*map(recipient, LOW_POINTS), recipient(b"\1" * 31), recipient(b"\1" * 33), "", "age1é", "age1" + "q" * 58)


def card_of(folder: Path, keys: OwnKeys, public: PublicKeys | None = None, office: PublicKeys | None = None,
            division: str = ONE) -> Path:  # fmt: skip
    """A card as somebody makes it by hand, signed with these keys."""
    write_card(folder / "x.card", keys, Card(public or keys.public, "x", division, "village", False, office))
    return folder / "x.card"


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def admit(world: Any, card: Path, keys: PublicKeys, *scopes: str) -> Any:
    return enrol(
        world["o"], card, scopes=list(scopes or (ONE,)), person="x", role="first_secretary",
        fingerprint=keys.fingerprint, out=world.path(),
    )  # fmt: skip


# --- keys that cannot be used ---------------------------------------------------------------------------------------


def test_the_helper_makes_recipients_as_the_library_does() -> None:
    made = make_keys().public
    point = "".join(f"{_BECH32.index(sign):05b}" for sign in made.age[4:56])[:256]
    assert recipient(int(point, 2).to_bytes(32, "big")) == made.age
    assert usable(made)


@pytest.mark.parametrize("sign", BAD_SIGN)
def test_signing_keys_that_bind_nobody(sign: str) -> None:
    assert not is_signing_key(sign)


@pytest.mark.parametrize("age", BAD_AGE)
def test_recipients_nothing_can_be_sealed_for(age: str) -> None:
    assert not is_recipient(age)


def test_a_wrong_check_sign_or_capitals(world: Any) -> None:
    age = make_keys().public.age
    assert not is_recipient(age[:-1] + ("q" if age[-1] != "q" else "p"))
    assert not is_recipient(age.upper())
    assert refused(lambda: name_custodian(world["o"], "保险柜", recipient(bytes(32)))) == "custodian.recipient"


@pytest.mark.parametrize(
    "wrong", [{"age": recipient(bytes(32))}, {"age": "age1x"}, {"sign": "02" + "00" * 31}, {"id": "x"}]
)
def test_a_card_with_keys_that_cannot_be_used(world: Any, wrong: dict[str, str]) -> None:
    keys = make_keys()
    before = world["o"].digests()
    card = card_of(world.folder, keys, replace(keys.public, **wrong))
    assert refused(lambda: read_card(card)) == "card.keys"
    assert refused(lambda: admit(world, card, keys.public)) == "card.keys"
    assert world["o"].digests() == before


def test_a_card_everybody_can_sign(world: Any) -> None:
    keys = make_keys()
    card = card_of(world.folder, keys, replace(keys.public, sign=LOW_SIGN[0]))
    outer = json.loads(card.read_text())
    outer["signature"] = LOW_SIGN[0] + "00" * 32
    card.write_text(json.dumps(outer))
    assert refused(lambda: read_card(card)) == "card.keys"


@pytest.mark.parametrize(
    "deep", ['{"fupin":"card/1","card":' + "[" * 9_000, '{"card":"' + "[" * 9_000 + '"}', "[]", "7"]
)
def test_what_is_no_card(tmp_path: Path, deep: str) -> None:
    (tmp_path / "x.card").write_text(deep)
    assert refused(lambda: read_card(tmp_path / "x.card")) == "card.unreadable"


def test_statements_words_and_manifests_with_such_keys_are_none(world: Any) -> None:
    office, device = make_keys(), make_keys()
    text, _signature = said(office, device, 1)
    assert read_statement(text) is not None
    for age in BAD_AGE[:3]:
        assert read_statement(text.replace(device.public.age, age)) is None
    assert read_statement(re.sub(r'"sign":"[0-9a-f]+"', f'"sign":"{LOW_SIGN[0]}"', text)) is None
    with pytest.raises(ValueError, match="cannot be used"):
        Keys(device.id, device.public.sign, recipient(bytes(32)))
    own = world["a"].identity.device.public
    sender = msgspec.json.encode(Keys.of(own)).replace(own.age.encode(), recipient(bytes(32)).encode())
    forged = world.forge("a", "o", sender=msgspec.Raw(sender))
    assert refused(lambda: world.merge("o", forged)) == "bundle.damaged"


# --- who is who -----------------------------------------------------------------------------------------------------


def test_a_card_with_a_known_id_and_other_keys(world: Any) -> None:
    before = world["o"].digests()
    me = world["o"].identity
    for known in (world["a"].identity.device.id, me.authority.id, me.device.id):
        keys = make_keys(known)
        card = card_of(world.folder, keys)
        assert refused(lambda card=card, keys=keys: admit(world, card, keys.public)) == "identity.taken"
    assert world["o"].digests() == before


def test_a_card_with_the_keys_of_another(world: Any) -> None:
    me, stranger = world["o"].identity, make_keys()
    for owner in (world["a"].identity.device, me.authority, me.device):
        keys = OwnKeys(stranger.id, owner.sign_seed, owner.age_identity)
        card = card_of(world.folder, keys)
        assert refused(lambda card=card, keys=keys: admit(world, card, keys.public)) == "identity.keys_taken"
        half = OwnKeys(stranger.id, stranger.sign_seed, owner.age_identity)
        card = card_of(world.folder, half)
        assert refused(lambda card=card, half=half: admit(world, card, half.public)) == "identity.keys_taken"


def test_a_card_whose_device_is_its_own_office_or_a_custodian(world: Any) -> None:
    keys = make_keys()
    for office, code in ((keys.public, None), (replace(keys.public, id="a" * 32), "identity.keys_taken")):
        card = card_of(world.folder, keys, office=office, division="441690101")
        if code:
            assert refused(lambda card=card: admit(world, card, keys.public, "441690101")) == code
    custodian = make_keys()
    name_custodian(world["o"], "保险柜", custodian.public.age)
    posing = OwnKeys(keys.id, keys.sign_seed, custodian.age_identity)
    card = card_of(world.folder, posing)
    assert refused(lambda: admit(world, card, posing.public)) == "identity.keys_taken"


def test_the_same_card_again_is_no_other(world: Any) -> None:
    keys = make_keys()
    card = card_of(world.folder, keys)
    admit(world, card, keys.public)
    assert admit(world, card, keys.public, ONE, TWO)[0].scopes == [ONE, TWO]


def test_joining_an_office_that_takes_the_known_ones_name(world: Any, tmp_path: Path) -> None:
    """A stranger makes an office of the known id, and a person who was talked into it types its code."""
    with Book.create(
        tmp_path / "f.book", role="township", name="假镇", division=TOWN, passphrase="wu ge pin yin ci"
    ) as f:
        false = make_keys(world["o"].identity.authority.id)
        with f.transaction() as connection:
            told = (json.dumps({"id": false.id, "sign_seed": false.sign_seed, "age_identity": false.age_identity}),)
            connection.exec_driver_sql("UPDATE meta SET value=? WHERE key='authority'", told)
        f.refresh_identity()
        device, out = world["a"].identity.device, world.path()
        card = card_of(world.folder, device)
        enrol(f, card, scopes=[ONE], person="x", role="first_secretary", fingerprint=device.public.fingerprint, out=out)
        before = world["a"].identity.office
        code = f.identity.device.public.fingerprint
        assert refused(lambda: join(world["a"], out, code, instead=True)) == "identity.taken"
    assert world["a"].identity.office == before
    assert world.send("a", "o").status == "already"


def test_a_bundle_that_vouches_for_a_known_device_with_other_keys(levels: Any) -> None:
    """A trusted township names a laptop of its neighbour village anew, with keys of its own."""
    world = levels()
    known, thief = world["c"].identity.device.public, make_keys(world["c"].identity.device.id)
    office = world["o"].identity.authority
    text, signature = said(office, thief, 99, TWO)
    with world["o"].write("device.enrol") as ledger:
        ledger.save(
            Grant(device=thief.id, serial=99, person="x", role="first_secretary", statement=text, signature=signature)
        )
    report = world.send("o", "a")
    assert report.impostors == [thief.id]
    assert thief.id[:8] in report.message
    for name in ("o", "a"):
        with world[name].exchange() as shelf:
            assert shelf.roster.known(thief.id).device.public == known
    world.settle_down()
    world.agree()
    assert check(world["k"], deep=True) == []


@pytest.mark.parametrize("turned", [False, True])
def test_the_first_word_binds_an_id_whatever_the_order(turned: bool) -> None:
    county, town, desk, laptop = make_keys(), make_keys(), make_keys(), make_keys()
    thief = make_keys(laptop.id)
    office = {"office": Keys.of(town.public), "scopes": [TOWN]}
    pairs = [
        said(county, desk, 1, TOWN, **office), said(town, laptop, 1), said(town, thief, 1), said(town, thief, 7),
        said(county, make_keys(county.id), 3), said(county, make_keys(town.id), 3),
    ]  # fmt: skip
    roster = Roster({county.id: (county.public, COUNTY)})
    for pair in reversed(pairs) if turned else pairs:
        roster.take([pair])
    first = min((laptop, thief), key=lambda one: said(town, one, 1)[0])
    assert roster.known(laptop.id).device == Keys.of(first.public)
    assert roster.known(laptop.id).serial == (7 if first is thief else 1)
    assert list(roster.impostors) == [laptop.id]
    assert roster.known(county.id) is None, "an authority's id is no device's"
    assert roster.known(town.id) is None
    assert roster.keys_of(town.id) == town.public


def test_a_word_of_an_office_by_other_keys_counts_for_nothing() -> None:
    town, thief = make_keys(), make_keys()
    roster = Roster({town.id: (town.public, TOWN)})
    posing = OwnKeys(town.id, thief.sign_seed, thief.age_identity)
    told = OfficeWord(town.id, False, 3, Keys.of(posing.public))
    grant = word_grant(thief, told, person="x", role="township_clerk")
    roster.take([(grant.statement or "", grant.signature or "")])
    assert roster.keys_of(town.id) == town.public


# --- places ---------------------------------------------------------------------------------------------------------

FOREIGN = ("441690102200", "44169010120", "44")
OFFICES_ONLY = ("441690101", f"{ONE}/r", f"{ONE}/o", "441690101/r", "441690101/o", "441690101/s")


@pytest.mark.parametrize("scope", [*FOREIGN, *OFFICES_ONLY])
def test_places_a_laptop_cannot_have(world: Any, scope: str) -> None:
    code = "scope.foreign" if scope in FOREIGN else "scope.office_only"
    keys = make_keys()
    card = card_of(world.folder, keys)
    assert refused(lambda: admit(world, card, keys.public, ONE, scope)) == code
    assert refused(lambda: grant(world["o"], world["a"].identity.device.id, [ONE, scope], "x")) == code
    office, device = make_keys(), make_keys()
    roster = Roster({office.id: (office.public, TOWN)})
    if scope != "44169010120":
        roster.take([said(office, device, 1, scopes=[ONE, scope])])
    assert roster.known(device.id) is None


def test_a_card_of_another_place(world: Any) -> None:
    keys = make_keys()
    card = card_of(world.folder, keys, division="441690102200")
    assert refused(lambda: admit(world, card, keys.public, ONE)) == "scope.foreign"


def test_nobody_vouches_for_an_office_above_or_beside_it() -> None:
    office, device, other = make_keys(), make_keys(), make_keys()
    for division in ("44", "441690102"):
        roster = Roster({office.id: (office.public, TOWN)})
        roster.take([said(office, device, 1, division, scopes=[VILLAGE], office=Keys.of(other.public))])
        assert (roster.known(device.id), roster.keys_of(other.id)) == (None, None)


def test_bank_cards_are_granted_by_name(world: Any) -> None:
    assert grant(world["o"], world["a"].identity.device.id, [ONE, f"{ONE}/s"], "x").scopes == [ONE, f"{ONE}/s"]


# --- for all --------------------------------------------------------------------------------------------------------


def test_sealing_for_all_passes_over_devices_that_were_superseded(world: Any) -> None:
    old = world["a"].identity.device
    world["a"].renew_device()
    world.succeed("a")
    made = seal_all(world["o"], world.folder / "all")
    names = sorted(one.file.stem[-8:] for one in made)
    assert names == sorted(world[name].identity.device.id[:8] for name in "abc")
    assert old.id[:8] not in names


def test_a_forged_succession_supersedes_nobody() -> None:
    office, old, new, thief = make_keys(), make_keys(), make_keys(), make_keys()
    roster = Roster({office.id: (office.public, TOWN)})
    roster.take([said(office, old, 1), said(office, new, 1)])
    good = declare(old, new.public, [], practice=False)
    assert superseded(roster, [good], practice=False) == {old.id}
    forged = declare(OwnKeys(old.id, thief.sign_seed, thief.age_identity), new.public, [], practice=False)
    assert superseded(roster, [forged], practice=False) == set()


def test_a_successor_with_the_keys_of_another_is_not_confirmed(world: Any) -> None:
    a, b = world["a"].identity.device, world["b"].identity.device
    posing = OwnKeys("d" * 32, b.sign_seed, b.age_identity)
    told = declare(a, posing.public, [], practice=False)
    with world["o"].exchange() as shelf:
        shelf.remember_succession([told])
    assert refused(lambda: confirm(world["o"], posing.id, posing.public.fingerprint)) == "identity.keys_taken"


# --- ended devices --------------------------------------------------------------------------------------------------


def test_an_ended_device_is_enrolled_again_only_when_that_is_meant(world: Any) -> None:
    """Otherwise one who hands in its old card is let in again, with all that was kept aside."""
    card, out = world.folder / "a.card", world.folder / "again.fpb"
    revoke(world["o"], world["a"].identity.device.id, "stolen")
    code = world["a"].identity.device.public.fingerprint
    said: dict[str, Any] = {
        "scopes": [ONE], "person": "a", "role": "first_secretary", "fingerprint": code, "out": out
    }  # fmt: skip
    assert refused(lambda: enrol(world["o"], card, **said)) == "device.ended"
    assert not out.exists()
    with world["o"].exchange() as shelf:
        assert shelf.roster.known(world["a"].identity.device.id).until is not None
    statement, _sealed = enrol(world["o"], card, **said, again=True)
    assert statement.until is None


def test_an_ended_device_leaves_its_place_to_nobody(world: Any) -> None:
    a = world["a"].identity.device
    revoke(world["o"], a.id, "stolen")
    new = make_keys()
    with world["o"].exchange() as shelf:
        shelf.remember_succession([declare(a, new.public, [], practice=False)])
    assert refused(lambda: confirm(world["o"], new.id, new.public.fingerprint)) == "device.ended"


def test_a_new_device_is_confirmed_by_the_code_that_was_read(world: Any) -> None:
    new = make_keys()
    with world["o"].exchange() as shelf:
        shelf.remember_succession([declare(world["a"].identity.device, new.public, [], practice=False)])
    assert refused(lambda: confirm(world["o"], new.id, " ")) == "fingerprint.missing"
    assert refused(lambda: confirm(world["o"], new.id, "0" * 32)) == "fingerprint.differs"
    assert confirm(world["o"], new.id, new.public.fingerprint).device == Keys.of(new.public)
