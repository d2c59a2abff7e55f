"""The list of any kind, from its declaration: labels, masks, who has none is left out."""

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.households.model import Household, Member
from fupin_desktop.store.book.book import Book

VILLAGE = "441690101200"
NUMBER = "441690196001012397"


def text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout


def test_each_record_is_a_table_of_labels_and_values(run: Any, book: Book, tmp_path: Path) -> None:
    with book.write("test") as ledger:
        homes = ledger.save_all(
            Household(household_code=f"{VILLAGE}2016000{n}", village_code=VILLAGE, status="registered") for n in (1, 2)
        )
        home = homes[0].id
        ledger.save(Member(household=home, name="张三", relation="01", id_no=NUMBER, ethnic="汉族", person_code="p1"))
        ledger.save(Member(household=home, name="张小小", relation="02", birth_date=date(2020, 1, 1)))
    book.close()
    out = tmp_path / "members.pdf"
    told = run("form", "print", book.path, "list_member", "--all", "--out", out)
    assert told["pages"] == 1
    text = text_of(out)
    assert "2 records" in text
    assert "张三" in text
    assert "＊2397" in text
    assert NUMBER not in text
    assert "张小小" not in text
    assert "张××" in text
    assert f"{VILLAGE} 2016 0002" not in text


def test_every_kind_that_hangs_on_a_household_has_its_list(run: Any) -> None:
    codes = {one["code"] for one in run("form", "kinds")["kinds"]}
    assert {"list_member", "list_visit", "list_year_measure", "list_housing_case"} <= codes
    assert "list_bank_card" not in codes
