"""返贫: a household that exited and is poor again, so that nobody falls back unseen (E19, 000 五(一))."""

from fupin_desktop.casework.feature import case_feature
from fupin_desktop.returns.model import ReturnCase
from fupin_desktop.returns.report import GAPS
from fupin_desktop.returns.rules import RULES

FEATURE = case_feature(ReturnCase, rules=RULES, gaps=GAPS)
