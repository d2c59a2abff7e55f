"""The index by which people are found: kept by whoever writes members, in the transaction that wrote them.

`person_search` holds what a person is found by, one row a member; `person_index` is a full-text index (FTS5) over it
that holds no text of its own.  A person's number in the index (`place`) is also the order in which people are shown:
heads of households first, then shorter names, then the order in which they came.  So a question reads no more than it
shows.  Both are local and follow from the members alone.
"""

import json
import os
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from itertools import product
from typing import NamedTuple

from sqlalchemy import Connection

from fupin_desktop.files import resource
from fupin_desktop.households.model import HEAD
from fupin_desktop.ledger.notation.folding import sought
from fupin_desktop.store import driver
from fupin_desktop.store.read.open_book import OpenBook

SEARCHED_KIND = "member"
SEARCHED_CELLS = frozenset({"name", "id_no", "relation"})
PLACE_BITS = (
    58  # of `place`, those that name the record; above them four for the length of the name, one for who is no head
)
_LONGEST = 15
_MOST = 8  # readings of one name that are kept
_BATCH = 500
_SHORT = (
    2  # letters for which everybody found is listed beforehand: they are too many to be put together while one types
)

_MEMBERS = """
SELECT m.id, m.name, m.id_no, m.relation, s.place, s.name, s.initials, s.pinyin, s.id_tail
FROM member m LEFT JOIN person_search s ON s.record = m.id WHERE m.id IN (SELECT value FROM json_each(?))
"""
_COLUMNS = "record, place, name, initials, pinyin, id_tail"
_KEEP = f"INSERT OR REPLACE INTO person_search ({_COLUMNS}) VALUES (?,?,?,?,?,?)"
_ADD = "INSERT INTO person_index (rowid, text) VALUES (?, ?)"
_TAKE_OUT = "INSERT INTO person_index (person_index, rowid, text) VALUES ('delete', ?, ?)"


class Entry(NamedTuple):
    """What one person is found by."""

    place: int
    name: str  # folded, without blanks
    initials: str  # each reading after a blank: ` zs`
    pinyin: str  # ` zhangsan`
    id_tail: str

    @property
    def words(self) -> str:
        """The words of the index: every sign of the name, the readings, the number's last four from its end."""
        letters = [*self.initials.split(), *self.pinyin.split()]
        short = {reading[:length] for reading in letters for length in range(1, _SHORT + 1)}
        parts = [*signs(self.name), *map(reading, letters), *map(short_reading, sorted(short))]
        return " ".join([*parts, *tail_words(self.id_tail)])


# --- the words of the index: what begins otherwise cannot be mistaken for each other ----------------------------------


def signs(name: str) -> list[str]:
    """The signs of a name; those of ASCII by their number, as the index would cut words at some of them."""
    return [f".{ord(sign):x}" if sign.isascii() else sign for sign in name]


def reading(letters: str) -> str:
    """Initials or pinyin, whole; to be looked for by its beginning."""
    return f"={letters}"


def short_reading(letters: str) -> str:
    """The first letters of a reading, whole."""
    return f"!{letters}"


def is_short(letters: str) -> bool:
    """Are there so few letters that those found are listed beforehand?"""
    return len(letters) <= _SHORT


def tail_words(tail: str) -> list[str]:
    """The last signs of a number, from its end; the last one by itself, too."""
    return [f"#{tail[::-1]}", f"!#{tail[-1]}"] if tail else []


# --- keeping --------------------------------------------------------------------------------------------------------


