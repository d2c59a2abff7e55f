"""Exclusion from the register (清退、排除): who does not meet the rules, by which number, and who was told of it."""

from fupin_desktop.casework.feature import case_feature
from fupin_desktop.exclusion.model import ExclusionCase
from fupin_desktop.exclusion.report import GAPS
from fupin_desktop.exclusion.rules import MAKERS, RULES
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.words import N_

FEATURE = case_feature(
    ExclusionCase,
    rules=RULES,
    makers=MAKERS,
    gaps=GAPS,
    tabs={"village": (Tab("identification", N_("Identification"), (Records("exclusion_case"),)),)},
)
