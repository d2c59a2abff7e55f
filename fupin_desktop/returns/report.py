"""What is missing about returns: who is poor again and has not been identified anew."""

from typing import Any

from fupin_desktop.households.register import RETURNED
from fupin_desktop.households.selections import HOUSEHOLDS
from fupin_desktop.ledger.declared.figure import Figure
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.selection import Equal, Linked, Unless
from fupin_desktop.ledger.words import N_
from fupin_desktop.returns.path import BACK


def _not_identified(_asked: Any) -> Figure:
    """Books of an earlier version opened no identification for a return; one may also have been put away."""
    anew = Linked("identification_case", "household", (Equal("way", BACK),))
    return Figure(HOUSEHOLDS.having(Equal("status", RETURNED), Unless((anew,))))


GAPS = (
    Gap(
        "returned_not_identified",
        N_("Returned to poverty, no identification opened"),
        N_("Who returned is helped at once and identified anew: open an identification for it (000 五(一))."),
        _not_identified,
    ),
)
