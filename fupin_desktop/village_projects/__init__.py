"""Projects of villages (村项目): from the village's plan to the hand-over, their money, three notices, checks."""

from fupin_desktop.casework.feature import case_feature
from fupin_desktop.village_projects.figures import GAPS, REPORTS, TABS
from fupin_desktop.village_projects.model import ProjectCheck, ProjectFunding, VillageProject
from fupin_desktop.village_projects.rules import RULES

FEATURE = case_feature(VillageProject, ProjectFunding, ProjectCheck, rules=RULES, gaps=GAPS, reports=REPORTS, tabs=TABS)
