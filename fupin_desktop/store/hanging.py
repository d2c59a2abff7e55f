"""What hangs on a record: the kinds whose home is a link, and the records below one (a household's file)."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.store import driver

# Kind: the field that leads to what it hangs on.
HANGING = {kind: cls.home for kind, cls in KINDS.items() if cls.home and fields_of(cls)[cls.home].kind is Kind.LINK}
PARENT = {kind: fields_of(KINDS[kind])[home].link for kind, home in HANGING.items()}


_HELD = "SELECT " + ",".join(f'EXISTS (SELECT 1 FROM "{kind}")' for kind in KINDS)


def kinds_held(connection: Connection) -> list[str]:
    """The kinds of which there is any record, put away ones too: most books hold few of many."""
    (held,) = driver.rows(connection, _HELD)
    return [kind for kind, is_held in zip(KINDS, held, strict=True) if is_held]


class Hanging:
    """Looks downward through the rows of one connection."""

    def __init__(self, rows: Connection) -> None:
        self._rows = rows

    def below(self, record: int) -> list[int]:
        """Everything that hangs on a record, directly or through others."""
        return [id for _kind, id in self.family(record)]

    def family(self, record: int) -> Iterator[tuple[str, int]]:
        """The same with its kinds; each record is asked only for the kinds whose home leads to its own."""
        waiting: list[tuple[str | None, int]] = [(None, record)]  # nobody said of which kind the first is
        while waiting:
            own, one = waiting.pop()
            for kind, home in self._used:
                if own is not None and PARENT[kind] != own:
                    continue
                rows = driver.rows(self._rows, f'SELECT id FROM "{kind}" WHERE "{home}"=?', (one,))
                below = [(kind, row[0]) for row in rows]
                waiting += below
                yield from below

    @cached_property
    def _used(self) -> Sequence[tuple[str, str]]:
        return [(kind, HANGING[kind]) for kind in kinds_held(self._rows) if kind in HANGING]
