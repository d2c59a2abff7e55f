"""Repair of dangerous houses (危房改造)."""

from fupin_desktop.casework.feature import case_feature
from fupin_desktop.housing.commands import MAKERS
from fupin_desktop.housing.model import HousingCase, HousingInspection, HousingPayment
from fupin_desktop.housing.rules import RULES

FEATURE = case_feature(HousingCase, HousingInspection, HousingPayment, rules=RULES, makers=MAKERS)
