"""走访准备单: what is on the sheet, and what must never be."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.words import words
from fupin_desktop.paper.blocks import Table
from fupin_desktop.paper.documents.forms import sheet_document, sheet_named
from fupin_desktop.paper.leaks import find_leaks
from fupin_desktop.paper.reading import texts
from fupin_desktop.paper.write import write
from fupin_desktop.plans.commands import report_progress, set_measure
from fupin_desktop.store.book.book import Book
from fupin_desktop.visits.commands import log_visit

KIND = "visit_preparation"


@pytest.fixture
def homes(book: Book) -> list[Household]:
    """Three households; the first was promised something, the second has a child as its head."""
    lists = {"project8": "project8", "batch5": "batch5", "category": "measure_cat"}
    facts = {name: next(iter(words(given))) for name, given in lists.items()}
    with book.write("test") as ledger:
        today = ledger.today
        homes = ledger.save_all(
            Household(
                household_code=f"44169010120020160{n:03}",
                village_code="441690101200",
                persons=3,
                phone="13800138000",
                status="registered",
            )
            for n in (1, 2, 3)
        )
        born = today.replace(year=today.year - 12, day=1)
        heads: list[dict[str, Any]] = [{"name": "张三", "id_no": "441690197001011234"}]
        heads += [{"name": "李小四", "birth_date": born}, {"name": "王五"}]
        for home, head in zip(homes, heads, strict=True):
            ledger.save(Member(household=home.id, relation="01", **head))
        log_visit(
            ledger, household=homes[0].id, date=today - timedelta(days=9), visitors=["甲"], type="daily",
            findings="屋顶漏雨，证件441690 19700101 1234已看，电话13800138000",
            requests="想学电工", due=today - timedelta(days=2),
        )  # fmt: skip
        made = set_measure(ledger, household=homes[0].id, year=today.year, content="养鸡五十只", **facts)
        report_progress(ledger, made, date=today, percent=40)
        done = set_measure(ledger, household=homes[0].id, year=today.year, content="看过电影", **facts)
        report_progress(ledger, done, date=today, percent=100)
    return homes


def sheet(book: Book, homes: list[Household], out: Path) -> str:
    with book.read() as reader:
        write(sheet_document(reader, KIND, homes, book.wall().date()), out)
    return "\n".join(texts(out)).replace("\n", "")


def test_what_to_know_before_the_door_opens(book: Book, homes: list[Household], tmp_path: Path) -> None:
    told = sheet(book, homes, tmp_path / "sheet.pdf")
    for part in ("张三", "屋顶漏雨", "想学电工", "Overdue", "养鸡五十只", "40 %", "No visit is logged yet", "王五"):
        assert part in told
    assert "看过电影" not in told


def test_no_number_and_no_childs_name(book: Book, homes: list[Household], tmp_path: Path) -> None:
    told = sheet(book, homes, tmp_path / "sheet.pdf")
    assert "李××" in told
    assert "小四" not in told
    assert "1234" not in told
    assert "138" not in told
    assert find_leaks(tmp_path / "sheet.pdf") == []


def test_a_household_is_not_broken_over_two_pages(book: Book, homes: list[Household]) -> None:
    with book.read() as reader:
        document = sheet_document(reader, KIND, homes, book.wall().date())
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [table.columns[0].label for table in tables] == ["张三", "李××", "王五"]
    assert all(table.together for table in tables)


def test_refusals(book: Book) -> None:
    with pytest.raises(Refusal) as none:
        sheet_document(None, KIND, [], book.wall().date())
    assert none.value.code == "form.empty"
    with pytest.raises(Refusal) as unknown:
        sheet_named("F99")
    assert unknown.value.code == "form.unknown"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话13800138000，2017-06-03来过", "电话＊＊＊，2017-06-03来过"),
        ("证件４４１６９０１９７００１０１１２３Ｘ。", "证件＊＊＊。"),
        ("卡 6228 4800 1234 5678 901 已激活", "卡 ＊＊＊ 已激活"),
        ("养鸡50只，共3000.00元", "养鸡50只，共3000.00元"),
    ],
)
def test_numbers_are_put_out_of_sight(text: str, shown: str) -> None:
    assert covered(text) == shown
