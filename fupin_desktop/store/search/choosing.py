"""Finding records of any kind while somebody types: for a link to be chosen, and for lists of subjects.

Characters, pinyin and its initials, numbers, days and words of code lists are looked for; never more rows than asked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

from fupin_desktop.households.model import Household, Member
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.folding import sought
from fupin_desktop.ledger.notation.values import to_stored, typed_day
from fupin_desktop.ledger.privacy import PRIVATE, Privacy
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import word, words
from fupin_desktop.store import driver
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.person_index import sounds_like
from fupin_desktop.store.search.search import search
from fupin_desktop.store.select.paging import later_than
from fupin_desktop.subjects import chain_of, parent_of, subject_record
from fupin_desktop.titles import titles
from fupin_desktop.villages.model import Village

R = TypeVar("R", bound=Record)
PAGE = 100
_OFFERED = 12
_PEOPLE = 200  # people found, whose households' records are looked at
_LETTERS = re.compile(r"[a-z]+")
_HIDDEN = PRIVATE | {Privacy.MINOR}
Condition = tuple[str, list[Any]]
_ALL: Condition = ("1", [])


class Choice(NamedTuple):
    """A record one may choose, and what it is called."""

    id: Dot
    title: str


@dataclass(frozen=True)
class Within:
    """Only what lies under this record: a household by its id, a village by its code."""

    cls: type[Record]
    value: object


def choices(
    reader: Reader, cls: type[Record], typed: str, today: date, within: Within | None = None, limit: int = _OFFERED
) -> list[Choice]:
    """What may be chosen after these signs were typed; the newest records while nothing is typed."""
    found = page_of(reader, cls, typed, within, limit=limit)
    named = zip(found, titles(reader, found, today), strict=True)
    return [Choice(one.id, title) for one, title in named if one.id is not None]


def page_of(
    reader: Reader,
    cls: type[R],
    typed: str = "",
    within: Within | None = None,
    *,
    by: str = "",
    after: R | None = None,
    limit: int = PAGE,
) -> list[R]:
    """A page of the records that hold what was typed, after the last one shown; by a field, else the newest first."""
    under, values = _under(reader, cls, within)
    where = f"{reader.visible(kind_of(cls))} AND {under}"
    if after is not None:
        step, more = _beyond(cls, by, after)
        where, values = f"{where} AND {step}", [*values, *more]
    ids = _ids(reader, cls, sought(typed), (where, values), _order(cls, by), limit)
    found = {one.id: one for one in reader.find(cls, id=ids)} if ids else {}
    return [found[Dot(id)] for id in ids if id in found]


def _order(cls: type[Record], by: str) -> str:
    return f'"{by}", "{kind_of(cls)}".id' if by else f'"{kind_of(cls)}".id DESC'


def _beyond(cls: type[Record], by: str, after: Record) -> Condition:
    id = f'"{kind_of(cls)}".id'
    if not by:
        return f"{id} < ?", [after.id]
    return later_than(f'"{by}"', id, to_stored(fields_of(cls)[by], getattr(after, by)), after.id or 0)


def _ids(reader: Reader, cls: type[Record], typed: str, base: Condition, order: str, limit: int) -> list[int]:
    where, values = _holding(reader, cls, typed) if typed else _ALL
    sql = f'SELECT id FROM "{kind_of(cls)}" WHERE {base[0]} AND ({where}) ORDER BY {order} LIMIT ?'
    found = [row[0] for row in driver.rows(reader.connection, sql, (*base[1], *values, limit))]
    if len(found) < limit and _LETTERS.fullmatch(typed) and "name" in fields_of(cls):
        found += _sounding(reader, cls, typed, base, limit, set(found))
    return found[:limit]


def _sounding(reader: Reader, cls: type[Record], typed: str, base: Condition, limit: int, known: set[int]) -> list[int]:
    # Read row by row and stopped at the limit: a county has more cadres than a list should ever hold
    sql = f'SELECT id, name FROM "{kind_of(cls)}" WHERE {base[0]} ORDER BY id DESC'
    made: list[int] = []
    for id, name in reader.connection.exec_driver_sql(sql, tuple(base[1])):
        if id not in known and name and sounds_like(str(name), typed):
            made.append(id)
            if len(made) == limit:
                break
    return made


# --- what lies under a household or a village -----------------------------------------------------------------------


def _under(reader: Reader, cls: type[Record], within: Within | None) -> Condition:
    if within is None:
        return _ALL
    if cls is within.cls:
        name = "code" if cls is Village else "id"
        return f'"{name}" = ?', [within.value]
    above, field = parent_of(cls), fields_of(cls).get(cls.home)
    if above is None or field is None:
        return _ALL
    if above is within.cls:
        return _equals(reader, field, within.value)
    inner, values = _under(reader, above, within)
    return f'"{cls.home}" IN (SELECT id FROM "{kind_of(above)}" WHERE {inner})', values


def _equals(reader: Reader, field: Field, value: object) -> Condition:
    if field.kind is not Kind.LINK or not isinstance(value, int):
        return f'"{field.name}" = ?', [value]
    ids = sorted(reader.twins_of(value))
    return f'"{field.name}" IN ({",".join("?" * len(ids))})', list(ids)


# --- what holds the signs typed -------------------------------------------------------------------------------------


def _holding(reader: Reader, cls: type[Record], typed: str) -> Condition:
    parts = [part for field in fields_of(cls).values() if (part := _in_field(field, typed)) is not None]
    parts.extend(_of_people(reader, cls, typed))
    if not parts:
        return "0", []
    return " OR ".join(sql for sql, _values in parts), [value for _sql, values in parts for value in values]


def _in_field(field: Field, typed: str) -> Condition | None:
    if field.privacy in _HIDDEN:
        return None
    if field.kind in (Kind.TEXT, Kind.NOTE):
        return f'"{field.name}" LIKE ?', [f"%{_plain(typed)}%"]
    if field.kind is Kind.INTEGER and typed.isdigit() and len(typed) < 10:
        return f'"{field.name}" = ?', [int(typed)]
    if field.kind is Kind.DAY and (day := typed_day(typed)) is not None:
        return f'"{field.name}" = ?', [day.isoformat()]
    if field.kind is Kind.CHOICE and not field.many and not _LETTERS.fullmatch(typed):
        codes = [code for code in words(field.words) if typed in sought(word(field.words, code))]
        return (f'"{field.name}" IN ({",".join("?" * len(codes))})', list(codes)) if codes else None
    return None


def _plain(typed: str) -> str:
    return typed.replace("%", "").replace("_", "")


def _of_people(reader: Reader, cls: type[Record], typed: str) -> Iterable[Condition]:
    """What belongs to the people found by name, initials or the last signs of their number."""
    names = _names_of_people(cls)
    if not names:
        return
    people = search(reader, typed, _PEOPLE)
    for name, is_member in names:
        ids = sorted({one.member if is_member else one.household for one in people})
        if ids:
            yield f'"{name}" IN ({",".join("?" * len(ids))})', list(ids)


def _names_of_people(cls: type[Record]) -> Sequence[tuple[str, bool]]:
    if cls in (Household, Member):
        return [("id", cls is Member)]
    people = {kind_of(Household): False, kind_of(Member): True}
    links = (field for field in fields_of(cls).values() if field.kind is Kind.LINK and not field.many)
    return [(field.name, people[field.link]) for field in links if field.link in people]


# --- what a link of a record may lead to ----------------------------------------------------------------------------


def narrowed(reader: Reader, field: Field, record: Record, subject: Record | None = None) -> Within | None:
    """Within what the target of a link is looked for: this household's members, this village's cadres; None for all.

    `subject` is whose file is open; without one the record's own links say where it belongs.
    """
    target = KINDS[field.link]
    about = subject or subject_record(reader, record) or _linked(reader, record)
    if about is None:
        return None
    if type(about) is not target and type(about) in chain_of(target):
        return Within(type(about), _name_of(about))
    village = getattr(about, "village_code", None) or getattr(about, "code", None)
    return Within(Village, village) if village and _is_of_village(target) else None


def _linked(reader: Reader, record: Record) -> Record | None:
    """The first record that a link of this one leads to."""
    for field in fields_of(type(record)).values():
        value = getattr(record, field.name)
        if field.kind is Kind.LINK and isinstance(value, int):
            found = reader.find(KINDS[field.link], id=value, with_away=True)
            about = subject_record(reader, found[0]) if found else None
            if about is not None:
                return about
    return None


def _name_of(record: Record) -> object:
    return getattr(record, "code", None) if isinstance(record, Village) else record.id


def _is_of_village(target: type[Record]) -> bool:
    steps = [target]
    while (above := parent_of(steps[-1])) is not None:
        steps.append(above)
    return target is not Village and steps[-1] is Village
