"""Headings that somebody here matched by hand, remembered by name; they stay in this book and never travel.

A map leads from a heading as a county writes it to the known heading that is meant, empty for a column to leave out.
"""

import json
from collections.abc import Mapping

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.open_book import OpenBook

_PREFIX = "heading_map:"
_LONGEST_NAME = 40
_MOST = 500


def heading_maps(book: OpenBook) -> dict[str, dict[str, str]]:
    """All maps of the book by name."""
    with book.read() as reader:
        rows = reader.connection.exec_driver_sql(
            "SELECT key, value FROM meta WHERE key LIKE ? ORDER BY key", (f"{_PREFIX}%",)
        ).all()
    return {str(key).removeprefix(_PREFIX): dict(json.loads(str(value))) for key, value in rows}


def keep_heading_map(book: OpenBook, name: str, headings: Mapping[str, str]) -> dict[str, str]:
    """Add these headings to the map of this name, made if need be; the whole map.

    Refuses `map.none` (no heading), `map.name` (empty, longer than 40 characters, or not printable) and `map.long`
    (beyond 500 headings).
    """
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise Refusal("map.name", _("A name of at most 40 characters is needed. Nothing was kept."))
    if not headings:
        raise Refusal("map.none", _("No heading was matched. Nothing was kept."))
    whole = {**heading_maps(book).get(name, {}), **headings}
    if len(whole) > _MOST:
        raise Refusal("map.long", _("A map holds at most 500 headings. Nothing was kept."))
    with book.transaction() as connection:
        values = (f"{_PREFIX}{name}", json.dumps(whole, ensure_ascii=False))
        connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?, ?)", values)
    return whole


def forget_heading_map(book: OpenBook, name: str) -> None:
    """Forget a map; refuses `sheet.map` when there is none of this name."""
    with book.transaction() as connection:
        gone = connection.exec_driver_sql("DELETE FROM meta WHERE key=?", (f"{_PREFIX}{name}",))
    if not gone.rowcount:
        raise Refusal("sheet.map", _("There is no map of this name in the book."), where={"map": name})
