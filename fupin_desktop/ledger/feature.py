"""What a feature offers to the house: its kinds of record, their rules, how a new one is made, its gap lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fupin_desktop.ledger.gap import Gap
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record

# check(ledger, record, before): refuses with a `Refusal`, warns with `ledger.note`.  `before` is the record as whoever
# writes has read it, None for a new one.  It runs for every record that is saved, whichever door it comes through; what
# another desk wrote is not refused but found by it.  What the rule needs of the book it reads with `ledger.gathered`.
Rule = Callable[[Ledger, Any, Any], None]
# make(ledger, record): a new record as its own command makes it (a request in a visit becomes a task)
Maker = Callable[[Ledger, Any], Record]


@dataclass(frozen=True)
class Feature:
    """One feature folder: the record classes it declares, their rules and makers by class, its gap lists and forms."""

    kinds: tuple[type[Record], ...]
    rules: Mapping[type[Record], Rule] = field(default_factory=dict)
    makers: Mapping[type[Record], Maker] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    forms: tuple[Path, ...] = ()
