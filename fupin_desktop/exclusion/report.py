"""Gap list of exclusions: decided, and not yet reported to party committee and government (000 五(一))."""

from typing import Any

from fupin_desktop.ledger.declared.figure import Figure, Part
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.selection import Equal, Selection
from fupin_desktop.ledger.words import N_


def _unreported(_asked: Any) -> Figure:
    found = Selection("exclusion_case", order=("stage_on",))
    return Figure(found, Part((Equal("stage", "county_decided"),)))


GAPS = (
    Gap(
        "exclusion_unreported",
        N_("Exclusions not reported"),
        N_("Every exclusion is reported to party committee and government of the place (000 五(一))."),
        _unreported,
    ),
)
