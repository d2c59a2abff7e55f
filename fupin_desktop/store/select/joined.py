"""Joined twins (重复登记合并) in SQL: which record stands for each, and what hangs on any of them."""

from collections.abc import Callable, Mapping, Set
from functools import cached_property

from sqlalchemy import Connection

from fupin_desktop.store import driver

_JOINS = "FROM same_as WHERE away IS NULL"


def in_register(alias: str) -> str:
    """The condition that a row was not put away, or that somebody worked on it without knowing."""
    return f"({alias}.away IS NULL OR {alias}.id IN (SELECT record FROM kept))"


def stands_alone(alias: str) -> str:
    """The condition that leaves out twins for which another stands."""
    return f"{alias}.id NOT IN (SELECT other {_JOINS})"


class Joined:
    """The joins of a book at one moment.  `name_of` gives the text form of an id, by which the first is chosen."""

    def __init__(self, connection: Connection, name_of: Callable[[int], str]) -> None:
        self._name_of = name_of
        rows = driver.rows(connection, f"SELECT one, other {_JOINS}")
        self._joins = [(int(one), int(other)) for one, other in rows]

    @cached_property
    def groups(self) -> Mapping[int, Set[int]]:
        """Every record that was joined, and all it was joined with, itself included."""
        found: dict[int, set[int]] = {}
        for one, other in self._joins:
            both = found.get(one, {one}) | found.get(other, {other})
            found.update(dict.fromkeys(both, both))
        return found

    @cached_property
    def stands_for(self) -> Mapping[int, int]:
        """For each record that is not shown by itself, the one that stands for it.

        In a join the first by its name in text stands for the other, so the first of a group is nobody's other.
        """
        hidden = {other for _one, other in self._joins}
        return {id: min(self.groups[id], key=self._name_of) for id in sorted(hidden)}

    @cached_property
    def _hidden(self) -> str:
        return ",".join(map(str, self.stands_for))

    def standing(self, id: str) -> str:
        """The record that stands for the one an expression names."""
        if not self._joins:
            return id
        pairs = " ".join(f"WHEN {one} THEN {stands}" for one, stands in self.stands_for.items())
        return f"CASE WHEN {id} IN ({self._hidden}) THEN CASE {id} {pairs} END ELSE {id} END"

    def hangs_on(self, link: str, id: str) -> str:
        """The condition that a link leads to a record or to a twin it stands for; an index on the link serves it."""
        if not self._joins:
            return f"{link} = {id}"
        own = f"{link} = {id} AND {link} NOT IN ({self._hidden})"
        return f"(({own}) OR ({link} IN ({self._hidden}) AND {self.standing(link)} = {id}))"
