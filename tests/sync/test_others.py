"""A command that writes in several places, or in parts, is one act wherever it arrives: all of its entries, or none."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from fupin_desktop.households.model import Household
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.ledger.entry import Entry
from fupin_desktop.store import tail
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.merge import replay
from fupin_desktop.sync.bundles.segment import CHANGES_PER_ENTRY, Segment, read_header
from tests.sync.conftest import COUNTY, ONE, TOWN, TWO, Levels

SEALED = f"{ONE}/s"


@pytest.fixture
def county(levels: Callable[[], Levels]) -> Levels:
    """One world of three levels."""
    return levels()


def written(book: Book) -> dict[tuple[str, int], Entry]:
    """The entries that are not cut yet, by scope and number."""
    with book.read() as reader:
        streams = [no for scope in reader.streams.scopes() for no in reader.streams.of_scope(scope)]
        return {
            (reader.streams.scope(no), entry.number): entry
            for no in streams
            for entry, _last, _size in tail.entries(reader.connection, no)
        }


def in_three_places(book: Book) -> None:
    with book.write("three.places") as ledger:
        homes = [ledger.find(Household, household_code=f"{code}20160001")[0] for code in (ONE, TWO)]
        ledger.save_all(home.but(persons=9) for home in homes)
        ledger.save(BankCard(household=homes[0].id, account_no="6217000000000000001"))


def in_parts(book: Book, *places: str) -> None:
    """A roster so long that the entry of each place is cut into parts."""
    with book.write("roster.import") as ledger:
        ledger.save_all(
            Household(household_code=f"{code}2017{n:04}", village_code=code, status="registered")
            for code in places
            for n in range(1, CHANGES_PER_ENTRY // 2)
        )


def test_each_entry_names_all_others_of_its_command(book: Book) -> None:
    in_parts(book, ONE, TWO)
    made = written(book)
    assert len([scope for scope, _number in made if scope == ONE]) > 1, "the entry was cut into parts"
    for own, entry in made.items():
        assert entry.others == tuple(sorted(made.keys() - {own}))


def test_a_command_in_one_entry_names_none_and_needs_no_newer_reader(book: Book) -> None:
    with book.write("one.place") as ledger:
        ledger.save(Household(household_code=f"{ONE}20160001", village_code=ONE, status="registered"))
    ((_own, entry),) = written(book).items()
    assert entry.others == ()
    book.cut_tails()
    with book.read() as reader:
        assert _formats(reader.connection) == [1]


def _formats(connection: Connection) -> list[int]:
    rows = connection.exec_driver_sql("SELECT header FROM segment ORDER BY stream, first").scalars()
    return [read_header(raw).format for raw in rows]


@pytest.mark.parametrize("missing", [ONE, TWO, SEALED])
def test_a_book_that_may_hold_all_waits_for_all(county: Levels, missing: str) -> None:
    in_three_places(county["o"])
    made = set(written(county["o"]))

    def without(segments: list[Segment]) -> list[Segment]:
        return [
            one for one in segments if (one.header.scope, one.header.last) not in made or one.header.scope != missing
        ]

    before = county["k"].digests()
    report = county.merge("k", county.forge("o", "k", pick=without))
    assert (report.status, report.set_aside) == ("set_aside", 2)
    assert county["k"].digests().get(missing) == before.get(missing)
    told = _aside(county["k"])
    assert set(told.values()) == {"entry.twin"}
    report = county.send("o", "k")
    assert report.status == "merged"
    assert _aside(county["k"]) == {}
    county.send("k", "o")
    assert county["k"].digests() == {scope: county["o"].digests()[scope] for scope in county["k"].digests()}
    county.deep("k", "o")


def _aside(book: Book) -> dict[tuple[int, int], str]:
    with book.read() as reader:
        rows = reader.connection.exec_driver_sql("SELECT stream, number, code FROM set_aside").all()
    return {(stream, number): code for stream, number, code in rows}


def test_a_book_that_may_hold_one_place_waits_for_nobody(county: Levels) -> None:
    in_three_places(county["o"])
    assert county.send("o", "a").status == "merged"
    assert county.household("a").persons == 9


def test_parts_of_one_roster_come_in_without_the_scope_being_made_anew(
    county: Levels, monkeypatch: pytest.MonkeyPatch
) -> None:
    again: list[str] = []
    real: Callable[..., set[str]] = replay.Replay.run

    def noted(self: replay.Replay, scope: str) -> set[str]:
        again.append(scope)
        return real(self, scope)

    in_parts(county["o"], ONE, TWO)
    monkeypatch.setattr(replay.Replay, "run", noted)
    report = county.send("o", "k")
    assert (report.status, sum(report.new.values())) == ("merged", 2 * (CHANGES_PER_ENTRY // 2 - 1))
    assert not {ONE, TWO} & set(again), "so much is united as it comes"
    county.deep("k")
    assert {COUNTY, TOWN}.isdisjoint(again)
