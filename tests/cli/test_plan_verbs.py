"""Plans, policy cards and plans of villages by the command line, the workbook, the forms, and between two desks."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from fupin_desktop.paper.reading import texts

VILLAGE = "441690101200"
HOMES = [f"{VILLAGE}2016000{n}" for n in (1, 2)]
YEAR = dt.datetime.now().astimezone().year
PLAN = ("wish=养鸡", "cause_analysis=缺技术", "planned_exit_year=2018", "goal=三年脱贫")
MEASURE = (f"year={YEAR}", "project8=1", "batch5=1", "category=产业扶贫", "content=养鸡五十只", "planned_fund=3000")


@pytest.fixture
def desk(run: Any, tmp_path: Path) -> Path:
    """A village's book with two households; only of the first it is known why it is poor and what it earned."""
    book = tmp_path / "village.book"
    run("book", "new", book, "--role=village", "--name=演示一甲村", f"--division={VILLAGE}", "--demo")
    fill(run, book)
    return book


def fill(run: Any, book: Path) -> None:
    run("record", "new", book, "village", f"code={VILLAGE}", "name=演示一甲村", "is_poor_village=是")
    for code, more in zip(HOMES, (("cause_main=缺技术",), ()), strict=True):
        where = (f"household_code={code}", f"village_code={VILLAGE}", "status=当前贫困户")
        run("record", "new", book, "household", *where, *more)
    run("record", "new", book, "income_year", f"household={HOMES[0]}", f"year={YEAR - 1}", "persons=2", "wage=9000")


def code_of(run: Any, *words: object) -> str:
    return str(run(*words, code=1)["refused"]["code"])


def test_a_plan_from_its_making_to_its_second_version(run: Any, desk: Path) -> None:
    assert code_of(run, "plan", "sign", desk, HOMES[0]) == "plan.missing"
    assert run("plan", "make", desk, HOMES[0], *PLAN)["version"] == 1
    assert run("plan", "show", desk, HOMES[0])["lacks"] == []
    run("plan", "sign", desk, HOMES[0], "--name=户主甲")
    assert code_of(run, "plan", "sign", desk, HOMES[0], "--on=2099-01-01") == "plan.future"
    run("plan", "approve", desk, HOMES[0], "--by=镇扶贫办")
    assert code_of(run, "record", "set", desk, "household_plan", HOMES[0], "goal=别的") == "plan.signed"
    assert run("plan", "make", desk, HOMES[0], "goal=两年脱贫")["version"] == 2
    shown = run("plan", "show", desk, HOMES[0])
    assert [(one["version"], one["signer"], one["goal"]) for one in shown["signatures"]] == [
        (1, "household", "三年脱贫"),
        (1, "approver", "三年脱贫"),
    ]
    assert (shown["plan"]["approved_by"], shown["plan"]["wish"]) == (None, "养鸡")


def test_what_lacks_is_named_whatever_the_door(run: Any, desk: Path) -> None:
    run("plan", "make", desk, HOMES[1], *PLAN)
    lacks = run("plan", "show", desk, HOMES[1])["lacks"]
    assert len(lacks) == 2
    refused = run("plan", "approve", desk, HOMES[1], "--by=镇", code=1)["refused"]
    assert (refused["code"], refused["where"]["lacks"]) == ("plan.lacks", lacks)
    plan = run("record", "list", desk, "household_plan")["records"][0]["id"]
    assert code_of(run, "record", "set", desk, "household_plan", plan, "approved_by=镇") == "plan.lacks"
    sign = ("record", "new", desk, "plan_signature", f"household={HOMES[1]}", f"on={YEAR}-01-05")
    assert code_of(run, *sign, "signer=批准人", "name=镇") == "plan.lacks"
    assert code_of(run, *sign, "signer=批准人") == "plan.approver"
    assert code_of(run, *sign, "signer=户主", "year=2016") == "plan.missing"
    assert code_of(run, *sign, "signer=户主", "version=4") == "field.managed"


