"""Photographs of a house: taken when and where the stage says, and never under two households."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase, HousingInspection
from fupin_desktop.housing.photographs import SAME_PLACE, metres_between
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system.picture import PictureFacts, facts_from
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.findings import findings
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.villages.model import Village

ONE = "441690101200"
HERE, NEAR, FAR = "23.11000,114.70000", "23.11300,114.70000", "23.12000,114.70000"  # some 330 m and 1,100 m apart
BEGUN, DONE = date(2017, 3, 1), date(2017, 5, 1)
Shoot = Callable[..., str]


@pytest.fixture
def ledger(book: Book) -> Iterator[BookLedger]:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", town="甲镇", county="演示县"))
        for serial in (1, 2):
            home = ledger.save(Household(household_code=f"{ONE}2016000{serial}", village_code=ONE, persons=3))
            made = make(ledger, HousingCase(household=home.id, year_plan=2017, mode="rebuild", danger_grade="D"))
            assert isinstance(made, HousingCase)
            ledger.save(
                made.but(stage="completed", started_on=BEGUN, completed_on=DONE),
                managed=("stage", "started_on", "completed_on"),
            )
        yield ledger


@pytest.fixture
def shoot(book: Book, ledger: BookLedger) -> Shoot:
    """Keep a picture that was taken on a day and at a place; its key."""
    count = iter(range(99))

    def make(on: str, place: str = "") -> str:
        return book.pictures.keep(ledger.connection, f"picture {next(count)}".encode(), f"{on}T09:00:00", place)

    return make


def told(ledger: BookLedger, **photos: tuple[str, ...]) -> list[str]:
    """What is told of the first case when it is given these pictures."""
    known = len(ledger.warnings)
    ledger.save(ledger.find(HousingCase)[0].but(**photos))
    return list(ledger.warnings)[known:]


@pytest.mark.parametrize(
    ("moment", "on", "limit"),
    [
        ("photos_before", "2017-03-01", ""),
        ("photos_before", "2017-03-02", "2017-03-01"),
        ("photos_during", "2017-02-28", "2017-03-01"),
        ("photos_during", "2017-03-01", ""),
        ("photos_during", "2017-05-02", "2017-05-01"),
        ("photos_after", "2017-04-30", "2017-05-01"),
        ("photos_after", "2017-05-01", ""),
    ],
)
def test_a_picture_taken_on_another_day_than_its_stage_is_told(
    ledger: BookLedger, shoot: Shoot, moment: str, on: str, limit: str
) -> None:
    found = told(ledger, **{moment: (shoot(on),)})
    assert [on in text and limit in text for text in found] == ([True] if limit else [])


def test_a_picture_of_which_nobody_knows_the_day_says_nothing(ledger: BookLedger) -> None:
    assert told(ledger, photos_before=("a" * 64,)) == []


def test_pictures_of_one_house_lie_together(ledger: BookLedger, shoot: Shoot) -> None:
    first = shoot("2017-02-01", HERE)
    assert told(ledger, photos_before=(first,), photos_during=(shoot("2017-04-01", NEAR),)) == []
    found = told(ledger, photos_before=(first,), photos_during=(shoot("2017-04-01", FAR),))
    assert len(found) == 1
    assert "1,112 m" in found[0]
    # Where the new house stands elsewhere, only what was built has to lie together
    ledger.save(ledger.find(HousingCase)[0].but(mode="new_scattered"))
    assert told(ledger, photos_after=(shoot("2017-05-03", FAR),)) == []
    assert len(told(ledger, photos_after=(shoot("2017-05-04", HERE),))) == 1


def test_distances_and_what_cameras_write() -> None:
    assert metres_between((23.0, 114.0), (23.0, 114.01)) == pytest.approx(1023.6, abs=1)
    assert SAME_PLACE < 1000
    assert facts_from("2017-02-30T01:00:00", "nowhere") == PictureFacts()
    assert facts_from("", "23.1,x") == PictureFacts()


def test_one_picture_is_not_of_two_houses(ledger: BookLedger, shoot: Shoot, book: Book) -> None:
    one, other = ledger.find(HousingCase)
    key = shoot("2017-02-01")
    ledger.save(one.but(photos_before=(key,)))
    with pytest.raises(Refusal) as caught:
        ledger.save(other.but(photos_before=(shoot("2017-02-01"), key)))
    assert (caught.value.code, caught.value.where) == ("housing.photo_elsewhere", {"field": "photos_before"})
    # Its own case may be written again, and move it to another moment
    ledger.save(ledger.get(HousingCase, one.id).but(photos_before=(), photos_during=(key,)))


def test_one_picture_of_two_houses_is_found_after_a_merge(book: Book, ledger: BookLedger) -> None:
    table = "UPDATE housing_case SET photos_before = '[\"" + "a" * 64 + "\"]'"
    ledger.connection.exec_driver_sql(table)
    found = findings(ledger, book.identity, book.wall().date(), ["housing_case"])
    assert [one.code for one in found if one.code != "warn"] == ["housing.photo_elsewhere"] * 2


def test_a_picture_of_an_inspection_taken_on_another_day_is_told(ledger: BookLedger, shoot: Shoot) -> None:
    case = ledger.find(HousingCase)[0]
    seen = {"case": case.id, "date": date(2017, 4, 1), "inspector": "李工", "points": "墙体开裂"}
    make(ledger, HousingInspection(**seen, photos=(shoot("2017-04-01"),)))
    assert list(ledger.warnings) == []
    make(ledger, HousingInspection(**seen, photos=(shoot("2017-04-03"),)))
    assert "2017-04-03" in "".join(ledger.warnings)
