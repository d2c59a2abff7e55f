"""What the rules say of records that stand in the book (核查发现).

A merge lets in what another desk wrote, whatever a rule of this one says: what the door would have refused
or warned of is found here instead, by the same rules.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from fupin_desktop.kinds import KINDS, RULES
from fupin_desktop.ledger.errors import Refusal, Said
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.store.identity import Identity
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.door import Gathering, refuse_fields

T = TypeVar("T")
Looked = Callable[[int], None]
_BATCH = 2_000  # records judged together: what their rules need is read once for so many
_TOLD = 50  # records after which it is told, so that whoever waits can stop it
WARN = "warn"


@dataclass(frozen=True)
class Found:
    """One thing a rule says of one record: `code` of the refusal, or `warn`; `field` where it names one."""

    record: Record
    code: str
    sentence: str
    field: str = ""


class Judge(Reader):
    """A reading that rules take for the ledger: it answers, and takes what they note; it writes nothing.

    `asked_day` tells whether a rule has asked what day it is: what it said may be otherwise tomorrow.
    """

    def __init__(self, reader: Reader, identity: Identity, today: date) -> None:
        super().__init__(reader.connection)
        self.division, self.is_office = identity.division, identity.is_office
        self.actor = ""
        self.noted: list[str] = []
        self.asked_day = False
        self._today = today
        self._gathering = Gathering(())

    @property
    def today(self) -> date:
        """The day as of which it is judged."""
        self.asked_day = True
        return self._today

    def of_kind(self, kind: str, looked: Looked) -> Iterator[Found]:
        """Everything the rules say of the records of a kind; `looked` is told of how many more it was.

        Rules about a step (from one stage to another) say nothing here, for nothing changes.
        """
        for batch in self.pieces(KINDS[kind], _BATCH):
            self._gathering = Gathering(batch)  # what their rules need is read once for all of them
            for at in range(0, len(batch), _TOLD):
                some = batch[at : at + _TOLD]
                yield from chain.from_iterable(map(self._judged, some))
                looked(len(some))

    def note(self, warnings: Sequence[str]) -> None:
        self.noted.extend(warnings)

    def gathered(self, read: Callable[[Ledger, Sequence[Any]], T]) -> T:
        return self._gathering.get(self, read)  # type: ignore[arg-type]  # rules only read

    def _judged(self, record: Record) -> Iterator[Found]:
        self.noted.clear()
        try:
            refuse_fields(record, stands=True)
            RULES[type(record)](self, record, record)  # type: ignore[arg-type]  # nothing changes: before is what stands
        except Refusal as refused:
            yield Found(record, refused.code, refused.message, str(refused.where.get("field", "")))
        for text in self.noted:
            yield Found(record, text.code if isinstance(text, Said) else WARN, text)


def findings(reader: Reader, identity: Identity, today: date, kinds: Iterable[str] = ()) -> Iterator[Found]:
    """Everything the rules say of the visible records of these kinds, of all kinds that have rules by default."""
    for kind in kinds or kinds_judged():
        if KINDS[kind] in RULES:
            yield from Judge(reader, identity, today).of_kind(kind, _nobody)


def _nobody(_count: int) -> None:
    """Nobody wants to know how far it is."""


def kinds_judged() -> list[str]:
    """The kinds of record that have rules."""
    return [kind_of(cls) for cls in RULES]
