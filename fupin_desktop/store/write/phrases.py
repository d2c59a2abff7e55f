"""The phrases that complete while somebody types notes: a list for each user of this book; it never travels.

Kept inside the encrypted book: what people write there may name a household.
"""

import json
from collections.abc import Sequence

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.open_book import OpenBook
from fupin_desktop.store.read.reading import Reader

_PREFIX = "phrases:"
MOST, LONGEST = 300, 200


def own_phrases(reader: Reader, user: str) -> list[str] | None:
    """The phrases of a user in their order; None while the shipped ones were never changed."""
    row = reader.connection.exec_driver_sql("SELECT value FROM meta WHERE key=?", (f"{_PREFIX}{user}",)).first()
    return None if row is None else [str(one) for one in json.loads(str(row[0]))]


def keep_phrases(book: OpenBook, user: str, phrases: Sequence[str]) -> list[str]:
    """Keep the phrases of a user, each once, without empty ones; refuses `phrases.many` and `phrases.long`."""
    wanted = list(dict.fromkeys(one.strip() for one in phrases if one.strip()))
    if len(wanted) > MOST:
        raise Refusal("phrases.many", _("At most {count} phrases are kept. Nothing was changed.").format(count=MOST))
    if any(len(one) > LONGEST for one in wanted):
        message = _("A phrase has at most {count} characters. Nothing was changed; shorten the longest.")
        raise Refusal("phrases.long", message.format(count=LONGEST))
    with book.transaction() as connection:
        values = (f"{_PREFIX}{user}", json.dumps(wanted, ensure_ascii=False))
        connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?, ?)", values)
    return wanted


def forget_phrases(book: OpenBook, user: str) -> None:
    """Go back to the shipped phrases."""
    with book.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE key=?", (f"{_PREFIX}{user}",))
