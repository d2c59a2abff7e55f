"""What waits: the questions the Today page asks, each one statement."""

from datetime import date
from typing import NamedTuple

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.store.lists.measures import UNCONFIRMED, Wanted, count_measures
from fupin_desktop.store.lists.shown import seen
from fupin_desktop.store.photos.photo_shelf import PHOTO_FIELDS
from fupin_desktop.store.read.reading import Reader

_NOT_FINISHED = "m.state IN ('planned', 'doing') AND m.to_be_confirmed IS NULL"
_BUILT = "('completed', 'moved_in', 'accepted')"


class NoticeLine(NamedTuple):
    """A notice somebody has to look at: its last day, places with a photograph, and objections without an answer."""

    id: Dot
    kind: str
    number: str | None
    state: str
    posted_to: str | None
    places: int
    objections: int


def notices_in_hand(reader: Reader) -> list[NoticeLine]:
    """Drafts and hanging notices, the first to end first."""
    sql = """SELECT n.id, n.kind, n.number, n.state, n.posted_to,
        (SELECT count(*) FROM posting p WHERE p.notice = n.id AND p.away IS NULL),
        (SELECT count(*) FROM objection o WHERE o.notice = n.id AND o.away IS NULL AND o.replied_on IS NULL)
        FROM notice n WHERE n.away IS NULL AND n.state IN ('draft', 'checked', 'issued', 'posted')
        ORDER BY n.posted_to IS NULL, n.posted_to, n.id"""
    return [NoticeLine(*row) for row in reader.connection.exec_driver_sql(sql)]


def income_years(reader: Reader) -> list[int]:
    """The years of which the book holds incomes, the newest first."""
    sql = "SELECT DISTINCT year FROM income_year WHERE away IS NULL AND year IS NOT NULL ORDER BY year DESC"
    return [int(year) for (year,) in reader.connection.exec_driver_sql(sql)]


def overdue_measures(reader: Reader, today: date) -> int:
    """Measures not ended after their due day, or after the end of their year when they have none."""
    here = f"{seen(reader, 'year_measure', 'm')} AND {_NOT_FINISHED}"
    sql = f"SELECT count(*) FROM year_measure m WHERE {here} AND coalesce(m.due, m.year || '-12-31') < ?"
    return int(reader.connection.exec_driver_sql(sql, (today.isoformat(),)).scalar_one())


def unconfirmed_measures(reader: Reader) -> int:
    """Copied measures about which nobody has asked the household yet."""
    return count_measures(reader, Wanted()).get(UNCONFIRMED, 0)


def cases_without_photos(reader: Reader) -> int:
    """Housing cases whose works are done, and which lack the photographs from before or from after (E27)."""
    sql = f"""SELECT count(*) FROM housing_case c WHERE {seen(reader, "housing_case", "c")} AND stage IN {_BUILT}
        AND (photos_before IS NULL OR photos_after IS NULL)"""
    return int(reader.connection.exec_driver_sql(sql).scalar_one())


def photos_not_arrived(reader: Reader) -> int:
    """Photographs records name whose files have not come yet."""
    parts = [
        f"""SELECT j.value FROM "{kind}" v, json_each(CASE WHEN json_valid(v.{name}) THEN v.{name} ELSE '[]' END) j
        WHERE v.away IS NULL AND v.{name} IS NOT NULL AND length(j.value) = 64"""
        for kind, names in PHOTO_FIELDS.items()
        for name in names
    ]
    sql = f"SELECT count(*) FROM ({' UNION '.join(parts)}) WHERE value NOT IN (SELECT key FROM picture)"
    return int(reader.connection.exec_driver_sql(sql).scalar_one())


def last_exchange(reader: Reader) -> tuple[str | None, str | None]:
    """When something was last sealed, and last merged; None when never."""
    sql = "SELECT (SELECT max(at) FROM sealed), (SELECT max(at) FROM journal WHERE status <> 'refused')"
    row = reader.connection.exec_driver_sql(sql).one()
    return row[0], row[1]
