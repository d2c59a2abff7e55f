"""Who settles without being an office: told by what a change does, never by what its command is called (sync.md §2).

A change that names several bases knows several heads.  Where they hold one value that is agreement, and anybody may
write on; where they hold different values the change closes a question, and closing questions is an office's.
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from fupin_desktop.store import driver
from fupin_desktop.store.unite.run import Run
from fupin_desktop.sync.admission import OFFICE, Reason

Values = Mapping[int, object]  # by the dot of the change that wrote it
Several = tuple[int, int, Sequence[int]]  # a change, its record, its bases


def with_several_bases(run: Run) -> list[Several]:
    """The changes of a run that stand on more than one other."""
    return [
        (table.dots[row], table.records[row], (table.bases[row], *more))
        for table in run.decoded.edits
        for row, more in table.more.items()
    ]


def settlements(several: Iterable[Several], values: Values) -> dict[int, Reason]:
    """Those that join different values.  A base that is not here yet says nothing; it is asked again when it comes.

    The record's own dot among several bases adds nothing: every change of the cell knows it.
    """
    return {
        dot: OFFICE
        for dot, record, bases in several
        if len({repr(values[base]) for base in bases if base != record and base in values}) > 1
    }


def values_in(runs: Iterable[Run], wanted: set[int]) -> dict[int, object]:
    """What these changes wrote, where one of the runs holds them."""
    if not wanted:
        return {}
    return {
        dot: value
        for run in runs
        for table in run.decoded.edits
        if not wanted.isdisjoint(table.dots)
        for dot, value in zip(table.dots, table.values, strict=True)
        if dot in wanted
    }


def bases_of(several: Iterable[Several]) -> set[int]:
    """Every change these stand on, but for the records themselves."""
    return {base for _dot, record, bases in several for base in bases if base != record}


def values_of_rows(connection: Connection, several: Iterable[Several]) -> dict[int, object]:
    """What the changes in the rows of these records wrote."""
    records = json.dumps(sorted({record for _dot, record, _bases in several}))
    sql = "SELECT dot, value FROM version WHERE record IN (SELECT value FROM json_each(?))"
    return dict(driver.rows(connection, sql, (records,)))


def is_awaited(connection: Connection, run: Run) -> bool:
    """Does a change that stands on several wait for one of this stream, so that it must be judged again?"""
    sql = "SELECT w.base FROM waiting w JOIN further_base f ON f.dot = w.dot"
    awaited = {base for (base,) in driver.rows(connection, sql)}
    return bool(awaited) and not awaited.isdisjoint(run.dots())
