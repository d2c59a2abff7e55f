"""Comparing what two books say to the same question, row by row: neither answer is ever held as a whole."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from sqlalchemy import Connection

from fupin_desktop.store import driver

Row = tuple[Any, ...]
NOTHING: Row = ()


def differences(here: Connection, there: Connection, sql: str, *, key: int) -> Iterator[tuple[Row, Row]]:
    """The rows that are not the same, in pairs; `NOTHING` stands where one side has none.

    The first `key` columns name a row, and both answers come in their order.
    """
    ours, theirs = (chain.from_iterable(driver.parts(one, sql)) for one in (here, there))
    mine, other = next(ours, NOTHING), next(theirs, NOTHING)
    while mine or other:
        if mine == other:
            mine, other = next(ours, NOTHING), next(theirs, NOTHING)
        elif not other or (mine and mine[:key] < other[:key]):
            yield mine, NOTHING
            mine = next(ours, NOTHING)
        elif not mine or other[:key] < mine[:key]:
            yield NOTHING, other
            other = next(theirs, NOTHING)
        else:
            yield mine, other
            mine, other = next(ours, NOTHING), next(theirs, NOTHING)
