"""Finding people by characters, by pinyin and its initials, by the last signs of their number.

`person_search` is local and made from the members; it is kept by whoever writes members (`index_members`).  Names are
looked up folded and without blanks: 张 三 is found by 张三, and the other way round.
"""

import json
import tomllib
from collections.abc import Iterable
from functools import cache
from itertools import product
from typing import NamedTuple

from sqlalchemy import Connection

from fupin_desktop.files import resource
from fupin_desktop.ledger.folding import sought
from fupin_desktop.store import driver
from fupin_desktop.store.read.open_book import OpenBook
from fupin_desktop.store.read.reading import Reader

SEARCHED_KIND = "member"
SEARCHED_CELLS = frozenset({"name", "id_no"})
_MOST = 8  # readings of one name that are kept
_BATCH = 500

_COLUMNS = "record, name, initials, pinyin, id_tail"
_FOUND = """
SELECT s.record, m.household, m.name, m.relation, m.birth_date, s.id_tail
FROM person_search s JOIN member m ON m.id = s.record AND m.away IS NULL
    AND m.id NOT IN (SELECT other FROM same_as WHERE away IS NULL)
WHERE {where} ORDER BY m.relation <> '01', length(m.name), m.household, s.record LIMIT ?
"""


class Found(NamedTuple):
    """A person found, with what tells namesakes apart."""

    member: int
    household: int
    name: str
    relation: str | None
    born: str | None
    id_tail: str


def index_members(connection: Connection, ids: Iterable[int]) -> None:
    """Bring the search rows of these members up to date; to be called in the transaction that wrote them."""
    wanted = list(ids)
    for start in range(0, len(wanted), _BATCH):
        part = json.dumps(wanted[start : start + _BATCH])
        sql = "SELECT id, name, id_no FROM member WHERE id IN (SELECT value FROM json_each(?))"
        rows = driver.rows(connection, sql, (part,))
        made = [_row(id, sought(name or ""), str(number or "")) for id, name, number in rows]
        driver.many(connection, f"INSERT OR REPLACE INTO person_search ({_COLUMNS}) VALUES (?,?,?,?,?)", made)


def _row(id: int, name: str, number: str) -> tuple[object, ...]:
    return (id, name, *_readings(name), number[-4:].upper())


def bring_up(book: OpenBook) -> None:
    """Index what a merge or an older program left out; a book that can only be read stays as it is."""
    if not book.read_only:
        with book.transaction() as connection:
            index_all(connection)


def index_all(connection: Connection) -> int:
    """Index every member that has no row yet; the number of rows made."""
    missing = connection.exec_driver_sql(
        "SELECT id FROM member WHERE id NOT IN (SELECT record FROM person_search)"
    ).scalars()
    ids = list(missing)
    index_members(connection, ids)
    return len(ids)


def search(reader: Reader, typed: str, limit: int = 50) -> list[Found]:
    """People whose name holds these characters, whose pinyin or initials begin so, or whose number ends so."""
    text = sought(typed)
    if not text:
        return []
    where, value = _condition(text)
    rows = reader.connection.exec_driver_sql(_FOUND.format(where=where), (*value, limit))
    return [Found(*row) for row in rows]


def sounds_like(name: str, letters: str) -> bool:
    """True when the pinyin of a name, or its initials, begin with these letters."""
    return any(f" {letters}" in readings for readings in _readings(sought(name)))


def _condition(text: str) -> tuple[str, tuple[str, ...]]:
    escaped = text.replace("%", "").replace("_", "")
    if text.rstrip("x").isdigit():
        return "s.id_tail LIKE ?", (f"%{escaped[-4:].upper()}",)
    if text.isascii():
        return "(s.initials LIKE ? OR s.pinyin LIKE ?)", (f"% {escaped}%", f"% {escaped}%")
    return "s.name LIKE ?", (f"%{escaped}%",)


# --- pinyin ---------------------------------------------------------------------------------------------------------


@cache
def _surnames() -> dict[str, list[str]]:
    with resource("words", "surnames.toml").open("rb") as file:
        return dict(tomllib.load(file)["reading"])


@cache
def _of_sign(sign: str) -> tuple[str, ...]:
    # Imported late: it is slow to load, and only whoever indexes needs it
    from pypinyin import Style, pinyin

    readings = pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(readings[0]) if readings else (sign.lower(),) if sign.isalnum() else ()


@cache
def _readings(name: str) -> tuple[str, str]:
    """Initials and full pinyin of a name, each reading after a blank: ` zs`, ` zhangsan`."""
    found = list(_spoken(name))[:_MOST]
    initials = dict.fromkeys("".join(part[0] for part in syllables if part) for syllables in found)
    whole = dict.fromkeys("".join(syllables) for syllables in found)
    return "".join(f" {text}" for text in initials), "".join(f" {text}" for text in whole)


def _spoken(name: str) -> Iterable[tuple[str, ...]]:
    for length in (2, 1):
        for reading in _surnames().get(name[:length], ()) if len(name) > length else ():
            yield from _with_rest(tuple(reading.split()), name[length:])
    yield from _with_rest((), name)


def _with_rest(first: tuple[str, ...], rest: str) -> Iterable[tuple[str, ...]]:
    # The commonest reading of every sign comes first; further ones only while there are few
    choices = [_of_sign(sign)[:2] for sign in rest]
    yield from ((*first, *syllables) for syllables in product(*(choice for choice in choices if choice)))
