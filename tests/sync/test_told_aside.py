"""A receipt says which of the partner's entries are kept aside, and why; the laptop tells it record by record."""

from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.store.exchange import tray
from fupin_desktop.store.history.whereabouts import Place, Whereabouts
from fupin_desktop.sync import admission, brake
from fupin_desktop.sync.authority.vouching import revoke
from fupin_desktop.sync.bundles.bundle import Aside, opened
from fupin_desktop.sync.telling import reason_words

ONE = "441690101200"


def places(world: Any, name: str = "a") -> list[Place]:
    with world[name].read() as reader:
        me = world[name].identity
        return Whereabouts(reader, me.device.id, me.office.id).pending()


def told(world: Any, file: Any, name: str) -> list[Aside]:
    with opened(file, world[name].identities) as got:
        return got.manifest.aside


def edit(world: Any, name: str, n: int = 1, **changes: Any) -> None:
    world.save(name, world.household(name, n).but(**changes))


def test_what_was_written_after_a_revocation_is_told_to_its_laptop_and_to_nobody_else(world: Any) -> None:
    edit(world, "a", phone="1")
    world.settle_down()
    revoke(world["o"], world["a"].identity.device.id, "电脑被偷")
    edit(world, "a", phone="2")
    edit(world, "a", 2, persons=7)
    world.send("a", "o")
    (aside,) = told(world, down := world.seal("o", "a"), "a")
    assert (aside.scope, aside.code) == (ONE, "entry.revoked")
    assert aside.last - aside.first == 1
    assert told(world, world.seal("o", "b"), "b") == []
    world.merge("a", down)
    found = places(world)
    assert [(one.kind, one.state, one.code) for one in found] == [("household", "aside", "entry.revoked")] * 2
    assert "telephone the office" in found[0].words


def test_it_ends_when_the_office_lets_it_in(world: Any) -> None:
    edit(world, "a", phone="1")
    world.settle_down()
    revoke(world["o"], world["a"].identity.device.id, "x")
    edit(world, "a", phone="2")
    world.send("a", "o")
    world.send("o", "a")
    with world["o"].read() as reader:
        (item,) = tray.items(reader)
    tray.accept(world["o"], item.id, "被偷以前填的")
    world.send("o", "a")
    assert places(world) == []


def test_what_waits_for_an_earlier_bundle_is_told(world: Any) -> None:
    edit(world, "a", phone="1")
    world.cut("a")
    edit(world, "a", 2, persons=9)
    world.cut("a")
    late = world.forge("a", "o", lambda found: found[-1:])
    assert world.merge("o", late).status == "held"
    world.send("o", "a")
    found = {one.record: (one.state, one.code) for one in places(world)}
    assert found[world.household("a", 2).id] == ("aside", "stream.gap")
    assert found[world.household("a", 1).id] == ("with_me", "")
    world.send("a", "o")
    world.send("o", "a")
    assert places(world) == []


def test_the_brake_is_told_with_every_record_it_holds(world: Any) -> None:
    with world["a"].write("new") as ledger:
        made = ledger.save_all(
            Household(household_code=f"n{n}", village_code=ONE, status="registered") for n in range(30)
        )
    world.settle_down()
    with world["a"].write("away") as ledger:
        for one in made:
            ledger.put_away(ledger.get(Household, one.id), "外迁")
    world.send("a", "o")
    world.send("o", "a")
    assert {(one.state, one.code) for one in places(world)} == {("aside", "entry.brake")}
    assert len(places(world)) == 30


def test_a_list_about_others_or_about_what_was_never_written_is_passed_over(world: Any) -> None:
    edit(world, "a", phone="1")
    world.settle_down()
    mine, other = (world[name].identity.device.id for name in "ab")
    lies = [
        Aside(other, ONE, 1, 1, "entry.brake"),
        Aside(mine, "441690101201", 1, 1, "entry.brake"),
        Aside(mine, ONE, 900, 901, "entry.brake"),
        Aside(mine, ONE, 1, 2**52, "entry.never_heard_of"),
    ]
    world.merge("a", world.forge("o", "a", aside=lies))
    found = places(world)
    assert {one.code for one in found} == {"entry.never_heard_of"}
    assert "a reason this version does not know" in found[0].words


@pytest.mark.parametrize(
    "wrong",
    [
        Aside("x", ONE, 1, 1, "entry.brake"),
        Aside("a" * 32, "nowhere", 1, 1, "entry.brake"),
        Aside("a" * 32, ONE, 2, 1, "entry.brake"),
        Aside("a" * 32, ONE, 0, 1, "entry.brake"),
        Aside("a" * 32, ONE, 1, 1, "张三 441690197001011234"),
    ],
)
def test_a_list_that_breaks_the_form_is_refused_whole(world: Any, wrong: Aside) -> None:
    edit(world, "o", phone="5")
    with pytest.raises(Refusal) as refusal:
        world.merge("a", world.forge("o", "a", aside=[wrong]))
    assert refusal.value.code == "bundle.damaged"
    assert world.household("a").phone is None


def test_a_list_beyond_the_cap_is_refused_and_none_is_written(world: Any) -> None:
    mine = world["a"].identity.device.id
    many = [Aside(mine, ONE, n, n, "entry.brake") for n in range(1, 1002)]
    with pytest.raises(Refusal):
        world.merge("a", world.forge("o", "a", aside=many))
    assert world.merge("a", world.forge("o", "a", aside=many[:1000])).status == "already"


def test_an_older_receipt_does_not_bring_back_what_a_newer_one_ended(world: Any) -> None:
    edit(world, "a", phone="1")
    world.settle_down()
    mine = world["a"].identity.device.id
    old = world.forge("o", "a", aside=[Aside(mine, ONE, 1, 1, "entry.brake")])
    edit(world, "o", remark="x")
    world.send("o", "a")
    world.merge("a", old)
    assert places(world) == []


def test_every_code_has_words_of_its_own(world: Any) -> None:
    del world
    found = [value for module in (admission, brake) for value in vars(module).values()]
    codes = {one[0] for one in found if isinstance(one, tuple) and len(one) == 2 and str(one[0]).startswith("entry.")}
    assert len(codes) == 12
    for language in ("en", "zh_CN"):
        choose_language(language)
        words = [reason_words(code) for code in sorted(codes | {"stream.gap", "stream.fork", "x.other"})]
        assert len(set(words)) == len(words)


def test_a_new_record_that_both_keep_aside_harms_no_list(world: Any) -> None:
    edit(world, "a", phone="1")
    world.settle_down()
    revoke(world["o"], world["a"].identity.device.id, "x")
    with world["a"].write("new") as ledger:
        ledger.save(Member(household=ledger.get(Household, world.household("a").id).id, name="王五", relation="02"))
    world.send("a", "o")
    world.send("o", "a")
    assert [one.kind for one in places(world)] in ([], ["member"])
