"""Notices by the command line: objections received, answered, taken back; a notice withdrawn, another closed."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image


@pytest.fixture
def hung(run: Any, tmp_path: Path) -> tuple[Path, str]:
    """A village's book, and a notice that hangs since last winter, with its photograph."""
    book, photo = tmp_path / "village.book", tmp_path / "board.png"
    Image.new("RGB", (8, 8), "white").save(photo)
    run("book", "new", book, "--role=village", "--name=演示一甲村", "--division=441690101200", "--demo")
    id = run("notice", "draft", book, "N20", "--body=同意修建文化室。")["id"]
    run("notice", "issue", book, id, "--from=2017-01-05")
    run("notice", "post", book, id, "--place=第三组公示栏", "--photo", photo)
    return book, id


def test_an_open_objection_keeps_a_notice_open(run: Any, hung: tuple[Path, str]) -> None:
    book, id = hung
    first = run("notice", "object", book, id, "--text=金额不清", "--channel=来电", "--due=2017-02-01", "--anonymous")
    second = run("notice", "object", book, id, "--text=票数不符")
    assert run("notice", "close", book, id, code=1)["refused"]["code"] == "notice.objection"
    run("notice", "retract", book, first["objection_id"], "--why=来电人撤回")
    again = run("notice", "retract", book, second["objection_id"], "--why= ", code=1)
    assert again["refused"]["code"] == "why.missing"
    run("notice", "reply", book, second["objection_id"], "--text=已复核，票数无误。")
    late = run("notice", "retract", book, second["objection_id"], "--why=撤回", code=1)
    assert late["refused"]["code"] == "objection.answered"
    assert run("notice", "close", book, id)["state"] == "closed"
    shown = run("notice", "show", book, id)
    assert [one["place"] for one in shown["postings"]] == ["第三组公示栏"]
    assert [(one["channel"], one.get("away")) for one in shown["objections"]] == [
        ("phone", "来电人撤回"),
        ("visit", None),
    ]
    assert (shown["days_left"], shown["title"]) == (None, "关于会议决议的公示")


def test_a_notice_is_withdrawn_with_its_reason(run: Any, hung: tuple[Path, str]) -> None:
    book, id = hung
    assert run("notice", "show", book, id)["days_left"] < 0
    assert run("notice", "withdraw", book, id, "--why= ", code=1)["refused"]["code"] == "why.missing"
    assert run("notice", "withdraw", book, id, "--why=内容有误")["state"] == "withdrawn"
    assert run("notice", "show", book, id)["result"] == "内容有误"
    assert run("notice", "close", book, id, code=1)["refused"]["code"] == "notice.state"


def test_who_handles_an_objection_is_kept_as_typed(run: Any, hung: tuple[Path, str]) -> None:
    """Once the name became the function to be called: nobody could use the option."""
    book, id = hung
    typed = ("李四", "main", "_object")
    for name in typed:
        run("notice", "object", book, id, "--text=金额不清", "--handler", name)
    assert [one["handler"] for one in run("notice", "show", book, id)["objections"]] == list(typed)
