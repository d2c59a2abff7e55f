"""Real media: a read-only mount and a disk that is full, in a mount name space of the test's own."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.store.book.book import Book
from tests.cli.every_verb import PASSPHRASE

VILLAGE = "441690101200"


def _may_mount() -> bool:
    words = ["unshare", "-m", "mount", "-t", "tmpfs", "-o", "size=64k", "none", "/mnt"]
    return (
        shutil.which("unshare") is not None and subprocess.run(words, capture_output=True, check=False).returncode == 0
    )


pytestmark = pytest.mark.skipif(not _may_mount(), reason="mounting needs a name space this machine does not give")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder with a book in which something stands, closed."""
    folder = tmp_path / "stick"
    folder.mkdir()
    made = Book.create(folder / "a.book", role="township", name="甲镇", division="441690101", passphrase=PASSPHRASE)
    with made as book, book.write("x") as ledger:
        ledger.save(Household(household_code="44169010120020160001", village_code=VILLAGE, status="registered"))
    return folder


def run(mounting: str, book: Path, folder: Path, *asked: list[str]) -> list[dict[str, Any]]:
    """Verbs after this piece of shell mounted something; without any, every verb that takes a book."""
    root = Path(__file__).parents[2]
    script = f"set -e; {mounting}; exec {sys.executable} -m tests.cli.on_a_medium {book} {folder}"
    environment = {**os.environ, "PYTHONPATH": str(root), "FUPIN_LANG": "zh_CN"}
    given = "".join(json.dumps([str(word) for word in words]) + "\n" for words in asked)
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script], input=given, capture_output=True, text=True, env=environment, cwd=root,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _read_only(folder: Path) -> str:
    return f"mount --bind {folder} {folder}; mount -o remount,ro,bind {folder}"


def test_case_19_read_only_medium(stick: Path, tmp_path: Path) -> None:
    book, pdf = stick / "a.book", tmp_path / "x.pdf"
    info, listed, printed, backed, saved, checked = run(
        _read_only(stick), book, tmp_path,
        ["book", "info", book], ["record", "list", book, "household"],
        ["form", "print", book, "list_member", "--all", "--out", pdf], ["backup", book, "--to", tmp_path / "bk"],
        ["record", "set", book, "household", "44169010120020160001", "road_km=0.5"], ["check", book, "--deep"],
    )  # fmt: skip
    for one in (info, listed, printed, backed, checked):
        assert one["code"] == 0, one
        assert [told["code"] for told in one["answer"]["told"]] == ["book.read_only"]
        assert "只读" in one["said"]
    assert len(listed["answer"]["records"]) == 1
    assert pdf.read_bytes().startswith(b"%PDF")
    assert Path(backed["answer"]["file"]).exists()
    assert (saved["code"], saved["answer"]["refused"]["code"]) == (1, "book.read_only")


def test_what_was_printed_from_it_is_in_its_audit_log_once_it_can_be_written(stick: Path, tmp_path: Path) -> None:
    book, pdf = stick / "a.book", tmp_path / "x.pdf"
    run(_read_only(stick), book, tmp_path, ["form", "print", book, "list_member", "--all", "--out", pdf])
    with Book.open(book, PASSPHRASE) as again, again.read() as reader:
        events = [row[0] for row in reader.connection.exec_driver_sql("SELECT event FROM audit")]
    assert "form.print" in events


def test_every_verb_on_a_read_only_medium(stick: Path, tmp_path: Path) -> None:
    for one in run(_read_only(stick), stick / "a.book", tmp_path):
        assert one["code"] in (0, 1), one
        assert "Error" not in one["said"], one


def test_a_log_nobody_can_read_there_is_told(stick: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    with Book.open(stick / "a.book", PASSPHRASE):
        copy.mkdir()
        for ending in ("", "-wal", ".keys"):
            shutil.copy(stick / f"a.book{ending}", copy / f"a.book{ending}")
    (info,) = run(_read_only(copy), copy / "a.book", tmp_path, ["book", "info", copy / "a.book"])
    assert info["answer"]["refused"]["code"] == "book.log_unread"


def test_outputs_onto_a_read_only_or_full_place(stick: Path, tmp_path: Path) -> None:
    book, place = stick / "a.book", tmp_path / "place"
    place.mkdir()
    asked = [
        ["device", "card", book, "--out", place / "a.card"], ["backup", book, "--to", place],
        ["form", "print", book, "list_member", "--all", "--out", place / "x.pdf"],
        ["roster", "import", book, tmp_path / "none.xlsx", "--report", place / "x.xlsx"],
        ["bundle", "seal", book, "--to", "all", "--out", place / "all"],
    ]  # fmt: skip
    full = f"mount -t tmpfs -o size=128k none {place}; head -c 200k /dev/zero > {place}/filler || true"
    for mounting, code in ((_read_only(place), "output.read_only"), (full, "output.full")):
        for one in run(mounting, book, tmp_path, *asked):
            assert one["answer"]["refused"]["code"] == code, one
            assert not re.search("[a-z]", re.sub("“[^”]*”", "", one["said"])), one


def test_a_disk_that_fills_up_refuses_and_goes_on_when_there_is_room(stick: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    size = (stick / "a.book").stat().st_size // 1024
    book = small / "a.book"
    mounting = f"mount -t tmpfs -o size={size + 300}k none {small}; cp {stick}/a.book* {small}/"
    notes = "好" * 4_000
    asked = [
        ["visit", "log", book, "--household=44169010120020160001", "--date=2026-01-02", "--visitors=甲", "--type=日常",
         f"--notes={notes[number:]}"] for number in range(40)
    ]  # fmt: skip
    script = f"{mounting}; mkdir {tmp_path}/state 2>/dev/null || true"
    answers = run(script, book, tmp_path, *asked, ["check", book, "--deep"])
    codes = [one["answer"].get("refused", {}).get("code", "") for one in answers[:-1]]
    assert codes[0] == ""
    assert "book.full" in codes, codes
    assert set(codes) <= {"", "book.full"}


@pytest.mark.parametrize("room", [100, 400, 700])
def test_a_disk_that_fills_up_under_photographs_or_the_copy_itself(stick: Path, tmp_path: Path, room: int) -> None:
    with Book.open(stick / "a.book", PASSPHRASE) as book, book.transaction() as connection:
        for seed in range(3):
            book.pictures.keep(connection, random.Random(seed).randbytes(100_000))
    (kept,) = (one["answer"] for one in run("true", stick, tmp_path, ["backup", stick / "a.book", "--to", stick]))
    small = tmp_path / "small"
    small.mkdir()
    asked = [["backup", stick / "a.book", "--to", small], ["restore", kept["file"], "--out", small / "r.book"]]
    for words in asked:
        (one,) = run(f"mount -t tmpfs -o size={room}k none {small}", stick, tmp_path, words)
        assert (one["code"], one["answer"]["refused"]["code"]) == (1, "output.full"), one


@pytest.mark.parametrize("room", [0, 64, 200])
def test_a_book_that_finds_no_room_leaves_nothing(tmp_path: Path, room: int) -> None:
    small = tmp_path / "small"
    small.mkdir()
    words = ["book", "new", small / "b.book", "--role", "village", "--name", "x", "--division", VILLAGE]
    mounting = f"mount -t tmpfs -o size={max(4, room)}k none {small}" + (
        f"; head -c 9k /dev/zero > {small}/filler || true" if not room else ""
    )
    (made,) = run(f"{mounting}; ls -a {small} >&2", small / "b.book", tmp_path, words)
    assert made["answer"]["refused"]["code"] == "book.full", made
