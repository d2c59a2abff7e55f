"""Forms by the command line: masks, what is out of date after a correction, the book that goes on where it ended."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.paper.reading import texts
from fupin_desktop.papers.model import SignedPaper
from fupin_desktop.store.book.book import Book
from fupin_desktop.visits.model import Visit
from tests.conftest import PASSPHRASE
from tests.forms.conftest import HOME, NUMBER, VILLAGE


def _text(pdf: Path) -> str:
    return "".join(texts(pdf)).replace("\r", "").replace("\n", "")


def _corrected(path: Path, **changes: Any) -> None:
    with Book.open(path, PASSPHRASE) as book, book.write("test") as ledger:
        ledger.save(ledger.find(Household, household_code=HOME)[0].but(**changes))


def _visited(path: Path, day: date, findings: str) -> None:
    with Book.open(path, PASSPHRASE) as book, book.write("test") as ledger:
        home = ledger.find(Household, household_code=HOME)[0]
        make(ledger, Visit(household=home.id, date=day, visitors=("陈立新",), type="daily", findings=findings))


def test_the_familys_paper_names_its_children_and_no_number(run: Any, filled: Book, tmp_path: Path) -> None:
    filled.close()
    out = tmp_path / "F01.pdf"
    made = run("form", "print", filled.path, "F01", "--household", HOME, "--out", out)
    assert (made["papers"], made["typed_cells"]) == (1, 0)
    told = _text(out)
    assert "张小小" in told
    assert "＊2397" in told
    assert "＊8000" in told
    assert NUMBER not in told
    assert "贫困户登记表" in told  # a form is Chinese, though this window speaks English


def test_in_full_only_for_a_reason(run: Any, filled: Book, tmp_path: Path) -> None:
    filled.close()
    out = tmp_path / "F01.pdf"
    wanted = ("form", "print", filled.path, "F01", "--household", HOME, "--out", out, "--unmask")
    assert run(*wanted, code=1)["refused"]["code"] == "why.missing"
    run(*wanted, "--why=核对")
    assert NUMBER in _text(out)
    card = ("form", "print", filled.path, "CARD", "--household", HOME, "--out", out, "--unmask", "--why=x")
    assert run(*card, code=1)["refused"]["code"] == "form.sealed"


def test_the_card_shows_what_is_allowed_and_nothing_else(run: Any, filled: Book, tmp_path: Path) -> None:
    filled.close()
    out = tmp_path / "card.pdf"
    run("form", "print", filled.path, "CARD", "--household", HOME, "--year=2017", "--out", out)
    told = _text(out)
    for one in ("陈立新", "演示市财政局", "0660-3320001", "12317", "产业扶贫"):
        assert one in told
    for one in ("张三", "13900139000", "13800138000", "养鸡一百只", "缺劳力", "0001"):
        assert one not in told.replace("0660-3320001", "")


def test_a_correction_lists_the_papers_that_showed_it_and_no_other(run: Any, filled: Book, tmp_path: Path) -> None:
    path, out = filled.path, tmp_path / "form.pdf"
    filled.close()
    for form in ("F01", "F03", "F07", "F08"):
        run("form", "print", path, form, "--village", VILLAGE, "--out", out)
    assert run("form", "stale", path)["stale"] == []
    _corrected(path, cause_main="03")  # stands on F01 and F03 of this household alone
    found = run("form", "stale", path)["stale"]
    assert [(one["form"], one["whose"], one["changed"]) for one in found] == [
        ("F01", "张三", ["household.cause_main"]),
        ("F03", "张三", ["household.cause_main"]),
    ]
    made = run("form", "print", path, "F01", "--household", HOME, "--out", out)
    assert made["versions"] == [2]
    assert "第2版" in _text(out)
    assert [one["form"] for one in run("form", "stale", path)["stale"]] == ["F03"]


def test_what_was_hidden_makes_no_paper_stale(run: Any, filled: Book, tmp_path: Path) -> None:
    path = filled.path
    filled.close()
    run("form", "print", path, "F01", "--household", HOME, "--out", tmp_path / "form.pdf")
    with Book.open(path, PASSPHRASE) as book, book.write("test") as ledger:
        head = ledger.find(Member, name="张三")[0]
        ledger.save(head.but(health=("3",)))
    assert run("form", "stale", path)["stale"] == []


def test_a_printed_book_goes_on_at_its_next_free_line(run: Any, filled: Book, tmp_path: Path) -> None:
    path, whole, more = filled.path, tmp_path / "book.pdf", tmp_path / "more.pdf"
    filled.close()
    go_on = ("form", "print", path, "F05", "--household", HOME, "--out", more, "--new-only")
    assert run(*go_on, code=1)["refused"]["code"] == "form.not_printed"
    run("form", "print", path, "F05", "--household", HOME, "--out", whole)
    assert run(*go_on, code=1)["refused"]["code"] == "form.nothing_new"
    _visited(path, date(2016, 12, 1), "补记的走访")  # earlier than what was printed, and yet below it
    made = run(*go_on)
    assert (made["pages"], made["leaves"]) == (1, ["走访记录"])
    told = _text(more)
    assert "补记的走访" in told
    for one in ("长势良好", "走访记录", "第"):
        assert one not in told
    assert run("form", "stale", path)["stale"] == []
    _visited(path, date(2017, 6, 1), "又一次")
    run(*go_on)
    assert "补记的走访" not in _text(more)


def test_a_full_leaf_goes_on_on_a_leaf_of_its_own(run: Any, filled: Book, tmp_path: Path) -> None:
    path, out = filled.path, tmp_path / "book.pdf"
    filled.close()
    run("form", "print", path, "F05", "--household", HOME, "--out", out)
    for day in range(1, 14):
        _visited(path, date(2017, 5, day), f"第{day}次")
    made = run("form", "print", path, "F05", "--household", HOME, "--out", out, "--new-only")
    assert made["leaves"] == ["走访记录", "走访记录（续1）"]
    first, second = texts(out)
    assert "日期" not in first  # on paper already
    assert "日期" in second


def test_a_workbook_has_the_columns_of_the_paper(run: Any, filled: Book, tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    out = tmp_path / "F09.xlsx"
    path = filled.path
    filled.close()
    assert run("form", "print", path, "F09", "--all", "--year=2017", "--out", out)["rows"] == 1
    rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert rows[1][:6] == ["序号", "户主", "组", "项目类别", "帮扶内容", "计划资金（元）"]
    assert rows[2][5] == 3000


def test_the_file_of_a_household_says_what_is_printed_signed_and_missing(
    run: Any, filled: Book, tmp_path: Path
) -> None:
    path = filled.path
    filled.close()
    run("form", "print", path, "F01", "--household", HOME, "--out", tmp_path / "x.pdf")
    run("form", "print", path, "F06", "--household", HOME, "--out", tmp_path / "x.pdf")
    with Book.open(path, PASSPHRASE) as book, book.write("test") as ledger:
        home = ledger.find(Household, household_code=HOME)[0]
        with pytest.raises(Refusal) as refused:
            ledger.save(SignedPaper(household=home.id, form="F01", signed_on=date(2017, 1, 1)))
        assert refused.value.code == "paper.photo"
        ledger.save(SignedPaper(household=home.id, form="F01", signed_on=date(2017, 1, 1), photos=("a" * 64,)))
    _corrected(path, cause_main="03")
    found = {one["form"]: one for one in run("form", "checklist", path, "--household", HOME)["papers"]}
    assert (found["F01"]["signed_on"], found["F01"]["stale"]) == ("2017-01-01", True)
    assert (bool(found["F06"]["printed_at"]), found["F06"]["signed_on"]) == (True, "")
    assert (found["F03"]["printed_at"], found["F03"]["signed_on"]) == ("", "")
    assert run("form", "checklist", path, code=1)["refused"]["code"] == "form.empty"
