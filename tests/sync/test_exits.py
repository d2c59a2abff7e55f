"""Exits that two desks advance: the case and its household are asked about together, and no change is lost."""

from datetime import date, timedelta
from typing import Any

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.rules import findings
from fupin_desktop.casework.standing import Look, StepPapers
from fupin_desktop.exits.gates import ITEMS
from fupin_desktop.exits.model import ExitCase, ExitStep
from fupin_desktop.households.commands import set_status
from fupin_desktop.households.model import Household, HouseholdChange
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.kinds import make
from fupin_desktop.plans.model import MeasureProgress, YearMeasure
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.period import Period
from fupin_desktop.reports.table import make_report
from fupin_desktop.store.history.questions import questions, settle
from fupin_desktop.store.write import findings as book

PROOF: dict[str, Any] = {name: value for item in ITEMS for name, value in ((item, True), (f"{item}_evidence", "入户"))}


def reviewed(world: Any, highest: str = "o") -> int:
    """An exit of last year that was posted and reviewed by the township, known everywhere; its year."""
    home = world.household("o")
    with world[highest].write("policy.set") as ledger:
        year = ledger.today.year - 1
        of_year = Standing(begins=date(year, 1, 1), ends=date(year, 12, 31))
        set_value(ledger, "exit_line_household", "7000", why="省通知", on=of_year)
        set_value(
            ledger, "policy_after_exit_until", f"{year + 3}-12-31", why="县通知", on=Standing(begins=of_year.begins)
        )
    with world["o"].write("case.open") as ledger:
        ledger.save(IncomeYear(household=home.id, year=year, persons=3, wage=24_000_00))
        measure = YearMeasure(
            household=home.id, year=year, project8="1", batch5="1", category="business", content="养鸡"
        )
        made = make(ledger, measure)
        make(ledger, MeasureProgress(measure=made.id, date=ledger.today, percent=100))
        set_status(ledger, home, "pre_exit", "公示")
        facts = {"stage": "township_reviewed", "stage_on": ledger.today - timedelta(days=9), "consent": "agreed"}
        case = ExitCase(household=home.id, year=year, consent_by="户主", **facts, **PROOF)
        ledger.save(case, managed=("stage", "stage_on"))
    world.settle_down()
    return int(year)


def go(world: Any, who: str, to: str, days_ago: int = 0, **papers: Any) -> None:
    with world[who].write("case.advance") as ledger:
        (case,) = ledger.find(ExitCase)
        advance(ledger, case, to=to, on=ledger.today - timedelta(days=days_ago), papers=StepPapers(**papers))


def home_at(world: Any, who: str) -> Household:
    found: Household = world.household(who)
    return found


def told(world: Any, who: str = "o") -> list[str]:
    """What contradicts itself about the exits of a book."""
    with world[who].read() as reader:
        cases = reader.find(ExitCase)
        seen = [text for case in cases for text in findings(Look(reader, cases), case)]
        by_rule = book.findings(reader, world[who].identity, world[who].wall().date(), ["exit_case"])
        codes = [one.code for one in by_rule if one.code != book.WARN or "Two desks" in one.sentence]
    assert bool(seen) == bool(codes)
    return codes


def test_two_desks_give_the_same_exit_up(world: Any) -> None:
    reviewed(world)
    for who in "ab":
        go(world, who, "withdrawn", 2, facts={"ended_why": "收入不稳"})
    world.settle_down()
    for who in "oab":
        assert home_at(world, who).status == "registered"
    with world["o"].read() as reader:
        assert questions(reader) == []
        assert [one.to_stage for one in reader.find(ExitStep)] == ["withdrawn"] * 2
        assert [one.type for one in reader.find(HouseholdChange)].count("restored") == 2
    assert told(world) == [book.WARN]
    world.agree()


def test_the_township_confirms_while_the_village_gives_up(world: Any) -> None:
    year = reviewed(world)
    go(world, "o", "county_confirmed", 1, paper="9号")
    go(world, "a", "withdrawn", 2, facts={"ended_why": "收入不稳"})
    world.settle_down()
    for who in "oab":
        assert told(world, who) == [book.WARN]
    with world["o"].write("question.settle") as ledger:
        asked_for = {(one.kind, one.field): one for one in questions(ledger)}
        assert set(asked_for) == {("exit_case", "progress"), ("household", "status")}
        for question in asked_for.values():
            heads = [str(head.value) for head in question.heads]
            take = next(n for n, value in enumerate(heads, 1) if "confirmed" in value or "exited" in value)
            settle(ledger, question, take=take, value=None, why="县已审定")
        wrong = next(one for one in ledger.find(ExitStep) if one.to_stage == "withdrawn")
        ledger.put_away(wrong, "县已审定")
    world.settle_down()
    for who in "oab":
        home = home_at(world, who)
        assert (home.status, home.exit_year, told(world, who)) == ("exited", year, [])
    world.agree()


def test_township_and_county_confirm_the_same_exit(levels: Any) -> None:
    levels = levels()
    year = reviewed(levels, "k")
    go(levels, "o", "county_confirmed", 2, paper="9号")
    go(levels, "k", "county_confirmed", 1)
    levels.settle_down()
    with levels["k"].read() as reader:
        assert {(one.kind, one.field) for one in questions(reader)} == {
            ("exit_case", name) for name in ("progress", "confirmed_on")
        }
        (case,) = reader.find(ExitCase)
        assert case.stage == "county_confirmed"
        wanted = asked(reader, "441690", levels["k"].wall().date(), Period(year))
        made = make_report(report_named("poverty_reduction"), wanted, reader, "演示县")
        assert made.value(made.row_of("total"), made.column_of("reached")) == 1
    for who in "oak":
        assert (home_at(levels, who).status, home_at(levels, who).exit_year) == ("exited", year)
    levels.agree()


def test_two_desks_open_an_exit_for_one_household(world: Any) -> None:
    for who in "ab":
        with world[who].write("case.open") as ledger:
            make(ledger, ExitCase(household=world.household(who).id, stage_on=ledger.today - timedelta(days=1)))
    world.settle_down()
    assert told(world) == ["case.open_already"] * 2
