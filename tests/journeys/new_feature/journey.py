"""Runs inside the copy: the invention through command line, workbook, notice, exchange and a merge of two desks."""

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from python_calamine import CalamineWorkbook

from fupin_desktop.cli import main

VILLAGE = "441690101200"
HOMES = [f"{VILLAGE}2016000{number}" for number in (1, 2, 3)]


def run(*words: object, code: int = 0) -> Any:
    """One verb, as JSON."""
    os.environ["FUPIN_PASSPHRASE"] = "wu ge pin yin ci"
    with contextlib.redirect_stdout(io.StringIO()) as told:
        found = main([*map(str, words), "--json", "--lang=zh_CN"])
    answer = json.loads(told.getvalue())
    assert found == code, answer
    return answer


def refused(expected: str, *words: object) -> str:
    """One verb that is refused with this code; its sentence."""
    told = run(*words, code=1)["refused"]
    assert told["code"] == expected, told
    return str(told["message"])


def walk(folder: Path) -> None:
    """From two empty books to a household whose toilet is built and paid, twice over."""
    office, village = begin(folder)
    by_command(village)
    by_workbook(village, folder)
    meet(village)
    exchange(village, office, folder)
    approve(office, village, folder)
    build(village, folder)
    give(village)
    on_the_board(village, folder)
    exchange(village, office, folder)
    count(office, folder)
    both_advance(office, village, folder)
    both_give(office, village, folder)
    assert run("check", office, "--deep")["ok"] is True


def begin(folder: Path) -> tuple[Path, Path]:
    """A township, its village, three households with their heads."""
    office, village = folder / "town.book", folder / "village.book"
    main_fp = run("book", "new", office, "--role=township", "--name=甲镇", "--division=441690101")["fingerprint"]
    laptop = run("book", "new", village, "--role=village", "--name=一甲", f"--division={VILLAGE}")["fingerprint"]
    run("device", "card", village, "--out", folder / "card")
    run(
        "device", "enrol", office, folder / "card", f"--scope={VILLAGE}", "--person=甲", "--role=first_secretary",
        f"--fingerprint={laptop}", "--out", folder / "welcome.fpb",
    )  # fmt: skip
    run("device", "join", village, folder / "welcome.fpb", f"--fingerprint={main_fp}")
    run("record", "new", village, "village", f"code={VILLAGE}", "name=演示一甲村", "town=甲镇", "is_poor_village=是")
    for number, home in enumerate(HOMES, 1):
        where = (f"household_code={home}", f"village_code={VILLAGE}")
        run("record", "new", village, "household", *where, "status=registered")
        head = (f"household={home}", f"name=户主{'甲乙丙'[number - 1]}", "relation=01", "birth_date=1970-01-01")
        run("record", "new", village, "member", *head, f"person_code={home}01")
    return office, village


def by_command(village: Path) -> None:
    """A case and a meeting by the command line; what rules refuse, and what only steps write."""
    run("case", "open", village, "toilets", HOMES[0], "--on=2017-05-01", "--set=seats=2", "--set=subsidy=1500")
    case = at(village, 0)
    assert "case advance" in refused("field.managed", "record", "set", village, "toilet_case", case, "stage=built")
    assert "已申请" in refused("case.open_already", "case", "open", village, "toilets", HOMES[0], "--set=seats=1")
    refused("meeting.votes", *meeting(village, "2017-05-03", 90, 60, 20, 5))
    refused("meeting.date", *meeting(village, "2099-05-03", 90, 60, 20, 10))


def meeting(village: Path, day: str, came: int, agreed: int, against: int, abstained: int) -> tuple[object, ...]:
    """The verb that enters a meeting of a hundred."""
    votes = (f"attended={came}", f"agreed={agreed}", f"against={against}", f"abstained={abstained}")
    where = (f"village_code={VILLAGE}", "name=村民会议", f"on={day}", "due=100")
    return ("record", "new", village, "village_meeting", *where, *votes)


def at(village: Path, number: int) -> str:
    """The id of a household's case."""
    return str(run("case", "show", village, "toilet_case", HOMES[number])["id"])


