"""Drafts of the window: what was typed and not yet saved, kept inside the encrypted book and nowhere else.

A draft is kept under the name of its form (which form, and of which record), field by field, with a title for people
and the place of the window where the form was opened.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from fupin_desktop.store.read.open_book import OpenBook
from fupin_desktop.store.read.reading import Reader


class Draft(NamedTuple):
    """What a form held when it was left: the fields that differ from what stood there, and where the form is found."""

    form: str
    typed: dict[str, Any]
    title: str = ""
    place: Any = None
    at: str = ""


def keep_draft(book: OpenBook, form: str, typed: Mapping[str, Any], title: str = "", place: object = None) -> None:
    """Keep what a form holds; an empty one forgets it.  `title` and `place` (as JSON can hold it) are for the list."""
    with book.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM draft WHERE page=?", (form,))
        if typed:
            body = json.dumps({"typed": dict(typed), "title": title, "place": place}, ensure_ascii=False)
            values = (form, body, datetime.now(UTC).isoformat(timespec="seconds"))
            connection.exec_driver_sql("INSERT INTO draft VALUES (?,?,?)", values)


def forget_draft(ledger: Reader, form: str) -> None:
    """Forget a draft together with the save of what it held."""
    ledger.connection.exec_driver_sql("DELETE FROM draft WHERE page=?", (form,))


def draft_of(reader: Reader, form: str) -> dict[str, Any]:
    """What a form held when it was left; empty when nothing was."""
    found = reader.connection.exec_driver_sql("SELECT page, body, at FROM draft WHERE page=?", (form,)).first()
    return _read(*found).typed if found else {}


def drafts(reader: Reader) -> list[Draft]:
    """All drafts of this book, the newest first."""
    found = reader.connection.exec_driver_sql("SELECT page, body, at FROM draft ORDER BY at DESC, page").all()
    return [_read(*one) for one in found]


def _read(form: str, text: str, at: str) -> Draft:
    body = json.loads(text)
    if isinstance(body.get("typed"), dict):
        return Draft(form, body["typed"], body["title"], body["place"], at)
    return Draft(form, body, at=at)  # as books kept it before drafts had a title
