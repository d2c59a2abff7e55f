"""Runs inside the copy: the invented case through the command line of a village and its township."""

import contextlib
import io
import json
import os
import sys
from pathlib import Path

from PIL import Image

from fupin_desktop.cli import main

VILLAGE = "441690101200"
HOUSEHOLD = f"{VILLAGE}20160001"


def run(*words: object, code: int = 0) -> dict[str, object]:
    """One verb, as JSON."""
    os.environ["FUPIN_PASSPHRASE"] = "wu ge pin yin ci"
    with contextlib.redirect_stdout(io.StringIO()) as told:
        found = main([*map(str, words), "--json", "--lang=en"])
    answer: dict[str, object] = json.loads(told.getvalue())
    assert found == code, answer
    return answer


def refused(expected: str, *words: object) -> str:
    """One verb that is refused with this code; its sentence."""
    told = run(*words, code=1)["refused"]
    assert isinstance(told, dict)
    assert told["code"] == expected, told
    return str(told["message"])


def walk(folder: Path) -> None:
    """Open, wait for the meeting, for the township, for the pictures."""
    office, village = folder / "town.book", folder / "village.book"
    main_fp = run("book", "new", office, "--role=township", "--name=甲镇", "--division=441690101")["fingerprint"]
    laptop = run("book", "new", village, "--role=village", "--name=一甲", f"--division={VILLAGE}")["fingerprint"]
    run("device", "card", village, "--out", folder / "card")
    run(
        "device", "enrol", office, folder / "card", f"--scope={VILLAGE}", "--person=甲", "--role=first_secretary",
        f"--fingerprint={laptop}", "--out", folder / "welcome.fpb",
    )  # fmt: skip
    run("device", "join", village, folder / "welcome.fpb", f"--fingerprint={main_fp}")
    home = (f"household_code={HOUSEHOLD}", f"village_code={VILLAGE}", "status=registered")
    run("record", "new", village, "household", *home)
    case = run("case", "open", village, "wells", HOUSEHOLD, "--on=2017-05-01", "--set=depth=30")["id"]
    assert "case advance" in refused("field.managed", "record", "set", village, "well", str(case), "stage=dug")
    assert "asked for" in refused("case.open_already", "case", "open", village, "wells", HOUSEHOLD)
    meet(village, str(case))
    refused("case.level", "case", "advance", village, "wells", HOUSEHOLD, "--to=checked")
    exchange(village, office, folder / "up.fpb")
    run("case", "advance", office, "wells", HOUSEHOLD, "--to=checked", "--on=2017-05-09")
    run("bundle", "seal", office, "--to=all", "--out", folder / "down")
    for file in (folder / "down").iterdir():
        run("bundle", "merge", village, file)
    dig(village, folder)
    exchange(village, office, folder / "again.fpb")
    shown = run("case", "show", office, "well", HOUSEHOLD)
    assert (shown["stage"], shown["next"], shown["findings"], shown["missing"]) == ("dug", [], [], []), shown
    assert isinstance(shown["steps"], list)
    assert [step["to_stage"] for step in shown["steps"]] == ["asked", "agreed", "checked", "dug"]
    assert run("check", office, "--deep")["ok"] is True


def meet(village: Path, case: str) -> None:
    """Without a meeting, without quorum, without a majority, before the opening; then as the law says."""
    step = ("case", "advance", village, "wells", HOUSEHOLD, "--to=agreed", "--on=2017-05-08")
    assert "meeting" in refused("case.meeting", *step)
    for day, came, agreed, words in (
        ("2017-05-03", 50, 50, "no quorum"),
        ("2017-05-03", 51, 25, "did not agree"),
        ("2017-04-30", 90, 90, "between the opening"),
        ("2017-05-03", 51, 26, ""),
    ):
        facts = (f"village_code={VILLAGE}", "name=村民会议", "due=100", f"attended={came}", f"agreed={agreed}")
        meeting = run("record", "new", village, "assembly", *facts, f"on={day}")["id"]
        if words:
            assert words in refused("case.meeting", *step, f"--meeting={meeting}")
        else:
            assert run(*step, f"--meeting={meeting}")["stage"] == "agreed"
    missing = run("case", "missing", village, "wells")["cases"]
    assert missing == [], missing
    assert run("case", "show", village, "wells", case)["missing"][0]["code"] == "case.level"  # type: ignore[index]


def dig(village: Path, folder: Path) -> None:
    """One picture is not both before and after."""
    pictures = [folder / f"{name}.png" for name in ("before", "after")]
    for number, picture in enumerate(pictures):
        Image.new("RGB", (64, 48), (number * 200, 90, 90)).save(picture)
    before, after = pictures
    step = ("case", "advance", village, "wells", HOUSEHOLD, "--to=dug", "--on=2017-05-20")
    refused("case.photos", *step)
    refused("case.moment", "case", "set", village, "wells", HOUSEHOLD, "--photo", before)
    run("case", "set", village, "wells", HOUSEHOLD, "depth=32", "--photo", before, "--moment=photos_before")
    refused("case.photos", *step, "--photo", before)
    assert run(*step, "--photo", after)["stage"] == "dug"
    record = run("case", "show", village, "wells", HOUSEHOLD)["case"]
    assert isinstance(record, dict)
    assert (record["dug_on"], record["depth"]) == ("2017-05-20", 32), record


def exchange(sender: Path, to: Path, file: Path) -> None:
    """What one has, to the other."""
    run("bundle", "seal", sender, "--out", file)
    run("bundle", "merge", to, file)


if __name__ == "__main__":
    walk(Path(sys.argv[1]))
