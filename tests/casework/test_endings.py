"""Why a case ended: asked by every path, one reason for a batch, and found where an older book has none."""

from datetime import date
from typing import Any

import pytest

from fupin_desktop.casework.commands import advance_many
from fupin_desktop.casework.path import Side
from fupin_desktop.casework.rules import findings
from fupin_desktop.casework.standing import Look, StepPapers
from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.kinds import CASES, make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write import findings as book_findings

VILLAGE = "441690101200"
# These say by themselves why: a return case ends the exit it undoes, who stays is told by what it becomes
SAYS_ITSELF = {("exit_case", "fell_back"), ("relocation_case", "stays")}


@pytest.mark.parametrize("kind", sorted(CASES))
def test_every_path_asks_why_a_case_ends(kind: str) -> None:
    cls = CASES[kind]
    for side in cls.path.sides:
        if side.ends and (kind, side.code) not in SAYS_ITSELF:
            assert isinstance(side, Side)
            assert side.why in fields_of(cls), (kind, side.code)
            assert side.why in side.asks


def opened(book: Book) -> list[HousingCase]:
    with book.write("test") as ledger:
        homes = [
            ledger.save(Household(household_code=f"{VILLAGE}2016000{n}", village_code=VILLAGE, persons=1))
            for n in (1, 2)
        ]
        day = date(2017, 3, 1)
        return [make(ledger, HousingCase(household=one.id, stage_on=day)) for one in homes]  # type: ignore[misc]


def test_a_batch_has_one_reason_for_all(book: Book) -> None:
    cases = opened(book)
    with book.write("test") as ledger:
        _moved, refused = advance_many(ledger, cases, to="withdrawn")
        assert [why.code for _case, why in refused] == ["case.why"] * 2
        moved, _refused = advance_many(ledger, cases, to="withdrawn", papers=StepPapers(facts={"ended_why": "撤村"}))
        assert [one.ended_why for one in moved] == ["撤村"] * 2
        with pytest.raises(Refusal) as caught:
            ledger.save(moved[0].but(ended_why="  "))
        assert (caught.value.code, caught.value.where) == ("case.why", {"field": "ended_why"})


def without_reason(book: Book) -> None:
    """As an earlier version left it."""
    opened(book)
    ended = "UPDATE housing_case SET stage = 'withdrawn' WHERE id = (SELECT min(id) FROM housing_case)"
    with book.transaction() as connection:
        connection.exec_driver_sql(ended)


def test_an_older_book_is_found_and_not_broken(book: Book) -> None:
    without_reason(book)
    with book.read() as reader:
        ended = next(one for one in reader.find(HousingCase) if not one.is_open)
        told: list[Any] = findings(Look(reader, [ended]), ended)
        assert "not said why" in told[0]
        by_rule = book_findings.findings(reader, book.identity, book.wall().date(), ["housing_case"])
        assert any("not said why" in one.sentence for one in by_rule)
    with book.write("test") as ledger:
        kept = ledger.save(ended.but(remark="存档"))
        ledger.save(kept.but(ended_why="已另建新房"))
    with book.read() as reader:
        assert findings(Look(reader, [ended]), reader.get(HousingCase, ended.id)) == []  # type: ignore[arg-type]
