"""Parameters and roles across books: the county's word reaches the village, and a grant says what a laptop may."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.notices.commands import draft_notice, issue_notice
from fupin_desktop.notices.model import Notice
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.policy.values import value
from fupin_desktop.rights.commands import waive
from fupin_desktop.store.book.check import check
from fupin_desktop.store.write.unmasking import note_unmask
from fupin_desktop.sync.authority.vouching import hand_over
from fupin_desktop.visits.commands import log_visit

ONE, LINE = "441690101200", "exit_line_household"


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def lay_down(book: Any, code: str, text: str, **more: Any) -> None:
    with book.write("policy.set") as ledger:
        set_value(ledger, code, text, why="县会议纪要", on=Standing(**more))


def become(world: Any, name: str, role: str) -> None:
    """The office hands the laptop over to somebody of this role, and the laptop hears of it."""
    hand_over(world["o"], world[name].identity.device.id, name, role, "x")
    world.send("o", name)
    assert world[name].holder().role == role


def test_the_countys_value_reaches_the_village_and_holds_there(levels: Any) -> None:
    world = levels()
    lay_down(world["k"], LINE, "6883", document="演示府〔2018〕3号", begins=date(2017, 1, 1), ends=date(2017, 12, 31))
    world.settle_down()
    for name in "oa":
        with world[name].read() as reader:
            found = value(reader, LINE, ONE, date(2017, 6, 1))
        assert (found.text, found.own, found.document, found.missing) == ("6883", True, "演示府〔2018〕3号", None)
        assert check(world[name], deep=True) == []
    world.equal()


def test_a_township_below_a_county_leaves_parameters_to_it(levels: Any) -> None:
    world = levels()
    assert world["o"].holder().role == "township_clerk"
    assert refused(lambda: lay_down(world["o"], LINE, "6883")) == "role.may_not"


def test_the_highest_office_lays_them_down_itself(world: Any) -> None:
    lay_down(world["o"], LINE, "6883", begins=date(2017, 1, 1))
    world.send("o", "a")
    with world["a"].read() as reader:
        assert value(reader, LINE, ONE, date(2017, 6, 1)).text == "6883"


def test_a_grant_says_what_a_laptop_may_without_a_network(world: Any) -> None:
    home = world.household("a")

    def register() -> None:
        with world["a"].write("x") as ledger:
            ledger.save(Household(household_code=f"{ONE}20169999", village_code=ONE, status="registered"))

    def visit() -> None:
        with world["a"].write("visit.log") as ledger:
            visited = ledger.today - timedelta(days=1)
            log_visit(ledger, household=home.id, date=visited, visitors=("甲",), type="return", findings="好")

    def edit() -> None:
        with world["a"].write("x") as ledger:
            ledger.save(world.household("a").but(persons=7))

    def judge() -> None:
        with world["a"].write("x") as ledger:
            ledger.save(world.household("a").but(attribute="2"))

    def put_away() -> None:
        with world["a"].write("x") as ledger:
            ledger.put_away(world.household("a"), "x")

    become(world, "a", "household_cadre")
    visit()
    edit()
    assert {refused(register), refused(put_away), refused(judge)} == {"role.may_not"}
    become(world, "a", "unit_liaison")
    visit()
    assert {refused(edit), refused(register)} == {"role.may_not"}
    assert refused(lambda: note_unmask(world["a"], "member.id_no", "x")) == "role.may_not"
    become(world, "a", "village_clerk")
    judge()
    register()
    put_away()
    assert check(world["a"], deep=True) == []


def test_the_sentence_names_who_may_and_changes_nothing(world: Any) -> None:
    become(world, "a", "team_member")
    with world["a"].write("notice.draft") as ledger:
        notice = draft_notice(ledger, "N01")
    with pytest.raises(Refusal) as caught, world["a"].write("notice.issue") as ledger:
        issue_notice(ledger, notice, ledger.today)
    assert caught.value.code == "role.may_not"
    assert caught.value.where["roles"][0] == "first_secretary"
    with world["a"].read() as reader:
        assert [one.state for one in reader.find(Notice)] == ["draft"]


def test_another_person_issues_where_the_county_asks_for_it_or_the_office_makes_an_exception(levels: Any) -> None:
    world = levels()
    with world["o"].write("member") as ledger:  # names as people have them: a row of digits stops at the leak gate
        ledger.save_all(one.but(name="张三") for one in ledger.find(Member, relation="01"))
    world.settle_down()

    def issue() -> str | None:
        with world["a"].write("notice.issue") as ledger:
            return issue_notice(ledger, draft_notice(ledger, "N20", body="同意。"), ledger.today).state

    assert issue() == "issued"
    lay_down(world["k"], "second_person_steps", "notice.issue", begins=date(2016, 1, 1))
    world.settle_down()
    assert refused(issue) == "step.same_person"
    with world["a"].write("notice.draft") as ledger:
        drafted = draft_notice(ledger, "N20", body="同意。")
    with world["a"].write("notice.issue") as ledger:
        ledger.act = ledger.act.__class__(**{**ledger.act.__dict__, "actor": "somebody else"})
        assert issue_notice(ledger, drafted, ledger.today).state == "issued"
    with world["o"].write("rights.waive") as ledger:
        waive(ledger, "notice.issue", until=ledger.today + timedelta(days=30), why="镇上只有一名经办人", division=ONE)
    world.send("o", "a")
    assert issue() == "issued"
    world.send("a", "o")
    assert check(world["o"], deep=True) == []


def test_an_exception_has_a_step_a_day_and_a_reason_and_is_an_offices(world: Any) -> None:
    with world["o"].write("rights.waive") as ledger:
        soon = ledger.today + timedelta(days=1)
        assert refused(lambda: waive(ledger, "visit.log", until=soon, why="x")) == "value.choice"
        assert refused(lambda: waive(ledger, "notice.issue", until=soon, why=" ")) == "why.missing"
        gone = ledger.today - timedelta(days=1)
        assert refused(lambda: waive(ledger, "notice.issue", until=gone, why="x")) == "waiver.until"
    with world["a"].write("rights.waive") as ledger:
        assert refused(lambda: waive(ledger, "notice.issue", until=soon, why="x", division=ONE)) == "office.only"
