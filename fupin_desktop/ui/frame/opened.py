"""What `go("records", …)` carries: a figure somebody wants to look behind."""

from dataclasses import dataclass

from fupin_desktop.ledger.declared.figure import Figure
from fupin_desktop.ledger.declared.report import Unit

RECORDS = "records"  # the page's name for `go`


@dataclass(frozen=True)
class Opened:
    """A figure with what it is called, its unit, by what rule it counts, and the place to go back to."""

    title: str
    figure: Figure
    unit: Unit | None = None
    rule: str = ""
    back: str = "reports"
