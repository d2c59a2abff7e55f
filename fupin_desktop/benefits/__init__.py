"""The policy card of households (惠民政策): which policies reach whom, and which do not yet."""

from fupin_desktop.benefits.figures import GAPS, TABS
from fupin_desktop.benefits.model import HouseholdBenefit
from fupin_desktop.benefits.rules import RULES
from fupin_desktop.ledger.declared.feature import Feature

FEATURE = Feature((HouseholdBenefit,), RULES, gaps=GAPS, tabs=TABS)
