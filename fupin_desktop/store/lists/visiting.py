"""What the Visits place asks for: filters, who has visited, and how many visits a day has."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fupin_desktop.ledger.notation.canonical import GONE_SIGN
from fupin_desktop.ledger.notation.values import stored_day
from fupin_desktop.store.lists.shown import seen
from fupin_desktop.store.read.reading import Reader

# What an older program let in may be no list: it names nobody
_VISITORS = "json_each(CASE WHEN json_valid(t.visitors) THEN t.visitors ELSE '[]' END)"


@dataclass(frozen=True)
class VisitsWanted:
    """The filters; empty ones ask for nothing.  Both days count; `households` None asks for all.

    `withdrawn` asks for those that were taken back, which no other list shows.
    """

    visitor: str = ""
    first: date | None = None
    last: date | None = None
    households: Sequence[int] | None = None
    village: str = ""
    withdrawn: bool = False

    def seen(self, reader: Reader) -> str:
        """Which visits the list is of at all, as SQL on `t`."""
        return f"t.away NOT LIKE '{GONE_SIGN}%'" if self.withdrawn else seen(reader, "visit", "t")

    def condition(self, reader: Reader) -> tuple[str, list[Any]]:
        """As SQL on the visit `t`."""
        parts: list[tuple[str, Any]] = []
        if self.visitor:
            parts.append((f"EXISTS (SELECT 1 FROM {_VISITORS} j WHERE j.value = ?)", self.visitor))
        if self.first is not None:
            parts.append(("t.date >= ?", self.first.isoformat()))
        if self.last is not None:
            parts.append(("t.date <= ?", self.last.isoformat()))
        if self.households is not None:
            ids = sorted({twin for id in self.households for twin in reader.twins_of(id)})
            parts.append(("t.household IN (SELECT value FROM json_each(?))", json.dumps(ids)))
        if self.village:
            parts.append(("t.household IN (SELECT id FROM household WHERE village_code = ?)", self.village))
        return "".join(f" AND {sql}" for sql, _value in parts), [value for _sql, value in parts]


def visitors(reader: Reader) -> list[tuple[str, int]]:
    """Who has visited, and how often; who came most often first."""
    sql = f"""SELECT j.value, count(*) FROM visit t, {_VISITORS} j
        WHERE {seen(reader, "visit", "t")} AND t.visitors IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"""
    return [(str(row[0]), int(row[1])) for row in reader.connection.exec_driver_sql(sql)]


def visit_days(reader: Reader, wanted: VisitsWanted) -> dict[date, int]:
    """How many households were visited on each day: a household counts once a day (dictionary §7)."""
    where, values = wanted.condition(reader)
    home = reader.joined.standing("t.household")
    sql = f"SELECT t.date, count(DISTINCT {home}) FROM visit t WHERE {seen(reader, 'visit', 't')}{where} GROUP BY 1"
    rows = reader.connection.exec_driver_sql(sql, tuple(values))
    return {day: int(count) for stored, count in rows if (day := stored_day(stored)) is not None}
