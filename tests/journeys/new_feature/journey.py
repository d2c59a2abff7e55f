"""Runs inside the copy: the new kind through command line, history, exchange, workbook, paper and dictionary."""

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

from python_calamine import CalamineWorkbook

from fupin_desktop.cli import main

HOUSEHOLD = "44169010120020160001"


def run(*words: object) -> dict[str, object]:
    """One verb, as JSON."""
    os.environ["FUPIN_PASSPHRASE"] = "wu ge pin yin ci"
    with contextlib.redirect_stdout(io.StringIO()) as told:
        code = main([*map(str, words), "--json", "--lang=en"])
    answer: dict[str, object] = json.loads(told.getvalue())
    assert code == 0, answer
    return answer


def walk(folder: Path) -> None:
    """Declare, write, change, exchange."""
    office, village = folder / "town.book", folder / "village.book"
    main_fp = run("book", "new", office, "--role=township", "--name=甲镇", "--division=441690101")["fingerprint"]
    laptop = run("book", "new", village, "--role=village", "--name=一甲", "--division=441690101200")["fingerprint"]
    run(
        "record",
        "new",
        village,
        "household",
        f"household_code={HOUSEHOLD}",
        "village_code=441690101200",
        "status=registered",
    )
    made = run("record", "new", village, "garden", f"household={HOUSEHOLD}", "beds=3", "topics=收入,就业")["id"]
    run("record", "set", village, "garden", made, "beds=4", "topics=就业,教育")
    history = run("record", "show", village, "garden", made, "--history")
    assert {line["field"] for line in history["history"]} == {"", "beds", "topics"}, history
    run("device", "card", village, "--out", folder / "card")
    run(
        "device", "enrol", office, folder / "card", "--scope=441690101200", "--person=甲", "--role=first_secretary",
        f"--fingerprint={laptop}", "--out", folder / "welcome.fpb",
    )  # fmt: skip
    run("device", "join", village, folder / "welcome.fpb", f"--fingerprint={main_fp}")
    run("bundle", "seal", village, "--out", folder / "up.fpb")
    run("bundle", "merge", office, folder / "up.fpb")
    found = run("record", "list", office, "garden")["records"]
    assert [(one["beds"], one["topics"]) for one in found] == [(4, ["school", "work"])], found
    ours, theirs = (run("book", "info", book)["digests"] for book in (office, village))
    assert ours["441690101200"] == theirs["441690101200"]
    assert run("check", office, "--deep")["ok"] is True
    assert "garden" in run("dictionary", "--format=json")["$defs"]
    small = run("gaps", office, "small_garden")
    assert (small["count"], [one["beds"] for one in small["records"]]) == (1, [4]), small
    out_on_paper(office, folder)


def out_on_paper(office: Path, folder: Path) -> None:
    """A sheet with its headings, a printed list with its labels."""
    assert run("roster", "export", office, folder / "gardens.xlsx", "--kind=garden")["rows"] == 1
    _title, headings, row = CalamineWorkbook.from_path(str(folder / "gardens.xlsx")).get_sheet_by_index(0).to_python()
    assert headings == ["No.", "Household", "Beds", "Topics"], headings
    assert row[:3] == [1.0, HOUSEHOLD, 4.0], row
    assert row[3], "the many-valued field"
    assert run("form", "print", office, "list_garden", "--all", "--out", folder / "gardens.pdf")["pages"] == 1
    text = subprocess.run(["pdftotext", "-layout", folder / "gardens.pdf", "-"], capture_output=True, text=True).stdout
    assert "Beds" in text, text
    assert "Topics" in text, text


if __name__ == "__main__":
    walk(Path(sys.argv[1]))