def test_plans_of_a_year_are_approved_together_and_the_lacking_one_is_named(run: Any, desk: Path) -> None:
    for code in HOMES:
        run("plan", "make", desk, code, *PLAN)
        run("plan", "make", desk, code, f"--year={YEAR}", "goal=出栏一批")
        run("record", "new", desk, "year_measure", f"household={code}", *MEASURE)
    together = ("plan", "approve", desk, *HOMES, f"--year={YEAR}", "--by=镇扶贫办")
    rehearsed = run(*together, "--dry-run")
    assert (len(rehearsed["ids"]), [one["code"] for one in rehearsed["refused"]]) == (1, ["plan.lacks"])
    assert run("gaps", desk, "plan_unapproved")["count"] == 2
    assert len(run(*together)["ids"]) == 1
    assert run("gaps", desk, "plan_unapproved")["count"] == 1
    table = run("report", desk, "plans", f"--period={YEAR}")["table"][-1]["cells"]
    assert (table["planned"], table["year_planned"], table["year_approved"], table["measures"]) == (2, 2, 1, 2)


def test_measures_wait_in_a_list_until_the_household_was_asked(run: Any, desk: Path) -> None:
    run("record", "new", desk, "year_measure", f"household={HOMES[0]}", *MEASURE)
    run("measure", "copy", desk, f"--from={YEAR}", f"--to={YEAR + 1}")
    waiting = run("measure", "waiting", desk)
    assert (waiting["count"], [one["year"] for one in waiting["measures"]]) == (1, [YEAR + 1])
    assert run("gaps", desk, "measure_unconfirmed", f"--period={YEAR + 1}")["count"] == 1
    run("measure", "confirm", desk, waiting["measures"][0]["id"])
    assert run("measure", "waiting", desk)["count"] == 0


def test_money_by_source_and_what_is_wished_for(run: Any, desk: Path) -> None:
    measure = run("record", "new", desk, "year_measure", f"household={HOMES[0]}", *MEASURE)["id"]
    source = ("record", "new", desk, "measure_funding", f"measure={measure}")
    made = run(*source, "source=单位自筹", "planned=2000", "actual=1500.50")
    assert made["warnings"] == []
    assert len(run(*source, "source=个人自筹", "planned=1000.01")["warnings"]) == 1
    assert code_of(run, *source, "source=单位自筹") == "funding.twice"
    assert code_of(run, *source, "source=金融信贷", "on=2099-01-01") == "plan.future"
    assert run("gaps", desk, "measure_no_source")["count"] == 0
    survey = ("record", "new", desk, "household_survey", f"household={HOMES[0]}", "surveyor=陈一", "wish=养鸡")
    told = run(*survey, f"date={YEAR}-01-05", "loan_wish=是", "loan_purpose=创业、助学", "income_pc=-5000")
    assert told["warnings"] == []
    assert code_of(run, *survey, "date=2099-01-05") == "plan.future"
    assert run("gaps", desk, "no_survey")["count"] == 1


def test_a_policy_card_by_record_and_by_year(run: Any, desk: Path) -> None:
    item = ("record", "new", desk, "household_benefit", f"household={HOMES[0]}", f"year={YEAR}", "entitled=是")
    run(*item, "item=种粮直补", "due_amount=500", "received=是", "received_amount=200")
    run(*item, "item=其他", "other_name=移民后期扶持")
    assert code_of(run, *item, "item=其他") == "benefit.name"
    assert code_of(run, *item, "item=种粮直补") == "benefit.exists"
    assert code_of(run, *item, "item=低保", "received_amount=1") == "benefit.received"
    assert code_of(run, *item, "item=低保", "received=是", "received_on=2099-01-01") == "benefit.future"
    card = run("benefit", "card", desk, HOMES[0])
    assert (card["missing"], [one["gap"] for one in card["items"]]) == (2, ["300", None])
    assert run("gaps", desk, "policy_gap")["count"] == 2
    assert len(run("benefit", "copy", desk, f"--from={YEAR}", f"--to={YEAR + 1}")["ids"]) == 2
    same = ("benefit", "copy", desk, f"--from={YEAR}", f"--to={YEAR}")
    assert code_of(run, *same) == "benefit.year"


