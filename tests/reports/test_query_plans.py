"""No gap list and no report reads a whole table again for each of its rows: at a city that is minutes.

SQLite is asked how it would answer, so this holds whatever the machine does and however few records there are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared.figure import Figure
from fupin_desktop.ledger.declared.standing import division_path
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.reports.asked import Asked
from fupin_desktop.reports.catalogue import REPORTS
from fupin_desktop.reports.gaps import GAPS
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.record_tables import RECORD_TABLES

SMALL = {"same_as", "kept"}  # the program's own: joins, and what is kept though it was put away
Plan = list[tuple[int, int, str]]  # number, number of what it is part of, what is done


def limited(code: str, _day: date) -> Parameter | None:
    """Every limit is set, for otherwise its list would ask nothing."""
    return Parameter(code, "3", "actual")


@contextmanager
def scans(reader: Reader) -> Iterator[list[str]]:
    """What is asked meanwhile that reads a table of records through inside a question put once for each row."""
    found: list[str] = []
    driver: Any = reader.connection.connection.dbapi_connection

    def explain(_connection: Any, _cursor: Any, sql: str, values: Any, *_rest: Any) -> None:
        if sql.startswith("SELECT"):
            rows = driver.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
            found.extend(scanned([(number, above, what) for number, above, _cost, what in rows], sql))

    event.listen(reader.connection, "before_cursor_execute", explain)
    yield found
    event.remove(reader.connection, "before_cursor_execute", explain)


def scanned(plan: Plan, sql: str) -> list[str]:
    """The tables of records that are read through once for each row of another."""
    above = {number: (parent, what) for number, parent, what in plan}

    def again(number: int) -> bool:
        while number in above:
            number, what = above[number]
            if "CORRELATED" in what:
                return True
        return False

    reads = [(number, what.split()[1]) for number, _parent, what in plan if what.startswith("SCAN ")]
    tables = [
        (number, next((kind for kind in RECORD_TABLES if f'"{kind}" {name} ' in sql), name)) for number, name in reads
    ]
    return [name for number, name in tables if again(number) and name in RECORD_TABLES.keys() - SMALL]


def asked_of(figure: Figure, reader: Reader) -> None:
    """Everything a window asks of a number: its value, that of each village, and the records behind it."""
    figure.value(reader)
    if path := division_path(KINDS, KINDS[figure.selection.kind]):
        figure.by(reader, path)
    for behind in (figure.behind, figure.reached, figure.missed):
        if behind is not None:
            reader.select(behind, limit=1)


def every_figure(asked: Asked) -> Iterator[tuple[str, Figure]]:
    """Those of the gap lists and of the reports' columns."""
    for gap in GAPS.values():
        figure = gap.figure(asked)
        if figure is not None:
            yield gap.name, figure
    for report in REPORTS.values():
        for one in report.columns(asked):
            yield f"{report.name} {one.name}", one.figure


def test_no_list_and_no_report_reads_a_table_through_for_each_row(county: Book, asked: Asked) -> None:
    wanted = replace(asked, limit=limited, holds=lambda _selection: True)
    with county.read() as reader:
        slow = {}
        for name, figure in every_figure(wanted):
            with scans(reader) as found:
                asked_of(figure, reader)
            if found:
                slow[name] = sorted(set(found))
        assert slow == {}


@pytest.mark.parametrize("index", ["ix_responsibility_cadre", "ix_household_change_member"])
def test_without_its_index_the_list_is_named(county: Book, asked: Asked, index: str) -> None:
    wanted = replace(asked, limit=limited, holds=lambda _selection: True)
    with county.transaction() as connection:
        connection.exec_driver_sql(f"DROP INDEX {index}")
    with county.read() as reader, scans(reader) as found:
        for _name, figure in every_figure(wanted):
            asked_of(figure, reader)
    assert set(found) == {index.removeprefix("ix_").rpartition("_")[0]}
