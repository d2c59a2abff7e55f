"""Relocation of households, settlements, and what helps those who moved (搬迁)."""

from fupin_desktop.casework.feature import case_feature
from fupin_desktop.relocation.figures import GAPS, REPORTS, TABS
from fupin_desktop.relocation.model import RelocationCase, RelocationFollowUp, SettlementArea
from fupin_desktop.relocation.rules import RULES

FEATURE = case_feature(
    RelocationCase, *(RelocationFollowUp, SettlementArea), rules=RULES, gaps=GAPS, reports=REPORTS, tabs=TABS
)