def test_lists_go_out_to_a_workbook_and_come_back_the_same(run: Any, desk: Path, tmp_path: Path) -> None:
    item = ("record", "new", desk, "household_benefit", f"household={HOMES[0]}", f"year={YEAR}", "entitled=是")
    for one in ("种粮直补", "低保"):
        run(*item, f"item={one}", "due_amount=500")
    run("plan", "make", desk, HOMES[0], f"--year={YEAR}", "goal=出栏一批")
    out = tmp_path / "out.xlsx"
    run("roster", "export", desk, out, "--kind=household_benefit", "--kind=household_year_plan")
    again = run("roster", "import", desk, out)
    assert (again["new"], again["changed"], again["identical"]) == (0, 0, 3), again
    rows = CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()
    at = next(down for down, row in enumerate(rows) if HOMES[0] in map(str, row))
    wrong = tmp_path / "wrong.xlsx"
    with xlsxwriter.Workbook(str(wrong)) as book:
        page = book.add_worksheet(CalamineWorkbook.from_path(str(out)).sheet_names[0])
        page.write_row(0, 0, rows[at - 1])
        page.write_row(
            1, 0, ["其他" if "农业" in str(one) or str(one) == "farmland subsidy" else one for one in rows[at]]
        )
    taken = run("roster", "import", desk, wrong)
    assert (taken["new"], len(taken["refused_rows"])) == (0, 1), taken


def test_a_village_plan_by_its_verbs(run: Any, desk: Path) -> None:
    years = ("first_year=2016", "last_year=2018")
    plan = run("record", "new", desk, "village_plan", f"village={VILLAGE}", *years, "work=修路")["id"]
    told = run("plan", "ratify", desk, "village_plan", plan, "--by=镇政府", code=1)["refused"]
    assert (told["code"], len(told["where"]["lacks"])) == ("village_plan.lacks", 5)
    back = ("plan", "milestones", desk, "village_plan", plan)
    assert code_of(run, *back, "--step=村道") == "milestone.step"
    assert code_of(run, *back, "--step=村道=12") == "milestone.no_deadline"
    late = ("record", "new", desk, "plan_item", f"plan={plan}", "name=村道", "year=2020")
    assert code_of(run, *late) == "plan_item.year"
    assert code_of(run, "record", "new", desk, "village_plan", f"village={VILLAGE}", *years) == "record.exists"
    assert run("gaps", desk, "village_no_hearing")["count"] == 1


def test_forms_print_what_was_entered(run: Any, desk: Path, tmp_path: Path) -> None:
    run("plan", "make", desk, HOMES[0], *PLAN, "loan_wish=是", "loan_purpose=助学")
    run("plan", "sign", desk, HOMES[0], "--name=户主甲")
    measure = run("record", "new", desk, "year_measure", f"household={HOMES[0]}", *MEASURE)["id"]
    run("record", "new", desk, "measure_funding", f"measure={measure}", "source=单位自筹", "planned=2000")
    item = ("record", "new", desk, "household_benefit", f"household={HOMES[0]}", f"year={YEAR}", "entitled=是")
    run(*item, "item=低保", "due_amount=500.50", "why_not=未申请")
    plan = ("record", "new", desk, "village_plan", f"village={VILLAGE}", "first_year=2016", "last_year=2018")
    plan_id = run(*plan, "goals=全部脱贫")["id"]
    run("record", "new", desk, "plan_item", f"plan={plan_id}", "name=村道硬化", "year=2017", "planned_fund=900000")

    def printed(form: str, *whose: str) -> str:
        run("form", "print", desk, form, *whose, "--out", tmp_path / f"{form}.pdf")
        return "".join(texts(tmp_path / f"{form}.pdf")).replace("\n", "").replace("\r", "")

    told = printed("F06", f"--household={HOMES[0]}")
    for word in ("助学", "单位自筹", "2,000", "户主甲", "三年脱贫"):
        assert word in told, (word, told)
    assert "单位自筹" in printed("F09", f"--village={VILLAGE}")
    card = printed("POLICY", f"--household={HOMES[0]}")
    for word in ("最低生活保障", "500.50", "未申请"):
        assert word in card, (word, card)
    village = printed("F15", f"--village={VILLAGE}")
    for word in ("全部脱贫", "村道硬化", "900,000"):
        assert word in village, (word, village)


