"""The register's people by command line: who came and left, what was earned, promised, linked and ended."""

from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.record import fields_of

VILLAGE = "441690101200"
HOME = VILLAGE + "20160001"


@pytest.fixture
def book(tmp_path: Path, run: Any) -> Path:
    path = tmp_path / "a.book"
    run("book", "new", path, "--role", "village", "--name", "演示一甲村", "--division", VILLAGE)
    run("record", "new", path, "village", f"code={VILLAGE}", "name=演示一甲村", "assist_type=对口市帮扶")
    run("record", "new", path, "household", f"household_code={HOME}", f"village_code={VILLAGE}", "persons=1")
    run("record", "new", path, "member", f"household={HOME}", "name=张三", "relation=户主")
    return path


def member(run: Any, book: Path, name: str) -> Any:
    (found,) = run("record", "list", book, "member", "--where", f"name={name}")["records"]
    return found


def test_a_birth_a_death_and_an_exit(book: Path, run: Any) -> None:
    born = run(
        "household", "change", book, HOME, "--type", "自然增加", "--how", "新生儿", "--on", "2017.3.8",
        "--set", "name=张小三", "--set", "relation=之子", "--set", "sex=男",
    )  # fmt: skip
    assert (born["persons"], born["warnings"]) == (2, [])
    shown = run("record", "show", book, "member", born["member"])["record"]
    assert (shown["birth_date"], shown["change_type"]) == ("2017-03-08", "born")
    old = member(run, book, "张三")["id"]
    died = run(
        "household", "change", book, HOME, "--type", "decrease", "--how", "died", "--member", old, "--why", "病故"
    )
    assert died["persons"] == 1
    assert len(run("record", "list", book, "member")["records"]) == 2
    again = ("household", "change", book, HOME, "--type", "decrease", "--how", "died", "--member", old)
    assert run(*again, code=1)["refused"]["code"] == "member.left"
    moved = run("household", "status", book, HOME, "--to", "预脱贫", "--why", "评议通过", "--on", "2017-11-01")
    assert moved["status"] == "pre_exit"
    done = run(
        "household",
        "status",
        book,
        HOME,
        "--to",
        "已脱贫",
        "--why",
        "公示无异议",
        "--on",
        "2017-12-20",
        "--approver",
        "县扶贫办",
    )
    assert (done["status"], done["exit_year"]) == ("exited", 2017)
    wrong = run("household", "status", book, HOME, "--to", "当前贫困户", "--why", "x", code=1)
    assert wrong["refused"]["code"] == "household.status"
    assert run("record", "set", book, "household", HOME, "status=返贫", code=1)["refused"]["code"] == "field.managed"
    changes = run("record", "list", book, "household_change")["records"]
    assert [one["type"] for one in changes] == ["increase", "decrease", "pre_exit", "exited"]
    other = run(
        "household",
        "status",
        book,
        HOME,
        "--to",
        "已返贫",
        "--why",
        "主劳动力患病",
        "--reason",
        "六进之一",
        "--reason",
        "六进其他",
    )
    assert run("record", "show", book, "household_change", other["id"])["record"]["reasons"] == ["in6_1", "in6_other"]


def test_a_year_of_income_with_its_sums_at_once(book: Path, run: Any) -> None:
    told = run(
        "income", "enter", book, HOME, "2017", "persons=4", "wage=42000", "dibao_money=1200.50", "pension_money=800",
        "income_tax=10", "business_cost=990.5", "price_index=1.05",
    )  # fmt: skip
    assert (len(told["income"]), len(told["paid"])) == (13, 8)
    assert (told["income"]["transfer"], told["income"]["total_income"]) == (200050, 4400050)
    assert (told["paid"]["transfer_paid"], told["paid"]["total_paid"]) == (1000, 100050)
    assert (told["disposable"], told["per_head"], told["per_head_2014"]) == (4300000, 1075000, 1023810)
    more = run("income", "enter", book, HOME, "2017", "wage=43000")
    assert more["id"] == told["id"]
    odd = run("income", "enter", book, HOME, "2017", "transfer=1", code=1)
    assert odd["refused"]["code"] == "income.sum"
    assert (
        run("record", "set", book, "income_year", told["id"], "transfer=1", code=1)["refused"]["code"]
        == "field.managed"
    )


def test_promises_become_tasks_that_are_taken_done_dropped_and_reopened(book: Path, run: Any) -> None:
    case = run("case", "open", book, "housing", HOME)["id"]
    visit = run(
        "visit", "log", book, "--household", HOME, "--date", "2017-06-03", "--visitors", "张三、李四",
        "--type", "日常走访", "--notes", "稳定", "--request", "修路", "--due", "2017-09-01",
        "--promise", "送鸡苗|2017-07-01|李四", "--promise", "联系学校",
        "--start", "9:30", "--end", "10:15", "--case", case,
    )  # fmt: skip
    assert len(visit["task_ids"]) == 3
    assert visit["task_id"] == visit["task_ids"][0]
    assert run("record", "show", book, "visit", visit["id"])["record"]["housing_link"] == case
    tasks = run("record", "list", book, "follow_up_task")["records"]
    assert [(one["origin"], one["matter"], one["owner"], one["due"]) for one in tasks] == [
        ("request", "修路", "张三", "2017-09-01"),
        ("promise", "送鸡苗", "李四", "2017-07-01"),
        ("promise", "联系学校", "张三", "2017-09-01"),
    ]
    first, second, third = visit["task_ids"]
    assert run("task", "take", book, first, "--by", "王五")["state"] == "doing"
    assert run("task", "done", book, first, "--result", "已修通")["state"] == "done"
    assert run("task", "drop", book, second, "--why", "户主外出")["state"] == "cancelled"
    assert run("task", "reopen", book, first, "--why", "又塌了")["state"] == "open"
    assert run("task", "reopen", book, third, "--why", "x", code=1)["refused"]["code"] == "task.open"
    assert (
        run("record", "set", book, "follow_up_task", third, "state=已办结", code=1)["refused"]["code"]
        == "field.managed"
    )


