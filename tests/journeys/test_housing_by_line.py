"""The demonstration county's houses from application to archive by the command line, with what goes wrong."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.paper.reading import texts
from tests.journeys.housing_desk import ACCEPTORS, COUNTY, VILLAGE, Desk

HOUSE, NEIGHBOUR = f"{VILLAGE}20160001", f"{VILLAGE}20160002"  # have no case yet
SETTLES = f"{VILLAGE}20160010"  # 入住敬老院, 手续办理中
NO_HOUSE = "44169010220220160047"  # 无房户新建, 未动


@pytest.fixture
def desk(run: Any, tmp_path: Path) -> Desk:
    return Desk(run, tmp_path)


def test_from_application_to_archive(desk: Desk) -> None:
    run, book = desk.run, desk.book
    run("policy", "set", book, "housing_deadline", "--value=2018-12-31", "--why=县实施方案", "--clause=十",
        "--from=2018-01-01")  # fmt: skip
    case = desk.open(HOUSE, "danger_grade=D级", "mode=原址翻建")
    assert desk.refused(HOUSE, "started", "2018-04-02")[0] == "case.order"
    review = (HOUSE, "assembly_reviewed", "2018-04-05")
    assert desk.refused(*review)[0] == "case.meeting"
    assert desk.refused(*review, desk.voted(NEIGHBOUR, "2018-04-05"))[0] == "case.meeting", "of another household"
    desk.go(*review, desk.voted(HOUSE, "2018-04-04"), desk.picture())
    # An objection while it hangs: it waits for its answer, and the case goes on where it was
    where = (f"--where=village_code={VILLAGE}", "--where=year_plan=2018")
    posted = desk.post("N10", "2018-04-06", *where)
    run("notice", "print", book, posted, "--out", desk.folder / "N10.pdf")
    assert "2018年4月4日村民代表会议" in told_by(desk.folder / "N10.pdf"), "the meeting that voted on it"
    objection = run("notice", "object", book, posted, "--text=此户在镇上另有住房", "--on=2018-04-08")["objection_id"]
    desk.go(HOUSE, "objection", "2018-04-08", "--opinion=有村民提出异议，核查中")
    assert run("notice", "close", book, posted, code=1)["refused"]["code"] == "notice.objection"
    run("notice", "reply", book, objection, "--text=经核查，镇上住房系其兄所有")
    run("notice", "close", book, posted)
    desk.go(HOUSE, "assembly_reviewed", "2018-04-10", "--opinion=异议不成立")
    # The gate opens the day after the last day on the board
    assert desk.refused(HOUSE, "posted_village", "2018-04-12")[0] == "case.notice"
    desk.go(HOUSE, "posted_village", "2018-04-13")
    appraised = ("--set=appraised_on=2018-04-13", "--set=report_no=演鉴2018-7")
    desk.go(HOUSE, "town_checked", "2018-04-14", *appraised, desk.picture())
    desk.hang("N10", "2018-04-15", "--division=441690101", "--where=year_plan=2018")
    desk.go(HOUSE, "posted_town", "2018-04-22")
    # Above the standard of the county only with a reason
    run("record", "new", book, "housing_standard", f"area={COUNTY}", "year=2018", "grade=D", "amount=40000")
    above = ("--paper=演建〔2018〕3号", "--set=subsidy_amount=40000.01")
    assert desk.refused(HOUSE, "county_approved", "2018-04-25", *above)[0] == "housing.above_standard"
    desk.go(HOUSE, "county_approved", "2018-04-25", *above, "--set=subsidy_reason=县政府专题会议纪要")
    desk.hang("N11", "2018-04-26", *where)
    desk.go(HOUSE, "posted_result", "2018-05-03")
    build(desk, case)
    accept_and_pay(desk, case)


def told_by(paper: Path) -> str:
    """The words of a paper, without the places where lines break."""
    return "".join("".join(texts(paper)).split())


def build(desk: Desk, case: str) -> None:
    """The agreement and the works: a builder whose qualification ends the day before they begin, then on the day."""
    run, book = desk.run, desk.book
    builder = run("record", "new", book, "housing_builder", f"village_code={VILLAGE}", "name=演示建筑队",
                  "qualification_no=粤建444", "valid_to=2018-05-09")["id"]  # fmt: skip
    signed = ("contract_signed_on=2018-05-05", "design_doc=农房通用图集A-3", "planned_start=2018-05-10",
              f"builder={builder}", "plan_checked=是")  # fmt: skip
    told = desk.go(HOUSE, "agreement_signed", "2018-05-05", *(f"--set={one}" for one in signed))
    assert any("2018-05-09" in text for text in told["warnings"]), "it ends the day before the start"
    run("record", "set", book, "housing_builder", builder, "valid_to=2018-05-10")
    told = desk.go(HOUSE, "started", "2018-05-10", desk.picture())
    assert told["warnings"] == [], "on its last day it holds"
    desk.go(HOUSE, "foundation", "2018-05-25")
    seen = ("date=2018-05-26", "inspector=镇村建办 李工", "points=地基未夯实", "to_mend=补强地基", "mend_by=2018-06-10")
    inspection = run("record", "new", book, "housing_inspection", f"case={case}", *seen, desk.laid())["id"]
    for to, on in (("main_body", "2018-06-20"), ("roofed", "2018-07-10"), ("completed", "2018-08-01")):
        desk.go(HOUSE, to, on)
    accepting = (f"--set=acceptors={ACCEPTORS}", "--set=area_after=90", desk.picture())
    assert desk.refused(HOUSE, "accepted", "2018-08-10", *accepting)[0] == "case.open_record"
    run("record", "set", book, "housing_inspection", inspection, "mended_on=2018-06-08", "rectification=已补强")


def accept_and_pay(desk: Desk, case: str) -> None:
    """An over-area house; payments: too early, to a stranger's card, in two parts, never above; then the file."""
    own, other = desk.card(HOUSE), desk.card(NEIGHBOUR)
    assert desk.pay(case, own, "20000", "2018-08-02", code=1) == "payment.before"
    told = desk.go(
        HOUSE, "accepted", "2018-08-10", f"--set=acceptors={ACCEPTORS}", "--set=area_after=90", desk.picture()
    )
    assert any("90 m²" in text and "60 m²" in text for text in told["warnings"])
    assert desk.pay(case, own, "20000", "2018-08-11", by=("--lang=en",), code=1) == "step.same_person"
    assert desk.pay(case, other, "20000", "2018-08-11", code=1) == "payment.card"
    assert desk.pay(case, own, "40000.02", "2018-08-11", code=1) == "payment.above"
    desk.pay(case, own, "13333.33", "2018-08-11")
    assert desk.refused(HOUSE, "paid", "2018-08-12")[0] == "case.sum"
    desk.pay(case, own, "26666.68", "2018-08-20")
    assert desk.refused(HOUSE, "paid", "2018-08-21", *desk.second)[0] == "step.same_person"
    desk.go(HOUSE, "paid", "2018-08-21")
    noticed = desk.hang("N12", "2018-08-22", f"--where=village_code={VILLAGE}", "--where=year_plan=2018")
    paid_on_one_day(desk, noticed)
    lacks = {one["code"] for one in desk.case(HOUSE)["missing"]}
    assert lacks == {"case.file"}
    for paper in ("application", "survey", "appraisal", "approval", "file_sheet", "acceptance"):
        facts = ("printed_on=2018-08-01", "signed_on=2018-08-10", "town_copy=是", "county_copy=是")
        desk.run("record", "new", desk.book, "housing_paper", f"case={case}", f"paper={paper}", *facts, desk.laid())
    assert desk.case(HOUSE)["missing"] == []
    desk.go(HOUSE, "archived", "2018-09-01")
    shown = desk.case(HOUSE)
    assert (shown["stage"], len(shown["steps"]), shown["findings"]) == ("archived", 18, [])
    same_everywhere(desk, case)


