"""Cases as the board lists them: of any kind, by stage, the longest waiting first."""

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.store.lists.arranged import Base
from fupin_desktop.store.lists.queries import PAGE, head_of, home_facets, village_choices, village_of
from fupin_desktop.store.lists.shown import seen
from fupin_desktop.store.read.reading import Reader

_HOUSEHOLD = kind_of(Household)


class CaseRow(NamedTuple):
    """A card of the board; the head and the village are empty for a case that is no household's."""

    id: Dot
    home: Dot
    head: str | None
    head_born: str | None
    village: str | None


def case_rows(
    reader: Reader, cls: type[Record], stages: Sequence[str], village: str = "", limit: int = PAGE
) -> list[CaseRow]:
    """The cases of a kind in these stages, of one village or of all."""
    home, is_ours = cls.home, _is_households(cls)
    shown = f"{head_of('name')}, {head_of('birth_date')}, {village_of()}" if is_ours else "NULL, NULL, NULL"
    where, values = _where(reader, cls, village)
    sql = f"""SELECT c.id, {"h.id" if is_ours else f'c."{home}"'}, {shown} FROM {_from(reader, cls)}
        WHERE {where} AND coalesce(c.stage, '') IN (SELECT value FROM json_each(?))
        ORDER BY c.stage_on IS NULL, c.stage_on, c.id LIMIT ?"""
    asked = (*values, json.dumps(list(stages)), limit)
    return [CaseRow(*row) for row in reader.connection.exec_driver_sql(sql, asked)]


def case_base(reader: Reader, cls: type[Record], village: str, today: date) -> Base:
    """The cases of a kind as headings ask for them: of one village, or of all."""
    where, values = _where(reader, cls, village)
    facets = home_facets(reader, today) if _is_households(cls) else {}
    order = "c.stage_on IS NULL, c.stage_on, c.id"
    return Base(cls, "c", _from(reader, cls), order, where, values, facets, {"village": village_choices})


def case_rows_of(reader: Reader, cls: type[Record], ids: Sequence[int]) -> dict[int, CaseRow]:
    """The lines of these cases."""
    home, is_ours = cls.home, _is_households(cls)
    shown = f"{head_of('name')}, {head_of('birth_date')}, {village_of()}" if is_ours else "NULL, NULL, NULL"
    sql = f"""SELECT c.id, {"h.id" if is_ours else f'c."{home}"'}, {shown} FROM {_from(reader, cls)}
        WHERE c.id IN (SELECT value FROM json_each(?))"""
    rows = reader.connection.exec_driver_sql(sql, (json.dumps(list(ids)),))
    return {row[0]: CaseRow(*row) for row in rows}


def count_stages(reader: Reader, cls: type[Record], village: str = "") -> dict[str, int]:
    """How many cases of a kind stand in each stage; under the empty one those without any."""
    where, values = _where(reader, cls, village)
    sql = f"SELECT coalesce(c.stage, ''), count(*) FROM {_from(reader, cls)} WHERE {where} GROUP BY 1"
    return {row[0]: row[1] for row in reader.connection.exec_driver_sql(sql, values)}


def _is_households(cls: type[Record]) -> bool:
    return fields_of(cls)[cls.home].link == _HOUSEHOLD


def _from(reader: Reader, cls: type[Record]) -> str:
    """The cases, each beside its household: of joined twins the one that stands for them."""
    if not _is_households(cls):
        return f'"{kind_of(cls)}" c'
    return f'"{kind_of(cls)}" c JOIN household h ON h.id = {reader.joined.standing(f"c.{cls.home}")}'


def _where(reader: Reader, cls: type[Record], village: str) -> tuple[str, tuple[str, ...]]:
    visible = seen(reader, kind_of(cls), "c")
    if village and _is_households(cls):
        return f"{visible} AND h.village_code = ?", (village,)
    return visible, ()
