"""Photographs of a book: each encrypted under its own key in `BOOK.photos/`, the keys in the book.

Records name a photograph by the hash of its content.  What is kept here is this book's own: file keys never leave it.
"""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from fupin_desktop.files import whole_file
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.system.outputs import PHOTOS
from fupin_desktop.seal.chest import lock, name_of, new_file_key, unlock
from fupin_desktop.store.merge.changes import note_changes

_TABLE = "picture"
_STALE = 3600  # seconds after which a file no row names is what an interrupted program left


def folder_of(book: Path) -> Path:
    """`BOOK.photos/` beside the book."""
    return book.with_name(book.name + PHOTOS)


def key_for(content: bytes) -> str:
    """The key under which a photograph of this content is kept."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Kept:
    """What the book knows of a photograph: the hash records name it by, its file's name and key, its size in bytes,
    when (ISO 8601) and where (`latitude,longitude`) it was taken, empty when nobody knows."""

    key: str
    name: str
    file_key: str
    bytes: int
    taken_at: str = ""
    place: str = ""


class Pictures:
    """The photo folder of one book."""

    def __init__(self, book: Path, book_key: bytes) -> None:
        self.folder = folder_of(book)
        self._book_key = book_key

    def keep(self, connection: Connection, content: bytes, taken_at: str = "", place: str = "") -> str:
        """Keep a photograph; its key.  The same one again is one file, and heals a file that was lost."""
        key = key_for(content)
        known = kept(connection, [key])
        if not known:
            note(connection, [self.store(content, taken_at, place)])
        elif self.read(known[0]) is None:
            self._write(known[0], content)
        return key

    def store(self, content: bytes, taken_at: str = "", place: str = "") -> Kept:
        """Write the encrypted file under a new key; it counts only when `note` has put its row into the book."""
        name = name_of(self._book_key, content)
        made = Kept(key_for(content), name, new_file_key(), len(content), taken_at, place)
        self._write(made, content)
        return made

    def _write(self, about: Kept, content: bytes) -> None:
        with disk.in_words(disk.BOOK, self.folder):
            self.folder.mkdir(exist_ok=True, mode=0o700)
            with whole_file(self.folder / about.name) as draft:
                draft.write_bytes(lock(about.file_key, about.name, content))

    def read(self, about: Kept) -> bytes | None:
        """The content; None when the file is missing or is not what was kept."""
        try:
            content = unlock(about.file_key, about.name, (self.folder / about.name).read_bytes())
        except OSError:
            return None
        return content if content is not None and key_for(content) == about.key else None

    def contents(self, connection: Connection, keys: Sequence[str]) -> Iterator[tuple[Kept, bytes | None]]:
        """What is known of these photographs and their content, in the order of the keys; unknown ones are left out."""
        found = {one.key: one for one in kept(connection, keys)}
        yield from ((found[key], self.read(found[key])) for key in keys if key in found)

    def forget(self, connection: Connection, key: str) -> None:
        """Throw a photograph away that no record names."""
        for one in kept(connection, [key]):
            connection.exec_driver_sql("DELETE FROM picture WHERE key=?", (key,))
            note_changes(connection, [_TABLE])
            connection.exec_driver_sql("DELETE FROM small_picture WHERE key=?", (key,))
            (self.folder / one.name).unlink(missing_ok=True)

    def sweep(self, connection: Connection) -> None:
        """Remove what an interrupted program left: files no row names, an hour old or more."""
        if not self.folder.exists():
            return
        named = {row[0] for row in connection.exec_driver_sql("SELECT name FROM picture")}
        for file in self.folder.iterdir():
            if file.name not in named and time.time() - file.stat().st_mtime > _STALE:
                file.unlink(missing_ok=True)


def copy_folder(source: Path, target: Path, copy: Callable[[Path, Path], object]) -> None:
    """Every photograph of a folder, by `copy`, for this user alone; the first OSError ends it."""
    target.mkdir(exist_ok=True, mode=0o700)
    for file in source.iterdir():
        if file.is_file():
            copy(file, target / file.name)


_COLUMNS = "key, name, file_key, bytes, taken_at, place"


def note(connection: Connection, made: Sequence[Kept]) -> None:
    """Put the rows of stored photographs into the book; what is known stays as it is."""
    rows = [(one.key, one.name, one.file_key, one.bytes, one.taken_at, one.place) for one in made]
    if rows:
        connection.exec_driver_sql(f"INSERT OR IGNORE INTO picture ({_COLUMNS}) VALUES (?,?,?,?,?,?)", rows)
        note_changes(connection, [_TABLE])


def kept(connection: Connection, keys: Sequence[str] | None = None) -> list[Kept]:
    """What the book knows of these photographs, or of all."""
    sql = f"SELECT {_COLUMNS} FROM picture"
    if keys is None:
        return [Kept(*row) for row in connection.exec_driver_sql(f"{sql} ORDER BY key")]
    rows = (connection.exec_driver_sql(f"{sql} WHERE key=?", (key,)).first() for key in dict.fromkeys(keys))
    return [Kept(*row) for row in rows if row is not None]
