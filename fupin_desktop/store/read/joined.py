"""Joined twins (重复登记合并) in SQL: which record stands for each, and what hangs on any of them."""

from collections.abc import Callable, Collection, Mapping, Set
from functools import cached_property

from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS


class Joined:
    """The joins of a book at one moment.  `name_of` gives the text form of an id, by which the first is chosen."""

    def __init__(self, connection: Connection, name_of: Callable[[int], str]) -> None:
        self._connection, self._name_of = connection, name_of
        sql = "SELECT kind, one, other FROM same_as WHERE away IS NULL"
        self._joins = [(str(kind), int(one), int(other)) for kind, one, other in connection.exec_driver_sql(sql)]

    @cached_property
    def groups(self) -> Mapping[int, Set[int]]:
        """Every record that was joined, and all it was joined with, itself included."""
        found: dict[int, set[int]] = {}
        for _kind, one, other in self._joins:
            both = found.get(one, {one}) | found.get(other, {other})
            found.update(dict.fromkeys(both, both))
        return found

    @cached_property
    def stands_for(self) -> Mapping[int, int]:
        """For each record that is not shown by itself, the one that stands for it.

        One of each group stands: the first by its name in text, as two offices would say alike, among those that are
        in the register.  So a join of three, or of one that was put away, leaves exactly one.
        """
        away = self._away()
        found: dict[int, int] = {}
        for id, group in self.groups.items():
            stands = min(group, key=lambda one: (one in away, self._name_of(one)))
            if id != stands:
                found[id] = stands
        return found

    def _away(self) -> Collection[int]:
        gone: set[int] = set()
        for kind in {kind for kind, _one, _other in self._joins} & KINDS.keys():
            sql = f'SELECT id FROM "{kind}" WHERE away IS NOT NULL AND id NOT IN (SELECT record FROM kept)'
            gone.update(self._connection.exec_driver_sql(sql).scalars())
        return gone

    @cached_property
    def _hidden(self) -> str:
        return ",".join(str(id) for id in sorted(self.stands_for))

    def not_hidden(self, id: str) -> str:
        """The condition that leaves out twins for which another stands; `id` is an expression."""
        return f"{id} NOT IN ({self._hidden})" if self._hidden else "1"

    def standing(self, id: str) -> str:
        """The record that stands for the one an expression names."""
        if not self._hidden:
            return id
        pairs = " ".join(f"WHEN {one} THEN {stands}" for one, stands in sorted(self.stands_for.items()))
        return f"CASE WHEN {id} IN ({self._hidden}) THEN CASE {id} {pairs} END ELSE {id} END"

    def hangs_on(self, link: str, id: str) -> str:
        """The condition that a link leads to a record or to one of its twins; an index on the link serves it."""
        if not self._hidden:
            return f"{link} = {id}"
        return f"({link} = {id} OR ({link} IN ({self._hidden}) AND {self.standing(link)} = {id}))"
