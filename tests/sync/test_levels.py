"""Three levels: the county enrols the township, the township its laptops; segments travel unchanged both ways."""

from collections.abc import Callable
from typing import Any

import pytest

from fupin_desktop.incomes.model import BankCard
from fupin_desktop.ledger.dot import stream_of
from fupin_desktop.ledger.scope import class_of
from fupin_desktop.sync.authority.roster import grant_for
from fupin_desktop.sync.bundles.bundle import Keys
from fupin_desktop.sync.model import Grant

Make = Callable[[], Any]
ONE, COUNTY = "441690101200", "441690"


@pytest.fixture
def world(levels: Make) -> Any:
    return levels()


def test_what_a_village_writes_reaches_the_county_unchanged(world: Any) -> None:
    world.save("a", world.household("a").but(phone="13900000001"))
    world.settle_down()
    assert world.household("k").phone == "13900000001"
    world.agree()
    segments = {name: _segments(world[name], ONE, world["a"].identity.device.id) for name in "aok"}
    assert segments["a"] == segments["o"] == segments["k"] != []


def test_a_correction_of_the_county_reaches_the_village(world: Any) -> None:
    world.save("k", world.household("k", 2).but(persons=7))
    world.settle_down()
    assert world.household("b", 2).persons == 7
    world.agree()


def test_a_question_between_village_and_county_is_settled_for_all(world: Any) -> None:
    from fupin_desktop.store.history.questions import questions, settle

    world.save("a", world.household("a").but(persons=4))
    world.save("k", world.household("k").but(persons=5))
    world.settle_down()
    with world["a"].read() as reader:
        assert len(questions(reader)) == 1
    with world["k"].write("question.settle") as ledger:
        settle(ledger, questions(ledger)[0], take=1, value=None, why="asked the village")
    world.settle_down()
    for name in "aok":
        with world[name].read() as reader:
            assert questions(reader) == [], name
    world.agree()


def test_sealed_and_office_scopes_never_reach_a_village(world: Any) -> None:
    home = world.household("o")
    with world["o"].write("card") as ledger:
        ledger.save(BankCard(household=home.id, account_no="6222000000000000000", bank="x"))
    world.settle_down()
    for name in "abc":
        with world[name].read() as reader:
            assert reader.find(BankCard) == []
            assert not any(class_of(scope) in ("s", "o") for scope in reader.streams.scopes()), name
    with world["k"].read() as reader:
        cards = reader.find(BankCard)
        assert [reader.streams.scope(stream_of(card.id)) for card in cards] == [f"{ONE}/s"]


def test_a_township_cannot_end_the_device_of_its_county(world: Any) -> None:
    county, town = world["k"].identity.device, world["o"].identity.authority
    said = {
        "practice": False, "serial": 99, "device": Keys.of(county.public), "person": "x", "role": "county_reader",
        "division": ONE, "scopes": [ONE], "office": None, "until": {ONE: (0, "")},
    }  # fmt: skip
    with world["o"].write("device.revoke") as ledger:
        ledger.save(grant_for(town, **said))
    world.save("k", world.household("k", 2).but(persons=8))
    world.settle_down()
    for name in "oabk":
        with world[name].exchange() as shelf:
            assert shelf.roster.known(county.id).scopes == [COUNTY], name
        assert world.household(name, 2).persons == 8
    world.agree()


def test_an_office_vouches_for_itself_once(world: Any) -> None:
    def grants() -> int:
        with world["o"].read() as reader:
            return len(reader.find(Grant, device=world["o"].identity.device.id))

    before = grants()
    world.settle_down()
    assert grants() == before


def _segments(book: Any, scope: str, device: str) -> list[tuple[Any, ...]]:
    with book.read() as reader:
        rows = reader.connection.exec_driver_sql(
            "SELECT g.first, g.hash, g.header, g.signature, g.packed FROM segment g JOIN stream s ON s.no = g.stream"
            " WHERE s.scope=? AND s.device=? ORDER BY g.first",
            (scope, device),
        )
        return [tuple(row) for row in rows]
