"""Drafts of the window: what was typed and not yet saved, kept inside the encrypted book."""

import json
from datetime import UTC, datetime
from typing import Any

from fupin_desktop.store.read.open_book import OpenBook
from fupin_desktop.store.read.reading import Reader


def keep_draft(book: OpenBook, page: str, body: dict[str, Any]) -> None:
    """Keep what a page holds; an empty body forgets it."""
    with book.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM draft WHERE page=?", (page,))
        if body:
            values = (page, json.dumps(body, ensure_ascii=False), datetime.now(UTC).isoformat(timespec="seconds"))
            connection.exec_driver_sql("INSERT INTO draft VALUES (?,?,?)", values)


def forget_draft(ledger: Reader, page: str) -> None:
    """Forget a draft together with the save of what it held."""
    ledger.connection.exec_driver_sql("DELETE FROM draft WHERE page=?", (page,))


def draft_of(reader: Reader, page: str) -> dict[str, Any]:
    """What a page held when it was left; empty when nothing was."""
    body = reader.connection.exec_driver_sql("SELECT body FROM draft WHERE page=?", (page,)).scalar()
    return dict(json.loads(str(body))) if body else {}
