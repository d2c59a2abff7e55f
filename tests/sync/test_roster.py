"""The roster is a function of what was taken in: whatever the order, the grouping, the repetition."""

import random
from typing import Any

import pytest

from fupin_desktop.seal.keys import OwnKeys, make_keys
from fupin_desktop.sync.authority.office import OfficeWord, word_grant
from fupin_desktop.sync.authority.roster import UPPER, Roster, Signed, grant_for
from fupin_desktop.sync.bundles.bundle import Keys

COUNTY, TOWN, VILLAGE = "441690", "441690101", "441690101200"


def said(by: OwnKeys, device: OwnKeys, serial: int, division: str = VILLAGE, **more: Any) -> Signed:
    told = {"role": "first_secretary", "office": None, "until": None, "scopes": [division], **more}
    grant = grant_for(
        by, practice=False, serial=serial, device=Keys.of(device.public), person="x", division=division, **told
    )
    return grant.statement or "", grant.signature or ""


def word(by: OwnKeys, version: int, keys: OwnKeys, **more: Any) -> Signed:
    told = OfficeWord(keys.id, False, version, Keys.of(keys.public), **more)
    grant = word_grant(by, told, person="x", role="township_clerk")
    return grant.statement or "", grant.signature or ""


class Offices:
    """A county, its lost township with two pairs of keys, and the township that follows it."""

    def __init__(self) -> None:
        self.county, self.lost, self.heir = make_keys(), make_keys(), make_keys()
        self.fresh = make_keys(self.lost.id)
        self.desks = {name: make_keys() for name in ("county", "lost", "heir")}
        self.laptop, self.thief = make_keys(), make_keys()
        town = {"division": TOWN, "scopes": [TOWN]}
        self.pairs = [
            said(self.county, self.desks["lost"], 1, office=Keys.of(self.lost.public), **town),
            said(self.county, self.desks["heir"], 1, office=Keys.of(self.heir.public), **town),
            said(self.lost, self.laptop, 1),
            word(self.lost, 1, self.fresh, earlier=[Keys.of(self.lost.public)]),
            word(self.fresh, 2, self.fresh),
            said(self.fresh, self.laptop, 2),
            said(self.lost, self.thief, 9),
            word(self.thief, 5, OwnKeys(self.lost.id, self.thief.sign_seed, self.thief.age_identity)),
            said(self.heir, self.desks["county"], 1, COUNTY, role=UPPER, office=Keys.of(self.county.public)),
        ]
        self.following = [
            word(self.heir, 1, self.heir, follows=[Keys.of(self.lost.public), Keys.of(self.fresh.public)]),
            said(self.heir, self.laptop, 3, until={VILLAGE: (4, "a" * 64)}),
            said(self.heir, self.desks["lost"], 2, office=Keys.of(self.fresh.public), until={}, **town),
            said(self.fresh, self.thief, 99),
        ]


def seen(roster: Roster) -> Any:
    keys = {id: found.fingerprint for id, (found, _division) in roster.authorities.items()}
    return keys, {id: (one.serial, one.authority, one.until) for id, one in roster.devices.items()}


@pytest.fixture(scope="module")
def offices() -> Offices:
    return Offices()


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("root", ["county", "heir"])
def test_the_order_does_not_matter(offices: Offices, root: str, seed: int) -> None:
    keys, division = (offices.county, COUNTY) if root == "county" else (offices.heir, TOWN)
    pairs = [*offices.pairs, *offices.following]
    wanted = Roster({keys.id: (keys.public, division)})
    wanted.take(pairs)
    dice = random.Random(seed)
    dice.shuffle(pairs)
    cut = dice.randrange(len(pairs))
    other = Roster({keys.id: (keys.public, division)})
    for part in (pairs[:cut], pairs[cut:], pairs[:3]):
        other.take(part)
    assert seen(other) == seen(wanted)
    assert other.known(offices.thief.id) is None
    assert other.known(offices.laptop.id).serial == 3
    assert other.known(offices.desks["lost"].id).until == {}
    assert other.keys_of(offices.lost.id) is None


def test_until_it_is_followed_the_newest_keys_of_an_office_count(offices: Offices) -> None:
    roster = Roster({offices.county.id: (offices.county.public, COUNTY)})
    roster.take(offices.pairs)
    assert roster.keys_of(offices.lost.id) == offices.fresh.public
    assert roster.known(offices.laptop.id).serial == 2
    assert roster.known(offices.thief.id) is None


def test_nobody_ends_an_office_above(offices: Offices) -> None:
    roster = Roster({offices.heir.id: (offices.heir.public, TOWN)})
    roster.take([*offices.pairs, word(offices.heir, 8, offices.heir, follows=[Keys.of(offices.county.public)])])
    assert roster.keys_of(offices.county.id) == offices.county.public