def paid_on_one_day(desk: Desk, notice: str) -> None:
    """F12, F13 and N12 print the day the money went to the card, not the day after, on which that was confirmed."""
    run, book = desk.run, desk.book
    for code, whose in (("F12", f"--village={VILLAGE}"), ("F13", f"--household={HOUSE}")):
        run("form", "print", book, code, whose, "--year=2018", "--out", desk.folder / f"{code}.pdf")
    run("notice", "print", book, notice, "--out", desk.folder / "N12.pdf")
    for code in ("F12", "F13", "N12"):
        told = told_by(desk.folder / f"{code}.pdf")
        days = [told.count(f"2018{at}") for at in ("-08-20", "年8月20日", "-08-21", "年8月21日")]
        assert (sum(days[:2]), sum(days[2:])) == (1, 0), (code, told)


def same_everywhere(desk: Desk, case: str) -> None:
    """The payments, F13, the report of the year and of the quarter, and the notice tell the same to the fen."""
    run, book = desk.run, desk.book
    paid = run("record", "list", book, "housing_payment", f"--where=case={case}")["records"]
    total = Decimal(sum(one["amount"] for one in paid)) / 100
    sheet = run("form", "print", book, "F13", f"--household={HOUSE}", "--year=2018", "--out", desk.folder / "F13.pdf")
    told = told_by(desk.folder / "F13.pdf")
    assert sheet["papers"] == 1
    assert "肆万元零壹分" in told
    assert f"{total:,}" in told
    assert told.count("原址翻建9040,000") == 2, "the standard of the county's table, which the approval did not repeat"
    assert told.count("＊0001") == 2
    run("policy", "set", book, "report_period", "--value=quarter", "--why=县通知", "--clause=三", "--from=2018-01-01")
    for period in ("2018", "2018Q3"):
        cell = run("report", book, "housing_money", f"--period={period}", "--row=total", "--column=paid")
        assert (Decimal(str(cell["value"])), cell["count"]) == (total, 2)
    assert total == Decimal("40000.01")


