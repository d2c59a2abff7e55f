"""How a form writes its record: saved as it stands, made by its kind's maker, or by a command of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fupin_desktop.kinds import make
from fupin_desktop.ledger.record import Record
from fupin_desktop.store.write.writing import BookLedger


def _save(ledger: BookLedger, record: Record) -> Record:
    return make(ledger, record) if record.id is None else ledger.save(record)


@dataclass(frozen=True)
class Writing:
    """The command behind a form, and the managed fields it writes, which therefore have editors."""

    write: Callable[[BookLedger, Record], Record] = _save
    named: tuple[str, ...] = ()


# Kinds whose corrections are a command of their own, too
_OWN: Mapping[type[Record], Writing] = {}


def writing_of(cls: type[Record]) -> Writing:
    """How the records of a kind are written by its form."""
    return _OWN.get(cls, Writing())
