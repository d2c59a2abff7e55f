"""A list goes on behind rows that lack the value it is ordered by, and shows each row once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.plans.model import YearMeasure
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.lists.measures import Wanted, measures
from fupin_desktop.store.lists.queries import Chosen, households, visits
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.visits.model import Visit

VILLAGE = "441690101200"
ROWS = 9


def filled(book: Book) -> None:
    """Nine rows of each list; of every third the value they are ordered by is missing, as another book may send it."""
    with book.write("test") as ledger:
        homes = [
            ledger.save(Household(household_code=f"{VILLAGE}2016{n:04}", village_code=VILLAGE, status="registered"))
            for n in range(ROWS)
        ]
        for n in range(ROWS):
            ledger.save(
                YearMeasure(
                    household=homes[0].id,
                    year=2016 + n % 2,
                    category="housing",
                    project8="1",
                    batch5="1",
                    state="planned",
                    content=f"{n}",
                ),
                managed=("state",),
            )
            visit = Visit(
                household=homes[0].id, date=date(2018, 1, 1 + n % 4), visitors=("甲",), type="daily", findings="好"
            )
            ledger.save(visit)
    with book.transaction() as connection:
        for table, column in (("household", "household_code"), ("visit", "date"), ("year_measure", "year")):
            connection.exec_driver_sql(f'UPDATE "{table}" SET "{column}"=NULL WHERE id % 3 = 0')


LISTS: dict[str, Callable[[Reader, Any, int], list[Any]]] = {
    "households": lambda reader, after, limit: households(reader, Chosen(), after, limit),
    "visits": visits,
    "measures": lambda reader, after, limit: measures(reader, Wanted(), "", after, limit),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_every_row_is_on_one_page(book: Book, name: str, size: int) -> None:
    filled(book)
    with book.read() as reader:
        whole = [row.id for row in LISTS[name](reader, None, 100)]
        found: list[int] = []
        after = None
        while page := LISTS[name](reader, after, size):
            found += [row.id for row in page]
            after = page[-1]
    assert found == whole
    assert len(set(found)) == ROWS
