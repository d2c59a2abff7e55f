"""What was to be reached (脱贫任务): the numbers at the beginning, how far the work is, and the check by six points."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.targets.figures import GAPS, REPORTS, TABS
from fupin_desktop.targets.model import Baseline
from fupin_desktop.targets.rules import MAKERS, RULES

FEATURE = Feature((Baseline,), RULES, MAKERS, gaps=GAPS, reports=REPORTS, tabs=TABS)
