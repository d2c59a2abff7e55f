"""Finding people by characters, by pinyin and its initials, by the last signs of their number.

Names are looked up folded and without blanks: 张 三 is found by 张三, and the other way round.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple

from fupin_desktop.ledger.notation.folding import sought
from fupin_desktop.store import driver
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.person_index import PLACE_BITS, is_short, reading, short_reading, signs, tail_words

# CROSS JOIN: in the order of the index, and no further than the limit
_FOUND = """
SELECT s.record, member.household, member.name, member.relation, member.birth_date, s.id_tail
FROM person_index i
CROSS JOIN person_search s ON s.record = i.rowid & {mask}
CROSS JOIN member ON member.id = s.record
WHERE i.person_index MATCH ? AND {visible} ORDER BY i.rowid LIMIT ?
"""


_THERE = """member.household IN (SELECT id FROM household WHERE village_code IN (SELECT value FROM json_each(?)))"""


class Found(NamedTuple):
    """A person found, with what tells namesakes apart."""

    member: int
    household: int
    name: str
    relation: str | None
    born: str | None
    id_tail: str


def search(reader: Reader, typed: str, limit: int = 50, *, villages: Sequence[str] = ()) -> list[Found]:
    """People whose name holds these characters, whose pinyin or initials begin so, or whose number ends so.

    Heads of households come first, then shorter names, then the order in which they came into the book.  `villages`
    are the codes of those they live in, empty for all.
    """
    where, values = reader.visible("member"), list[object]()
    if villages:
        where += f" AND {_THERE}"
        values.append(json.dumps(list(villages)))
    return _search(reader, sought(typed), where, values, limit)


def search_all(reader: Reader, typed: str, limit: int = 50) -> list[Found]:
    """The same among all people, also those who were put away."""
    return _search(reader, sought(typed), "1", [], limit)


def _search(reader: Reader, text: str, where: str, values: list[object], limit: int) -> list[Found]:
    match = _match(text)
    if not match:
        return []
    sql = _FOUND.format(mask=(1 << PLACE_BITS) - 1, visible=where)
    return [Found(*row) for row in driver.rows(reader.connection, sql, (match, *values, limit))]


def _match(text: str) -> str:
    """What to ask of the index; empty where nobody can be meant."""
    if text.isascii() and text.rstrip("x").isdigit():
        tail = text[-4:].upper()
        word = tail_words(tail)[len(tail) == 1]
        return f'"{word}"' if len(tail) in (1, 4) else f'"{word}"*'
    if text.isascii():
        if not text.isalnum():
            return ""
        return f'"{short_reading(text)}"' if is_short(text) else f'"{reading(text)}"*'
    return f'"{" ".join(signs(text))}"'
