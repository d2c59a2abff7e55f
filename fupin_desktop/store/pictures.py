"""Photographs of a book: each encrypted under its own key in `BOOK.photos/`, the keys in the book."""

import hashlib
from pathlib import Path

from sqlalchemy import Connection

from fupin_desktop.files import whole_file
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.chest import lock, name_of, new_file_key, unlock

CAP = 60 * 1024 * 1024
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def folder_of(book: Path) -> Path:
    """`BOOK.photos/` beside the book."""
    return book.with_name(book.name + ".photos")


def keep_picture(connection: Connection, book: Path, book_key: bytes, source: Path) -> str:
    """Take a photograph in; the key by which records name it is the hash of its content."""
    content = _read(source)
    key = hashlib.sha256(content).hexdigest()
    if connection.exec_driver_sql("SELECT 1 FROM picture WHERE key=?", (key,)).first():
        return key
    file_key, name = new_file_key(), name_of(book_key, content)
    folder = folder_of(book)
    folder.mkdir(exist_ok=True, mode=0o700)
    with whole_file(folder / name) as draft:
        draft.write_bytes(lock(file_key, name, content))
    connection.exec_driver_sql("INSERT INTO picture VALUES (?,?,?,?,1)", (key, name, file_key, len(content)))
    return key


def _read(source: Path) -> bytes:
    if not source.is_file():
        raise Refusal("photo.missing", _("There is no such photograph. Nothing was saved."), where={"field": "photo"})
    content = source.read_bytes() if source.stat().st_size <= CAP else b""
    if not content.startswith(_STARTS):
        raise Refusal(
            "photo.format",
            _("This photograph cannot be taken in: JPEG or PNG up to 60 MB is needed. Nothing was saved."),
            where={"field": "photo"},
        )
    return content


def picture(connection: Connection, book: Path, key: str) -> bytes | None:
    """The content of a photograph; None while it has not arrived."""
    row = connection.exec_driver_sql("SELECT name, file_key FROM picture WHERE key=? AND here=1", (key,)).first()
    if row is None:
        return None
    name, file_key = row
    return unlock(file_key, name, (folder_of(book) / name).read_bytes())
