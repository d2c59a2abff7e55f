"""Weights of a score are so many whole numbers that add up to a hundred; anything else is refused at the door."""

from datetime import date

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.policy.values import value
from fupin_desktop.scores.household_score import NAMES as OF_A_HOUSEHOLD
from fupin_desktop.scores.scale import HOUSEHOLD_WEIGHTS, VILLAGE_WEIGHTS
from fupin_desktop.scores.village_score import NAMES as OF_A_VILLAGE
from fupin_desktop.store.book.book import Book

SINCE = Standing(begins=date(2016, 1, 1))


@pytest.mark.parametrize("text", ["30:15:10:20:25", "30:15:10:20:10:16", "30:15:10:20:10:10:5", "100", "a:b", "30：15"])
def test_other_weights_are_refused_with_what_is_wanted(book: Book, text: str) -> None:
    with pytest.raises(Refusal) as refused, book.write("test") as ledger:
        set_value(ledger, HOUSEHOLD_WEIGHTS, text, why="县里规定", on=SINCE)
    assert refused.value.code == "policy.value"
    assert "100" in refused.value.message


def test_weights_are_taken_as_people_type_them(book: Book) -> None:
    with book.write("test") as ledger:
        made = set_value(ledger, HOUSEHOLD_WEIGHTS, " 40：10:10:20:10:10 ", why="县里规定", on=SINCE)
    assert made.value == "40:10:10:20:10:10"


@pytest.mark.parametrize(("code", "names"), [(HOUSEHOLD_WEIGHTS, OF_A_HOUSEHOLD), (VILLAGE_WEIGHTS, OF_A_VILLAGE)])
def test_the_platform_s_weights_are_those_of_our_rows(code: str, names: tuple[str, ...]) -> None:
    found = value(None, code, "441690101200")
    assert len(found.items) == len(names)
    assert sum(map(int, found.items)) == 100
    assert found.clause in ("C02", "C03")
