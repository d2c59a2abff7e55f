"""Plans of villages and assisting units, with the survey and the hearing before them (村规划、帮扶单位计划)."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.village_plans.commands import MAKERS
from fupin_desktop.village_plans.figures import GAPS, TABS
from fupin_desktop.village_plans.model import (
    PlanHearing,
    PlanItem,
    UnitMilestone,
    UnitPlan,
    VillageMilestone,
    VillagePlan,
    VillageSurvey,
)
from fupin_desktop.village_plans.rules import RULES

FEATURE = Feature(
    (VillagePlan, PlanItem, VillageMilestone, VillageSurvey, PlanHearing, UnitPlan, UnitMilestone),
    RULES,
    MAKERS,
    gaps=GAPS,
    tabs=TABS,
)
