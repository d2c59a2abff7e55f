"""A gap accepted knowingly: what stood on changes that nobody will bring stands on what its writer had (sync.md §2)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from fupin_desktop.ledger.dot import counter_of, stream_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.read.resolving import CellKey, Resolver
from fupin_desktop.store.unite.followed import Followed
from fupin_desktop.store.unite.knowing import Knowledge


def stand_on_all(log: Connection, reader: Reader, gaps: Mapping[int, Sequence[tuple[int, int]]]) -> None:
    """For each change whose base lies in an accepted gap: it supersedes every change of its cell its writer knew."""
    if not any(gaps.values()):
        return
    rows = reader.connection.exec_driver_sql("SELECT base, dot, record, cell, element FROM waiting").all()
    lost = [(base, dot, tuple(key)) for base, dot, *key in rows if _within(base, gaps)]
    knowledge = Knowledge(log, reader.streams)
    resolver = Resolver(reader.connection, reader.streams, reader.cells)
    followed = Followed(reader.connection)
    for base, dot, key in lost:
        followed.changes(*reader.cells.name(key[1]), [key[0]])
        _stand(reader.connection, knowledge, resolver, base, dot, key)
    followed.write()


def _within(base: int, gaps: Mapping[int, Sequence[tuple[int, int]]]) -> bool:
    return any(first <= counter_of(base) <= last for first, last in gaps.get(stream_of(base), ()))


def _stand(connection: Connection, knowledge: Knowledge, resolver: Resolver, base: int, dot: int, key: CellKey) -> None:
    known = [v.dot for v in resolver.versions(key) if v.dot != dot and knowledge.knows(dot, v.dot)]
    if known:
        connection.exec_driver_sql("INSERT OR IGNORE INTO further_base VALUES (?,?)", [(dot, one) for one in known])
    connection.exec_driver_sql("DELETE FROM waiting WHERE base=? AND dot=?", (base, dot))
    resolver.resolve(key)
