"""Backups: the book, its key file and its photographs, each copy opened and checked (safety.md)."""

import os
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.files import whole_file
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.slots import keys_path
from fupin_desktop.store.audit import append_audit
from fupin_desktop.store.engine import engine_for
from fupin_desktop.store.pictures import folder_of

if TYPE_CHECKING:
    from fupin_desktop.store.book import Book

LAST, LAST_AWAY = "last_backup", "last_copy"  # when, of any backup, and of one in another folder
_STAMP = "%Y%m%d-%H%M%S-%f"
_NEWEST = 3  # whatever their hour: what stood before each of the last risky acts
# How many stay of each: the newest backup of an hour, a day, a week, a month
_KEPT = ((24, "%Y%m%d%H"), (14, "%Y%m%d"), (8, "%G-%V"), (12, "%Y%m"))


def backup(book: "Book", folder: Path) -> Path:
    """Copy the book while it is open, check the copy, and note the time in the book."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _backed_up(book, folder)
    except OSError as error:
        message = _(
            "The backup could not be written ({reason}). The book is untouched; free space or take another disk."
        )
        raise Refusal("backup.not_written", message.format(reason=error.strerror)) from error


def _backed_up(book: "Book", folder: Path) -> Path:
    book.cut_tails()
    at = datetime.now(UTC)
    target = folder / f"{book.path.stem}-{at.strftime(_STAMP)}{book.path.suffix}"
    with whole_file(target) as draft:
        draft.unlink()
        _copy(book, draft)
    shutil.copy2(keys_path(book.path), keys_path(target))
    if folder_of(book.path).exists():
        shutil.copytree(folder_of(book.path), folder_of(target), dirs_exist_ok=True, copy_function=_linked)
    with book.transaction() as connection:
        append_audit(connection, book.user, "backup", target.name)
        for key in [LAST] if folder == backups_of(book.path) else [LAST, LAST_AWAY]:
            connection.exec_driver_sql(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value=excluded.value",
                (key, at.isoformat(timespec="seconds")),
            )
    return target


def safeguard(book: "Book") -> Path:
    """A backup beside the book before a risky act; old ones are thinned."""
    folder = backups_of(book.path)
    made = backup(book, folder)
    _thin(folder, book.path)
    return made


def backups_of(book: Path) -> Path:
    """The folder of the backups beside a book."""
    return book.with_name(book.name + ".backups")


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


def _linked(source: str, target: str) -> str:
    """A photograph never changes once it is there: on the same disk a second name is enough."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


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
        # Whoever opens the copy and writes in it is another device, on this machine too.
        driver.execute("UPDATE meta SET value='' WHERE key='token'")
        driver.commit()
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
