"""Named questions of the window's lists: keyset pages, never all rows (interface.md)."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from fupin_desktop.households.model import LEFT, Household
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.notation.canonical import items_of
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.notices.model import Notice
from fupin_desktop.store import driver
from fupin_desktop.store.lists.arranged import Base, Facet, shown_name
from fupin_desktop.store.lists.shown import seen, with_home
from fupin_desktop.store.lists.visiting import VisitsWanted
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.select.joined import in_register, stands_alone
from fupin_desktop.store.select.paging import earlier_than, later_than
from fupin_desktop.sync.moving import SIGN
from fupin_desktop.visits.model import Visit

PAGE = 100

# What hangs on a twin that was joined hangs on the household that stands for it; the household's own comes first
_OF_TWINS = "{what}.household IN (SELECT other FROM same_as WHERE one = h.id AND away IS NULL)"
_LEFT = ",".join(f"'{code}'" for code in sorted(LEFT))
_HEAD = f"""(SELECT m.{{what}} FROM member m WHERE (m.household = h.id OR {_OF_TWINS.format(what="m")})
 AND m.relation = '01' AND {in_register("m")} AND {stands_alone("m")} AND coalesce(m.change_type, '') NOT IN ({_LEFT})
 ORDER BY m.household <> h.id, m.id LIMIT 1)"""
_VILLAGE = "(SELECT v.name FROM village v WHERE v.code = h.village_code LIMIT 1)"


def head_of(what: str) -> str:
    """A field of the head of household `h`, as SQL."""
    return _HEAD.format(what=what)


def village_of() -> str:
    """The name of the village of household `h`, as SQL; NULL where the book does not know it."""
    return _VILLAGE


_HEAD_NAME, _HEAD_BORN = head_of("name"), head_of("birth_date")
# An alias may not stand in Reader.visible, which names the table
_SEEN = f"{in_register('h')} AND {stands_alone('h')}"
# Households that live in a village this book does not hold
_GONE = f"(SELECT id FROM household WHERE away LIKE '{SIGN}%')"


# Last visits are joined, not asked for household by household: a count looks at all; those of joined twins count too
_LISTED = """household h LEFT JOIN last_visit l ON l.household = h.id
 LEFT JOIN (SELECT s.one AS household, max(t.date) AS date FROM same_as s JOIN last_visit t ON t.household = s.other
  WHERE s.away IS NULL GROUP BY s.one) w ON w.household = h.id"""
_LAST_VISIT = "nullif(max(coalesce(l.date, ''), coalesce(w.date, '')), '')"
_HOUSEHOLDS = f"""
SELECT h.id, h.household_code, h.village_code, {_VILLAGE}, coalesce(h.group_name, h.natural_village),
 head.name, head.birth_date, h.persons, h.status, h.attribute, h.cause_main, h.house_danger_grade, {_LAST_VISIT}
FROM {_LISTED} LEFT JOIN member head ON head.id = {head_of("id")} WHERE """


class HouseholdRow(NamedTuple):
    """A line of the list of households.  What another book wrote may lack any value, also one that forms ask for."""

    id: Dot
    code: str | None
    village_code: str | None
    village: str | None
    group: str | None
    head: str | None
    head_born: str | None
    persons: int | None
    status: str | None
    attribute: str | None
    cause: str | None
    danger: str | None
    last_visit: str | None


@dataclass(frozen=True)
class Chosen:
    """The chips above the list; empty ones ask for nothing.

    `unvisited_since`: without a visit since that day, `never_visited` without any; `gone`: only those that moved to
    where this book does not reach.
    """

    status: str = ""
    attribute: str = ""
    cause: str = ""
    danger: str = ""
    village: str = ""
    unvisited_since: date | None = None
    never_visited: bool = False
    gone: bool = False

    def condition(self) -> tuple[str, list[Any]]:
        """As SQL."""
        wanted = {
            "status": self.status, "attribute": self.attribute, "cause_main": self.cause,
            "house_danger_grade": self.danger, "village_code": self.village,
        }  # fmt: skip
        parts = [f"h.{name} = ?" for name, value in wanted.items() if value]
        values: list[Any] = [value for value in wanted.values() if value]
        if self.unvisited_since is not None:
            parts.append("max(coalesce(l.date, ''), coalesce(w.date, '')) < ?")
            values.append(self.unvisited_since.isoformat())
        if self.never_visited:
            parts.append("l.date IS NULL AND w.date IS NULL")
        seen = f"h.id IN {_GONE}" if self.gone else _SEEN
        return " AND ".join([seen, *parts]), values


def households(
    reader: Reader, chosen: Chosen, after: HouseholdRow | None = None, limit: int = PAGE
) -> list[HouseholdRow]:
    """A page of households by 户编号, which begins with the village's code: so the order is by village, too."""
    where, values = chosen.condition()
    if after is not None:
        rest, marks = later_than("h.household_code", "h.id", after.code, after.id)
        where, values = f"{where} AND {rest}", [*values, *marks]
    sql = f"{_HOUSEHOLDS}{where} ORDER BY h.household_code, h.id LIMIT ?"
    return [HouseholdRow(*row) for row in reader.connection.exec_driver_sql(sql, (*values, limit))]