def sheet(file: Path, name: str, *rows: list[object]) -> None:
    """A workbook of one list, as a clerk fills it in after an exported one."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(file)) as book:
        page = book.add_worksheet(name)
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                page.write(down, across, cell)


def by_workbook(village: Path, folder: Path) -> None:
    """Sources and cases come in by workbook, once; stages are left out by name; a row against a rule is told."""
    funds, cases = folder / "funds.xlsx", folder / "cases.xlsx"
    sheet(
        funds, "资金来源", ["序号", "行政村", "来源名称", "金额（元）"],
        [1, VILLAGE, "村集体经济", 2000.5], [2, VILLAGE, "社会捐赠", 500], [3, VILLAGE, "坏数", "很多"],
    )  # fmt: skip
    taken = run("roster", "import", village, funds)
    assert (taken["new"], [row["row"] for row in taken["refused_rows"]]) == (2, [4]), taken
    assert run("roster", "import", village, funds)["identical"] == 2
    headings = ["序号", "农户", "蹲位数", "计划补助（元）", "阶段"]
    sheet(
        cases, "户厕改造", headings,
        [1, HOMES[0], 3, 1500, "已建成"], [2, HOMES[1], 1, 800, ""], [3, "44169010120020169999", 1, 1, ""],
    )  # fmt: skip
    taken = run("roster", "import", village, cases)
    assert (taken["new"], taken["changed"]) == (1, 1), taken
    assert [row["code"] for row in taken["refused_rows"]] == ["link.unknown"], taken
    (account,) = taken["sheets"]
    assert (account["map"], account["ignored_headings"]) == ("list", ["序号", "阶段"]), account
    shown = run("case", "show", village, "toilets", HOMES[0])
    assert (shown["stage"], shown["case"]["seats"]) == ("asked", 3), shown
    opened = run("case", "show", village, "toilets", HOMES[1])
    assert [step["to_stage"] for step in opened["steps"]] == ["asked"], opened
    run("roster", "export", village, folder / "out.xlsx", "--kind=toilet_case", "--kind=toilet_fund")
    again = run("roster", "import", village, folder / "out.xlsx")
    assert (again["new"], again["changed"], again["identical"]) == (0, 0, 4), again


def meet(village: Path) -> None:
    """Without a meeting, without quorum, without a majority, before the opening; then as the law says."""
    step = ("case", "advance", village, "toilets", HOMES[0], "--to=agreed", "--on=2017-05-08")
    refused("case.meeting", *step)
    for day, votes, passes in (
        ("2017-05-03", (50, 50, 0, 0), False),
        ("2017-05-03", (51, 25, 20, 6), False),
        ("2017-04-30", (90, 90, 0, 0), False),
        ("2017-05-04", (80, 60, 15, 5), True),
    ):
        held = run(*meeting(village, day, *votes))["id"]
        if passes:
            assert run(*step, f"--meeting={held}")["stage"] == "agreed"
        else:
            refused("case.meeting", *step, f"--meeting={held}")
    refused("case.level", "case", "advance", village, "toilets", HOMES[0], "--to=approved")


def exchange(village: Path, office: Path, folder: Path) -> None:
    """What each has, to the other."""
    run("bundle", "seal", village, "--out", folder / "up.fpb")
    run("bundle", "merge", office, folder / "up.fpb")
    run("bundle", "seal", office, "--to=all", "--out", folder / "down")
    for file in sorted((folder / "down").iterdir()):
        run("bundle", "merge", village, file)
        file.unlink()
    ours, theirs = (run("book", "info", book)["digests"][VILLAGE] for book in (office, village))
    assert ours == theirs


def approve(office: Path, village: Path, folder: Path) -> None:
    """The step that is the township's."""
    run("case", "advance", office, "toilets", HOMES[0], "--to=approved", "--on=2017-05-09")
    exchange(village, office, folder)


def picture(folder: Path, name: str) -> Path:
    """A photograph."""
    file = folder / f"{name}.png"
    Image.new("RGB", (64, 48), (sum(name.encode()) % 256, 90, 90)).save(file)
    return file


def build(village: Path, folder: Path) -> None:
    """It waits for photographs of before and after; one picture is not both."""
    step = ("case", "advance", village, "toilets", HOMES[0], "--to=built", "--on=2017-06-20")
    before, after = picture(folder, "before"), picture(folder, "after")
    refused("case.photos", *step)
    run("case", "set", village, "toilets", HOMES[0], "--photo", before, "--moment=photos_before")
    refused("case.photos", *step, "--photo", before)
    assert run(*step, "--photo", after)["stage"] == "built"
    shown = run("case", "show", village, "toilet_case", HOMES[0])
    assert (shown["case"]["built_on"], shown["next"], shown["missing"], shown["findings"]) == ("2017-06-20", [], [], [])


def give(village: Path) -> None:
    """Money from a source, never above it."""
    case = at(village, 0)
    funds = {one["name"]: one["id"] for one in run("record", "list", village, "toilet_fund")["records"]}
    given = ("record", "new", village, "toilet_grant", f"case={case}", "on=2017-06-21")
    run(*given, f"fund={funds['村集体经济']}", "amount=1200")
    refused("grant.above", *given, f"fund={funds['村集体经济']}", "amount=800.51")
    run(*given, f"fund={funds['社会捐赠']}", "amount=300")


def text_of(file: Path) -> str:
    """What a PDF says."""
    return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout


