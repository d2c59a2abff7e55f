"""New keys, custodians and a lost office, as an office types them."""

from pathlib import Path
from typing import Any

from fupin_desktop.paper.reading import texts

TOWN, VILLAGE = "441690101", "441690101200"


def new(run: Any, tmp_path: Path, name: str, role: str, division: str) -> tuple[Path, dict[str, Any]]:
    book = tmp_path / f"{name}.book"
    return book, run("book", "new", book, "--role", role, "--name", name, "--division", division)


def enrolled(run: Any, tmp_path: Path, office: Path, laptop: Path, *more: str, code: int = 0) -> Any:
    card, out = tmp_path / f"{office.stem}.card", tmp_path / f"{office.stem}-enrol.fpb"
    mine = run("device", "card", laptop, "--out", card)["fingerprint"]
    run("device", "enrol", office, card, "--scope", VILLAGE, "--person", "x", "--role", "first_secretary",
        "--fingerprint", mine, "--out", out)  # fmt: skip
    theirs = run("book", "info", office)["fingerprint"]
    return run("device", "join", laptop, out, "--fingerprint", theirs, *more, code=code)


def key_on(sheet: Path, tmp_path: Path) -> Path:
    """The key as a person reads it off the sheet."""
    printed = "".join("".join(texts(sheet.read_bytes())).split())
    start = printed.index("AGE-SECRET-KEY-1")
    file = tmp_path / "key"
    file.write_text(printed[start : start + 74])
    return file


def test_an_office_is_lost_and_stands_again(run: Any, tmp_path: Path) -> None:
    old, _made = new(run, tmp_path, "old", "township", TOWN)
    laptop, _made = new(run, tmp_path, "laptop", "village", VILLAGE)
    enrolled(run, tmp_path, old, laptop)
    sheet = tmp_path / "safe.pdf"
    made = run("custodian", "make", old, "--name", "镇保险柜", "--out", sheet)
    assert made["pages"] == 1
    assert "AGE-SECRET" not in str(made)
    key = key_on(sheet, tmp_path)
    assert run("custodian", "rehearse", old, "--key-file", key)["custodian"] == "镇保险柜"
    code = run("office", "rotate", old, "--why", "年度更换")["fingerprint"]
    down, up = tmp_path / "down.fpb", tmp_path / "up.fpb"
    run("bundle", "seal", old, "--to", "x", "--out", down)
    (told,) = run("bundle", "merge", laptop, down)["bundles"]
    assert told["office_code"] == code
    run(
        "record",
        "new",
        laptop,
        "household",
        "household_code=44169010120020160001",
        f"village_code={VILLAGE}",
        "status=registered",
    )
    run("bundle", "seal", laptop, "--out", up)

    fresh, _made = new(run, tmp_path, "fresh", "township", TOWN)
    assert enrolled(run, tmp_path, fresh, laptop, code=1)["refused"]["code"] == "join.other_office"
    enrolled(run, tmp_path, fresh, laptop, "--instead")
    again = tmp_path / "again.fpb"
    run("bundle", "seal", laptop, "--out", again)
    followed = run("office", "follow", fresh, again, "--fingerprint", code, "--why", "台账和密钥损毁")
    assert (followed["office"], followed["narrowed"]) == (code, [])
    assert len(followed["devices"]) == 2  # the lost office's, before and after it changed its keys
    refused = run("bundle", "merge", fresh, up, code=1)
    assert refused["bundles"][0]["code"] == "bundle.not_for_us"
    assert run("bundle", "merge", fresh, up, "--custodian-key", key)["bundles"][0]["status"] == "merged"
    assert run("bundle", "merge", fresh, again)["bundles"][0]["status"] == "merged"
    assert run("record", "list", fresh, "household")["records"][0]["household_code"] == "44169010120020160001"
    assert run("check", fresh, "--deep")["ok"]


def test_custodians_come_and_go(run: Any, tmp_path: Path) -> None:
    office, _made = new(run, tmp_path, "o", "township", TOWN)
    run("custodian", "make", office, "--name", "甲", "--out", tmp_path / "none" / "x.pdf", code=1)
    assert run("custodian", "list", office)["custodians"] == []  # no paper, no custodian
    wrong = run("custodian", "add", office, "--name", "县", "--recipient", "age1x", code=1)
    assert wrong["refused"]["code"] == "custodian.recipient"
    made = run("custodian", "make", office, "--name", "甲", "--out", tmp_path / "x.pdf")["custodians"]
    assert [one["name"] for one in made] == ["甲"]
    assert run("custodian", "remove", office, "甲")["custodians"] == []
    key = run("custodian", "rehearse", office, "--key-file", tmp_path / "none", code=1)
    assert key["refused"]["code"] == "custodian.file"


def test_a_laptop_changes_its_keys(run: Any, tmp_path: Path) -> None:
    office, _made = new(run, tmp_path, "o", "township", TOWN)
    laptop, made = new(run, tmp_path, "l", "village", VILLAGE)
    enrolled(run, tmp_path, office, laptop)
    fresh = run("device", "rotate", laptop)
    assert fresh["device_id"] != made["device_id"]
    up = tmp_path / "up.fpb"
    run("bundle", "seal", laptop, "--out", up)
    assert run("bundle", "merge", office, up, code=1)["bundles"][0]["code"] == "sender.succession"
    run("device", "confirm", office, fresh["device_id"], "--fingerprint", fresh["fingerprint"])
    assert run("bundle", "merge", office, up)["bundles"][0]["status"] == "already"
    assert run("device", "rotate", office, code=1)["refused"]["code"] == "device.office"
