"""Plans by the command line: every way in goes through the rules of the feature."""

from pathlib import Path
from typing import Any

import pytest

HOUSEHOLD = "44169010120020160001"
FACTS = ("year=2016", "project8=1", "batch5=1", "category=产业扶贫", "content=养鸡五十只", "planned_fund=3000")


@pytest.fixture
def desk(run: Any, tmp_path: Path) -> Path:
    """A village's book with one household."""
    book = tmp_path / "village.book"
    run("book", "new", book, "--role=village", "--name=演示一甲村", "--division=441690101200", "--demo")
    for serial in (1, 2):
        code = f"4416901012002016000{serial}"
        run(
            "record",
            "new",
            book,
            "household",
            f"household_code={code}",
            "village_code=441690101200",
            "status=当前贫困户",
        )
    return book


def measure(run: Any, book: Path, *more: str, household: str = HOUSEHOLD) -> str:
    return str(run("record", "new", book, "year_measure", f"household={household}", *FACTS, *more)["id"])


def shown(run: Any, book: Path, id: str) -> dict[str, Any]:
    found: dict[str, Any] = run("record", "show", book, "year_measure", id)["record"]
    return found


def test_a_new_measure_is_planned_and_warned_about(run: Any, desk: Path) -> None:
    made = run("record", "new", desk, "year_measure", f"household={HOUSEHOLD}", *FACTS)
    assert made["warnings"] == ["Nobody is named as responsible for this measure."]
    assert shown(run, desk, made["id"])["state"] == "planned"
    refused = run("record", "new", desk, "year_measure", f"household={HOUSEHOLD}", *FACTS, "state=完成", code=1)
    assert refused["refused"]["code"] == "measure.state"
    late = ("start=2016-06-03", "due=2016-06-01")
    refused = run("record", "new", desk, "year_measure", f"household={HOUSEHOLD}", *FACTS, *late, code=1)
    assert refused["refused"]["where"]["field"] == "due"


def test_progress_moves_its_measure_and_may_not_go_back(run: Any, desk: Path) -> None:
    id = measure(run, desk)
    run("record", "new", desk, "measure_progress", f"measure={id}", "date=2016-06-03", "percent=40")
    assert shown(run, desk, id)["state"] == "doing"
    back = run("record", "new", desk, "measure_progress", f"measure={id}", "date=2016-07-03", "percent=30", code=1)
    assert back["refused"]["code"] == "progress.back"
    ahead = run("record", "new", desk, "measure_progress", f"measure={id}", "date=2099-06-03", "percent=50", code=1)
    assert ahead["refused"]["code"] == "progress.future"
    run("record", "new", desk, "measure_progress", f"measure={id}", "date=2016-08-03", "percent=100")
    assert shown(run, desk, id)["state"] == "done"
    refused = run("record", "set", desk, "year_measure", id, "state=进行中", code=1)
    assert refused["refused"]["code"] == "measure.state"
    missing = run("record", "new", desk, "measure_progress", "date=2016-08-03", "percent=100", code=1)
    assert missing["refused"]["where"]["field"] == "measure"


def test_a_measure_is_given_up_with_a_reason_only(run: Any, desk: Path) -> None:
    id = measure(run, desk)
    assert run("record", "set", desk, "year_measure", id, "state=取消", code=1)["refused"]["code"] == "measure.state"
    run("measure", "cancel", desk, id, "--why=农户外出务工")
    assert shown(run, desk, id)["state"] == "cancelled"
    late = run("record", "new", desk, "measure_progress", f"measure={id}", "date=2016-08-03", "percent=9", code=1)
    assert late["refused"]["code"] == "measure.cancelled"


def test_last_years_measures_wait_to_be_confirmed(run: Any, desk: Path) -> None:
    measure(run, desk, "start=2016-02-29", "due=2016-11-30")
    gone = measure(run, desk, "responsible=甲", household="44169010120020160002")
    run("measure", "cancel", desk, gone, "--why=不做了")
    made = run("measure", "copy", desk, "--from=2016", "--to=2017")
    assert len(made["ids"]) == 1
    copy = shown(run, desk, made["ids"][0])
    assert (copy["year"], copy["state"], copy["to_be_confirmed"]) == (2017, "planned", True)
    assert (copy["start"], copy["due"]) == ("2017-02-28", "2017-11-30")
    assert run("measure", "copy", desk, "--from=2016", "--to=2017")["ids"] == []
    assert run("measure", "copy", desk, "--from=2016", "--to=2016", code=1)["refused"]["code"] == "measure.year"
    run("measure", "confirm", desk, *made["ids"])
    assert shown(run, desk, made["ids"][0])["to_be_confirmed"] is None


def test_a_visit_made_as_a_record_leaves_its_task(run: Any, desk: Path) -> None:
    facts = (f"household={HOUSEHOLD}", "date=2016-06-03", "visitors=甲", "type=日常", "requests=想学电工")
    run("record", "new", desk, "visit", *facts)
    assert [task["matter"] for task in run("record", "list", desk, "follow_up_task")["records"]] == ["想学电工"]


def test_a_notice_cannot_be_pushed_past_its_life(run: Any, desk: Path) -> None:
    draft = run("notice", "draft", desk, "N17", "--body=第一条。")["id"]
    pushed = run("record", "set", desk, "notice", draft, "state=已结束", code=1)
    assert pushed["refused"]["code"] == "notice.state"
    run("notice", "check", desk, draft)
    issued = run("notice", "issue", desk, draft, "--from=2016-12-01")
    changed = run("record", "set", desk, "notice", issued["number"], "body=第二条。", code=1)
    assert changed["refused"]["code"] == "notice.frozen"
