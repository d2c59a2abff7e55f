"""Photographs drawn small for lists: kept inside the encrypted book, never as a file; only the newest are kept.

What is kept here was drawn from pixels by this program, so that the window may decode it without a child process.
Local: it follows from the photographs alone.
"""

import json
from collections.abc import Mapping, Sequence

from fupin_desktop.store import driver
from fupin_desktop.store.read.open_book import OpenBook
from fupin_desktop.store.read.reading import Reader

KEPT = 4000  # pictures of some 5 kB each


def small_pictures(reader: Reader, keys: Sequence[str]) -> dict[str, bytes]:
    """Those of these photographs that were drawn small before, by key."""
    sql = "SELECT key, content FROM small_picture WHERE key IN (SELECT value FROM json_each(?))"
    rows = driver.rows(reader.connection, sql, (json.dumps(list(keys)),))
    return {str(key): bytes(content) for key, content in rows}


def keep_small(book: OpenBook, drawn: Mapping[str, bytes]) -> None:
    """Keep what was drawn; a photograph that is no longer here is drawn in vain, the oldest make room."""
    rows = [(key, content, key) for key, content in drawn.items()]
    if not rows:
        return
    with book.transaction() as connection:
        sql = (
            "INSERT OR IGNORE INTO small_picture (key, content)"
            " SELECT ?, ? WHERE EXISTS (SELECT 1 FROM picture WHERE key=?)"
        )
        driver.many(connection, sql, rows)
        driver.run(connection, "DELETE FROM small_picture WHERE no <= (SELECT max(no) FROM small_picture) - ?", (KEPT,))
