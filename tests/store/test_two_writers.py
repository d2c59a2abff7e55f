"""Several programs write one book at once: they wait for each other, nobody becomes a new device, nothing is lost."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store import machine
from fupin_desktop.store.book import own_device
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.engine import Access, _connect
from fupin_desktop.villages.model import Village

WORDS = "wu ge pin yin ci"
VILLAGE = "441690101200"
WRITERS, ROUNDS = 6, 4

# The raw key is given, so that the writers meet in the book and not in the derivation of its key.
_WRITER = """
import sys
from pathlib import Path
from fupin_desktop.seal.slots import read_keys, keys_path
from fupin_desktop.store.book.book import Book
from fupin_desktop.visits.model import Visit
from fupin_desktop.households.model import Household
path, key, name, rounds = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3], int(sys.argv[4])
for number in range(rounds):
    with Book.open_with_key(path, key, read_keys(keys_path(path)), name) as book:
        with book.write("record.new") as ledger:
            ledger.save(Household(household_code=f"{name}-{number}", village_code="441690101200", status="registered"))
"""


@pytest.fixture
def made(tmp_path: Path) -> Any:
    with Book.create(tmp_path / "a.book", role="village", name="甲", division=VILLAGE, passphrase=WORDS) as book:
        yield book


def household_codes(book: Book) -> set[str]:
    with book.read() as reader:
        return set(reader.connection.exec_driver_sql("SELECT household_code FROM household").scalars().all())


def device_on_disk(book: Book) -> str:
    with book.read() as reader:
        told = reader.connection.exec_driver_sql("SELECT value FROM meta WHERE key='device'").scalar_one()
    return str(json.loads(told)["id"])


def start(book: Book, name: str, rounds: int) -> "subprocess.Popen[str]":
    words = [sys.executable, "-c", _WRITER, str(book.path), book.book_key.hex(), name, str(rounds)]
    return subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=dict(os.environ))


def test_case_37_writers_at_once_wait_for_each_other(made: Book) -> None:
    device = made.identity.device.id
    writers = [start(made, f"w{number}", ROUNDS) for number in range(WRITERS)]
    told = [writer.communicate()[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * WRITERS, told
    assert device_on_disk(made) == device
    assert household_codes(made) == {f"w{w}-{n}" for w in range(WRITERS) for n in range(ROUNDS)}
    assert check(made, deep=True) == []


def test_case_37_four_writers_at_once(made: Book, tmp_path: Path) -> None:
    with made.write("x") as ledger:
        ledger.save(Village(code=VILLAGE, name="演示一甲村"))
    secret = tmp_path / "passphrase"
    secret.write_text(WORDS, encoding="utf-8")
    device = made.identity.device.id
    words = [sys.executable, "-m", "fupin_desktop", "--json", f"--passphrase-file={secret}", "record", "set"]
    made.engine.dispose()
    running = [
        subprocess.Popen(
            [*words, str(made.path), "village", VILLAGE, f"name=第{number}村"], stdout=subprocess.PIPE, text=True
        )
        for number in range(4)
    ]
    answers = [one.communicate()[0] for one in running]
    assert [one.returncode for one in running] == [0] * 4, answers
    assert device_on_disk(made) == device
    with made.read() as reader:
        written = reader.connection.exec_driver_sql("SELECT count(*) FROM version").scalar_one()
    assert written == 4


@pytest.mark.parametrize("step", ["renew", "settle", "commit"])
def test_a_kill_between_the_steps_of_a_renewal(made: Book, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """A child is killed before or after each step; the book goes on as it is, and loses nothing."""
    device = made.identity.device.id
    with made.write("x") as ledger:
        ledger.save(Village(code=VILLAGE, name="演示一甲村"))
    made.engine.dispose()
    for _round in range(2):
        child = os.fork()
        if child == 0:
            _die_at(step)
            with Book.open_with_key(made.path, made.book_key, made.key_file, "x") as book:
                book.own_device()
            os._exit(1)
        _pid, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
    with Book.open_with_key(made.path, made.book_key, made.key_file, "x") as book:
        book.own_device()
        assert book.identity.device.id == device
        assert check(book, deep=True) == []


def _die_at(step: str) -> None:
    def die(*_args: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if step == "commit":
        own_device.settle_token = die
        return
    told = machine._tell
    machine._tell = lambda *words: (told(*words), die())
    if step == "settle":
        settle = machine.settle
        machine._tell = told
        machine.settle = lambda *words: (settle(*words), die())


def test_a_book_another_program_renewed_is_not_written_under_its_old_name(made: Book) -> None:
    made.own_device()
    with Book.open_with_key(made.path, made.book_key, made.key_file, "x") as other:
        other.renew_device()
        new = other.identity.device.id
    with made.write("x") as ledger:
        ledger.save(Village(code=VILLAGE, name="演示一甲村"))
    assert made.identity.device.id == new
    assert check(made, deep=True) == []


def test_whoever_writes_for_long_is_waited_for_and_then_named(made: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = _connect(made.path, made.book_key, Access.WRITE)
    holder.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("fupin_desktop.store.engine.TIMEOUT", 0.1)
    with (
        Book.open_with_key(made.path, made.book_key, made.key_file, "x") as book,
        pytest.raises(Refusal) as refusal,
        book.write("x"),
    ):
        pass
    assert refusal.value.code == "book.locked"
    holder.execute("ROLLBACK")
    holder.close()


def test_a_copy_and_its_original_do_not_turn_into_new_devices_by_turns(made: Book, tmp_path: Path) -> None:
    made.own_device()
    made.engine.dispose()
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in tmp_path.glob("a.*"):
        shutil.copy(path, copy / path.name)
    seen: dict[str, set[str]] = {"copy": set(), "original": set()}
    for _round in range(3):
        for name, path in (("copy", copy / "a.book"), ("original", made.path)):
            with Book.open_with_key(path, made.book_key, made.key_file, "x") as book:
                book.own_device()
                seen[name].add(book.identity.device.id)
    assert [len(ids) for ids in seen.values()] == [1, 1]
    assert seen["copy"] != seen["original"]