def test_two_desks_revise_one_plan_and_the_question_is_of_what_they_wrote(run: Any, tmp_path: Path) -> None:
    office, laptop = tmp_path / "town.book", tmp_path / "laptop.book"
    above = run("book", "new", office, "--role=township", "--name=甲镇", "--division=441690101")["fingerprint"]
    below = run("book", "new", laptop, "--role=village", "--name=工作队", f"--division={VILLAGE}")["fingerprint"]
    fill(run, office)
    run("plan", "make", office, HOMES[0], *PLAN)
    run("plan", "sign", office, HOMES[0])
    run("device", "card", laptop, "--out", tmp_path / "card")
    run(
        "device", "enrol", office, tmp_path / "card", f"--scope={VILLAGE}", "--person=王五", "--role=first_secretary",
        f"--fingerprint={below}", "--out", tmp_path / "welcome.fpb",
    )  # fmt: skip
    run("device", "join", laptop, tmp_path / "welcome.fpb", f"--fingerprint={above}")
    run("plan", "make", laptop, HOMES[0], "goal=两年脱贫")
    run("plan", "make", office, HOMES[0], "goal=当年脱贫")
    run("bundle", "seal", laptop, "--out", tmp_path / "up.fpb")
    run("bundle", "merge", office, tmp_path / "up.fpb")
    (question,) = run("question", "list", office)["questions"]
    assert (question["kind"], question["field"]) == ("household_plan", "goal")
    take = next(head["n"] for head in question["heads"] if "两年" in str(head["value"]))
    run("question", "settle", office, question["id"], f"--take={take}", "--why=与农户核实")
    shown = run("plan", "show", office, HOMES[0])
    assert (shown["plan"]["goal"], shown["version"], shown["plan"]["household_signed"]) == ("两年脱贫", 2, None)
    assert [one["goal"] for one in shown["signatures"]] == ["三年脱贫"], "the signed version stands"


def test_lists_of_a_village_plan_go_out_and_come_back_and_a_wrong_row_is_named(
    run: Any, desk: Path, tmp_path: Path
) -> None:
    years = ("first_year=2016", "last_year=2018")
    plan = run("record", "new", desk, "village_plan", f"village={VILLAGE}", *years, "goals=全部脱贫")["id"]
    where = f"village={VILLAGE}"
    run("record", "new", desk, "village_survey", where, "date=2016-05-10", "surveyors=陈一、李二", "findings=缺水")
    run("record", "new", desk, "plan_hearing", where, "date=2016-05-20", "heard=党员、贫困户", "opinions=先修路")
    run("record", "new", desk, "plan_item", f"plan={plan}", "year=2017", "name=村道", "planned_fund=900000.50")
    run("record", "new", desk, "village_milestone", f"plan={plan}", "name=村道完工", "due=2017-12-31")
    kinds = ("village_plan", "village_survey", "plan_hearing", "plan_item", "village_milestone")
    out = tmp_path / "out.xlsx"
    run("roster", "export", desk, out, *(f"--kind={kind}" for kind in kinds))
    again = run("roster", "import", desk, out)
    assert (again["new"], again["changed"], again["identical"]) == (0, 0, 5), again
    found = CalamineWorkbook.from_path(str(out))
    name = next(one for one in found.sheet_names if "Item of the village" in one or "村规划项目" in one)
    rows = found.get_sheet_by_name(name).to_python()
    at = next(down for down, row in enumerate(rows) if "村道" in map(str, row))
    wrong = tmp_path / "wrong.xlsx"
    with xlsxwriter.Workbook(str(wrong)) as book:
        page = book.add_worksheet(name)
        page.write_row(0, 0, rows[at - 1])
        page.write_row(1, 0, [2020 if one in (2017, "2017") else one for one in rows[at]])
    taken = run("roster", "import", desk, wrong)
    assert (taken["new"], taken["changed"], len(taken["refused_rows"])) == (0, 0, 1), taken
    assert "2016" in taken["refused_rows"][0]["message"], taken
