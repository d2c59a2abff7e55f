"""Backups: the book, its key file and its photographs, each copy opened and checked (safety.md)."""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fupin_desktop.files import whole_file
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.system.outputs import BACKUPS, check_output, make_folder
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.slots import KeyFile, keys_path, read_keys, write_keys
from fupin_desktop.store.audit import append_audit
from fupin_desktop.store.book.held_book import HeldBook
from fupin_desktop.store.engine import Access, engine_for
from fupin_desktop.store.faults import DAMAGED, damaged, in_words
from fupin_desktop.store.photos.pictures import copy_folder, folder_of

LAST, LAST_AWAY = "last_backup", "last_copy"  # when, of any backup, and of one in another folder
_STAMP = "%Y%m%d-%H%M%S-%f"
_CHECKS = ("PRAGMA cipher_integrity_check", "PRAGMA integrity_check")  # the first tells nothing of a sound file
_NEWEST = 3  # whatever their hour: what stood before each of the last risky acts
# How many stay of each: the newest backup of an hour, a day, a week, a month
_KEPT = ((24, "%Y%m%d%H"), (14, "%Y%m%d"), (8, "%G-%V"), (12, "%Y%m"))


def backup(book: HeldBook, folder: Path) -> Path:
    """Copy the book while it is open, check the copy, and note the time in the book.

    Refuses with `output.TROUBLE` where the folder takes no backup, and within the book's own files but its folder of
    backups (`output.same`).  A book that can only be read is copied all the same; it cannot note the time.
    """
    check_output(folder, books=[book.path], folder=True, backups=True)
    make_folder(folder)
    with disk.in_words(disk.OUTPUT, folder, state=_("The book is untouched; no backup was made.")):
        return _backed_up(book, folder)


def _backed_up(book: HeldBook, folder: Path) -> Path:
    if not book.read_only:
        book.cut_tails()
    at = datetime.now(UTC)
    target = folder / f"{book.path.stem}-{at.strftime(_STAMP)}{book.path.suffix}"
    try:
        # Keys and photographs first: a file under the backup's name is a whole backup
        write_keys(keys_path(target), _keys_of(book))
        if folder_of(book.path).exists():
            copy_folder(folder_of(book.path), folder_of(target), _linked)
        with whole_file(target) as draft:
            draft.unlink()
            _copy(book, draft)
    except BaseException:
        _remove(target)
        raise
    if not book.read_only:
        _note_time(book, target, at)
    return target


def _keys_of(book: HeldBook) -> KeyFile:
    """The key file as it lies there: another window may have changed it; else as it was when the book was opened."""
    try:
        found = read_keys(keys_path(book.path))
    except Refusal:
        return book.key_file
    return found if found.book_id == book.key_file.book_id else book.key_file


def _note_time(book: HeldBook, target: Path, at: datetime) -> None:
    with book.transaction() as connection:
        append_audit(connection, book.user, "backup", covered(target.name))
        for key in [LAST] if target.parent == backups_of(book.path) else [LAST, LAST_AWAY]:
            connection.exec_driver_sql(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value=excluded.value",
                (key, at.isoformat(timespec="seconds")),
            )


def safeguard(book: HeldBook) -> Path:
    """A backup beside the book before a risky act; old ones are thinned."""
    folder = backups_of(book.path)
    if folder.is_dir():
        with suppress(OSError):
            folder.chmod(0o700)  # earlier versions left it open to others on the same computer
    made = backup(book, folder)
    _thin(folder, book.path)
    return made


def backups_of(book: Path) -> Path:
    """The folder of the backups beside a book."""
    return book.with_name(book.name + BACKUPS)


def kept(times: Iterable[datetime]) -> set[datetime]:
    """Which backups stay: 24 hourly, 14 daily, 8 weekly, 12 monthly ones, and the newest three whatever their hour."""
    newest_first = sorted(times, reverse=True)
    stay = set(newest_first[:_NEWEST])
    for count, form in _KEPT:
        firsts: dict[str, datetime] = {}
        for at in newest_first:
            firsts.setdefault(at.strftime(form), at)
        stay.update(list(firsts.values())[:count])
    return stay


def _thin(folder: Path, book: Path) -> None:
    found = {at: file for file in folder.glob(f"{book.stem}-*{book.suffix}") if (at := _made_at(file, book))}
    if any(at > datetime.now(UTC) for at in found):
        return  # the clock was wrong then, or is now: nothing is thrown away by it
    for at in found.keys() - kept(found):
        _remove(found[at])


def _made_at(file: Path, book: Path) -> datetime | None:
    try:
        return datetime.strptime(file.stem.removeprefix(f"{book.stem}-"), _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _linked(source: Path, target: Path) -> None:
    """A photograph never changes once it is there: on the same disk a second name is enough."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _remove(old: Path) -> None:
    shutil.rmtree(folder_of(old), ignore_errors=True)
    for file in old.parent.glob(f"{old.name}*"):
        file.unlink(missing_ok=True)


def _copy(book: HeldBook, target: Path) -> None:
    engine = engine_for(target, book.book_key, Access.NEW)
    try:
        with in_words(target):
            source, copy = book.engine.raw_connection(), engine.raw_connection()
            driver: Any = copy.driver_connection
            try:
                original: Any = source.driver_connection
                original.backup(driver)
                driver.execute("PRAGMA journal_mode=DELETE")
                # Whoever opens the copy and writes in it is another device, on this machine too.
                driver.execute("UPDATE meta SET value='' WHERE key='token'")
                driver.commit()
                answers = [row[0] for pragma in _CHECKS for row in driver.execute(pragma).fetchall()]
            finally:
                source.close()
                copy.close()
    except Refusal as refused:
        raise _not_made(refused, book.path, target) from refused
    finally:
        engine.dispose()
        for ending in ("-wal", "-shm", "-journal"):  # of a copy that was broken off
            target.with_name(target.name + ending).unlink(missing_ok=True)
    if answers != ["ok"]:
        raise Refusal(
            "backup.broken", _("The backup did not pass its check and was thrown away. The book is untouched.")
        )


def _not_made(refused: Refusal, book: Path, target: Path) -> Refusal:
    """What went wrong with the copy is told of the copy, not of the book; but damage lies in what was copied."""
    if refused.code in DAMAGED:
        return damaged(book)
    trouble = refused.code.partition(".")[2]
    if trouble not in disk.TROUBLES:
        return refused
    state = _("The book is untouched; no backup was made.")
    return disk.refusal(disk.OUTPUT, trouble, target.parent, state=state)
