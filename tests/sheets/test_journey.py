"""A roster into a real book: counts, a second time, a corrected copy, another division, what was put away."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from fupin_desktop.duties.model import Responsibility
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.incomes.model import BankCard, IncomeYear
from fupin_desktop.intake.commands import Taken, take_in
from fupin_desktop.ledger.record import Record
from fupin_desktop.sheets.roster import read_roster
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

Rewrite = Callable[[Mapping[tuple[str, int, str], object]], Path]
PASSPHRASE = "wu ge pin yin ci"
PERSONS, HOUSES, HELPERS = "贫困户花名册", "危房改造台账", "帮扶责任人"


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Book]:
    made = Book.create(tmp_path / "county.book", role="county", name="演示县", division="441690", passphrase=PASSPHRASE)
    with made as book:
        yield book


def bring(book: Book, path: Path) -> Taken:
    reading = read_roster(path, division=book.identity.division)
    with book.write("roster.import") as ledger:
        return take_in(ledger, reading.drafts, outside=reading.outside_households)


def count(book: Book, cls: type[Record]) -> int:
    with book.read() as reader:
        return len(reader.find(cls))


def test_the_county_goes_in_and_a_second_time_changes_nothing(county: Book, data: Path) -> None:
    first = bring(county, data / "demo-county-roster.xlsx")
    assert (first.households, first.members, first.changed, first.outside) == (1493, 4791, 0, 0)
    expected = {Village: 26, Household: 1493, Member: 4791, MemberYear: 4791, HousingCase: 228, Responsibility: 1492}
    assert {cls: count(county, cls) for cls in expected} == expected
    again = bring(county, data / "demo-county-roster.xlsx")
    assert (again.new, again.changed, again.identical) == (0, 0, first.new)
    assert (again.households, again.members) == (1493, 4791)


def test_a_faulty_roster_brings_its_good_rows(county: Book, data: Path) -> None:
    taken = bring(county, data / "demo-county-roster-with-faults.xlsx")
    assert (taken.households, taken.members) == (151, 468)
    assert taken.findings == []


def test_a_village_book_takes_its_own(village_book: Book, data: Path) -> None:
    taken = bring(village_book, data / "demo-county-roster.xlsx")
    assert (taken.households, taken.members, taken.outside) == (70, 219, 1423)


def test_what_the_sheet_says_stands_in_the_book(county: Book, data: Path) -> None:
    bring(county, data / "demo-scattered-village.xlsx")
    with county.read() as reader:
        household = reader.by_key(Household, "44169010124020160006")
        assert household is not None
        (head,) = reader.find(Member, household=household.id)
        (card,) = reader.find(BankCard, household=household.id)
        (income,) = reader.find(IncomeYear, household=household.id)
        (house,) = reader.find(HousingCase, household=household.id)
        (village,) = reader.find(Village)
    assert (household.village_code, household.status, household.card_tail) == ("441690101240", "registered", "0050")
    assert (household.house_dangerous, household.house_danger_grade, household.cause_main) == (True, "D", "08")
    assert household.cause_other == ("07", "11")
    assert household.baseline_income_pc == 232100
    assert (head.name, head.relation, head.health, head.disability_type) == ("杨文祥", "01", ("4",), "4")
    assert card.account_no == "6200000354570000050"
    assert (income.year, income.business, income.persons, income.source) == (2016, 220900, 1, "roster")
    assert (house.mode, house.stage, house.progress_words) == ("exchange", "applied", "手续办理中")
    assert (village.name, village.county, village.is_poor_village) == ("演示散居村", "演示县", False)
    assert village.unit is not None


def test_a_corrected_copy_changes_what_was_corrected(county: Book, data: Path, rewritten: Rewrite) -> None:
    bring(county, data / "demo-scattered-village.xlsx")
    copy = rewritten(
        {(PERSONS, 4, "文化程度"): "初中", (PERSONS, 5, "务工时间（月）"): 8.0, (PERSONS, 4, "民族"): None}
    )
    taken = bring(county, copy)
    assert (taken.new, taken.changed, taken.findings) == (0, 2, [])
    with county.read() as reader:
        member = reader.by_key(Member, "4416901012402016000101")
    assert member is not None
    assert (member.education, member.ethnic) == ("3", "汉族")


def test_a_judgement_is_replaced_as_a_whole(county: Book, data: Path, rewritten: Rewrite) -> None:
    bring(county, data / "demo-scattered-village.xlsx")
    bring(county, rewritten({(PERSONS, 22, "是否危房户"): "否", (PERSONS, 22, "危房级别"): None}))
    with county.read() as reader:
        (household,) = reader.find(Household, household_code="44169010124020160007")
    assert (household.house_dangerous, household.house_danger_grade) == (False, None)


def test_a_house_goes_forward_only(county: Book, data: Path, rewritten: Rewrite) -> None:
    bring(county, rewritten({(HOUSES, 4, "进度"): "已验收", (HOUSES, 4, "验收日期"): "2017/3/9"}))
    back = bring(county, data / "demo-scattered-village.xlsx")
    with county.read() as reader:
        (house,) = reader.find(HousingCase, mode="exchange")
    assert back.changed == 0
    assert (house.stage, str(house.stage_on), house.progress_words) == ("accepted", "2017-03-09", "已验收")


def test_a_second_open_house_of_a_household_stays_out(county: Book, data: Path, rewritten: Rewrite) -> None:
    bring(county, data / "demo-scattered-village.xlsx")
    houses = count(county, HousingCase)
    taken = bring(county, rewritten({(HOUSES, 4, "计划年度"): 2018.0}))
    assert [(one.sheet, one.row, one.code) for one in taken.findings] == [(HOUSES, 4, "case.open_already")]
    assert (taken.new, count(county, HousingCase)) == (0, houses)


def test_what_was_put_away_stays_out(county: Book, data: Path) -> None:
    bring(county, data / "demo-scattered-village.xlsx")
    with county.write("household.put_away") as ledger:
        (household,) = ledger.find(Household, household_code="44169010124020160007")
        ledger.put_away(household, "重复登记")
    taken = bring(county, data / "demo-scattered-village.xlsx")
    assert (taken.new, taken.changed, taken.households, taken.members) == (0, 0, 6, 18)
    assert {one.code for one in taken.findings} == {"register.away"}
    assert count(county, Household) == 6


def test_lines_about_a_household_nobody_knows_are_named(county: Book, rewritten: Rewrite) -> None:
    taken = bring(county, rewritten({(HELPERS, 4, "帮扶户编号"): "44169010124020160099"}))
    assert [(one.sheet, one.row, one.code) for one in taken.findings] == [(HELPERS, 4, "household.absent")]


@pytest.mark.parametrize(
    ("sheet", "row", "heading", "value", "code"),
    [
        (HOUSES, 4, "开工日期", "2017-13-01", "cell.day"),
        (HOUSES, 4, "计划年度", 1999.0, "cell.negative"),
        (HOUSES, 5, "户编号", "44169010124020160006", ""),
        (HOUSES, 4, "进度", "天晓得", "progress.unknown"),
        (HELPERS, 4, "帮扶开始时间", None, "cell.required"),
        (HELPERS, 5, "帮扶户编号", "44169010124020160001", "line.twice"),
        ("村基本情况", 4, "区划代码", "4416901012", "code.short"),
        (PERSONS, 4, "出生日期", "2017-01-01", "person.future"),
        (PERSONS, 4, "证件号码", None, "person.no_number"),
        (PERSONS, 5, "务工状况", None, "work.no_place"),
        (PERSONS, 5, "人口编号", "4416901012402016000101", "person.twice"),
        (PERSONS, 22, "户编号", "44169010199920160009", "village.code"),
        (PERSONS, 4, "与户主关系", "户长", "cell.word"),
        (PERSONS, 4, "户编号", None, "cell.required"),
        (PERSONS, 4, "行政村", None, "cell.required"),
    ],
)
def test_one_odd_cell_is_named(
    rewritten: Rewrite, sheet: str, row: int, heading: str, value: object, code: str
) -> None:
    found = read_roster(rewritten({(sheet, row, heading): value}), division="441690").findings
    here = [one.code for one in found if (one.sheet, one.row) == (sheet, row)]
    assert (code in here) if code else here == []


def test_days_out_of_order_are_named(rewritten: Rewrite) -> None:
    path = rewritten({(HOUSES, 4, "开工日期"): "2017年6月1日", (HOUSES, 4, "竣工日期"): "2017-05-01"})
    (found,) = read_roster(path, division="441690").findings
    assert (found.code, found.row, found.column) == ("dates.order", 4, "竣工日期")


def test_a_house_twice_is_refused(rewritten: Rewrite) -> None:
    path = rewritten({(HOUSES, 5, "户编号"): "44169010124020160006", (HOUSES, 5, "计划年度"): 2017.0})
    (found,) = read_roster(path, division="441690").findings
    assert (found.code, found.row) == ("line.twice", 5)
