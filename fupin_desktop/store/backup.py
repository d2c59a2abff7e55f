"""Backups: the book, its key file and its photographs, each copy opened and checked (safety.md)."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.files import whole_file
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.slots import keys_path
from fupin_desktop.store.engine import engine_for
from fupin_desktop.store.pictures import folder_of

if TYPE_CHECKING:
    from fupin_desktop.store.book import Book

_NEWEST = 24


def backup(book: "Book", folder: Path) -> Path:
    """Copy the book while it is open, check the copy, and note the time in the book."""
    folder.mkdir(parents=True, exist_ok=True)
    at = datetime.now(UTC)
    target = folder / f"{book.path.stem}-{at:%Y%m%d-%H%M%S-%f}{book.path.suffix}"
    with whole_file(target) as draft:
        draft.unlink()
        _copy(book, draft)
    shutil.copy2(keys_path(book.path), keys_path(target))
    if folder_of(book.path).exists():
        shutil.copytree(folder_of(book.path), folder_of(target), dirs_exist_ok=True)
    with book.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO meta VALUES ('last_backup', ?) ON CONFLICT(key) DO UPDATE SET value=excluded.value",
            (at.isoformat(timespec="seconds"),),
        )
    return target


def safeguard(book: "Book") -> Path:
    """A backup beside the book before a risky act; the newest 24 stay, and of older ones the last of each day."""
    folder = book.path.with_name(book.path.name + ".backups")
    made = backup(book, folder)
    _thin(folder, book.path)
    return made


def _thin(folder: Path, book: Path) -> None:
    found = sorted(folder.glob(f"{book.stem}-*{book.suffix}"), reverse=True)
    kept_days: set[str] = set()
    for old in found[_NEWEST:]:
        day = old.stem.removeprefix(f"{book.stem}-")[:8]
        if day in kept_days:
            _remove(old)
        kept_days.add(day)


def _remove(old: Path) -> None:
    shutil.rmtree(folder_of(old), ignore_errors=True)
    for file in old.parent.glob(f"{old.name}*"):
        file.unlink(missing_ok=True)


def _copy(book: "Book", target: Path) -> None:
    engine = engine_for(target, book.book_key)
    source, copy = book.engine.raw_connection(), engine.raw_connection()
    driver: Any = copy.driver_connection
    try:
        original: Any = source.driver_connection
        original.backup(driver)
        driver.execute("PRAGMA journal_mode=DELETE")
        verdict = driver.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        source.close()
        copy.close()
        engine.dispose()
    if verdict != "ok":
        raise Refusal(
            "backup.broken", _("The backup did not pass its check and was thrown away. The book is untouched.")
        )


def restore(file: Path, out: Path) -> None:
    """Put a backup where a book can be opened; before its next entry the book makes itself a new device."""
    if out.exists():
        raise Refusal(
            "book.exists", _("There is already a file of this name. Nothing was changed; choose another name.")
        )
    if not file.is_file():
        raise Refusal("book.missing", _("There is no book at this place. Nothing was created."))
    with whole_file(out) as draft:
        shutil.copy2(file, draft)
    shutil.copy2(keys_path(file), keys_path(out))
    if folder_of(file).exists():
        shutil.copytree(folder_of(file), folder_of(out), dirs_exist_ok=True)
