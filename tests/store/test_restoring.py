"""A backup is checked before it is put back, and nothing an earlier book left can spoil it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.book.copies.backup import backup, backups_of, safeguard
from fupin_desktop.store.book.copies.restoring import restore

PASSPHRASE = "wu ge pin yin ci"
VILLAGE = "441690101200"


def enter(book: Book, number: int) -> None:
    with book.write("x") as ledger:
        ledger.save(Household(household_code=f"4416901012002016{number:04}", village_code=VILLAGE, status="registered"))


def households(path: Path) -> int:
    with Book.open(path, PASSPHRASE) as book, book.read() as reader:
        assert check(book, deep=True) == []
        return len(reader.find(Household))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as told:
        act()
    return told.value.code


@pytest.fixture
def made(book: Book) -> Path:
    """A backup of a book with one household."""
    enter(book, 1)
    return safeguard(book)


def test_what_an_old_book_left_beside_the_target_is_moved_aside(book: Book, made: Path, tmp_path: Path) -> None:
    out = tmp_path / "again.book"
    # An old log whose pages would be read over the restored ones
    enter(book, 2)
    for ending in ("-wal", "-shm", ".keys"):
        shutil.copy(f"{book.path}{ending}", f"{out}{ending}")
    (tmp_path / "again.book.photos").mkdir()
    (tmp_path / "again.book.photos" / "x").write_text("an old photograph")
    aside = restore(made, out, PASSPHRASE)
    assert len(aside) == 4
    assert all(path.exists() and ".old-" in path.name for path in aside)
    assert households(out) == 1


def test_a_copy_of_an_open_book_is_put_back_with_its_log(book: Book, made: Path, tmp_path: Path) -> None:
    enter(book, 2)
    copy, out = tmp_path / "copy.book", tmp_path / "again.book"
    for ending in ("", "-wal", ".keys"):
        shutil.copy(f"{book.path}{ending}", f"{copy}{ending}")
    restore(copy, out, PASSPHRASE)
    assert households(out) == 2


def _no_keys(made: Path) -> None:
    for ending in (".keys", ".keys.twin"):
        Path(f"{made}{ending}").unlink()


def _flipped(made: Path) -> None:
    raw = bytearray(made.read_bytes())
    raw[-3000] ^= 1
    made.write_bytes(raw)


def _cut(made: Path) -> None:
    made.write_bytes(made.read_bytes()[: made.stat().st_size // 3])


def _emptied(made: Path) -> None:
    made.write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [(_no_keys, "keys.missing"), (_flipped, "backup.broken"), (_cut, "backup.broken"), (_emptied, "book.empty")],
)
def test_a_spoiled_backup_is_refused_before_anything_is_written(
    made: Path, tmp_path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    spoil(made)
    out = tmp_path / "out" / "again.book"
    out.parent.mkdir()
    (out.parent / "again.book-wal").write_text("old")
    assert refused(lambda: restore(made, out, PASSPHRASE)) == code
    assert [file.name for file in out.parent.iterdir()] == ["again.book-wal"]


def test_a_log_that_does_not_hold_together_is_found(book: Book, tmp_path: Path) -> None:
    enter(book, 1)
    with book.exchange() as shelf:
        shelf.cutter.cut_all()
    with book.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM segment")
    made = backup(book, tmp_path / "copies")
    assert refused(lambda: restore(made, tmp_path / "again.book", PASSPHRASE)) == "backup.broken"


def test_neither_onto_the_backup_nor_onto_a_book_nor_with_other_words(made: Path, book: Book, tmp_path: Path) -> None:
    assert refused(lambda: restore(made, made, PASSPHRASE)) == "output.same"
    assert refused(lambda: restore(made, book.path, PASSPHRASE)) == "output.same"
    assert refused(lambda: restore(made, tmp_path / "a.book", "quite other words")) == "passphrase.wrong"
    assert not (tmp_path / "a.book").exists()


def test_backups_are_for_their_user_alone(book: Book, made: Path, tmp_path: Path) -> None:
    away = backup(book, tmp_path / "copies")
    for file in (made, away):
        assert file.parent.stat().st_mode & 0o777 == 0o700
        assert {part.stat().st_mode & 0o777 for part in file.parent.glob(f"{file.name}*") if part.is_file()} == {0o600}


def test_an_open_folder_of_backups_is_closed(book: Book) -> None:
    backups_of(book.path).mkdir(mode=0o755)
    safeguard(book)
    assert backups_of(book.path).stat().st_mode & 0o777 == 0o700


def test_a_backup_takes_the_key_file_along_when_the_book_lost_it(book: Book, tmp_path: Path) -> None:
    for ending in (".keys", ".keys.twin"):
        Path(f"{book.path}{ending}").unlink()
    enter(book, 1)
    restore(backup(book, tmp_path / "copies"), tmp_path / "again.book", PASSPHRASE)
    assert households(tmp_path / "again.book") == 1
