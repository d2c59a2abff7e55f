"""Questions of the other kind: put away here, edited there.  The record stays visible until an office settles it."""

from typing import Any

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.read.reading import Reader


def kept(reader: Reader) -> list[tuple[str, Dot, list[dict[str, Any]]]]:
    """Each such record, with two values for its `away`: the reason it was put away for, and nothing (it stays)."""
    chronicle = Chronicle(reader)
    rows = reader.connection.exec_driver_sql("SELECT record, kind, dot FROM kept ORDER BY record").all()
    return [(kind, Dot(record), _heads(reader, chronicle, kind, record, dot)) for record, kind, dot in rows]


def _heads(reader: Reader, chronicle: Chronicle, kind: str, record: int, edited: int) -> list[dict[str, Any]]:
    rows = reader.connection.exec_driver_sql(
        "SELECT dot, value FROM version WHERE record=? AND cell=? AND head > 0 ORDER BY clock DESC",
        (record, reader.cells.number(kind, AWAY)),
    )
    found = [(dot, value) for dot, value in rows] + [(edited, None)]
    return [_head(n, dot, value, chronicle) for n, (dot, value) in enumerate(found, 1)]


def _head(n: int, dot: int, value: object, chronicle: Chronicle) -> dict[str, Any]:
    who = chronicle.who(dot)
    told = {"actor": who.actor, "clock": who.clock, "device": who.device, "wall": who.wall, "typed": who.typed}
    return {"n": n, "value": value, "dot": dot, **told}
