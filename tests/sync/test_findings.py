"""What a merge lets in against a rule is found by the same rule; the door would have refused it."""

import datetime as dt
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.progress import silent
from fupin_desktop.ledger.words import words
from fupin_desktop.plans.commands import set_measure
from fupin_desktop.plans.model import YearMeasure
from fupin_desktop.store.book.check import check
from fupin_desktop.store.book.judged import judge_book
from fupin_desktop.store.write.findings import WARN, findings

MAY, JUNE = dt.date(2017, 5, 1), dt.date(2017, 6, 1)


def _measure(world: Any, name: str) -> YearMeasure:
    with world[name].read() as reader:
        return reader.find(YearMeasure)[0]


def _found(world: Any, name: str, *kinds: str) -> list[str]:
    book = world[name]
    with book.read() as reader:
        return [one.code for one in findings(reader, book.identity, book.wall().date(), kinds)]


def test_two_desks_make_together_what_neither_could_alone(world: Any) -> None:
    with world["o"].write("measure.set") as ledger:
        home = ledger.find(Household)[0]
        lists = {"project8": "project8", "batch5": "batch5", "category": "measure_cat"}
        codes = {name: next(iter(words(given))) for name, given in lists.items()}
        set_measure(ledger, household=home.id, year=2017, content="养鸡", responsible="张三", **codes)
    world.settle_down()
    world.save("a", _measure(world, "a").but(start=JUNE))
    world.save("b", _measure(world, "b").but(due=MAY))
    for laptop in ("a", "b"):
        world.send(laptop, "o")
    stands = _measure(world, "o")
    assert (stands.start, stands.due) == (JUNE, MAY)  # nothing of either is lost
    assert _found(world, "o", "year_measure") == ["measure.due"]
    assert check(world["o"], deep=True) == []
    with pytest.raises(Refusal) as refused:
        world.save("o", stands.but(content="养鸭"))
    assert refused.value.code == "measure.due"
    world.save("o", stands.but(due=JUNE))
    assert _found(world, "o", "year_measure") == []


def test_one_document_number_at_two_desks_is_found(world: Any) -> None:
    for laptop, name in (("a", "甲"), ("b", "乙")):
        with world[laptop].write("member") as ledger:
            home = ledger.find(Household)[0]
            ledger.save(Member(household=home.id, name=name, relation="99", id_no="441690198001010015"))
    for laptop in ("a", "b"):
        world.send(laptop, "o")
    assert _found(world, "o", "member").count(WARN) >= 2


def test_what_a_merge_brought_is_judged_though_nothing_was_saved_here(world: Any) -> None:
    def judged() -> int:
        with world["o"].read() as reader:
            kinds = judge_book(world["o"], reader, world["o"].wall().date(), silent)
            return sum(one.total for one in kinds if one.kind == "member")

    before = judged()
    for laptop, name in (("a", "甲"), ("b", "乙")):
        with world[laptop].write("member") as ledger:
            home = ledger.find(Household)[0]
            ledger.save(Member(household=home.id, name=name, relation="99", id_no="441690198001010015"))
    for laptop in ("a", "b"):
        world.send(laptop, "o")
    assert judged() > before
