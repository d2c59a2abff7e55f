"""Children, women and elders left behind, and persons with a disability: the survey (三留守摸底)."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.left_behind.figures import GAPS, REPORTS, TABS
from fupin_desktop.left_behind.model import CareSurvey
from fupin_desktop.left_behind.rules import RULES

FEATURE = Feature((CareSurvey,), RULES, gaps=GAPS, reports=REPORTS, tabs=TABS)