def test_a_household_that_moves_into_the_home_has_no_works_and_no_payment(desk: Desk) -> None:
    desk.go(SETTLES, "assembly_reviewed", "2018-04-05", desk.voted(SETTLES, "2018-04-05"), desk.picture())
    where = (f"--where=village_code={VILLAGE}", "--where=year_plan=2018")
    desk.hang("N10", "2018-04-06", *where)
    desk.go(SETTLES, "posted_village", "2018-04-13")
    desk.go(SETTLES, "town_checked", "2018-04-14", desk.picture())
    desk.hang("N10", "2018-04-15", "--division=441690101", "--where=year_plan=2018")
    desk.go(SETTLES, "posted_town", "2018-04-22")
    desk.go(SETTLES, "county_approved", "2018-04-25", "--paper=演建〔2018〕3号")
    desk.hang("N11", "2018-04-26", *where)
    desk.go(SETTLES, "posted_result", "2018-05-03")
    desk.go(SETTLES, "agreement_signed", "2018-05-04")
    assert desk.refused(SETTLES, "started", "2018-05-05")[0] == "case.order"
    desk.go(SETTLES, "moved_in", "2018-06-01", desk.picture())
    desk.go(SETTLES, "accepted", "2018-06-10", f"--set=acceptors={ACCEPTORS}")
    desk.go(SETTLES, "archived", "2018-06-20")
    assert [one["to_stage"] for one in desk.case(SETTLES)["steps"]][-4:] == [
        *("agreement_signed", "moved_in", "accepted", "archived"),
    ]


def test_a_household_without_a_house_builds_one(desk: Desk) -> None:
    shown = desk.case(NO_HOUSE)
    assert (shown["stage"], shown["case"]["mode"], shown["case"].get("danger_grade")) == (
        *("county_approved", "new_homeless", None),
    )
    assert "danger_grade" not in {one["field"] for one in shown["missing"]}, "there is no house to be appraised"
    desk.run("case", "set", desk.book, "housing", NO_HOUSE, "subsidy_amount=30000")
    desk.hang("N11", "2018-04-26", "--where=village_code=441690102202", "--where=year_plan=2017")
    desk.go(NO_HOUSE, "posted_result", "2018-05-03")
    desk.go(NO_HOUSE, "agreement_signed", "2018-05-04", desk.picture())
    for to, on in (("started", "2018-05-10"), ("foundation", "2018-05-20"), ("main_body", "2018-06-20")):
        desk.go(NO_HOUSE, to, on)
    desk.go(NO_HOUSE, "completed", "2018-08-01", desk.picture())
    desk.go(NO_HOUSE, "accepted", "2018-08-10", f"--set=acceptors={ACCEPTORS}", "--set=area_after=54")
    case = desk.case(NO_HOUSE)["id"]
    desk.pay(case, desk.card(NO_HOUSE), "30000", "2018-08-20")
    desk.go(NO_HOUSE, "paid", "2018-08-21")
    desk.go(NO_HOUSE, "archived", "2018-09-01")
    assert desk.case(NO_HOUSE)["stage"] == "archived"