def index_members(connection: Connection, ids: Iterable[int]) -> None:
    """Bring the index up to date for these members; to be called in the transaction that wrote them."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), _BATCH):
        _index(connection, wanted[start : start + _BATCH])


def _index(connection: Connection, ids: Sequence[int]) -> None:
    gone: list[Entry] = []
    made: dict[int, Entry] = {}
    for record, name, number, relation, *before in driver.rows(connection, _MEMBERS, (json.dumps(ids),)):
        entry = _entry(record, sought(name or ""), str(number or ""), relation)
        if tuple(before) != entry:
            made[record] = entry
            gone += [Entry(*before)] if before[0] is not None else []
    _take_out(connection, gone)
    # In the order of the places, which the index asks for
    driver.many(connection, _ADD, sorted((entry.place, entry.words) for entry in made.values()))
    driver.many(connection, _KEEP, ((record, *entry) for record, entry in made.items()))


def _take_out(connection: Connection, entries: Iterable[Entry]) -> None:
    # An index without texts of its own has to be told what it held
    driver.many(connection, _TAKE_OUT, sorted((entry.place, entry.words) for entry in entries))


def _entry(record: int, name: str, number: str, relation: str | None) -> Entry:
    rank = (relation != HEAD) << 4 | min(len(name), _LONGEST)
    return Entry(rank << PLACE_BITS | record, name, *_readings(name), number[-4:].upper())


def forget_members(connection: Connection, span: tuple[int, int]) -> None:
    """Take members out whose numbers lie between these two."""
    sql = "SELECT place, name, initials, pinyin, id_tail FROM person_search WHERE record > ? AND record < ?"
    _take_out(connection, (Entry(*row) for row in driver.rows(connection, sql, span)))
    driver.run(connection, "DELETE FROM person_search WHERE record > ? AND record < ?", span)


def bring_up(book: OpenBook) -> None:
    """Index what an older program left out; a book that can only be read stays as it is."""
    if not book.read_only:
        with book.transaction() as connection:
            index_all(connection)


def index_all(connection: Connection) -> int:
    """Index every member that has no row yet; the number of rows made."""
    sql = "SELECT id FROM member WHERE id NOT IN (SELECT record FROM person_search)"
    ids = [id for (id,) in driver.rows(connection, sql)]
    index_members(connection, ids)
    return len(ids)


def make_index_anew(connection: Connection) -> None:
    """Index every member, whatever stood in the index."""
    driver.run(connection, "DELETE FROM person_search")
    driver.run(connection, "INSERT INTO person_index (person_index) VALUES ('delete-all')")
    index_all(connection)


# --- pinyin ---------------------------------------------------------------------------------------------------------


@cache
def _surnames() -> dict[str, list[str]]:
    with resource("words", "surnames.toml").open("rb") as file:
        return dict(tomllib.load(file)["reading"])


@cache
def _sounds() -> Callable[[str], list[list[str]]]:
    """The library's readings of one sign.  Imported late: it is slow to load, and only whoever indexes needs it."""
    # Its 47,000 phrases take 44 MB and say nothing of a sign alone: it leaves them out when told before it is imported
    os.environ.update(PYPINYIN_NO_PHRASES="1", PYPINYIN_NO_DICT_COPY="1")
    from pypinyin import Style, pinyin

    return partial(pinyin, style=Style.NORMAL, heteronym=True, errors="ignore")


@cache
def _of_sign(sign: str) -> tuple[str, ...]:
    readings = _sounds()(sign)
    return tuple(readings[0]) if readings else (sign.lower(),) if sign.isalnum() else ()


@cache
def _readings(name: str) -> tuple[str, str]:
    """Initials and full pinyin of a name, each reading after a blank: ` zs`, ` zhangsan`."""
    found = list(_spoken(name))[:_MOST]
    initials = dict.fromkeys("".join(part[0] for part in syllables if part) for syllables in found)
    whole = dict.fromkeys("".join(syllables) for syllables in found)
    return "".join(f" {text}" for text in initials), "".join(f" {text}" for text in whole)


def sounds_like(name: str, letters: str) -> bool:
    """True when the pinyin of a name, or its initials, begin with these letters."""
    return any(f" {letters}" in readings for readings in _readings(sought(name)))


def sound_of(text: str) -> str:
    """The commonest pinyin of a text of Chinese characters; empty for none."""
    return _readings(text)[1].partition(" ")[2].partition(" ")[0]


def holds_sound(name: str, letters: str) -> bool:
    """True when the commonest pinyin of a name, or its initials, hold these letters: jc is in 演示一甲村."""
    return any(letters in readings.split()[0] for readings in _readings(sought(name)) if readings)


def _spoken(name: str) -> Iterable[tuple[str, ...]]:
    for length in (2, 1):
        for spoken in _surnames().get(name[:length], ()) if len(name) > length else ():
            yield from _with_rest(tuple(spoken.split()), name[length:])
    yield from _with_rest((), name)


def _with_rest(first: tuple[str, ...], rest: str) -> Iterable[tuple[str, ...]]:
    # The commonest reading of every sign comes first; further ones only while there are few
    choices = [_of_sign(sign)[:2] for sign in rest]
    yield from ((*first, *syllables) for syllables in product(*(choice for choice in choices if choice)))
