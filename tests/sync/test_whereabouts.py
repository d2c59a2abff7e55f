"""With me, sealed, received, a question: what a laptop knows of its own work's way."""

from typing import Any

from fupin_desktop.store.history.whereabouts import Whereabouts


def states(world: Any) -> list[str]:
    book = world["a"]
    with book.read() as reader:
        me = book.identity
        return [one.state for one in Whereabouts(reader, me.device.id, me.office.id).pending()]


def test_the_way_of_a_change(world: Any) -> None:
    assert states(world) == []
    world.save("a", world.household("a").but(phone="13900000001"))
    assert states(world) == ["with_me"]
    file = world.seal("a", "o")
    assert states(world) == ["sealed"]
    world.save("a", world.household("a", 2).but(phone="13900000002"))
    assert sorted(states(world)) == ["sealed", "with_me"]
    world.merge("o", file)
    assert sorted(states(world)) == ["sealed", "with_me"], "no receipt has come yet"
    world.send("o", "a")
    assert states(world) == ["with_me"]
    world.settle_down()
    assert states(world) == []


def test_a_question_is_told(world: Any) -> None:
    world.save("a", world.household("a").but(persons=4))
    world.save("o", world.household("o").but(persons=5))
    world.send("o", "a")
    assert states(world) == ["question"]
