"""The reports there are: those of the house, those of features, and the columns features bring into any of them."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from fupin_desktop.kinds import FEATURE_FIGURES, FEATURE_REPORTS
from fupin_desktop.ledger.declared.report import ReportColumn, ReportKind
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.reports.guarantees import GUARANTEES
from fupin_desktop.reports.poverty_reduction import POVERTY_REDUCTION
from fupin_desktop.reports.progress import PROGRESS

_DECLARED = (PROGRESS, POVERTY_REDUCTION, GUARANTEES, *FEATURE_REPORTS)


def _whole(kind: ReportKind) -> ReportKind:
    """The report with the columns that features bring into it, after its own."""
    brought = [columns for name, columns in FEATURE_FIGURES if name == kind.name]

    def columns(asked: Any) -> tuple[ReportColumn, ...]:
        return tuple(chain.from_iterable(make(asked) for make in (kind.columns, *brought)))

    return replace(kind, columns=columns) if brought else kind


REPORTS: Mapping[str, ReportKind] = {kind.name: _whole(kind) for kind in _DECLARED}
assert {name for name, _columns in FEATURE_FIGURES} <= REPORTS.keys(), "figures for a report that is not there"


def report_named(name: str) -> ReportKind:
    """The report of this name; refuses, as `report.unknown`, one there is none of."""
    if name not in REPORTS:
        raise Refusal(
            "report.unknown",
            _("There is no such report; without a name, “fupin report BOOK” lists them all. No file was written."),
            where={"name": name},
        )
    return REPORTS[name]
