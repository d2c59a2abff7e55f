"""Finding a household by whatever a cadre remembers of it.

Its people by characters, initials or the last signs of their number; the village before a blank (`jc zs`: 甲村 张三);
the 户编号 from its beginning or its end; the end of its telephone number.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from fupin_desktop.ledger.notation.folding import sought
from fupin_desktop.store import driver
from fupin_desktop.store.lists.queries import HouseholdRow, household_rows, households_by_id, villages
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.person_index import holds_sound, sound_of
from fupin_desktop.store.search.search import Found, search, search_all

MOST = 60
_TAIL = 4  # signs by which numbers are indexed
_PLACE = 6  # digits from which on a number may be the beginning of a 户编号
_BLANKS = re.compile(r"[\s\u3000]+")
_BY_PHONE = "SELECT id, phone FROM household WHERE phone IS NOT NULL AND substr(phone, -4) = ?"
_BY_CODE = "SELECT id FROM household WHERE household_code >= ? AND household_code < ? ORDER BY household_code LIMIT ?"
_BY_CODE_END = "SELECT id FROM household WHERE household_code LIKE ? ORDER BY household_code LIMIT ?"
_NUMBERS = "SELECT id, id_no FROM member WHERE id IN (SELECT value FROM json_each(?))"


def find_households(reader: Reader, typed: str, limit: int = MOST) -> list[HouseholdRow]:
    """The households meant, the likeliest first."""
    ids = list(dict.fromkeys(_meant(reader, typed, limit)))[: 2 * limit]
    return households_by_id(reader, ids)[:limit]


def find_kept(reader: Reader, typed: str, limit: int = MOST) -> list[HouseholdRow]:
    """The same among those that were put away, joined with another or have moved out of this book's reach."""
    ids = [one.household for one in search_all(reader, sought(typed), 4 * limit)]
    ids += _by_number(reader, sought(typed), limit)
    known = {row.id for row in households_by_id(reader, ids)}
    found = household_rows(reader, [id for id in ids if id not in known])
    return [found[id] for id in dict.fromkeys(ids) if id in found][:limit]


def find_alike(reader: Reader, typed: str, limit: int = MOST) -> list[HouseholdRow]:
    """The households of people whose names sound like what was typed, however it is written."""
    sound = sound_of(sought(typed))
    return find_households(reader, sound, limit) if sound and sound != sought(typed) else []


def _meant(reader: Reader, typed: str, limit: int) -> Iterator[int]:
    text = sought(typed)
    yield from (one.household for one in _in_village(reader, typed, limit))
    if _is_number(text):
        yield from _by_tail(reader, text, limit)
        yield from _by_number(reader, text, limit)
    else:
        yield from (one.household for one in search(reader, typed, limit))


def _is_number(text: str) -> bool:
    return text.isascii() and bool(text) and text.rstrip("x").isdigit()


def _in_village(reader: Reader, typed: str, limit: int) -> Sequence[Found]:
    place, *rest = _BLANKS.split(typed.strip(), maxsplit=1)
    if not rest:
        return []
    codes = [code for code, name in villages(reader) if _is_called(name, sought(place))]
    return search(reader, rest[0], limit, villages=codes) if codes else []


def _is_called(name: str, place: str) -> bool:
    return place in sought(name) or (place.isascii() and place.isalpha() and holds_sound(name, place))


def _by_tail(reader: Reader, text: str, limit: int) -> Iterable[int]:
    """People whose number ends so, also where more than its last four signs were typed."""
    found = search(reader, text, limit)
    if len(text) <= _TAIL:
        return [one.household for one in found]
    rows = driver.rows(reader.connection, _NUMBERS, (json.dumps([one.member for one in found]),))
    ends = {id for id, number in rows if str(number or "").lower().endswith(text)}
    return [one.household for one in found if one.member in ends]


def _by_number(reader: Reader, text: str, limit: int) -> Iterator[int]:
    """Households whose telephone number ends so, whose 户编号 begins or ends so."""
    if not _is_number(text) or len(text) < _TAIL:
        return
    for id, phone in driver.rows(reader.connection, _BY_PHONE, (text[-_TAIL:],)):
        if "".join(re.findall(r"\d", str(phone))).endswith(text):
            yield id
    if len(text) >= _PLACE:
        yield from (row[0] for row in driver.rows(reader.connection, _BY_CODE, (text, f"{text}:", limit)))
    if len(text) > _TAIL:
        yield from (row[0] for row in driver.rows(reader.connection, _BY_CODE_END, (f"%{text}", limit)))
