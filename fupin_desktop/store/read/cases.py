"""Cases as the board lists them: of any kind, by stage, the longest waiting first."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.store.read.queries import PAGE, head_of, village_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.read.shown import seen

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
    kind, home = kind_of(cls), cls.home
    if fields_of(cls)[home].link == _HOUSEHOLD:
        shown = f"h.id, {head_of('name')}, {head_of('birth_date')}, {village_of()}"
        joined = f"JOIN household h ON h.id = {_home(reader, cls)}"
    else:
        shown, joined = f'"{kind}"."{home}", NULL, NULL, NULL', ""
    where, values = _where(reader, cls, village)
    sql = f"""SELECT "{kind}".id, {shown} FROM "{kind}" {joined}
        WHERE {where} AND coalesce("{kind}".stage, '') IN (SELECT value FROM json_each(?))
        ORDER BY "{kind}".stage_on IS NULL, "{kind}".stage_on, "{kind}".id LIMIT ?"""
    asked = (*values, json.dumps(list(stages)), limit)
    return [CaseRow(*row) for row in reader.connection.exec_driver_sql(sql, asked)]


def count_stages(reader: Reader, cls: type[Record], village: str = "") -> dict[str, int]:
    """How many cases of a kind stand in each stage; under the empty one those without any."""
    kind = kind_of(cls)
    where, values = _where(reader, cls, village)
    sql = f'SELECT coalesce("{kind}".stage, \'\'), count(*) FROM "{kind}" WHERE {where} GROUP BY 1'
    return {row[0]: row[1] for row in reader.connection.exec_driver_sql(sql, values)}


def _home(reader: Reader, cls: type[Record]) -> str:
    return reader.joined.standing(f'"{kind_of(cls)}"."{cls.home}"')


def _where(reader: Reader, cls: type[Record], village: str) -> tuple[str, tuple[str, ...]]:
    kind = kind_of(cls)
    here = seen(reader, kind, f'"{kind}"')
    if fields_of(cls)[cls.home].link != _HOUSEHOLD or not village:
        return here, ()
    return f"{here} AND {_home(reader, cls)} IN (SELECT id FROM household WHERE village_code = ?)", (village,)
