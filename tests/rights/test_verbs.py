"""`rights list` and `rights waive`: what a device may, who may otherwise, and an exception with its reason."""

from pathlib import Path
from typing import Any

VILLAGE = "441690101200"


def test_a_book_says_what_may_be_done_with_it(run: Any, tmp_path: Path) -> None:
    village = tmp_path / "v.book"
    run("book", "new", village, "--role=village", "--name=甲", f"--division={VILLAGE}")
    told = run("rights", "list", village)
    acts = {one["code"]: one for one in told["acts"]}
    assert (told["role"], told["level"]) == ("", "village")
    assert acts["notice.issue"]["may"]
    assert not acts["policy.set"]["may"]
    assert "county clerk" in acts["policy.set"]["why_not"]
    assert acts["notice.issue"]["roles"][0] == "first_secretary"
    refused = run("rights", "waive", village, "notice.issue", "--until=2099-12-31", "--why=x", code=1)["refused"]
    assert refused["code"] == "office.only"


def test_an_exception_is_a_record_with_its_reason(run: Any, tmp_path: Path) -> None:
    town = tmp_path / "t.book"
    run("book", "new", town, "--role=township", "--name=甲镇", "--division=441690101")
    why, until = "镇上只有一名经办人", "--until=2099-12-31"
    made = run("rights", "waive", town, "notice.issue", until, f"--why={why}", f"--division={VILLAGE}")
    record = run("record", "show", town, "waiver", made["id"])["record"]
    assert (record["division"], record["until"], record["why"]) == (VILLAGE, "2099-12-31", why)
    refused = run("rights", "waive", town, "visit.log", until, "--why=x", code=1)["refused"]
    assert refused["code"] == "value.choice"
