"""How far what was written here has come: still with me, sealed, received by the office, or a question there."""

from collections.abc import Iterable
from dataclasses import dataclass

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import COUNTER_BITS, counter_of, stream_of
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.sync.telling import reason_words

WITH_ME, SEALED, RECEIVED, QUESTION, ASIDE = "with_me", "sealed", "received", "question", "aside"
WORDS = {
    WITH_ME: N_("with me"),
    SEALED: N_("sealed, no receipt yet"),
    RECEIVED: N_("received"),
    QUESTION: N_("a question"),
    ASIDE: N_("the office has it, set aside"),
}


@dataclass(frozen=True)
class Reached:
    """How far a stream of this device came: the last counter sealed for the office, and the last it holds."""

    sealed: int
    received: int


@dataclass(frozen=True)
class Place:
    """A record of this device's, and the state of the newest thing it wrote about it; why, if kept aside there."""

    kind: str
    record: int
    state: str
    code: str = ""

    @property
    def words(self) -> str:
        """The state as people read it."""
        text = _(WORDS[self.state])
        return _("{state}: {why}").format(state=text, why=reason_words(self.code)) if self.code else text


class Whereabouts:
    """Asked of a laptop's book about its office, or of an office's about the one above; `partner` is its id."""

    def __init__(self, reader: Reader, device: str, partner: str) -> None:
        self._reader, self._partner = reader, partner
        self._own = {
            reader.streams.number(device, scope): self._reached(reader.streams.number(device, scope), partner)
            for scope in sorted(reader.streams.of_device(device))
        }

    def _reached(self, stream: int, partner: str) -> Reached:
        def counter(table: str, column: str) -> int:
            row = self._reader.connection.exec_driver_sql(
                f"SELECT coalesce(max(g.last_counter), 0) FROM segment g JOIN {table} t ON t.stream = g.stream"
                f" WHERE g.stream=? AND t.{column}=? AND g.last <= t.number AND g.state='in'",
                (stream, partner),
            )
            return int(row.scalar_one())

        received = counter("receipt", "device")
        return Reached(max(received, counter("sealed", "partner")), received)

    def state(self, dot: int) -> str:
        """Where this change is; whatever others wrote came from the office."""
        reached = self._own.get(stream_of(dot))
        if reached is None or counter_of(dot) <= reached.received:
            return RECEIVED
        return SEALED if counter_of(dot) <= reached.sealed else WITH_ME

    def pending(self) -> list[Place]:
        """The records about which something is not received yet, stands as a question, or is kept aside there."""
        found: dict[tuple[str, int], int] = {}
        for stream, reached in self._own.items():
            low, high = (stream << COUNTER_BITS) + reached.received, (stream + 1) << COUNTER_BITS
            for kind, record, dot in self._written(low, high):
                found[kind, record] = max(dot, found.get((kind, record), 0))
        asked = {record for (record,) in self._reader.connection.exec_driver_sql(_ASKED)}
        places = [Place(kind, record, self.state(dot)) for (kind, record), dot in found.items()]
        places = [Place(one.kind, one.record, QUESTION) if one.record in asked else one for one in places]
        aside = self._aside()
        return [*aside.values(), *(one for one in places if (one.kind, one.record) not in aside)]

    def _aside(self) -> dict[tuple[str, int], Place]:
        """What the office's newest receipt says it keeps aside, with the reason."""
        rows = self._reader.connection.exec_driver_sql(
            "SELECT stream, first, last, code FROM told_aside WHERE partner=? ORDER BY stream, first", (self._partner,)
        ).all()
        found, chronicle = {}, Chronicle(self._reader)
        for stream, first, last, code in rows if self._own else ():
            low, high = chronicle.counters(stream, first, last)
            for kind, record, _dot in self._written(
                (stream << COUNTER_BITS) + low, (stream << COUNTER_BITS) + high + 1
            ):
                found[kind, record] = Place(kind, record, ASIDE, code)
        return found

    def _written(self, low: int, high: int) -> Iterable[tuple[str, int, int]]:
        connection = self._reader.connection
        for kind in KINDS:
            rows = connection.exec_driver_sql(f'SELECT id FROM "{kind}" WHERE id > ? AND id < ?', (low, high))
            yield from ((kind, id, id) for (id,) in rows)
        rows = connection.exec_driver_sql(
            "SELECT cell, record, dot FROM version WHERE dot > ? AND dot < ?", (low, high)
        )
        yield from ((self._reader.cells.name(cell)[0], record, dot) for cell, record, dot in rows)


_ASKED = "SELECT DISTINCT record FROM version WHERE head = 2"
