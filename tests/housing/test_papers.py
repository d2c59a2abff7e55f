"""The papers of a housing file: a checklist of six in two copies, the payment sheet, notices with their meeting."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from fupin_desktop.casework.missing import missing_next
from fupin_desktop.casework.standing import Look
from fupin_desktop.forms.grid import Grid
from fupin_desktop.forms.loading import form_named
from fupin_desktop.forms.papers import papers
from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.housing.papers import SIX, HousingPaper, file_lacks, whole_file
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import in_chinese, words
from fupin_desktop.notices.commands import draft_notice
from fupin_desktop.notices.page import preview_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

ONE = "441690101200"
WHOLE = {"signed_on": date(2017, 6, 2), "town_copy": True, "county_copy": True, "photos": ("a" * 64,)}


@pytest.fixture
def ledger(book: Book) -> Iterator[Ledger]:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", town="甲镇", county="演示县"))
        home = ledger.save(Household(household_code=f"{ONE}20160001", village_code=ONE, persons=3))
        ledger.save(Member(household=home.id, name="张三", relation="01", birth_date=date(1960, 1, 1)))
        yield ledger


def opened(ledger: Ledger, mode: str = "rebuild", stage: str = "paid") -> HousingCase:
    made = make(ledger, HousingCase(household=ledger.find(Household)[0].id, year_plan=2017, mode=mode))
    assert isinstance(made, HousingCase)
    return ledger.save(made.but(stage=stage), managed=("stage",))


def test_the_checklist_is_the_six_and_copies_of_proofs() -> None:
    assert (*SIX, "proofs") == tuple(words("house_paper"))
    assert HousingPaper.checklist == "paper"


def test_what_the_file_lacks_is_told_paper_by_paper(ledger: Ledger) -> None:
    case = opened(ledger)
    for paper in SIX[:4]:
        ledger.save(HousingPaper(case=case.id, paper=paper, **WHOLE))
    ledger.save(HousingPaper(case=case.id, paper=SIX[4], printed_on=date(2017, 6, 1)))
    (lack,) = [one for one in missing_next(Look(ledger), case, ledger.today) if one.code == "case.file"]
    assert not lack.stops, "six papers are practice elsewhere: they are told, and stop nothing"
    assert "missing: acceptance" in lack.text
    assert "not signed: file sheet" in lack.text
    assert "two copies: file sheet" in lack.text
    assert "application" not in lack.text


@pytest.mark.parametrize(("mode", "left_out"), [("elder_home", "acceptance"), ("new_homeless", "appraisal")])
def test_no_works_no_acceptance_by_building_and_no_house_no_appraisal(ledger: Ledger, mode: str, left_out: str) -> None:
    case = opened(ledger, mode)
    for paper in SIX:
        if paper != left_out:
            ledger.save(HousingPaper(case=case.id, paper=paper, **WHOLE))
    assert "case.file" not in {one.code for one in missing_next(Look(ledger), case, ledger.today)}


def test_copies_of_proofs_need_no_signature() -> None:
    proofs = HousingPaper(paper="proofs", town_copy=True, county_copy=True, photos=("a" * 64,))
    assert file_lacks(["proofs"], [proofs]) == ""


def test_days_of_a_paper(ledger: Ledger) -> None:
    case = opened(ledger)
    for wrong, field in (
        ({"printed_on": date(2017, 7, 1)}, "printed_on"),
        ({"signed_on": date(2017, 7, 1)}, "signed_on"),
        ({"printed_on": date(2017, 6, 3), "signed_on": date(2017, 6, 2)}, "signed_on"),
    ):
        with pytest.raises(Refusal) as caught, ledger.savepoint():
            ledger.save(HousingPaper(case=case.id, paper="survey", **wrong))
        assert (caught.value.code, caught.value.where) == ("paper.day", {"field": field})
    kept = ledger.save(HousingPaper(case=case.id, paper="survey", printed_on=date(2017, 6, 30)))
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        ledger.save(HousingPaper(case=case.id, paper="survey"))
    assert caught.value.code == "record.exists"
    assert kept.id is not None


def test_a_household_without_a_house_stands_on_the_notice_without_a_grade(ledger: Ledger) -> None:
    case = opened(ledger, "new_homeless", "county_approved")
    ledger.save(case.but(subsidy_amount=30_000_00))
    (row,) = preview_of(ledger, draft_notice(ledger, "N11", division=ONE), date(2017, 6, 1)).rows
    assert row == ("1", "张三", "3", "无房", "无房户新建", "30,000.00")
    ledger.save(ledger.get(HousingCase, case.id).but(mode="elder_home", subsidy_amount=None))
    (row,) = preview_of(ledger, draft_notice(ledger, "N11", division=ONE), date(2017, 6, 1)).rows
    assert row[-1] == "—", "who moves into the home is paid nothing"
    assert row[3] == "", "a house that nobody has appraised is a gap"


def test_the_sheet_of_the_file_tells_every_paper(ledger: Ledger) -> None:
    case = opened(ledger)
    for paper, facts in (
        ("application", WHOLE),
        ("survey", {"signed_on": date(2017, 6, 2), "town_copy": True}),
        ("appraisal", {"printed_on": date(2017, 6, 2)}),
        ("approval", {}),
    ):
        ledger.save(HousingPaper(case=case.id, paper=paper, **facts))
    with in_chinese():
        told = whole_file(ledger.find(HousingPaper))
        (sheet,) = papers(form_named("F11"), ledger, ledger.find(Household), ledger.today, ledger.division)
    assert told.startswith(
        "申请书（已扫描、存镇、县）；住房情况调查登记表（已签名、存镇）；安全鉴定报告（已打印，未签）；审批意见表（已有）；农户纸质档案表（缺）"
    )
    cells = [cell.text for leaf in sheet.leaves for item in leaf.items if isinstance(item, Grid)
             for row in item.rows for cell in row.cells]  # fmt: skip
    assert told in cells
