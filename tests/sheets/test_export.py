"""Workbooks out of the book: what comes back in is the same, what must not be seen is not in the file."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from fupin_desktop.households.model import Household, Member
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.store.book.book import Book
from fupin_desktop.visits.model import Visit
from tests.conftest import PASSPHRASE

SHARED = Path(__file__).parents[3] / "shared" / "data"
VILLAGE = "441690101200"
HOME = f"{VILLAGE}20160001"
NUMBER = "441690196001012397"
DANGEROUS = ('=HYPERLINK("x")', "+1", "-2", "@a", "\tx")


@pytest.fixture
def peopled(book: Book) -> Path:
    """A household whose texts would be formulas, a grown-up and a child."""
    with book.write("test") as ledger:
        home = ledger.save(
            Household(household_code=HOME, village_code=VILLAGE, status="registered", phone="13800001234",
                      remark=DANGEROUS[0], natural_village=DANGEROUS[1], group_name=DANGEROUS[2])
        )  # fmt: skip
        ledger.save(Member(household=home.id, name="张三", relation="01", id_no=NUMBER, birth_date=date(1960, 1, 1)))
        ledger.save(Member(household=home.id, name="张小小", relation="02", birth_date=date(2020, 1, 1)))
        ledger.save(IncomeYear(household=home.id, year=2016, wage=123_456))
        ledger.save(
            Visit(household=home.id, date=date(2017, 6, 3), visitors=("李四",), type="daily", findings=DANGEROUS[3])
        )
    book.close()
    return book.path


def rows(file: Path, sheet: int = 0) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(file)).get_sheet_by_index(sheet).to_python()


def test_any_kind_is_a_sheet_with_its_labels(run: Any, peopled: Path, tmp_path: Path) -> None:
    out = tmp_path / "lists.xlsx"
    assert run("roster", "export", peopled, out, "--kind=income_year", "--kind=visit")["rows"] == 2
    title, headings, first = rows(out)[:3]
    assert "甲镇" in title[0]
    assert headings[:3] == ["No.", "Household", "Year"]
    assert first[:3] == [1.0, HOME, 2016.0]
    assert 1234.56 in first


def test_what_is_private_is_masked_unless_a_reason_is_given(run: Any, peopled: Path, tmp_path: Path) -> None:
    out = tmp_path / "people.xlsx"
    run("roster", "export", peopled, out, "--kind=member", "--kind=household")
    text = _whole(out)
    assert NUMBER not in text
    assert "13800001234" not in text
    assert "张小小" not in text
    assert "张××" in text
    assert run("roster", "export", peopled, out, "--unmask", code=1)["refused"]["code"] == "why.missing"
    run("roster", "export", peopled, out, "--kind=member", "--unmask", "--why=for the county")
    assert NUMBER in _whole(out)


def test_no_text_becomes_a_formula(run: Any, peopled: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.xlsx"
    run("roster", "export", peopled, out, "--kind=household", "--kind=visit")
    with zipfile.ZipFile(out) as archive:
        assert not any("<f>" in archive.read(name).decode() for name in archive.namelist() if "worksheets" in name)
    assert DANGEROUS[0] in _whole(out).replace("&quot;", '"')


def test_national_codes_stand_in_headings_and_cells(run: Any, peopled: Path, tmp_path: Path) -> None:
    out = tmp_path / "national.xlsx"
    choose_language("zh_CN")
    run("roster", "export", peopled, out, "--national")
    headings = rows(out)[1]
    assert "户编号\nAAC001" in headings


@pytest.mark.skipif(not SHARED.exists(), reason="the workbooks of the invented county are not beside the checkout")
def test_an_exported_roster_comes_back_identical(run: Any, tmp_path: Path) -> None:
    book, out = tmp_path / "county.book", tmp_path / "roster.xlsx"
    run("book", "new", book, "--role=township", "--name=演示县", "--division=441690")
    taken = run("roster", "import", book, SHARED / "demo-scattered-village.xlsx")
    assert run("roster", "export", book, out, "--unmask", "--why=test")["rows"] > taken["members"]
    again = run("roster", "import", book, out)
    assert (again["new"], again["changed"], again["refused_rows"]) == (0, 0, [])
    assert again["identical"] > taken["members"]


@pytest.mark.skipif(not SHARED.exists(), reason="the workbooks of the invented county are not beside the checkout")
def test_a_masked_copy_that_comes_back_changes_nothing(run: Any, tmp_path: Path) -> None:
    book, out = tmp_path / "county.book", tmp_path / "roster.xlsx"
    run("book", "new", book, "--role=township", "--name=演示县", "--division=441690")
    run("roster", "import", book, SHARED / "demo-scattered-village.xlsx")
    before = run("book", "info", book)["digest"]
    run("roster", "export", book, out)
    again = run("roster", "import", book, out)
    assert (again["new"], again["changed"]) == (0, 0)
    assert {row["code"] for row in again["refused_rows"]} >= {"cell.masked"}
    assert run("book", "info", book)["digest"] == before


def _whole(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


def test_an_unknown_kind_is_refused(run: Any, peopled: Path, tmp_path: Path) -> None:
    refused = run("roster", "export", peopled, tmp_path / "x.xlsx", "--kind=nothing", code=1)["refused"]
    assert refused["code"] == "kind.unknown"
    assert not (tmp_path / "x.xlsx").exists()


def test_national_export_has_its_80_headings_and_codes_that_are_read_back(
    run: Any, peopled: Path, tmp_path: Path
) -> None:
    out = tmp_path / "national.xlsx"
    with Book.open(peopled, PASSPHRASE) as book, book.write("test") as ledger:
        person = ledger.find(Member)[0]
        ledger.save(person.but(ethnic="瑶族", id_type="id_card"))
    run("roster", "export", peopled, out, "--national")
    rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert len(rows[1]) == 81  # the number of the line besides
    told = dict(zip((str(one).partition("\n")[0] for one in rows[1]), rows[2], strict=True))
    assert (told["民族"], told["证件类型"]) == ("13", "01")


def test_a_file_named_csv_is_one_or_is_refused(run: Any, peopled: Path, tmp_path: Path) -> None:
    out = tmp_path / "people.csv"
    run("roster", "export", peopled, out, "--kind=member")
    content = out.read_bytes()
    assert content.startswith("\ufeff".encode())
    assert "Name" in content.decode("utf-8-sig").splitlines()[1].split(",")
    refused = run("roster", "export", peopled, tmp_path / "roster.csv", code=1)["refused"]
    assert refused["code"] == "sheet.csv"
    assert not (tmp_path / "roster.csv").exists()
