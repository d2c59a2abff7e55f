"""A household moves to another village while its old laptop writes on: all arrives, keeps its author, counts once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.check import check
from fupin_desktop.store.exchange.moving import move
from fupin_desktop.store.exchange.tray import items
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.history.questions import questions
from fupin_desktop.sync.merging import take_back
from fupin_desktop.visits.model import Visit

ONE, TWO, FAR = "441690101200", "441690101201", "441690102200"
MOVED_ON = date(2018, 3, 1)


def moves(world: Any, who: str = "o", to: str = TWO, code: str = f"{ONE}20160001") -> None:
    with world[who].write("household.move") as ledger:
        home = ledger.find(Household, household_code=code)[0]
        move(ledger, home, to, MOVED_ON, "随子女迁居")


def visit(world: Any, who: str, n: int = 1) -> Any:
    """Somebody visits household n; who wrote it is its actor."""
    home = world.household(who, n)
    with world[who].write("visit.log") as ledger:
        return ledger.text_of(
            ledger.save(
                Visit(household=home.id, date=date(2018, 3, 2), visitors=("甲",), type="daily", findings=who)
            ).id
        )


def shown(world: Any, who: str) -> list[str | None]:
    with world[who].read() as reader:
        return [home.household_code for home in reader.find(Household, village_code=TWO)]


def visits(world: Any, who: str, n: int = 1) -> set[str | None]:
    home = world.household(who, n)
    with world[who].read() as reader:
        return {one.findings for one in reader.find(Visit, household=home.id)}


def test_the_old_laptop_writes_on_and_nothing_is_lost(levels: Callable[[], Any]) -> None:
    world = levels()
    visit(world, "a")
    moves(world)
    late = visit(world, "a")  # it does not know yet
    world.save("a", world.household("a").but(phone="1"))
    world.settle_down()
    world.settle_down()
    world.agree()
    for who in "ock":
        assert visits(world, who) == {"a"}
        assert world.household(who).phone == "1"
        assert f"{ONE}20160001" in shown(world, who)
        with world[who].read() as reader:
            assert len(reader.find(Household, household_code=f"{ONE}20160001")) == 1
            history = Chronicle(reader).history(reader.get(Visit, reader.dot_of(late)))
            assert history[0]["actor"] == "a"
            assert history[0]["device"] == world["a"].identity.device.id
    assert len(visits(world, "c")) == 1


def test_the_old_village_shows_it_as_moved_and_may_not_write(world: Any) -> None:
    moves(world)
    world.settle_down()
    assert world.household("a").away == f"→{TWO}"
    with world["a"].read() as reader:
        assert reader.record_at("household", f"{ONE}20160001").away == f"→{TWO}", "it can be looked at by its number"
    with pytest.raises(Refusal) as refusal:
        visit(world, "a")
    assert refusal.value.code == "household.moved"
    assert world.household("c").away is None
    visit(world, "c")
    world.save("c", world.household("c").but(phone="2"))
    world.settle_down()
    world.agree()
    assert world.household("o").phone == "2"
    assert visits(world, "o") == {"c"}


def test_both_villages_change_one_field_and_the_office_settles(world: Any) -> None:
    seen = world.household("a")
    moves(world)
    world.send("o", "c")
    world.save("c", world.household("c").but(phone="2"))
    world.save("a", seen.but(phone="1"))
    for name in "ac":
        world.send(name, "o")
    with world["o"].write("settle") as ledger:
        found = [one for one in questions(ledger) if one.field == "phone"]
        assert len(found) == 1
        assert {head.value for head in found[0].heads} == {"1", "2"}
        ledger.settle(ledger.get(Household, found[0].record), "phone", "1", "电话问过")
    world.settle_down()
    world.agree()
    assert world.household("c").phone == "1"


def test_what_was_written_knowing_of_the_move_waits_in_the_tray(world: Any) -> None:
    moves(world)
    world.settle_down()
    # A laptop whose program lets it write on: the entry is signed and in its own scope
    with world["a"].write("visit.log") as ledger:
        ledger.moved.clear()
        home = ledger.find(Household, household_code=f"{ONE}20160001", with_away=True)[0]
        ledger.save(Visit(household=home.id, date=date(2018, 3, 2), visitors=("甲",), type="daily", findings="a"))
    world.settle_down()
    with world["o"].read() as reader:
        assert {item.code for item in items(reader)} == {"entry.moved"}
    assert visits(world, "o") == visits(world, "c") == set()
    for scope in (ONE, TWO):
        assert world["o"].digests()[scope] == world["c"].digests()[scope]
    world.deep("o", "c")


def test_it_moves_back_and_is_written_about_in_its_old_place(world: Any) -> None:
    moves(world)
    world.settle_down()
    world.save("c", world.household("c").but(phone="2"))
    world.settle_down()
    moves(world, to=ONE)
    world.settle_down()
    home = world.household("a")
    assert (home.away, home.phone, home.village_code) == (None, "2", ONE)
    visit(world, "a")
    world.settle_down()
    world.agree()
    assert visits(world, "o") == {"a"}


def test_a_laptop_that_never_held_the_old_village_is_told_everything(world: Any) -> None:
    code = f"{TWO}20160001"
    moves(world, to=ONE, code=code)  # c goes on writing in the old village, without knowing
    with world["c"].read() as reader:
        seen = reader.find(Household, household_code=code)[0]
    world.save("c", seen.but(phone="1", persons=4, house_danger_grade="D", cause_other=("02",)))
    world.settle_down()
    world.settle_down()
    world.agree()
    for who in "ab":
        with world[who].read() as reader:
            home = reader.find(Household, household_code=code)[0]
            assert home.village_code == ONE
            assert (home.phone, home.persons, home.house_danger_grade, home.cause_other) == ("1", 4, "D", ("02",))
            assert len(reader.find(Member, household=home.id)) == 1
            told = {line["field"]: (line["actor"], line["device"]) for line in Chronicle(reader).history(home)}
            assert told["phone"] == ("c", world["c"].identity.device.id)
            assert told[""][0] == "甲镇"
    with world["a"].read() as reader:
        home = reader.find(Household, household_code=code)[0]
    world.save("a", home.but(phone="3"))
    world.settle_down()
    world.agree()
    with world["c"].read() as reader:
        assert reader.find(Household, household_code=code)[0].phone == "3"


def test_bank_cards_move_in_sealed_scopes_alone(world: Any) -> None:
    with world["o"].write("edit") as ledger:
        home = ledger.find(Household, household_code=f"{ONE}20160001")[0]
        ledger.save(BankCard(household=home.id, account_no="6222020200112230"))
    moves(world)
    world.settle_down()
    world.agree()
    with world["a"].read() as reader:
        assert reader.find(BankCard) == []
    with world["c"].read() as reader:
        assert reader.find(BankCard) == []
    with world["o"].read() as reader:
        bodies, sealed = (
            reader.connection.exec_driver_sql(f"SELECT body FROM {kind}").scalars().all()
            for kind in ("quote", "sealed_quote")
        )
    assert any("6222020200112230" in body for body in sealed)
    assert not any("6222020200112230" in body for body in bodies)
    with world["o"].read() as reader:
        card = reader.find(BankCard)[0]
        assert reader.place_of(card.id) == TWO


def test_members_are_found_where_they_live_now(world: Any) -> None:
    moves(world)
    world.settle_down()
    with world["c"].read() as reader:
        home = reader.find(Household, household_code=f"{ONE}20160001")[0]
        assert len(reader.find(Member, household=home.id)) == 1


@pytest.mark.parametrize(
    ("to", "on", "why", "code"),
    [
        (FAR, MOVED_ON, "x", "move.village"),
        (TWO, date(2999, 1, 1), "x", "move.ahead"),
        (ONE, MOVED_ON, "x", "move.there"),
        (TWO, MOVED_ON, " ", "why.missing"),
    ],
)
def test_a_move_that_cannot_be(world: Any, to: str, on: date, why: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal, world["o"].write("household.move") as ledger:
        move(ledger, ledger.find(Household, household_code=f"{ONE}20160001")[0], to, on, why)
    assert refusal.value.code == code
    with world["o"].read() as reader:
        assert reader.moved == {}


def test_a_county_moves_it_to_another_township(levels: Callable[[], Any]) -> None:
    """Each township holds its own; what the old village still writes comes up to the county and down again."""
    world = levels()
    world.add("p", "township", "441690102", upper="k", office_role="township_clerk")
    world.add("d", "village", FAR, upper="p")
    with world["p"].write("roster.import") as ledger:
        ledger.save(Household(household_code=f"{FAR}20160001", village_code=FAR, status="registered"))
    rounds = ("po", "pk", "kp", "pd", "ao", "ok", "ko", "oa", "kp", "pd", "dp", "pk", "ko", "oc")
    for _round in range(2):
        for way in rounds:
            world.send(*way)
    visit(world, "a")
    moves(world, who="k", to=FAR)
    world.save("a", world.household("a").but(phone="1"))
    for _round in range(2):
        for way in rounds[1:]:
            world.send(*way)
    assert visits(world, "d") == visits(world, "k") == visits(world, "p") == {"a"}
    assert [world.household(who).phone for who in "dkp"] == ["1"] * 3
    assert [world.household(who).away for who in "oac"] == [f"→{FAR}"] * 3
    visit(world, "d")
    for way in rounds[1:]:
        world.send(*way)
    assert visits(world, "k") == {"a", "d"}
    digests = {who: world[who].digests() for who in "koapd"}
    assert digests["k"][ONE] == digests["o"][ONE] == digests["a"][ONE]
    assert digests["k"][FAR] == digests["p"][FAR] == digests["d"][FAR]
    world.deep(*world.books)


def test_a_quote_that_says_otherwise_than_its_author_is_found(world: Any) -> None:
    moves(world)
    assert check(world["o"]) == []
    with world["o"].transaction() as connection:
        (body,) = connection.exec_driver_sql("SELECT body FROM quote").scalars()
        connection.exec_driver_sql("UPDATE quote SET body=?", (body.replace("registered", "exited"),))
    assert [problem.code for problem in check(world["o"])] == ["quote.differs"]


def test_a_merge_that_was_quoted_can_no_longer_be_taken_back(world: Any) -> None:
    moves(world)
    visit(world, "a")
    report = world.send("a", "o")
    world["o"].tell_late()
    with pytest.raises(Refusal) as refusal:
        take_back(world["o"], report.journal)
    assert refusal.value.code == "journal.built_on"


def test_photographs_go_where_the_household_lives(world: Any) -> None:
    key = "a" * 64
    with world["o"].write("visit.log") as ledger:
        home = ledger.find(Household, household_code=f"{TWO}20160001")[0]
        ledger.save(Visit(household=home.id, date=date(2018, 3, 2), visitors=("甲",), type="daily", photos=(key,)))
    moves(world, to=ONE, code=f"{TWO}20160001")
    world.settle_down()
    for who, lacks in (("a", [key]), ("o", [key])):
        with world[who].exchange() as shelf:
            assert shelf.photos.missing(shelf.scopes_for(ONE, office=False)) == lacks
    with world["o"].exchange() as shelf:
        assert shelf.photos.missing([TWO]) == []
