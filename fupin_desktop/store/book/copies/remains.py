"""Removing a book from this computer, so that a break leaves a whole book or none that opens.

In this order: a mark beside the book; its backups; the key file and its twin, written over first; photographs, the
database and its log; what the state folder knows of the book; the mark.  Until the last key file is gone the book
opens as before (only the backups are fewer); from then on nothing opens it, and whoever tries finds the mark and has
the rest removed.  On flash memory writing over reaches other cells than the old ones: nobody may promise that no trace
is left, only that what is left is encrypted and its keys are gone as far as the file system can take them.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fupin_desktop.files import flush, whole_file
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.slots import keys_path, read_keys
from fupin_desktop.store import machine
from fupin_desktop.store.book import newest
from fupin_desktop.store.book.attempts import Attempts
from fupin_desktop.store.book.copies.backup import backups_of
from fupin_desktop.store.photos.pictures import folder_of

_MARK = ".clearing"
_LOGS = ("-wal", "-shm", "-journal")
_OLD = (".photos", ".keys", ".keys.twin", *_LOGS)  # what restoring moved aside: BOOK.keys.old-20170601-101500


@dataclass(frozen=True)
class Owner:
    """Whose traces the state folder holds: the book, and every device it has been."""

    book_id: str
    devices: tuple[str, ...]


def remove(path: Path, owner: Owner) -> None:
    """Everything up to the keys; after that nothing opens the book.  Refuses, as `book.TROUBLE`, what cannot go."""
    with disk.in_words(disk.BOOK, path, state=_("The book opens as before; only its backups may be fewer.")):
        with whole_file(_mark(path)) as draft:
            draft.write_text(json.dumps([owner.book_id, *owner.devices]), encoding="utf-8")
        for home in _homes(path):
            _remove_backups(backups_of(home))
        for keys in _key_files(path):
            _overwrite(keys)


def remove_rest(path: Path) -> list[str]:
    """What the keys left: it opens no more.  Gives the names of what the system would not let go; the mark then stays,
    so that the next attempt finds it.
    """
    owner = _owner(path)
    for home in _homes(path):
        for one in (folder_of(home), *_moved_aside(home)):
            _take_away(one)
        for ending in ("", *_LOGS):
            _take_away(home.with_name(home.name + ending))
    if owner is not None:
        _forget(owner)
    left = [one.name for home in _homes(path) for one in _parts(home) if one.exists()]
    if not left:
        _take_away(_mark(path))
        with suppress(OSError):
            flush(path.parent)
    return left


def finish_broken(path: Path) -> None:
    """Refuse, as `book.cleared`, a book whose clearing broke off after its keys were gone; the rest goes first."""
    if not _mark(path).exists() or _has_keys(path):
        return
    left = remove_rest(path)
    message = _("This book was cleared from this computer, and nothing opens it any more. What was left of it was "
                "removed just now.")  # fmt: skip
    if left:
        message = _("This book was cleared from this computer, and nothing opens it any more. These files of it could "
                    "not be removed: {names}").format(names="、".join(left))  # fmt: skip
    raise Refusal("book.cleared", message, where={"path": str(path)})


def _has_keys(path: Path) -> bool:
    try:
        read_keys(keys_path(path))
    except Refusal as refused:
        return refused.code != "keys.missing"
    return True


# --- what there is ----------------------------------------------------------------------------------------------------


def _homes(path: Path) -> list[Path]:
    """Where the book is a link its keys lie beside the link, its log beside what it points to."""
    return list(dict.fromkeys((Path(os.path.realpath(path)), path.absolute())))


def _mark(path: Path) -> Path:
    return path.with_name(path.name + _MARK)


def _owner(path: Path) -> Owner | None:
    try:
        book_id, *devices = json.loads(_mark(path).read_text(encoding="utf-8"))
        return Owner(str(book_id), tuple(map(str, devices)))
    except (OSError, ValueError):
        return None


def _key_files(path: Path) -> Sequence[Path]:
    """The twin last: until it is gone it opens the book."""
    aside = [one for home in _homes(path) for one in _moved_aside(home) if ".keys" in one.name]
    beside = [home.with_name(home.name + ending) for home in _homes(path) for ending in (".keys", ".keys.twin")]
    return [one for one in (*aside, *beside) if one.exists()]


def _moved_aside(home: Path) -> Iterator[Path]:
    """What stood under the book's name when a backup was put back."""
    starts = tuple(f"{home.name}{ending}.old-" for ending in _OLD)
    yield from (one for one in sorted(home.parent.iterdir()) if one.name.startswith(starts))


def _parts(home: Path) -> Iterator[Path]:
    yield from (home.with_name(home.name + ending) for ending in ("", ".keys", ".keys.twin", *_LOGS))
    yield from (folder_of(home), backups_of(home), *_moved_aside(home))


# --- away with it -----------------------------------------------------------------------------------------------------


def _remove_backups(folder: Path) -> None:
    if not folder.exists():
        return
    for file in folder.iterdir():
        if ".keys" in file.name and file.is_file():
            _overwrite(file)
    shutil.rmtree(folder)
    flush(folder.parent)


def _overwrite(file: Path) -> None:
    """Chance over the content, onto the disk, then the name away: as far as a file system goes."""
    with file.open("r+b") as opened:
        opened.write(secrets.token_bytes(file.stat().st_size))
        opened.flush()
        os.fsync(opened.fileno())
    file.unlink()
    flush(file.parent)


def _take_away(one: Path) -> None:
    with suppress(OSError):  # what stays is told by its name
        if one.is_dir() and not one.is_symlink():
            shutil.rmtree(one)
        else:
            one.unlink(missing_ok=True)


def _forget(owner: Owner) -> None:
    with suppress(OSError):
        for device in owner.devices:
            machine.forget(owner.book_id, device)
            newest.forget(owner.book_id, device)
        Attempts(owner.book_id).forget()
