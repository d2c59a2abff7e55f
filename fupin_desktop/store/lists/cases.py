"""Cases as the board lists them: of any kind, by stage, the longest waiting first, or as a county ranks them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from fupin_desktop.casework.ranks import LeastRank, Rank
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.declared.selection import Equal
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.store.lists.arranged import Base
from fupin_desktop.store.lists.queries import PAGE, head_of, home_facets, village_choices, village_of
from fupin_desktop.store.lists.shown import seen
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.select.joined import in_register
from fupin_desktop.store.select.selecting import Statement, amount_sql, class_named, field_named
from fupin_desktop.villages.model import Village

_HOUSEHOLD, _VILLAGE = kind_of(Household), kind_of(Village)
_WAITING = "c.stage_on IS NULL, c.stage_on, c.id"


@dataclass(frozen=True)
class CasesWanted:
    """Which cases of a kind are meant, and which come first.

    Of one `village`, with these values of fields (`facts`), or these `ids` alone; empty ones ask for nothing.  Without
    `ranks` the longest waiting come first.
    """

    village: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    ids: frozenset[int] | None = None
    ranks: tuple[Rank | LeastRank, ...] = ()


ALL = CasesWanted()


class CaseRow(NamedTuple):
    """A card of the board; the head and the village are empty for a case that is no household's."""

    id: Dot
    home: Dot
    head: str | None
    head_born: str | None
    village: str | None


def case_rows(
    reader: Reader, cls: type[Record], stages: Sequence[str], wanted: CasesWanted = ALL, limit: int = PAGE
) -> list[CaseRow]:
    """The cases of a kind in these stages, of those that are wanted."""
    # The page is cut before heads and villages are looked up: they are asked for the cards that are shown alone
    ids = case_ids(reader, cls, stages, wanted, limit)
    found = case_rows_of(reader, cls, ids)
    return [found[id] for id in ids]


def case_ids(
    reader: Reader, cls: type[Record], stages: Sequence[str], wanted: CasesWanted = ALL, limit: int = -1
) -> list[int]:
    """The ids of those cases, all of them or a page."""
    where, values = _where(reader, cls, wanted)
    sql = f"""SELECT c.id FROM {_from(reader, cls)}
        WHERE {where} AND coalesce(c.stage, '') IN (SELECT value FROM json_each(?))
        ORDER BY {_order(reader, cls, wanted.ranks)} LIMIT ?"""
    asked = (*values, json.dumps(list(stages)), limit)
    return list(reader.connection.exec_driver_sql(sql, asked).scalars())


def case_base(reader: Reader, cls: type[Record], village: str, today: date) -> Base:
    """The cases of a kind as headings ask for them: of one village, or of all."""
    where, values = _where(reader, cls, CasesWanted(village))
    facets = home_facets(reader, today) if _is_households(cls) else {}
    return Base(cls, "c", _from(reader, cls), _WAITING, where, values, facets, {"village": village_choices})


def case_rows_of(reader: Reader, cls: type[Record], ids: Sequence[int]) -> dict[int, CaseRow]:
    """The lines of these cases."""
    home, is_ours = cls.home, _is_households(cls)
    named = "v.name" if _is_villages(cls) else "NULL"
    shown = f"{head_of('name')}, {head_of('birth_date')}, {village_of()}" if is_ours else f"NULL, NULL, {named}"
    sql = f"""SELECT c.id, {"h.id" if is_ours else f'c."{home}"'}, {shown} FROM {_from(reader, cls)}
        WHERE c.id IN (SELECT value FROM json_each(?))"""
    rows = reader.connection.exec_driver_sql(sql, (json.dumps(list(ids)),))
    return {row[0]: CaseRow(*row) for row in rows}


def count_stages(reader: Reader, cls: type[Record], wanted: CasesWanted = ALL) -> dict[str, int]:
    """How many cases of a kind stand in each stage; under the empty one those without any."""
    where, values = _where(reader, cls, wanted)
    sql = f"SELECT coalesce(c.stage, ''), count(*) FROM {_from(reader, cls)} WHERE {where} GROUP BY 1"
    return {row[0]: row[1] for row in reader.connection.exec_driver_sql(sql, values)}


def _is_households(cls: type[Record]) -> bool:
    return fields_of(cls)[cls.home].link == _HOUSEHOLD


def _is_villages(cls: type[Record]) -> bool:
    return fields_of(cls)[cls.home].link == _VILLAGE


def _place_of(cls: type[Record]) -> str:
    """The column that holds the code of the village a case lies in; empty where it lies in none."""
    return "h.village_code" if _is_households(cls) else "v.code" if _is_villages(cls) else ""


def _from(reader: Reader, cls: type[Record]) -> str:
    """The cases, each beside its household, of joined twins the one that stands for them, or beside its village."""
    if _is_villages(cls):
        return f'"{kind_of(cls)}" c LEFT JOIN village v ON v.id = c."{cls.home}"'
    if not _is_households(cls):
        return f'"{kind_of(cls)}" c'
    return f'"{kind_of(cls)}" c JOIN household h ON h.id = {reader.joined.standing(f"c.{cls.home}")}'


def _where(reader: Reader, cls: type[Record], wanted: CasesWanted) -> tuple[str, tuple[Any, ...]]:
    parts, values = [seen(reader, kind_of(cls), "c")], []
    if wanted.village and (place := _place_of(cls)):
        parts.append(f"{place} = ?")
        values.append(wanted.village)
    if wanted.ids is not None:
        parts.append("c.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(wanted.ids)))
    facts = [Equal(name, value) for name, value in wanted.facts]
    told, given = Statement(reader.joined).all_of(cls, "c", facts)
    return " AND ".join([*parts, told]), (*values, *given)


def _order(reader: Reader, cls: type[Record], ranks: Sequence[Rank | LeastRank]) -> str:
    return ", ".join([*(_rank(reader, cls, one) for one in ranks), _WAITING])


def _rank(reader: Reader, cls: type[Record], rank: Rank | LeastRank) -> str:
    """One part of an order.  Names are looked up in the declarations, and values are those of declarations, too."""
    if isinstance(rank, Rank):
        column = f'c."{field_named(cls, rank.field).name}"'
        places = " ".join(f"WHEN {_literal(value)} THEN {place}" for place, value in enumerate(rank.first))
        return f"CASE {column} {places} ELSE {len(rank.first)} END"
    other = class_named(rank.kind)
    per, newest, by = (f'y."{field_named(other, name).name}"' for name in (rank.per, rank.newest, rank.by))
    amount = amount_sql(other, "y", rank.amount)
    home = reader.joined.standing(f'c."{cls.home}"')
    # Only for putting in order: what people read of an amount is never divided here
    least = f"""(SELECT {amount} * 1.0 / {per} FROM "{rank.kind}" y
        WHERE {reader.joined.hangs_on(by, home)} AND {per} > 0 AND {in_register("y")} AND {amount} IS NOT NULL
        ORDER BY {newest} DESC, y.id LIMIT 1)"""
    return f"{least} IS NULL, {least}"


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