def on_the_board(village: Path, folder: Path) -> None:
    """Its own notice: rows from the case and the meeting; what its template denies cannot be asked for."""
    assert {"code": "T01", "name": "户厕改造对象公示", "issuers": ["village"]} in run("notice", "kinds")["kinds"]
    refused("notice.denied", "notice", "draft", village, "T01", "--where=meeting.against=1")
    run("notice", "contact", village, "--name=甲", "--phone=0752-1234567", "--address=村委会")
    notice = run("notice", "draft", village, "T01")["id"]
    run("notice", "check", village, notice)
    issued = run("notice", "issue", village, notice, "--from=2017-06-25")
    printed = folder / "notice.pdf"
    run("notice", "print", village, notice, "--out", printed)
    text = text_of(printed)
    for word in ("户主甲", "2017年5月4日", "60", "1,500.00", "村民会议表决", "演示一甲村民委员会"):
        assert word in text.replace("村村民", "村民"), (word, text)
    assert issued["id"] == notice


def count(office: Path, folder: Path) -> None:
    """Its report and its column in the house's; a figure opens its records; paper and workbook; its gap list."""
    assert {"progress", "toilets"} <= {one["name"] for one in run("report", office)["reports"]}
    table = run("report", office, "toilets", "--period=2017")
    total = table["table"][-1]["cells"]
    assert total == {"cases": 2, "rate": "50.0", "given": "1500.00"}, total
    given = run("report", office, "toilets", "--period=2017", "--row=total", "--column=given")
    assert (given["value"], sorted(one["amount"] for one in given["records"])) == ("1500.00", [30000, 120000])
    progress = run("report", office, "progress", "--period=2017")
    assert progress["table"][-1]["cells"]["toilets"] == 1
    assert run("report", office, "toilets", "--out", folder / "report.pdf")["pages"] == 1
    assert "户厕改造统计表" in text_of(folder / "report.pdf")
    run("report", office, "toilets", "--out", folder / "report.xlsx")
    cells = CalamineWorkbook.from_path(str(folder / "report.xlsx")).get_sheet_by_index(0).to_python()
    assert next(row for row in cells if row[1] == "合计")[2:] == [2.0, 50.0, 1500.0], cells
    assert run("gaps", office, "toilet_unmet")["count"] == 1
    assert "toilet_grant" in run("dictionary", "--format=json")["$defs"]


def both_advance(office: Path, village: Path, folder: Path) -> None:
    """Both desks bring one case to the meeting's stage on different days: one question, which the office settles."""
    held = run("record", "list", village, "village_meeting")["records"]
    last = max((one for one in held if one["agreed"] == 60), key=lambda one: one["on"])["id"]
    today = run("case", "show", village, "toilets", HOMES[1])["case"]["stage_on"]
    late = run(*meeting(village, today, 80, 70, 5, 5))["id"]
    assert last != late
    exchange(village, office, folder)
    step = ("--to=agreed", f"--on={today}", f"--meeting={late}")
    run("case", "advance", village, "toilets", HOMES[1], *step, "--opinion=村里先办")
    run("case", "advance", office, "toilets", HOMES[1], *step, "--opinion=镇里先办")
    run("case", "advance", office, "toilets", HOMES[1], "--to=approved", f"--on={today}")
    exchange(village, office, folder)
    for book in (office, village):
        shown = run("case", "show", book, "toilets", HOMES[1])
        assert shown["stage"] in ("agreed", "approved"), shown
        assert len(shown["steps"]) == 4, shown
    asked = run("question", "list", office)["questions"]
    assert [one["kind"] for one in asked] == ["toilet_case"], asked
    heads = {head["n"]: head["value"] for head in asked[0]["heads"]}
    further = next(n for n, value in heads.items() if "approved" in json.dumps(value, ensure_ascii=False))
    run("question", "settle", office, asked[0]["id"], f"--take={further}", "--why=镇已批准")
    exchange(village, office, folder)
    assert {run("case", "show", book, "toilets", HOMES[1])["stage"] for book in (office, village)} == {"approved"}


def both_give(office: Path, village: Path, folder: Path) -> None:
    """Each gives what the source still holds; together it is too much, which is found and not lost."""
    funds = {one["name"]: one["id"] for one in run("record", "list", village, "toilet_fund")["records"]}
    for book, amount in ((village, 700), (office, 650)):
        given = ("record", "new", book, "toilet_grant", f"case={at(book, 1)}", f"fund={funds['村集体经济']}")
        run(*given, f"amount={amount}", "on=2017-07-01")
    exchange(village, office, folder)
    assert len(run("record", "list", office, "toilet_grant")["records"]) == 4
    found = run("record", "findings", office, "--kind=toilet_grant")["findings"]
    assert {one["code"] for one in found} == {"grant.above"}, found


if __name__ == "__main__":
    walk(Path(sys.argv[1]))
