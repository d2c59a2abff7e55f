"""A visit is corrected and withdrawn on the command line, and stays to be read."""

from typing import Any

from fupin_desktop.households.model import Household
from fupin_desktop.store.book.book import Book

HOME = "4416901012002016000"


def logged(run: Any, book: Book) -> dict[str, Any]:
    with book.write("test") as ledger:
        ledger.save(Household(household_code=f"{HOME}1", village_code="441690101200", status="registered"))
    facts = ("--household", f"{HOME}1", "--date", "2017-06-03", "--visitors", "甲", "--type", "daily")
    made = run("visit", "log", book.path, *facts, "--notes", "屋顶漏雨", "--request", "修屋顶")
    assert isinstance(made, dict)
    return made


def test_a_correction_leaves_the_old_words_in_the_history(run: Any, village_book: Book) -> None:
    id = logged(run, village_book)["id"]
    told = run("visit", "correct", village_book.path, id, "--notes", "屋顶已修", "--request", "", "--why", "写错了")
    assert told["warnings"] == ["Its tasks stand as they were written: 修屋顶."]
    found = run("record", "show", village_book.path, "visit", id, "--history")
    assert found["record"]["findings"] == "屋顶已修"
    assert {"findings", "requests"} <= {line["field"] for line in found["history"] if line["why"] == "写错了"}
    again = run("visit", "correct", village_book.path, id, "--notes", "屋顶已修", code=1)
    assert again["refused"]["code"] == "visit.same"


def test_a_withdrawn_visit_takes_its_tasks_with_it_when_told(run: Any, village_book: Book) -> None:
    made = logged(run, village_book)
    told = run("visit", "withdraw", village_book.path, made["id"], "--why", "记错了户", "--with-tasks")
    assert told["task_ids"] == made["task_ids"]
    again = run("visit", "withdraw", village_book.path, made["id"], "--why", "x", code=1)
    assert again["refused"]["code"] == "visit.withdrawn"
    run("undo", "do", village_book.path)
    assert run("visit", "withdraw", village_book.path, made["id"], "--why", "记错了户")["task_ids"] == []
