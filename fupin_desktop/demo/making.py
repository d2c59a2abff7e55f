"""Making the demonstration: books, laptops, then month by month what the chapters do, with an exchange in each."""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fupin_desktop.demo import exchange
from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.chapters import CHAPTERS
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import Calendar, Desk, VillageDesk
from fupin_desktop.demo.dice import Dice
from fupin_desktop.demo.passphrase import PASSPHRASE
from fupin_desktop.demo.people import COUNTY, Numbers, Place, cadre_name, places, settle
from fupin_desktop.demo.readme import write_readme
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.system.outputs import make_folder
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.merge.digest import whole

FIRST, LAST = date(2016, 5, 16), date(2018, 6, 25)
MOST_LAPTOPS = 9  # unless somebody asks for more: each takes its time
_MARK = ".fupin-demo"  # in a folder an earlier demonstration made
_PER_TOWN = 10
_OWNER, _SECOND = "黄文书", "李主任"


@dataclass(frozen=True)
class Made:
    """What was made: the books, the office's first; how many; `counts` by kind as the chapters counted them."""

    books: tuple[Path, ...]
    households: int
    members: int
    counts: dict[str, int]
    digest: str
    readme: Path


def make_demo(
    out: Path,
    *,
    villages: int = 9,
    households: int = 500,
    seed: int = 2016,
    laptops: int = MOST_LAPTOPS,
    until: date = LAST,
    progress: Progress = silent,
    chapters: Sequence[Chapter] = CHAPTERS,
) -> Made:
    """An invented township, or a county where there are more than ten villages, in a new or empty folder.

    The same seed makes the same records, with the same digest; the first villages have `laptops`, of the
    others the office writes; `until` ends it with an earlier month.  `progress` is told months of how many, with the
    month as text where one begins.

    Refuses `output.exists` a folder that holds anything but an earlier demonstration, `demo.size` no village, or fewer
    households than villages.
    """
    if villages < 1 or households < villages or households > 9000 * villages:
        message = _(
            "A demonstration has at least one village, and in each from 1 to 9000 households. Nothing was made."
        )
        raise Refusal("demo.size", message, where={"field": "villages"})
    _make_room(out)
    with _founded(out, villages, households, seed, laptops, progress) as county:
        _live(county, chapters, until, progress)
        return _told(county, seed)


def _make_room(out: Path) -> None:
    """An earlier demonstration goes; a folder that holds anything else is somebody's."""
    if out.exists() and any(out.iterdir()) and not (out / _MARK).exists():
        message = _("The folder {name} holds other files. Nothing was changed; choose a new or empty folder.")
        raise Refusal("output.exists", message.format(name=out.name))
    shutil.rmtree(out, ignore_errors=True)
    make_folder(out)
    (out / _MARK).touch()
    for name in ("cards", "bundles"):
        (out / name).mkdir()


# --- books ----------------------------------------------------------------------------------------------------------


@contextmanager
def _founded(
    out: Path, villages: int, households: int, seed: int, laptops: int, progress: Progress
) -> Iterator[County]:
    dice, calendar, numbers = Dice(seed), Calendar(FIRST), Numbers()
    with ExitStack() as books:
        office = books.enter_context(_office_book(out, villages, seed))
        second = books.enter_context(_as_user(office, _SECOND))
        county = County(out, dice, calendar, numbers, Desk(office, calendar), Desk(second, calendar))
        for at, place in enumerate(places(villages)):
            progress(0, 1, "")  # whoever waits may have changed their mind
            homes = settle(dice, place, households * (at + 1) // villages - households * at // villages, numbers)
            book = books.enter_context(_laptop(out, place, dice)) if at < laptops else office
            desk = VillageDesk(book, calendar, place, homes, is_laptop=book is not office)
            desk.secretary = _secretary(dice, place)
            county.villages.append(desk)
        yield county


def _office_book(out: Path, villages: int, seed: int) -> Book:
    town = villages <= _PER_TOWN
    name, division = ("演示一镇扶贫办", f"{COUNTY}101") if town else ("演示县扶贫办", COUNTY)
    book = Book.create(
        out / f"{name}.book", role="township" if town else "county", name=name, division=division,
        passphrase=PASSPHRASE, user=_OWNER, practice=True, device_id=_device(seed, division),
    )  # fmt: skip
    book.add_user(_SECOND, f"{PASSPHRASE} er")
    return book


def _laptop(out: Path, place: Place, dice: Dice) -> Book:
    return Book.create(
        out / f"{place.name}.book", role="village", name=f"{place.name}工作队", division=place.code,
        passphrase=PASSPHRASE, user=_secretary(dice, place), practice=True, device_id=_device(dice.seed, place.code),
    )  # fmt: skip


def _as_user(book: Book, user: str) -> Book:
    return Book.open_with_key(book.path, book.book_key, book.key_file, user)


def _secretary(dice: Dice, place: Place) -> str:
    return cadre_name(dice.of("secretary", place.code))


def _device(seed: int, division: str) -> str:
    # The id of a device stands in every digest: the same seed, the same digest
    return hashlib.sha256(f"fupin-demo/{seed}/{division}".encode()).hexdigest()[:32]


# --- two years ------------------------------------------------------------------------------------------------------


def _live(county: County, chapters: Sequence[Chapter], until: date, progress: Progress) -> None:
    for chapter in chapters:
        chapter.opening(county)
    exchange.enrol_laptops(county)
    months = list(_months(until))
    for at, day in enumerate(months):
        progress(at, len(months), f"{day:%Y-%m}")
        county.calendar.turn_to(day)
        for desk in county.villages:
            progress(at, len(months), "")
            for chapter in chapters:
                chapter.at_village(county, desk)
        coming = exchange.coming(county)
        exchange.collect(county, coming)
        for chapter in chapters:
            chapter.at_office(county)
        exchange.give_back(county, coming)
    for chapter in chapters:
        chapter.ending(county)
    progress(len(months), len(months), "")


def _months(until: date) -> Iterator[date]:
    """The working day of each month."""
    for month in range(FIRST.year * 12 + FIRST.month - 1, until.year * 12 + until.month):
        yield date(month // 12, month % 12 + 1, LAST.day)


def _told(county: County, seed: int) -> Made:
    readme = write_readme(county, PASSPHRASE, seed)
    counts: dict[str, int] = {}
    for (_village, kind), number in sorted(county.counts.items()):
        counts[kind] = counts.get(kind, 0) + number
    books = (county.office.book.path, *(desk.book.path for desk in county.laptops))
    digest = whole(county.office.book.digests())
    return Made(books, counts.get("household", 0), counts.get("member", 0), counts, digest, readme)
