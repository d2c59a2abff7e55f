"""Runs inside the copy: the new kind through command line, history, exchange and dictionary."""

import contextlib
import io
import json
import os
import sys
from pathlib import Path

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


if __name__ == "__main__":
    walk(Path(sys.argv[1]))
