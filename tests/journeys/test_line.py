"""The whole line by the command line: roster → visits → bundle → merge with a question → notice → receipt."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.cli import main
from fupin_desktop.households.model import Household
from fupin_desktop.store.book.book import Book
from tests.conftest import PASSPHRASE
from tests.notices.exits import agree

DEMO = Path(__file__).parents[2] / "resources" / "demo" / "demo-county-roster.xlsx"
SCOPE = "441690101200"
HOUSEHOLD = "44169010120020160001"


@pytest.fixture
def pair(run: Any, tmp_path: Path) -> tuple[Path, Path]:
    """An office with the demonstration roster and a village laptop that joined it."""
    office, laptop = tmp_path / "office.book", tmp_path / "laptop.book"
    above = run("book", "new", office, "--role=township", "--name=演示县", "--division=441690", "--demo")["fingerprint"]
    below = run("book", "new", laptop, "--role=village", "--name=工作队", f"--division={SCOPE}", "--demo")[
        "fingerprint"
    ]
    report = run("roster", "import", office, DEMO)
    assert (report["households"], report["members"], report["refused_rows"]) == (1493, 4791, [])
    run("device", "card", laptop, "--out", tmp_path / "card")
    run(
        "device", "enrol", office, tmp_path / "card", f"--scope={SCOPE}", "--person=甲", "--role=first_secretary",
        f"--fingerprint={below}", "--out", tmp_path / "welcome.fpb",
    )  # fmt: skip
    run("device", "join", laptop, tmp_path / "welcome.fpb", f"--fingerprint={above}")
    return office, laptop


def test_an_evening_of_work_reaches_the_township_and_comes_back(
    run: Any, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    office, laptop = pair
    counts = run("book", "info", office)["counts"]
    assert (counts["village"], counts["household"], counts["member"], counts["housing_case"]) == (26, 1493, 4791, 228)
    visit = run(
        "visit", "log", laptop, f"--household={HOUSEHOLD}", "--date=2017-06-03", "--visitors=甲,乙", "--type=日常",
        "--notes=情况稳定", "--request=想学电工",
    )  # fmt: skip
    assert visit["task_id"]
    run("record", "set", laptop, "household", HOUSEHOLD, "road_km=0.5")
    run("record", "set", office, "household", HOUSEHOLD, "road_km=0.6")
    sealed = run("bundle", "seal", laptop, "--out", tmp_path / "up.fpb")
    assert {stream["scope"] for stream in sealed["streams"]} == {SCOPE}
    preview = run("bundle", "merge", office, tmp_path / "up.fpb", "--dry-run")["bundles"][0]
    assert (preview["status"], preview["questions"]) == ("merged", 1)
    assert run("book", "info", office)["questions"] == 0
    merged = run("bundle", "merge", office, tmp_path / "up.fpb")
    assert (merged["bundles"][0]["status"], merged["questions_open"]) == ("merged", 1)
    again = run("bundle", "merge", office, tmp_path / "up.fpb")
    assert (again["bundles"][0]["status"], again["digest"]) == ("already", merged["digest"])
    question = run("question", "list", office)["questions"][0]
    assert {head["value"] for head in question["heads"]} == {"0.5", "0.6"}
    run("question", "settle", office, question["id"], "--value=0.55", "--why=上门量过")
    device = run("book", "info", laptop)["device_id"]
    run("bundle", "seal", office, "--to", device, "--out", tmp_path / "down.fpb")
    run("bundle", "merge", laptop, tmp_path / "down.fpb")
    ours, theirs = run("book", "info", office), run("book", "info", laptop)
    assert ours["digests"][SCOPE] == theirs["digests"][SCOPE]
    assert theirs["questions"] == 0
    assert f"{SCOPE}/s" not in theirs["digests"]
    for book in pair:
        assert run("check", book, "--deep") == {"ok": True, "problems": []}


def test_a_notice_prints_the_names_of_the_query_in_order(run: Any, pair: tuple[Path, Path], tmp_path: Path) -> None:
    office, _laptop = pair
    with Book.open(office, PASSPHRASE) as book, book.write("test") as ledger:
        for home in ledger.find(Household, village_code=SCOPE, planned_exit_year=2017):
            agree(ledger, home)
    notice = run(
        # The township's own: a village whose laptop is enrolled numbers its notices itself
        "notice",
        "draft",
        office,
        "N05",
        "--division",
        SCOPE[:9],
        "--where",
        f"village_code={SCOPE}",
        "--where",
        "year=2017",
    )["id"]
    run("notice", "issue", office, notice, "--from=2017-06-01")
    out = tmp_path / "notice.pdf"
    assert run("notice", "print", office, notice, "--out", out)["pages"] >= 1
    text = subprocess.run(["pdftotext", "-raw", str(out), "-"], capture_output=True, text=True, check=True).stdout
    wanted = run(
        "record", "list", office, "household", f"--where=village_code={SCOPE}", "--where=planned_exit_year=2017"
    )
    heads = {
        member["household"]: member["name"]
        for member in run("record", "list", office, "member", "--where=relation=01", "--unmask", "--why=test")[
            "records"
        ]
    }
    rows = [line.split() for line in text.splitlines() if line.split()[:1] and line.split()[0].isdigit()]
    printed = [row[2] if len(row) > 3 else "" for row in rows]
    expected = {heads[household["id"]] for household in wanted["records"]}
    assert len(printed) == len(wanted["records"])
    assert {name for name in printed if "×" not in name} <= expected
    assert not any(len(run_) >= 15 for run_ in "".join(c if c.isdigit() else " " for c in text).split())


@pytest.mark.parametrize("verb", ["quality x", "reconcile x"])
def test_what_is_not_built_says_so(run: Any, verb: str) -> None:
    assert run(*verb.split(), code=1)["refused"]["code"] == "version.later"


def test_usage_errors_are_exit_code_two() -> None:
    assert main(["book", "new"]) == 2
    assert main(["no-such-verb"]) == 2
    assert main(["book", "info", "x.book", "--nonsense"]) == 2