def village_choices(reader: Reader) -> list[tuple[Any, str]]:
    """The names of the villages, to choose among in a heading."""
    return [(name, name) for name in dict.fromkeys(name for _code, name in villages(reader))]


class _Homes:
    """Heads and villages of all households, each read once when a heading asks: a list names a household many times."""

    def __init__(self, reader: Reader, today: date) -> None:
        self._reader, self._today = reader, today

    @cached_property
    def _heads(self) -> dict[int, tuple[str | None, str | None]]:
        sql = f"SELECT h.id, m.name, m.birth_date FROM household h JOIN member m ON m.id = {head_of('id')}"
        return {row[0]: (row[1], row[2]) for row in driver.rows(self._reader.connection, sql)}

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(villages(self._reader))

    def head(self, id: int) -> str | None:
        """The head's name as lists show it."""
        name, born = self._heads.get(id, (None, None))
        return shown_name(name, born, self._today)

    def born(self, id: int) -> str | None:
        """The year of the head's birth."""
        return (self._heads.get(id, (None, None))[1] or "")[:4] or None

    def village(self, code: str | None) -> str | None:
        """The village's name; its code where the book does not know it."""
        return self._names.get(code, code) if code else None


def home_facets(reader: Reader, today: date) -> dict[str, Facet]:
    """Head and village of household `h`, as headings compare them."""
    homes = _Homes(reader, today)
    return {
        "head": Facet(("h.id",), homes.head),
        "born": Facet(("h.id",), homes.born),
        "village": Facet(("h.village_code",), homes.village),
    }


def _itself(value: object) -> object:
    return value


def household_base(reader: Reader, chosen: Chosen, today: date) -> Base:
    """The list of households as its headings ask for it."""
    where, values = chosen.condition()
    facets = {
        **home_facets(reader, today),
        "group": Facet(("coalesce(h.group_name, h.natural_village)",), _itself),
        "last_visit": Facet((_LAST_VISIT,), _itself, fields_of(Visit)["date"]),
    }
    choices = {"village": village_choices}
    return Base(Household, "h", _LISTED, "h.household_code, h.id", where, values, facets, choices)


def household_rows(reader: Reader, ids: Sequence[int]) -> dict[int, HouseholdRow]:
    """The lines of these households, whatever became of them."""
    sql = f"{_HOUSEHOLDS}h.id IN (SELECT value FROM json_each(?))"
    return {row[0]: HouseholdRow(*row) for row in reader.connection.exec_driver_sql(sql, (json.dumps(list(ids)),))}


def households_by_id(reader: Reader, ids: Sequence[int]) -> list[HouseholdRow]:
    """These households, in the order given."""
    sql = f"{_HOUSEHOLDS}{_SEEN} AND h.id IN (SELECT value FROM json_each(?))"
    found = {row[0]: HouseholdRow(*row) for row in reader.connection.exec_driver_sql(sql, (json.dumps(list(ids)),))}
    return [found[id] for id in dict.fromkeys(ids) if id in found]


def count_households(reader: Reader, chosen: Chosen) -> int:
    """How many households the chips leave."""
    where, values = chosen.condition()
    sql = f"SELECT count(*) FROM {_LISTED} WHERE {where}"
    return int(reader.connection.exec_driver_sql(sql, tuple(values)).scalar_one())


def count_visible(reader: Reader, kind: str) -> int:
    """How many records of a kind can be seen: all but the few that cannot, which are found by what put them away."""
    hidden = f"""SELECT count(*) FROM "{kind}" WHERE NOT ({reader.visible(kind)})
        AND ("{kind}".away IS NOT NULL OR "{kind}".id IN (SELECT other FROM same_as WHERE away IS NULL))"""
    sql = f'SELECT (SELECT count(*) FROM "{kind}") - ({hidden})'
    return int(reader.connection.exec_driver_sql(sql).scalar_one())


# From each code to the next one in the index: there are thousands of households, and hundreds of villages
_VILLAGES = f"""
WITH RECURSIVE h(village_code) AS (
    SELECT min(village_code) FROM household
    UNION ALL
    SELECT (SELECT min(village_code) FROM household WHERE village_code > h.village_code)
    FROM h WHERE h.village_code IS NOT NULL)
SELECT h.village_code, coalesce({_VILLAGE}, h.village_code) FROM h WHERE h.village_code IS NOT NULL
UNION SELECT code, coalesce(name, code) FROM village WHERE away IS NULL ORDER BY 1
"""


def villages(reader: Reader) -> list[tuple[str, str]]:
    """Codes and names of the villages the book holds, or has households of; the code where the name is not known."""
    return [(row[0], row[1]) for row in reader.connection.exec_driver_sql(_VILLAGES)]


