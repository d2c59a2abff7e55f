"""The housing sheet of a roster: free words to stages, three spellings of a day, unknown as unknown, a second time."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.missing import missing_next
from fupin_desktop.casework.standing import Look
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.intake.commands import Taken, take_in
from fupin_desktop.sheets.progress import stage_of
from fupin_desktop.sheets.roster import read_roster
from fupin_desktop.store.book.book import Book

Rewrite = Callable[[Mapping[tuple[str, int, str], object]], Path]
HOUSES = "危房改造台账"
WORDS = {
    "手续办理中": "applied",
    "还未动工": "county_approved",
    "等春节后动工": "county_approved",
    "已打好地基": "foundation",
    "已动工砌墙中": "main_body",
    "主体封顶": "roofed",
    "待验收": "completed",
    "已置换入住": "moved_in",
    "已验收，已拨付50%": "accepted",
    "已入住，补助已付清": "paid",
    "等领导研究": None,
}


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Book]:
    made = Book.create(
        tmp_path / "county.book", role="county", name="演示县", division="441690", passphrase="wu ge pin yin ci"
    )
    with made as book:
        yield book


def bring(book: Book, path: Path) -> tuple[Taken, list[str]]:
    """What taking in did, and the codes of what reading told of the sheet of houses."""
    reading = read_roster(path, division=book.identity.division)
    with book.write("roster.import") as ledger:
        taken = take_in(ledger, reading.drafts, outside=reading.outside_households)
    return taken, [one.code for one in reading.findings if one.sheet == HOUSES]


def house(book: Book) -> HousingCase:
    """The house of the fourth row of the scattered village's sheet."""
    with book.read() as reader:
        return reader.find(HousingCase)[0]


@pytest.mark.parametrize(("words", "stage"), WORDS.items())
def test_free_words(words: str, stage: str | None) -> None:
    assert stage_of(words) == stage


def test_the_houses_of_the_demonstration_county(county: Book, data: Path) -> None:
    taken, told = bring(county, data / "demo-county-roster.xlsx")
    assert told == []
    with county.read() as reader:
        cases = reader.find(HousingCase)
    assert Counter(one.stage for one in cases) == {
        "applied": 4,
        "county_approved": 44,
        "foundation": 7,
        "main_body": 15,
        "roofed": 10,
        "completed": 3,
        "moved_in": 4,
        "accepted": 92,
        "paid": 49,
    }
    assert sum(one.mode == "new_homeless" and one.danger_grade is None for one in cases) == 2
    # Every day of the sheet, in three spellings, is a day of the book
    assert (sum(one.started_on is not None for one in cases), len(cases)) == (176, 228)
    again, _told = bring(county, data / "demo-county-roster.xlsx")
    assert (again.new, again.changed, again.identical) == (0, 0, taken.new)


@pytest.mark.parametrize("typed", ["2017年3月9日", "2017/3/9", "2017-03-09"])
def test_three_spellings_of_a_day(county: Book, rewritten: Rewrite, typed: str) -> None:
    bring(county, rewritten({(HOUSES, 4, "进度"): "已验收", (HOUSES, 4, "验收日期"): typed}))
    found = house(county)
    assert (found.stage, str(found.accepted_on), str(found.stage_on)) == ("accepted", "2017-03-09", "2017-03-09")


def test_what_nobody_understands_is_marked_unknown_and_named(county: Book, rewritten: Rewrite) -> None:
    taken, told = bring(county, rewritten({(HOUSES, 4, "进度"): "等领导研究"}))
    assert (told, taken.findings) == (["progress.unknown"], [])
    found = house(county)
    assert (found.stage, found.progress_words, found.stage_on) == ("unknown", "等领导研究", None)
    with county.write("case.advance") as ledger:
        case = ledger.find(HousingCase)[0]
        assert missing_next(Look(ledger), case, ledger.today)[0].code == "case.unplaced"
        # Whoever found out brings it to where it is
        assert advance(ledger, case, to="agreement_signed").stage == "agreement_signed"


def test_where_a_day_tells_the_stage_follows_the_day(county: Book, rewritten: Rewrite) -> None:
    _taken, told = bring(county, rewritten({(HOUSES, 4, "进度"): "等领导研究", (HOUSES, 4, "开工日期"): "2017/3/9"}))
    assert told == ["progress.unknown"]
    assert (house(county).stage, str(house(county).stage_on)) == ("started", "2017-03-09")


def test_a_second_import_changes_only_what_changed(county: Book, data: Path, rewritten: Rewrite) -> None:
    bring(county, data / "demo-scattered-village.xlsx")
    before = house(county)
    taken, _told = bring(county, rewritten({(HOUSES, 4, "原住房面积（平方米）"): 51.5}))
    after = house(county)
    assert (taken.new, taken.changed) == (0, 1)
    changed = {name for name in vars(before) if name != "reading" and getattr(before, name) != getattr(after, name)}
    assert (changed, str(after.area_before)) == ({"area_before"}, "51.5")


def test_unknown_words_say_nothing_against_a_stage_that_is_known(county: Book, data: Path, rewritten: Rewrite) -> None:
    bring(county, data / "demo-scattered-village.xlsx")
    known = house(county)
    taken, _told = bring(county, rewritten({(HOUSES, 4, "进度"): "等领导研究"}))
    assert taken.changed == 0
    assert (house(county).stage, house(county).progress_words) == (known.stage, known.progress_words)
    bring(county, rewritten({(HOUSES, 4, "进度"): "已打好地基"}))
    assert house(county).stage == "foundation"
