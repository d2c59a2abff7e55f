"""Where moved records live: from the halves of moves that stand in the rows (sync.md §6)."""

from collections.abc import Callable, Container, Iterable, Iterator

from sqlalchemy import Connection

from fupin_desktop.ledger.dot import stream_of
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.scope import division_of
from fupin_desktop.store import driver
from fupin_desktop.store.hanging import Hanging
from fupin_desktop.store.streams import Streams
from fupin_desktop.store.unite.run import Run
from fupin_desktop.sync.admission import entry_of
from fupin_desktop.sync.moving import MOVES, QUOTES, SIGN, Half, columns, place_of, read_quoted

_CELLS = ("division", "household", "origin", "to", "turn")
_HALVES = 'SELECT id, division, household, origin, "to", turn FROM {kind} WHERE {where}'


def halves(connection: Connection, streams: Streams, where: str = "1", values: tuple[object, ...] = ()) -> list[Half]:
    """The halves of moves that stand in the book, of both classes of scope."""
    rows = (row for kind in MOVES for row in driver.rows(connection, _HALVES.format(kind=kind, where=where), values))
    return [half for row in rows if (half := half_of(streams, *row)) is not None]


def half_of(
    streams: Streams, dot: int, division: str | None, household: int | None, origin: str | None, to: str | None,
    turn: int | None,
) -> Half | None:  # fmt: skip
    """A half from the values of its record; None for what a stranger left empty, or wrote about another place."""
    device, scope = streams.name(stream_of(dot))
    if division != division_of(scope) or household is None or not origin or not to or turn is None:
        return None
    return Half(dot, scope, division, household, origin, to, turn, device)


def halves_of(connection: Connection, streams: Streams, household: int) -> list[Half]:
    """The halves of one household's moves."""
    return halves(connection, streams, "household=?", (household,))


def halves_in(streams: Streams, run: Run, aside: Container[int]) -> Iterator[Half]:
    """The halves among the admitted entries of a run."""
    last = run.decoded.entries.last
    for table in run.decoded.news:
        if table.kind in MOVES:
            cells = columns(table)
            listed = (cells.get(name, [None] * len(table.ids)) for name in _CELLS)
            for dot, *values in zip(table.ids, *listed, strict=True):
                half = half_of(streams, dot, *values)
                if half is not None and entry_of(dot, last, run.first) not in aside:
                    yield half


def named(run: Run) -> set[str]:
    """The divisions that the moves and quotes of a run name."""
    found: set[str] = set()
    for table in run.decoded.news:
        cells = columns(table)
        if table.kind in MOVES:
            found.update(name for cell in ("origin", "to") for name in cells.get(cell, ()) if name)
        if table.kind in QUOTES:
            bodies = map(read_quoted, filter(None, cells.get("body", ())))
            found.update(division_of(quoted.scope) for quoted in bodies if quoted is not None)
    return found


def linked(connection: Connection, division: str) -> set[str]:
    """The divisions that moves join with this one."""
    found: set[str] = set()
    for kind in MOVES:
        sql = f'SELECT division, origin, "to" FROM {kind} WHERE division=? OR origin=? OR "to"=?'
        for row in driver.rows(connection, sql, (division,) * 3):
            found.update(name for name in row if name)
    return found - {division}


def has_moves(connection: Connection, division: str) -> bool:
    """Did a household ever move from or to this place?"""
    return any(
        driver.rows(connection, f'SELECT 1 FROM {kind} WHERE division=? OR origin=? LIMIT 1', (division, division))
        for kind in MOVES
    )  # fmt: skip


class Places:
    """Keeps `moved`, and shows as gone what has moved to where this book does not reach."""

    def __init__(self, connection: Connection, streams: Streams, holds: Callable[[str], bool]) -> None:
        self._connection = connection
        self._streams = streams
        self._holds = holds
        self._hanging = Hanging(connection)

    def renew(self, divisions: Iterable[str]) -> None:
        """Work out anew where the households live that ever came to one of these places or left it."""
        roots = {half.household for division in divisions for half in self._of_division(division)}
        for root in sorted(roots):
            self._renew_one(root)

    def _of_division(self, division: str) -> list[Half]:
        return halves(self._connection, self._streams, "division=?", (division,))

    def _renew_one(self, root: int) -> None:
        place = place_of(halves_of(self._connection, self._streams, root)) or ""
        family = [root, *self._hanging.below(root)]
        driver.many(self._connection, "DELETE FROM moved WHERE record=?", [(record,) for record in family])
        gone = [(record, place) for record in family if self._native(record) != place]
        driver.many(self._connection, "INSERT INTO moved VALUES (?,?)", gone)
        if not self._holds(place):
            sql = f'UPDATE household SET "{AWAY}"=? WHERE id=? AND "{AWAY}" IS NULL'
            driver.run(self._connection, sql, (SIGN + place, root))

    def _native(self, record: int) -> str:
        return division_of(self._streams.scope(stream_of(record)))