def test_units_cadres_teams_and_responsibilities_end(book: Path, run: Any) -> None:
    for name in ("市教育局", "市供电公司"):
        run("record", "new", book, "assisting_unit", f"village_code={VILLAGE}", f"name={name}", "phone=0660-3360001")
    link = run("unit", "link", book, VILLAGE, "市教育局", "--from", "2016-05-01")["id"]
    early = run("unit", "end", book, link, "--on", "2017-01-01", "--why", "调整", code=1)
    assert early["refused"]["code"] == "link.exit"
    run("unit", "end", book, link, "--on", "2017-01-01", "--why", "调整", "--successor", "市供电公司")
    links = run("record", "list", book, "assistance_link")["records"]
    assert [(one["start"], one["end"]) for one in links] == [("2016-05-01", "2017-01-01"), ("2017-01-02", None)]
    gone = run("unit", "link", book, VILLAGE, "没有的单位", "--from", "2016-05-01", code=1)
    assert gone["refused"]["code"] == "record.unknown"
    team = run(
        "record",
        "new",
        book,
        "work_team",
        f"division={VILLAGE}",
        "type=驻村工作队",
        "name=甲村工作队",
        "start=2016.5.1",
    )["id"]
    cadre = run(
        "record", "new", book, "cadre", f"village_code={VILLAGE}", "name=陈干部", "roles=第一书记、副队长",
        f"team={team}", "start=2016.5.1", "sex=男", "phone=1",
    )["id"]  # fmt: skip
    duty = run(
        "record",
        "new",
        book,
        "responsibility",
        f"household={HOME}",
        f"cadre={cadre}",
        "role=帮扶责任人",
        "start=2016-05-01",
    )["id"]
    for verb, id in (("responsibility", duty), ("cadre", cadre), ("team", team)):
        assert run(verb, "end", book, id, "--on", "2019-03-31", "--why", "期满")["id"] == id
        assert run(verb, "end", book, id, "--on", "2019-03-31", "--why", "期满", code=1)["refused"]["code"].endswith(
            "ended"
        )


NEW = {
    "natural_village": (
        f"village_code={VILLAGE}",
        "name=上屋",
        f"code={VILLAGE}001",
        "population=210",
        "unpaved_km=1.2",
    ),
    "villager_group": (f"village_code={VILLAGE}", "name=一组", "population=80", "households=20"),
    "place_responsibility": (f"division={VILLAGE}", "role=村干部", "name=林主任", "start=2016-05-01"),
    "responsibility_letter": (
        f"division={VILLAGE}",
        "level=镇与村",
        "year=2017",
        "signers=甲、乙",
        "signed_on=2017-02-01",
    ),
    "work_team": (f"division={VILLAGE}", "type=驻村工作队", "name=甲村工作队", "temp_party_branch=是"),
}


@pytest.mark.parametrize("kind", NEW)
def test_new_kinds_are_written_listed_corrected_and_taken_out(kind: str, book: Path, run: Any, tmp_path: Path) -> None:
    id = run("record", "new", book, kind, *NEW[kind])["id"]
    assert run("record", "show", book, kind, id)["record"]["id"] == id
    remark = "remark=核对" if "remark" in fields_of(KINDS[kind]) else "post=主任"
    run("record", "set", book, kind, id, remark)
    sheet = run("roster", "export", book, tmp_path / "out.xlsx", "--kind", kind)
    assert sheet["rows"] == 1
    run("record", "put-away", book, kind, id, "--why", "误登")
    assert run("record", "list", book, kind)["records"] == []
    assert run("check", book, "--deep")["ok"]


def test_a_household_of_no_listed_village_is_told_with_a_code(tmp_path: Path, run: Any) -> None:
    path = tmp_path / "b.book"
    run("book", "new", path, "--role", "village", "--name", "演示一甲村", "--division", VILLAGE)
    made = run("record", "new", path, "household", f"household_code={HOME}", f"village_code={VILLAGE}")
    assert (len(made["warnings"]), made["warning_codes"]) == (1, ["village.unlisted"])
    run("record", "new", path, "village", f"code={VILLAGE}", "name=演示一甲村")
    again = run("record", "new", path, "household", f"household_code={VILLAGE}20160002", f"village_code={VILLAGE}")
    assert again["warnings"] == []
    assert "warning_codes" not in again
