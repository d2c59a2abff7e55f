"""Cases that two desks moved apart: a question or a finding, and never a step that is lost."""

from datetime import date, timedelta
from typing import Any

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.rules import findings
from fupin_desktop.casework.standing import Look, StepPapers
from fupin_desktop.housing.model import HousingCase, HousingStep
from fupin_desktop.kinds import make
from fupin_desktop.store.history.questions import questions, settle
from fupin_desktop.store.write import findings as book
from tests.carried import carried


def opened(world: Any, who: str = "o", year: int = 2017, n: int = 1) -> None:
    home = world.household(who, n)
    with world[who].write("case.open") as ledger:
        day = ledger.today - timedelta(days=30)
        vote = carried(ledger, home.id, day)
        make(ledger, HousingCase(household=home.id, year_plan=year, stage_on=day, danger_grade="D", vote=vote))


def go(world: Any, who: str, to: str, days_ago: int = 0) -> date:
    with world[who].write("case.advance") as ledger:
        day = ledger.today - timedelta(days=days_ago)
        (case,) = ledger.find(HousingCase)
        advance(ledger, case, to=to, on=day)
        return day


def told(world: Any, who: str = "o") -> list[str]:
    """What contradicts itself, as the file of the case says, and as the findings of the book say."""
    with world[who].read() as reader:
        cases = reader.find(HousingCase)
        seen = [text for case in cases for text in findings(Look(reader, cases), case)]
        by_rule = book.findings(reader, world[who].identity, world[who].wall().date(), ["housing_case"])
        codes = [one.code for one in by_rule if one.code != book.WARN or "Two desks" in one.sentence]
    assert bool(seen) == bool(codes)
    return codes


def stages(world: Any, who: str) -> list[tuple[str | None, str | None]]:
    with world[who].read() as reader:
        return [(one.from_stage, one.to_stage) for one in reader.find(HousingStep)]


def test_two_desks_take_a_case_to_two_stages(world: Any) -> None:
    opened(world)
    world.settle_down()
    go(world, "a", "assembly_reviewed", 3)
    go(world, "b", "objection", 2)
    world.settle_down()
    for who in "oab":
        assert sorted(map(str, stages(world, who)[1:])) == sorted(
            map(str, [("applied", "assembly_reviewed"), ("applied", "objection")])
        )
        assert told(world, who) == [book.WARN]
    with world["o"].write("question.settle") as ledger:
        (question,) = questions(ledger)
        assert question.field == "progress"
        settle(ledger, question, take=1, value=None, why="电话核实")
        stands = ledger.find(HousingCase)[0].stage
        wrong = next(one for one in ledger.find(HousingStep) if one.from_stage and one.to_stage != stands)
        ledger.put_away(wrong, "另一步才对")
    assert told(world) == []
    world.settle_down()
    assert told(world, "a") == []
    world.agree()


def test_two_desks_take_the_same_step(world: Any) -> None:
    opened(world)
    world.settle_down()
    for who in "ab":
        go(world, who, "assembly_reviewed", 3)
    world.settle_down()
    with world["o"].read() as reader:
        assert questions(reader) == []
        assert reader.find(HousingCase)[0].stage == "assembly_reviewed"
    assert len(stages(world, "o")) == 3
    assert told(world) == [book.WARN]


def test_steps_after_each_other_at_two_desks_contradict_nothing(world: Any) -> None:
    opened(world)
    world.settle_down()
    go(world, "a", "assembly_reviewed")
    world.settle_down()
    go(world, "o", "objection")
    go(world, "o", "assembly_reviewed")
    world.settle_down()
    assert told(world, "b") == []


def test_two_desks_open_a_case_for_one_household(world: Any) -> None:
    for who, year in (("a", 2016), ("b", 2017)):
        opened(world, who, year)
    world.settle_down()
    assert told(world) == ["case.open_already"] * 2
    with world["o"].write("case.advance") as ledger:
        advance(ledger, ledger.find(HousingCase)[0], to="withdrawn", papers=StepPapers(facts={"ended_why": "重复"}))
    assert told(world) == []


def test_a_picture_of_before_at_one_desk_and_of_after_at_another(world: Any) -> None:
    opened(world)
    world.settle_down()
    for who, moment in (("a", "photos_before"), ("b", "photos_after")):
        with world[who].write("case.set") as ledger:
            ledger.save(ledger.find(HousingCase)[0].but(**{moment: ("a" * 64,)}))
    for who in "ab":
        world.send(who, "o")
    assert told(world) == ["case.photo_twice"]
