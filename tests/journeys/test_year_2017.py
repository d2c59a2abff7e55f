"""A year of a township: three villages, 171 households, three laptops and an office; the book-keeping of this test
beside the product's, on every desk before it sends and at the office after it has merged."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.chapters import CHAPTERS
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.exchange import QUARTERLY
from fupin_desktop.demo.exchange import check as check_merged
from fupin_desktop.demo.making import Made, make_demo
from fupin_desktop.demo.passphrase import PASSPHRASE
from fupin_desktop.duties.model import Cadre
from fupin_desktop.exclusion.model import ExclusionCase
from fupin_desktop.exits.model import ExitCase
from fupin_desktop.handover.gathering import Parties, hand_over_of
from fupin_desktop.households.model import Household
from fupin_desktop.identification.model import IdentificationCase
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.notices.model import Objection
from fupin_desktop.paper.office.hand_over_list import hand_over_list
from fupin_desktop.paper.write import write
from fupin_desktop.plans.model import HouseholdPlan
from fupin_desktop.returns.model import ReturnCase
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.book.copies.clearing import clear, readiness
from fupin_desktop.store.book.copies.listed import note_listed
from fupin_desktop.store.exchange.coverage import office_told
from fupin_desktop.sync.merging import merge_files
from fupin_desktop.sync.moving import HouseholdMove
from fupin_desktop.sync.sealing import seal
from fupin_desktop.visits.commands import log_visit
from fupin_desktop.visits.model import Visit

VILLAGES, HOUSEHOLDS = 3, 171
# Kinds that are written in villages: what is written of a household goes with it when it moves
COUNTED = (
    "visit",
    "follow_up_task",
    "year_measure",
    "measure_progress",
    "meeting",
    "meeting_vote",
    "notice",
    "exit_case",
)
YEAR = (date(2017, 1, 1), date(2017, 12, 31))


class Comparing:
    """Counts on every desk what its chapters say they wrote."""

    def __init__(self) -> None:
        self.compared: Counter[str] = Counter()

    def at_village(self, county: County, desk: VillageDesk) -> None:
        """On the laptop, before it sends."""
        assert desk.is_laptop
        if county.today.month in QUARTERLY and not self._moved(desk.book):
            assert self._held(desk.book, desk.code) == self._said(county, desk.code)
            self.compared["laptop"] += 1

    def at_office(self, county: County) -> None:
        """At the office, after it has merged."""
        if county.today.month in QUARTERLY and not self._moved(county.office.book):
            for desk in county.villages:
                assert self._held(county.office.book, desk.code) == self._said(county, desk.code)
                self.compared["office"] += 1

    @staticmethod
    def _moved(book: Book) -> bool:
        with book.read() as reader:
            return bool(reader.find(HouseholdMove))

    @staticmethod
    def _held(book: Book, code: str) -> dict[str, int]:
        with book.read() as reader:
            return {
                kind: sum(reader.place_of(one.id) == code for one in reader.find(KINDS[kind]) if one.id)
                for kind in COUNTED
            }

    @staticmethod
    def _said(county: County, code: str) -> dict[str, int]:
        return {kind: county.counts[code, kind] for kind in COUNTED}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Made, Comparing]]:
    folder, compare = tmp_path_factory.mktemp("year"), Comparing()
    first, last = Chapter("merged", at_office=compare.at_office), Chapter("written", at_village=compare.at_village)
    chapters = (first, *CHAPTERS, last)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FUPIN_STATE", str(folder / "state"))
        made = make_demo(
            folder / "out", villages=VILLAGES, households=HOUSEHOLDS, seed=2017, until=YEAR[1], chapters=chapters
        )
        yield made, compare


@pytest.fixture
def office(year: tuple[Made, Comparing]) -> Iterator[Book]:
    with Book.open(year[0].books[0], PASSPHRASE) as book:
        yield book


def test_every_desk_counted_what_was_written(year: tuple[Made, Comparing]) -> None:
    """Seven quarters: on each of three laptops before it sends, and at the office after it has merged them."""
    assert year[1].compared == {"laptop": 7 * VILLAGES, "office": 7 * VILLAGES}


def test_the_year_is_in_the_books(year: tuple[Made, Comparing], office: Book) -> None:
    made = year[0]
    with office.read() as reader:
        visits = [one for one in reader.find(Visit) if one.date and YEAR[0] <= one.date <= YEAR[1]]
        assert len(visits) >= 400
        assert made.counts["visit"] == len(reader.find(Visit)) >= 600
        homes, plans = reader.find(Household), reader.find(HouseholdPlan)
        identified = reader.find(IdentificationCase)
        applied = {case.household for case in identified if case.way == "new"}
        assert [case.way for case in identified if case.household not in applied] == ["returned"]
        first = {home.id for home in homes} - applied  # those of the register when the year began
        assert len(first) == HOUSEHOLDS
        assert made.counts["identification_case"] == len(identified)
        assert len(applied) > 0
        assert first <= {plan.household for plan in plans}
        assert len({(one.household, one.turn) for one in reader.find(HouseholdMove)}) == 1
        assert made.counts["objection"] == len(reader.find(Objection)) >= 2
        assert len([one for one in reader.find(Cadre) if one.end is not None]) == 1  # the first secretary who left


def test_who_left_the_register_and_who_came_back(year: tuple[Made, Comparing], office: Book) -> None:
    made = year[0]
    with office.read() as reader:
        exits = reader.find(ExitCase)
        assert len(exits) == made.counts["exit_case"] >= 40
        refused = [case for case in exits if case.consent == "refused"]
        assert len(refused) == made.counts["exit_refused"] == VILLAGES
        assert {case.stage for case in refused} == {"village_and_team_verified"}
        assert made.counts["exited"] == len(exits) - len(refused)
        stood = Counter(home.status for home in reader.find(Household))
        assert stood["exited"] == made.counts["exited"] - 1
        assert (stood["returned"], stood["terminated"]) == (1, made.counts["terminated"])
        assert [case.stage for case in reader.find(ExclusionCase)] == ["reported"]
        assert [case.stage for case in reader.find(ReturnCase)] == ["county_confirmed"]


def test_every_book_is_what_its_log_gives(year: tuple[Made, Comparing]) -> None:
    for path in year[0].books:
        with Book.open(path, PASSPHRASE) as book:
            assert check(book, deep=True) == [], path.name


def test_office_and_laptops_agree(year: tuple[Made, Comparing], office: Book) -> None:
    """What a village wrote is the same at the office and on its laptop."""
    held = office.digests()
    for path in year[0].books[1:]:
        with Book.open(Path(path), PASSPHRASE) as book:
            own = book.digests()[book.identity.division]
            assert held[book.identity.division] == own, path.name


def test_the_replaced_first_secretary_hands_over_and_the_laptop_is_cleared(
    year: tuple[Made, Comparing], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On copies of the office and of its laptop, with the memory of their machine: 交接清单 on paper; refused while the
    last entry is not received, cleared by the receipt that covers it."""
    made = year[0]
    folder = tmp_path / "copy"
    shutil.copytree(made.books[0].parent.parent, folder)
    monkeypatch.setenv("FUPIN_STATE", str(folder / "state"))
    office_path, path = (folder / one.relative_to(made.books[0].parent.parent) for one in made.books[:2])
    with Book.open(office_path, PASSPHRASE) as office, Book.open(path, PASSPHRASE) as laptop:
        day = datetime(2018, 1, 5, 9, tzinfo=timezone(timedelta(hours=8)))
        office.wall = laptop.wall = lambda: day
        with laptop.read() as reader:
            gone = next(one for one in reader.find(Cadre) if one.end is not None)
            follows = next(one for one in reader.find(Cadre) if one.start == gone.end)
            given = hand_over_of(reader, None, Parties(gone.name or "", follows.name or ""), day.date())
            homes = len(reader.find(Household))
        with laptop.write("visit.log") as ledger:
            home = ledger.find(Household)[0].id
            log_visit(ledger, household=home, date=ledger.today, visitors=[follows.name or ""], type="daily",
                      findings="交接前最后一次走访")  # fmt: skip
        written = write(hand_over_list(given, office_told(laptop), day.date(), "练习"), tmp_path / "list.pdf")
        assert written.pages >= 2
        assert given.counts["households"] == homes
        assert {row[4] for row in given.households} >= {follows.name}
        assert gone.name not in {row[4] for row in given.households}
        note_listed(laptop)
        assert not readiness(laptop).coverage.is_whole
        name, device = laptop.identity.name, laptop.identity.device.id
        send = seal(laptop, tmp_path / "up.fpb")
        check_merged(merge_files(office, [send.file, *send.volumes]))
    with pytest.raises(Refusal) as caught:
        clear(path, PASSPHRASE, name=name, protocol=tmp_path / "protocol.txt")
    assert caught.value.code == "clear.not_received"
    with Book.open(office_path, PASSPHRASE) as office, Book.open(path, PASSPHRASE) as laptop:
        office.wall = laptop.wall = lambda: day
        back = seal(office, tmp_path / "down.fpb", device)
        check_merged(merge_files(laptop, [back.file, *back.volumes]))
    clear(path, PASSPHRASE, name=name, protocol=tmp_path / "protocol.txt")
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(path.name)] == []