class VisitRow(NamedTuple):
    """A line of the list of visits."""

    id: Dot
    household: Dot
    date: str | None
    head: str | None
    head_born: str | None
    village: str | None
    visitors: tuple[str, ...]
    type: str | None
    findings: str | None


_VISITS = f"SELECT t.id, h.id, t.date, {_HEAD_NAME}, {_HEAD_BORN}, {_VILLAGE}, t.visitors, t.type, t.findings FROM "


def visit_base(reader: Reader, wanted: VisitsWanted, today: date) -> Base:
    """The list of visits as its headings ask for it."""
    where, values = wanted.condition(reader)
    return Base(
        Visit, "t", with_home(reader, "visit", "t"), "t.date DESC, t.id DESC", f"{wanted.seen(reader)}{where}",
        values, home_facets(reader, today), {"village": village_choices},
    )  # fmt: skip


def visit_rows(reader: Reader, ids: Sequence[int]) -> dict[int, VisitRow]:
    """The lines of these visits."""
    sql = f"{_VISITS}{with_home(reader, 'visit', 't')} WHERE t.id IN (SELECT value FROM json_each(?))"
    rows = reader.connection.exec_driver_sql(sql, (json.dumps(list(ids)),))
    return {row[0]: _visit(*row) for row in rows}


def visits(
    reader: Reader, after: VisitRow | None = None, limit: int = PAGE, wanted: VisitsWanted | None = None
) -> list[VisitRow]:
    """A page of visits, the newest first."""
    asked = wanted or VisitsWanted()
    where, values = asked.condition(reader)
    if after is not None:
        rest, marks = earlier_than("t.date", "t.id", after.date, after.id)
        where, values = f"{where} AND {rest}", [*values, *marks]
    sql = f"""{_VISITS}{with_home(reader, "visit", "t")}
        WHERE {asked.seen(reader)}{where} ORDER BY t.date DESC, t.id DESC LIMIT ?"""
    rows = reader.connection.exec_driver_sql(sql, (*values, limit))
    return [_visit(*row) for row in rows]


def _visit(*row: Any) -> VisitRow:
    id, household, day, head, born, village, visitors, type, findings = row
    return VisitRow(id, household, day, head, born, village, tuple(items_of(visitors) or ()), type, findings)


class NoticeRow(NamedTuple):
    """A line of a list of notices: without the frozen table, which may be large."""

    id: Dot
    kind: str | None
    number: str | None
    title: str | None
    state: str | None
    posted_from: str | None
    posted_to: str | None


def notice_rows(reader: Reader, division: str, after: NoticeRow | None = None, limit: int = PAGE) -> list[NoticeRow]:
    """A page of the notices of a place, the newest first."""
    where, values = ("AND id < ?", [after.id]) if after is not None else ("", [])
    sql = f"""SELECT id, kind, number, title, state, posted_from, posted_to FROM notice
        WHERE away IS NULL AND division = ? {where} ORDER BY id DESC LIMIT ?"""
    rows = reader.connection.exec_driver_sql(sql, (division, *values, limit))
    return [NoticeRow(*row) for row in rows]


def notice_base(division: str, kind: Callable[[str], str]) -> Base:
    """The notices of a place as headings ask for them; `kind` tells the kind of a notice in words."""
    facets = {"kind": Facet(("n.kind",), lambda code: kind(code) if code else None)}
    return Base(Notice, "n", "notice n", "n.id DESC", "n.away IS NULL AND n.division = ?", (division,), facets)


def notice_rows_of(reader: Reader, ids: Sequence[int]) -> dict[int, NoticeRow]:
    """The lines of these notices."""
    sql = """SELECT id, kind, number, title, state, posted_from, posted_to FROM notice
        WHERE id IN (SELECT value FROM json_each(?))"""
    rows = reader.connection.exec_driver_sql(sql, (json.dumps(list(ids)),))
    return {row[0]: NoticeRow(*row) for row in rows}


class TaskRow(NamedTuple):
    """A follow-up task that is not done."""

    id: Dot
    household: Dot
    head: str | None
    head_born: str | None
    matter: str | None
    owner: str | None
    due: str | None


def open_tasks(reader: Reader, limit: int = 50) -> list[TaskRow]:
    """Tasks that wait, the first due first."""
    sql = f"""SELECT t.id, h.id, {_HEAD_NAME}, {_HEAD_BORN}, t.matter, t.owner, t.due
        FROM {with_home(reader, "follow_up_task", "t")}
        WHERE {seen(reader, "follow_up_task", "t")} AND t.state IN ('open', 'doing')
        ORDER BY t.due IS NULL, t.due, t.id LIMIT ?"""
    return [TaskRow(*row) for row in reader.connection.exec_driver_sql(sql, (limit,))]


def merges(reader: Reader, limit: int = 50) -> list[dict[str, Any]]:
    """The newest merges, with their reports."""
    sql = "SELECT id, at, file, sender, status, report, undone FROM journal ORDER BY id DESC LIMIT ?"
    rows = reader.connection.exec_driver_sql(sql, (limit,)).mappings()
    return [{**row, "report": json.loads(row["report"])} for row in rows]
