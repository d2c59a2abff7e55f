"""Custodians: what is sealed for an office opens with their keys too, also by stock age."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.seal.envelope import decrypted
from fupin_desktop.seal.keys import make_keys, new_identity, recipient_of
from fupin_desktop.sync.authority.custodians import custodians, drop_custodian, identity_from, name_custodian, rehearse
from fupin_desktop.sync.authority.renewal import rotate
from fupin_desktop.visits.model import Visit


def refused(act: Any, *given: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        act(*given)
    return refusal.value.code


def named(world: Any, count: int) -> list[str]:
    keys = [new_identity() for _n in range(count)]
    for n, key in enumerate(keys):
        name_custodian(world["o"], f"保险柜{n}", recipient_of(key))
    return keys


@pytest.mark.skipif(shutil.which("age") is None, reason="stock age is not here")
def test_stock_age_opens_with_each_custodians_key(world: Any, tmp_path: Path) -> None:
    keys = named(world, 4)
    world.settle_down()
    world.save("a", world.household("a").but(phone="1"))
    file = world.seal("a", "o")
    assert file.read_bytes()[:4096].count(b"\n-> ") <= 8
    key, plain = tmp_path / "key", tmp_path / "plain"
    authority = world["o"].identity.authority.age_identity
    for one in (*keys, authority):
        key.write_text(one)
        subprocess.run(["age", "-d", "-i", key, "-o", plain, file], check=True)
        assert plain.read_bytes().startswith(b"fupin/bundle/1\n")
    key.write_text(new_identity())
    assert subprocess.run(["age", "-d", "-i", key, file], capture_output=True).returncode == 1
    assert world.merge("o", file).status == "merged"


def test_only_what_goes_to_the_office_is_for_custodians(world: Any) -> None:
    (key,) = named(world, 1)
    world.settle_down()
    assert _opens(world, world.seal("a", "o"), key)
    assert not _opens(world, world.seal("o", "a"), key)


def test_photo_volumes_and_new_keys_keep_the_custodian(world: Any) -> None:
    (key,) = named(world, 1)
    rotate(world["o"], "x")
    world.settle_down()
    photo = world["a"].pictures.store(b"\xff\xd8 no picture, only bytes")
    with world["a"].exchange() as shelf:
        shelf.photos.note([photo])
    home = world.household("a").id
    day = world["a"].wall().date()
    world.save("a", Visit(household=home, date=day, type="daily", visitors=("x",), findings="x", photos=(photo.key,)))
    file = world.seal("a", "o")
    (volume,) = file.parent.glob(f"{file.stem}-photos-*")
    assert _opens(world, file, key)
    assert _opens(world, volume, key)


def test_one_that_is_dropped_opens_nothing_later(world: Any) -> None:
    (key,) = named(world, 1)
    world.settle_down()
    before = world.seal("a", "o")
    drop_custodian(world["o"], "保险柜0")
    world.settle_down()
    assert _opens(world, before, key)
    assert not _opens(world, world.seal("a", "o"), key)
    assert custodians(world["o"]) == []


def test_the_county_seals_for_the_custodians_of_its_township(levels: Any) -> None:
    world = levels()
    key, county = new_identity(), new_identity()
    name_custodian(world["o"], "镇", recipient_of(key))
    name_custodian(world["k"], "县", recipient_of(county))
    world.settle_down()
    up, down = world.seal("o", "k"), world.seal("k", "o")
    assert [_opens(world, up, one) for one in (key, county)] == [False, True]
    assert [_opens(world, down, one) for one in (key, county)] == [True, False]


def test_what_cannot_be_a_custodian_is_refused(world: Any) -> None:
    keys = named(world, 3)
    office = world["o"]
    assert refused(name_custodian, office, "保险柜0", make_keys().public.age) == "custodian.name"
    assert refused(name_custodian, office, " ", make_keys().public.age) == "custodian.name"
    assert refused(name_custodian, office, "x", recipient_of(keys[0])) == "custodian.recipient"
    assert refused(name_custodian, office, "x", "age1" + "q" * 58) == "custodian.recipient"
    assert refused(name_custodian, world["a"], "x", make_keys().public.age) == "office.only"
    named_last = name_custodian(office, "x", make_keys().public.age)
    assert refused(name_custodian, office, "y", make_keys().public.age) == "custodian.many"
    assert refused(drop_custodian, office, "y") == "custodian.unknown"
    assert custodians(office)[-1] == named_last


def test_the_paper_in_the_safe_is_rehearsed(world: Any) -> None:
    keys = named(world, 2)
    typed = " ".join(keys[1][n : n + 5] for n in range(0, len(keys[1]), 5)).lower()
    assert rehearse(world["o"], typed).name == "保险柜1"
    assert identity_from(typed) == keys[1]
    assert refused(rehearse, world["o"], new_identity()) == "custodian.other"
    assert refused(rehearse, world["o"], keys[1][:-1]) == "custodian.key"


def _opens(world: Any, file: Path, key: str) -> bool:
    try:
        with decrypted(file, [key]):
            return True
    except Refusal as refusal:
        return refusal.code != "bundle.not_for_us"
