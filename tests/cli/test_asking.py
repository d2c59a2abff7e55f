"""Asking about questions by the command line: the list tells who was asked, the sheet is a PDF, comments travel."""

import re
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.paper.reading import texts

SCOPE = "441690101200"
CODE = "44169010120020160001"


@pytest.fixture
def pair(run: Any, tmp_path: Path) -> tuple[Path, Path]:
    """An office and a laptop that wrote different things about one household."""
    office, laptop = tmp_path / "office.book", tmp_path / "laptop.book"
    above = run("book", "new", office, "--role=township", "--name=甲镇", "--division=441690101")["fingerprint"]
    below = run("book", "new", laptop, "--role=village", "--name=工作队", f"--division={SCOPE}")["fingerprint"]
    run("record", "new", office, "village", f"code={SCOPE}", "name=演示一甲村", "first_secretary=王五")
    run(
        "record", "new", office, "household", f"household_code={CODE}", f"village_code={SCOPE}", "status=当前贫困户",
        "phone=13900000001",
    )  # fmt: skip
    run("device", "card", laptop, "--out", tmp_path / "card")
    run(
        "device", "enrol", office, tmp_path / "card", f"--scope={SCOPE}", "--person=王五", "--role=first_secretary",
        f"--fingerprint={below}", "--out", tmp_path / "welcome.fpb",
    )  # fmt: skip
    run("device", "join", laptop, tmp_path / "welcome.fpb", f"--fingerprint={above}")
    run("record", "set", laptop, "household", CODE, "persons=4")
    run("record", "set", office, "household", CODE, "persons=5")
    run("bundle", "seal", laptop, "--out", tmp_path / "up.fpb")
    run("bundle", "merge", office, tmp_path / "up.fpb")
    return office, laptop


def test_a_sheet_an_asking_and_a_comment(run: Any, pair: tuple[Path, Path], tmp_path: Path) -> None:
    office, laptop = pair
    (question,) = run("question", "list", office)["questions"]
    assert (question["asked"], question["comments"]) == (None, [])
    assert {head["wall"][:4] for head in question["heads"]} == {question["heads"][0]["clock"][:4]}
    out = tmp_path / "sheet.pdf"
    made = run("question", "sheet", office, f"--village={SCOPE}", "--out", out)
    assert (made["questions"], made["marked"], made["files"][0]["pages"]) == (1, 0, 1)
    told = "\n".join(texts(out))
    assert "王五" in told
    assert "＊0001" in told
    refused = run("question", "sheet", office, f"--village={SCOPE}", "--out", out, "--unmask", code=1)["refused"]
    assert refused["code"] == "why.missing"
    run("question", "sheet", office, f"--village={SCOPE}", "--out", out, "--unmask", "--why=核实")
    assert "13900000001" in "\n".join(texts(out))
    run("question", "comment", office, question["id"], "--text=小儿子已迁出")
    run("question", "asked", office, question["id"], "--whom=王五", "--remark=下午回电")
    (question,) = run("question", "list", office, "--state=asked")["questions"]
    assert (question["asked"]["whom"], question["asked"]["remark"]) == ("王五", "下午回电")
    assert [one["text"] for one in question["comments"]] == ["小儿子已迁出"]
    assert run("question", "list", office, "--state=unasked")["questions"] == []
    run("question", "unasked", office, question["id"], "--why=没接通")
    assert run("question", "list", office, "--state=asked")["questions"] == []
    run("bundle", "seal", office, "--to=王五", "--out", tmp_path / "down.fpb")
    run("bundle", "merge", laptop, tmp_path / "down.fpb")
    (theirs,) = run("question", "list", laptop)["questions"]
    assert (theirs["asked"], len(theirs["comments"])) == (None, 1)
    refused = run("question", "asked", laptop, question["id"], "--whom=x", code=1)["refused"]
    assert refused["code"] == "office.only"


def test_all_sheets_into_a_folder_and_marked(run: Any, pair: tuple[Path, Path], tmp_path: Path) -> None:
    made = run("question", "sheet", pair[0], "--all", "--out", tmp_path / "sheets", "--mark")
    assert made["marked"] == 1
    assert [Path(one["file"]).name for one in made["files"]] == [f"演示一甲村-{SCOPE}.pdf"]
    assert run("question", "list", pair[0])["questions"][0]["asked"]["whom"] == "王五"
    for how in ([], ["--all", f"--village={SCOPE}"]):
        refused = run("question", "sheet", pair[0], *how, "--out", tmp_path / "x.pdf", code=1)["refused"]
        assert refused["code"] == "question.choice"
    refused = run("question", "sheet", pair[0], "--village=441690101201", "--out", tmp_path / "x.pdf", code=1)[
        "refused"
    ]
    assert refused["code"] == "question.none"
    assert not (tmp_path / "x.pdf").exists()


def test_receipts_and_settlements_of_some_days_on_paper(run: Any, pair: tuple[Path, Path], tmp_path: Path) -> None:
    office, laptop = pair
    out = tmp_path / "F38.pdf"
    made = run("bundle", "record", office, "--from=2016-01-01", "--out", out)
    assert (made["merged"], made["settled"], made["open"]) == (1, 0, 1)
    assert "没有核定事项。" in "".join(texts(out))
    (question,) = run("question", "list", office)["questions"]
    run("question", "settle", office, question["id"], "--value=6", "--why=电话核实，共六人")
    made = run("bundle", "record", office, "--from=2016-01-01", "--out", out)
    assert (made["merged"], made["settled"], made["open"]) == (1, 1, 0)
    told = re.sub(r"\s", "", "".join(texts(out)))
    for part in ("up.fpb", "王五", "甲.", "乙.", "4", "5", "6", "电话核实，共六人", "已合并", "还有0件待核实"):
        assert part in told
    assert "13900000001" not in told
    refused = run("bundle", "record", office, "--from=2016-01-01", "--to=2016-02-01", "--out", out, code=1)["refused"]
    assert refused["code"] == "exchange_record.empty"
    # Whoever settled nothing and merged nothing has no such paper; what both wrote alike closes no question
    assert run("bundle", "record", laptop, "--from=2016-01-01", "--out", out)["settled"] == 0


def test_the_annual_report_tells_what_its_reports_tell(run: Any, pair: tuple[Path, Path], tmp_path: Path) -> None:
    office, _laptop = pair
    out = tmp_path / "F31.pdf"
    year = 2017
    made = run("report", office, "annual", f"--period={year}", "--out", out)
    assert (made["year"], made["pages"]) == (year, len(texts(out)))
    told = re.sub(r"\s", "", "".join(texts(out)))
    for part in (f"{year}年度脱贫攻坚报告", "减贫计划完成情况", "三保障落实表", "存在的问题", "意见和下一步打算"):
        assert part in told
    gaps = [one for one in run("gaps", office, f"--period={year}")["gaps"] if one["count"]]
    assert made["problems"] == sum(one["count"] for one in gaps) > 0
    refused = run("report", office, "annual", "--out", tmp_path / "F31.xlsx", code=1)["refused"]
    assert refused["code"] == "report.file"
    assert "annual" in [one["name"] for one in run("report", office)["reports"]]
