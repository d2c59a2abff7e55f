"""Putting a backup back (恢复): checked whole beside its place first, then moved there, then looked at once more.

What an earlier book of the name left beside the target is moved aside, never overwritten and never taken for part of
the restored one: an old log would destroy it.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from fupin_desktop.files import flush
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.system.outputs import check_output
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.slots import KeyFile, keys_path, read_keys, write_keys
from fupin_desktop.store.book.attempts import Attempts, openings
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.book.opening import look_at, open_file
from fupin_desktop.store.engine import Access, raw_connection
from fupin_desktop.store.faults import damaged, in_words
from fupin_desktop.store.photos.pictures import copy_folder, folder_of
from fupin_desktop.store.schema import SCHEMA

_LOG = "-wal"
_LEFT = (_LOG, "-shm", "-journal", ".keys", ".keys.twin", ".photos")  # of an earlier book of the name


def restore(file: Path, out: Path, passphrase: str | None = None) -> list[Path]:
    """Put a backup where a book can be opened; before its next entry the book makes itself a new device.

    With one of its passphrases the copy is checked whole (pages, log, photographs, key file) before anything takes its
    place.  Gives what was moved aside.  Refuses what is no backup, one without its key file, one that is damaged
    (`backup.broken`), a target that is there (`book.exists`) or is the backup itself (`output.same`).
    """
    look_at(file)
    check_output(out, books=[file])
    if out.exists():
        raise Refusal(
            "book.exists", _("There is already a file of this name. Nothing was changed; choose another name.")
        )
    keys = read_keys(keys_path(file))
    key = _key(keys, passphrase) if passphrase is not None else None
    with _staged(file, keys, out) as draft:
        if key is not None:
            _check_whole(draft, key, keys)
        aside = _move_aside(out)
        _move_in(draft, out)
    if key is not None:
        _look_again(out, key)
    return aside


def _key(keys: KeyFile, passphrase: str) -> bytes:
    attempts = Attempts(keys.book_id)
    key, _slot = next(openings(keys, passphrase, attempts))
    attempts.proved()
    return key


@contextmanager
def _staged(file: Path, keys: KeyFile, out: Path) -> Iterator[Path]:
    """The backup with all its files, copied into a folder beside the target; it goes when the block ends."""
    with disk.in_words(disk.OUTPUT, out):
        folder = tempfile.TemporaryDirectory(dir=out.parent, prefix=".fupin-", suffix=".part")
    with folder as name:
        draft = Path(name) / "book"
        with disk.in_words(disk.OUTPUT, out):
            shutil.copyfile(file, draft)
            draft.chmod(0o600)
            log = file.with_name(file.name + _LOG)
            if log.exists():
                shutil.copyfile(log, draft.with_name(draft.name + _LOG))
            if folder_of(file).exists():
                copy_folder(folder_of(file), folder_of(draft), shutil.copyfile)
        write_keys(keys_path(draft), keys)
        yield draft


def _check_whole(draft: Path, key: bytes, keys: KeyFile) -> None:
    _take_log_in(draft, key)
    try:
        opened = open_file(draft, key)
    except Refusal as refused:
        raise _broken(refused.message) if refused.code.startswith("book.") else refused from None
    opened.engine.dispose()
    if opened.schema < SCHEMA:
        _look_again(draft, key)
        return
    with Book(draft, open_file(draft, key).engine, keys, "", key) as book:
        problems = [one for one in check(book) if not one.code.startswith("photo.")]
    if problems:
        raise _broken(problems[0].message)


def _take_log_in(draft: Path, key: bytes) -> None:
    """A copy of a book that was open has a log beside it: its entries go into the file."""
    if draft.with_name(draft.name + _LOG).exists():
        with in_words(draft):
            connection = raw_connection(draft, key, Access.WRITE)
            try:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()


def _look_again(path: Path, key: bytes) -> None:
    """The file as it lies there now: every page by its own seal, and the tables as the database knows them."""
    with in_words(path):
        connection = raw_connection(path, key, Access.READ)
        try:
            bad = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            sound = not bad and connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        finally:
            connection.close()
    if not sound:
        raise damaged(path)


def _broken(why: str) -> Refusal:
    message = _("This backup did not pass its check and was not put back: {why} Nothing was changed; take another one.")
    return Refusal("backup.broken", message.format(why=why))


def _move_aside(out: Path) -> list[Path]:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    moved = []
    for ending in _LEFT:
        left = out.with_name(out.name + ending)
        if left.exists() or left.is_symlink():
            with disk.in_words(disk.OUTPUT, left):
                moved.append(left.rename(_free(left.with_name(f"{left.name}.old-{stamp}"))))
    return moved


def _free(path: Path) -> Path:
    number, found = 1, path
    while found.exists():
        number, found = number + 1, path.with_name(f"{path.name}-{number}")
    return found


def _move_in(draft: Path, out: Path) -> None:
    # The book last: what is cut off before has keys without a book, which nobody takes for one
    with disk.in_words(disk.OUTPUT, out):
        for ending in (*reversed(_LEFT), ""):
            part = draft.with_name(draft.name + ending)
            if part.exists():
                if part.is_file():
                    flush(part)
                part.rename(out.with_name(out.name + ending))
        flush(out.parent)
