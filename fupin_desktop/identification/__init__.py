"""Identification of poor households (贫困户识别): who is taken in and why, and who approved it."""

from fupin_desktop.casework.feature import case_feature
from fupin_desktop.identification.commands import MAKERS
from fupin_desktop.identification.model import ComparisonHit, IdentificationCase
from fupin_desktop.identification.report import GAPS, REPORTS
from fupin_desktop.identification.rules import RULES
from fupin_desktop.identification.screening import ScreeningItem
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.words import N_

FEATURE = case_feature(
    IdentificationCase,
    *(ComparisonHit, ScreeningItem),
    rules=RULES,
    makers=MAKERS,
    gaps=GAPS,
    reports=REPORTS,
    tabs={
        "household": (Tab("cases", N_("Cases"), (Records("comparison_hit"),)),),
        "village": (
            Tab("identification", N_("Identification"), (Records("identification_case"), Records("comparison_hit"))),
        ),
    },
)
