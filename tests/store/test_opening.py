"""A book that is older than what this machine saw of it is told; a file that is no book is never made one."""

import shutil
from pathlib import Path

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.copies.backup import safeguard
from fupin_desktop.store.book.copies.restoring import restore

PASSPHRASE = "wu ge pin yin ci"


def enter(book: Book, number: int) -> None:
    with book.write("x") as ledger:
        ledger.save(
            Household(household_code=f"4416901012002016{number:04}", village_code="441690101200", status="registered")
        )


def copied(book: Path, to: Path, *endings: str) -> Path:
    for ending in endings:
        shutil.copy(f"{book}{ending}", f"{to}{ending}")
    return to


def test_a_copy_without_its_log_is_told_until_something_is_entered(tmp_path: Path) -> None:
    path = tmp_path / "a.book"
    Book.create(path, role="township", name="甲镇", division="441690101", passphrase=PASSPHRASE).close()
    with Book.open(path, PASSPHRASE) as book:
        enter(book, 1)
        copy = copied(path, tmp_path / "copy.book", "", ".keys")
        device = book.identity.device.id
    for _time in range(2):
        with Book.open(copy, PASSPHRASE) as book:
            assert "book.older" in book.told
    with Book.open(copy, PASSPHRASE) as book:
        enter(book, 2)
        assert book.identity.device.id != device
    with Book.open(copy, PASSPHRASE) as book:
        assert book.told == {}


def test_one_that_lost_only_its_newest_entries_becomes_a_new_device_too(tmp_path: Path) -> None:
    path = tmp_path / "a.book"
    Book.create(path, role="township", name="甲镇", division="441690101", passphrase=PASSPHRASE).close()
    with Book.open(path, PASSPHRASE) as book:
        enter(book, 1)
        with book.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        enter(book, 2)
        device = book.identity.device.id
        copy = copied(path, tmp_path / "copy.book", "", ".keys")
    with Book.open(copy, PASSPHRASE) as book:
        assert "book.older" in book.told
        enter(book, 3)
        assert book.identity.device.id != device


def test_a_whole_copy_and_a_restored_backup_are_not_told(book: Book, tmp_path: Path) -> None:
    enter(book, 1)
    restore(safeguard(book), tmp_path / "restored.book", PASSPHRASE)
    enter(book, 2)
    whole = copied(book.path, tmp_path / "whole.book", "", "-wal", ".keys")
    for path in (whole, tmp_path / "restored.book"):
        with Book.open(path, PASSPHRASE) as again:
            assert again.told == {}


def test_another_program_that_holds_the_book_is_told(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    from fupin_desktop.store import engine

    monkeypatch.setattr(engine, "TIMEOUT", 0.1)
    with Book.open(book.path, PASSPHRASE) as other, book.transaction(), pytest.raises(Refusal) as told:
        other.note("x", "y")
    assert told.value.code == "book.locked"


def test_a_new_book_in_no_folder_or_over_what_an_old_one_left(tmp_path: Path) -> None:
    facts = {"role": "township", "name": "甲镇", "division": "441690101", "passphrase": PASSPHRASE}
    (tmp_path / "b.book-wal").write_text("old")
    for path, code in ((tmp_path / "none" / "a.book", "book.missing"), (tmp_path / "b.book", "book.exists")):
        with pytest.raises(Refusal) as told:
            Book.create(path, **facts)
        assert told.value.code == code
    assert sorted(file.name for file in tmp_path.iterdir()) == ["b.book-wal"]


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_folder_in_the_place_of_one_of_its_files_is_named(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "a.book"
    Book.create(path, role="township", name="甲镇", division="441690101", passphrase=PASSPHRASE).close()
    beside = tmp_path / f"a.book{ending}"
    beside.mkdir()
    with pytest.raises(Refusal) as refusal:
        Book.open(path, PASSPHRASE).close()
    assert (refusal.value.code, refusal.value.where) == ("book.in_the_way", {"path": str(beside)})
    assert beside.name in str(refusal.value)
    beside.rmdir()
    Book.open(path, PASSPHRASE).close()


def test_a_commit_waits_until_it_is_on_the_disk(power_may_fail: None, tmp_path: Path) -> None:
    made = Book.create(tmp_path / "a.book", role="township", name="甲镇", division="441690101", passphrase=PASSPHRASE)
    with made, made.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2, "FULL"
