"""Repair of dangerous houses (危房改造)."""

from fupin_desktop.casework.feature import case_feature
from fupin_desktop.housing.commands import MAKERS
from fupin_desktop.housing.model import HousingBuilder, HousingCase, HousingInspection
from fupin_desktop.housing.money import HousingFunding, HousingPayment, HousingStandard
from fupin_desktop.housing.report import GAPS, REPORTS
from fupin_desktop.housing.rules import RULES

FEATURE = case_feature(
    HousingCase,
    *(HousingBuilder, HousingFunding, HousingInspection, HousingPayment, HousingStandard),
    rules=RULES,
    makers=MAKERS,
    gaps=GAPS,
    reports=REPORTS,
)
