"""What another desk has written over is not undone; an undo travels as any other act."""

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.history.undo import undo
from fupin_desktop.store.write.own_saves import own_saves
from tests.sync.conftest import World


def test_what_another_desk_wrote_over_is_refused_by_name(world: World) -> None:
    world.save("a", world.household("a").but(phone="14000000001"))
    world.send("a", "o")
    world.save("o", world.household("o").but(phone="14000000002"))
    world.send("o", "a")
    with pytest.raises(Refusal) as refusal:
        undo(world["a"], newest(world))
    assert refusal.value.code == "undo.overwritten"
    assert "somebody else" in refusal.value.message
    assert world.household("a").phone == "14000000002"


def newest(world: World) -> str:
    with world["a"].read() as reader:
        return own_saves(reader, world["a"].identity.device.id)[0].id


def test_what_another_desk_wrote_beside_it_is_refused_too(world: World) -> None:
    world.save("a", world.household("a").but(phone="14000000001"))
    world.save("b", world.household("b").but(phone="14000000002"))
    world.settle_down()
    with pytest.raises(Refusal) as refusal:
        undo(world["a"], newest(world))
    assert refusal.value.code == "undo.overwritten"


def test_an_undo_travels(world: World) -> None:
    before = world.household("o").phone
    world.save("a", world.household("a").but(phone="14000000001", persons=8))
    world.settle_down()
    undo(world["a"])
    world.settle_down()
    assert (world.household("b").phone, world.household("b").persons) == (before, 3)
    world.agree()
