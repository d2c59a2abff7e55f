"""Education aid by the term (教育资助)."""

from fupin_desktop.education.figures import GAPS, REPORTS, TABS
from fupin_desktop.education.model import EducationAid
from fupin_desktop.education.rules import RULES
from fupin_desktop.ledger.declared.feature import Feature

FEATURE = Feature((EducationAid,), RULES, gaps=GAPS, reports=REPORTS, tabs=TABS)
