"""The reports there are; a new one adds its line."""

from collections.abc import Mapping

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.reports.progress import PROGRESS
from fupin_desktop.reports.table import Kind

REPORTS: Mapping[str, Kind] = {kind.name: kind for kind in (PROGRESS,)}


def report_named(name: str) -> Kind:
    """The report of this name; refuses, as `report.unknown`, one there is none of."""
    if name not in REPORTS:
        raise Refusal("report.unknown", _("There is no such report. No file was written."), where={"name": name})
    return REPORTS[name]
