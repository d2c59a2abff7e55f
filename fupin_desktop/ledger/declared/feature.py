"""What a feature offers to the house: kinds of record, their rules and makers, gap lists, reports, tabs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.happening import Happening
from fupin_desktop.ledger.declared.report import Columns, ReportKind
from fupin_desktop.ledger.declared.tab import Tab
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
    """One feature folder: the record classes it declares, their rules and makers by class, its gap lists and reports.

    `figures` are columns it brings into a report of the house, by the report's name; `tabs` what it brings into the
    files of subjects, by the subject's kind: a tab of a name that is there takes its sections in; `forms` the files
    of forms it prints; `happenings` what of its records stands in time lines (帮扶动态、驻村日志).
    """

    kinds: tuple[type[Record], ...]
    rules: Mapping[type[Record], Rule] = field(default_factory=dict)
    makers: Mapping[type[Record], Maker] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    reports: tuple[ReportKind, ...] = ()
    figures: Mapping[str, Columns] = field(default_factory=dict)
    tabs: Mapping[str, tuple[Tab, ...]] = field(default_factory=dict)
    forms: tuple[Path, ...] = ()
    happenings: tuple[Happening, ...] = ()
