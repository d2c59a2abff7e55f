"""Lists in pages and counts: the same households as a plain look at every one, in one order, none twice."""

from datetime import date
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fupin_desktop.households.model import HEAD, Household, Member
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check, mend
from fupin_desktop.store.history import twins
from fupin_desktop.store.lists.queries import (
    Chosen,
    HouseholdRow,
    count_households,
    count_visible,
    households,
    villages,
)
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.unite.last_visits import VISIT, LastVisits
from fupin_desktop.sync.bundles.content import NewTable
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.model import Visit

VILLAGES = ("441690101200", "441690101201")
DAY = date(2026, 1, 1)
NUMBERS = count(1)
BOOKS = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HOMES = st.lists(
    st.tuples(
        st.sampled_from(VILLAGES),
        st.sampled_from(["registered", "exited"]),
        st.sampled_from(["01", "02", None]),
        st.sampled_from(["C", "D", None]),
        st.lists(st.dates(date(2025, 1, 1), date(2026, 6, 30)), max_size=3),
        st.booleans(),  # put away
    ),
    min_size=1,
    max_size=12,
)
CHIPS = [
    Chosen(),
    Chosen(status="exited"),
    Chosen(cause="01"),
    Chosen(danger="D", village=VILLAGES[0]),
    Chosen(unvisited_since=DAY),
    Chosen(cause="02", unvisited_since=DAY),
]


def written(book: Book, homes: Any) -> None:
    """These households, each with a head, its visits, and put away if it is to be."""
    with book.write("new") as ledger:
        # Where many are put away at once all of it is kept aside until an office decides: what is counted may be gone
        for n, (village, status, cause, danger, days, away) in zip(NUMBERS, homes, strict=False):
            home = ledger.save(
                Household(
                    household_code=f"{village}{n:08}", village_code=village, status=status, cause_main=cause,
                    house_danger_grade=danger,
                ),
                managed=("status",),
            )  # fmt: skip
            ledger.save(Member(household=home.id, name=f"户{n}", relation=HEAD))
            visits = ledger.save_all(
                Visit(household=home.id, date=day, visitors=("甲",), type="daily", findings="x") for day in days
            )
            if visits and away:
                ledger.put_away(visits[0], "not so")
            elif away:
                ledger.put_away(home, "gone")


def plain(reader: Reader, chosen: Chosen) -> list[tuple[str | None, str | None]]:
    """Number and last visit of the households that the chips leave."""
    found = []
    for one in reader.find(Household):
        visits = [visit.date for visit in reader.find(Visit, household=one.id) if visit.date]
        last = max(visits, default=None)
        wanted = {
            "status": chosen.status, "cause_main": chosen.cause, "house_danger_grade": chosen.danger,
            "village_code": chosen.village,
        }  # fmt: skip
        fits = all(getattr(one, name) == value for name, value in wanted.items() if value)
        if fits and (chosen.unvisited_since is None or last is None or last < chosen.unvisited_since):
            found.append((one.household_code, last.isoformat() if last else None))
    return sorted(found, key=lambda row: row[0] or "")


def paged(reader: Reader, chosen: Chosen, limit: int = 3) -> list[HouseholdRow]:
    """All pages, one after the other."""
    found: list[HouseholdRow] = []
    while page := households(reader, chosen, found[-1] if found else None, limit):
        found += page
    return found


@BOOKS
@given(HOMES)
def test_pages_and_counts_are_those_of_a_plain_look(book: Book, homes: Any) -> None:
    written(book, homes)
    with book.read() as reader:
        for chosen in CHIPS:
            rows = paged(reader, chosen)
            assert [(row.code, row.last_visit) for row in rows] == plain(reader, chosen)
            assert count_households(reader, chosen) == len(rows)
            assert len({row.id for row in rows}) == len(rows)
        for cls, kind in ((Household, "household"), (Visit, "visit"), (Member, "member")):
            assert count_visible(reader, kind) == len(reader.find(cls))
        every = {one.village_code for one in reader.find(Household, with_away=True)}
        assert [code for code, _name in villages(reader)] == sorted(every)


def test_a_visit_moved_in_time_or_put_away_changes_the_last_one(book: Book) -> None:
    written(book, [(VILLAGES[0], "registered", None, None, [date(2026, 3, 1), date(2026, 2, 1)], False)])

    def last() -> str | None:
        with book.read() as reader:
            return households(reader, Chosen())[0].last_visit

    assert last() == "2026-03-01"
    with book.write("edit") as ledger:
        newest = ledger.find(Visit, date=date(2026, 3, 1))[0]
        ledger.settle(newest, "date", date(2025, 5, 5), "as another desk may have written it")
    assert last() == "2026-02-01"
    with book.write("away") as ledger:
        ledger.put_away(ledger.find(Visit, date=date(2026, 2, 1))[0], "not so")
    assert last() == "2025-05-05"
    with book.write("away") as ledger:
        ledger.put_away(ledger.find(Visit)[0], "not so either")
    assert last() is None
    assert check(book, deep=True) == []


def test_a_last_visit_that_no_visit_gives_is_told_and_made_anew(book: Book) -> None:
    written(book, [(VILLAGES[0], "registered", None, None, [date(2026, 3, 1)], False)])
    with book.transaction() as connection:
        connection.exec_driver_sql("UPDATE last_visit SET date='2026-05-01'")
    assert [(one.code, one.where) for one in check(book, deep=True)] == [("index.differs", {"table": "last_visit"})]
    mend(book)
    assert check(book, deep=True) == []


def test_households_without_a_number_end_no_list(book: Book) -> None:
    written(book, [(VILLAGES[0], "registered", None, None, [], False)] * 5)
    with book.transaction() as connection:  # as a union may leave them
        connection.exec_driver_sql("UPDATE household SET household_code=NULL WHERE id % 2")
    with book.read() as reader:
        assert len(paged(reader, Chosen(), 1)) == 5


def test_villages_are_called_by_their_name_where_it_is_known(book: Book) -> None:
    written(book, [(village, "registered", None, None, [], False) for village in VILLAGES])
    with book.write("village") as ledger:
        ledger.save(Village(code=VILLAGES[1], name="演示二村"))
    with book.read() as reader:
        assert villages(reader) == [(VILLAGES[0], VILLAGES[0]), (VILLAGES[1], "演示二村")]


def test_joined_households_stand_once_in_the_list(book: Book) -> None:
    written(book, [(VILLAGES[0], "registered", None, None, [DAY], False)] * 2)
    with book.write("join") as ledger:
        twins.join(ledger, ledger.find(Household), "one")
    with book.read() as reader:
        assert len(paged(reader, Chosen())) == count_households(reader, Chosen()) == 1
        assert count_visible(reader, "household") == 1


def test_visits_that_lead_nowhere_are_passed_over(book: Book) -> None:
    """A table that says neither household nor day: it once was read without an end."""
    with book.transaction() as connection:
        gathered = LastVisits(connection)
        gathered.came(NewTable(VISIT, ids=[1], cells=[], types=[], columns=[]), all_new=True)
        gathered.write()
        assert connection.exec_driver_sql("SELECT count(*) FROM last_visit").scalar_one() == 0
