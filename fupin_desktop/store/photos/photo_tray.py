"""The photo tray (照片托盘): photographs that came in before anybody said of what; encrypted like every other.

They wait in this book alone: what no record names does not travel.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.store.photos.photo_shelf import named_by_nobody
from fupin_desktop.store.photos.pictures import Pictures
from fupin_desktop.store.read.open_book import OpenBook
from fupin_desktop.store.read.reading import Reader

_APART = timedelta(minutes=30)  # a longer rest between two photographs begins another group


@dataclass(frozen=True)
class Waiting:
    """A photograph in the tray: the key records will name it by, the name its file had, when it was taken."""

    key: str
    file: str
    taken_at: str

    @property
    def name(self) -> str:
        """How it is told in a list."""
        return self.file


class BookWithPhotos(OpenBook, Protocol):
    """An open book with its photographs; `book.Book` makes it real."""

    @property
    def pictures(self) -> Pictures:
        """The photographs beside the book."""


def lay_in(book: BookWithPhotos, content: bytes, taken_at: str, file: str) -> bool:
    """Keep one photograph in the tray; False when it waits there already."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with book.transaction() as connection:
        key = book.pictures.keep(connection, content, taken_at)
        sql = "INSERT OR IGNORE INTO photo_tray (key, file, at) VALUES (?,?,?)"
        return bool(connection.exec_driver_sql(sql, (key, file, at)).rowcount)


def tray_photos(reader: Reader) -> list[Waiting]:
    """What waits, in the order in which it was taken; what does not say when comes last, as it came."""
    rows = reader.connection.exec_driver_sql(
        "SELECT t.key, t.file, p.taken_at FROM photo_tray t JOIN picture p ON p.key = t.key"
        " ORDER BY p.taken_at = '', p.taken_at, t.no"
    )
    return [Waiting(*row) for row in rows]


def named_in_tray(reader: Reader, keys: Iterable[str]) -> list[Waiting]:
    """Those of these keys, or of their beginnings; refuses one that is not in the tray, or names several.

    Code `tray.photo`.
    """
    waiting = tray_photos(reader)
    found = []
    for key in keys:
        hits = [one for one in waiting if key and one.key.startswith(key)]
        if len(hits) != 1:
            message = _("The tray has no such photograph, or several. Nothing was saved.")
            raise Refusal("tray.photo", message, where={"key": key})
        found += hits
    return found


def groups(found: Iterable[Waiting]) -> list[list[Waiting]]:
    """Photographs taken one after the other, as at one household; those that do not say when are one group."""
    made: list[list[Waiting]] = []
    before: datetime | None = None
    for one in found:
        taken = _moment(one.taken_at)
        follows = taken is None or (before is not None and taken - before <= _APART)
        if not made or not (follows if taken is not None else before is None):
            made.append([])
        made[-1].append(one)
        before = taken
    return made


def _moment(text: str) -> datetime | None:
    # The same photograph may have come in a volume before, with whatever its sender wrote there
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def take_out(connection: Connection, found: Iterable[Waiting]) -> None:
    """Some were given to a record: they leave the tray within the transaction that names them."""
    for one in found:
        connection.exec_driver_sql("DELETE FROM photo_tray WHERE key=?", (one.key,))


def throw_away(book: BookWithPhotos, found: Iterable[Waiting]) -> None:
    """Throw photographs of the tray away; what a record names stays."""
    with book.transaction() as connection:
        for one in found:
            take_out(connection, [one])
            if named_by_nobody(connection, one.key):
                book.pictures.forget(connection, one.key)
