"""Repair of dangerous houses (危房改造)."""

from fupin_desktop.casework.feature import case_feature
from fupin_desktop.housing.commands import MAKERS
from fupin_desktop.housing.model import HousingBuilder, HousingCase, HousingInspection
from fupin_desktop.housing.money import HousingFunding, HousingPayment, HousingStandard
from fupin_desktop.housing.papers import HousingPaper
from fupin_desktop.housing.report import GAPS, REPORTS
from fupin_desktop.housing.rules import RULES
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.words import N_

FEATURE = case_feature(
    HousingCase,
    *(HousingBuilder, HousingFunding, HousingInspection, HousingPaper, HousingPayment, HousingStandard),
    rules=RULES,
    makers=MAKERS,
    gaps=GAPS,
    reports=REPORTS,
    tabs={"household": (Tab("cases", N_("Cases"), (Records("housing_paper"),)),)},
)
