"""One household, one plan: survey, plans and their signatures, yearly measures, money, progress (一户一法)."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.ledger.declared.happening import Happening
from fupin_desktop.plans.commands import MAKERS
from fupin_desktop.plans.figures import GAPS, REPORTS, TABS
from fupin_desktop.plans.model import HouseholdPlan, MeasureFunding, MeasureProgress, YearMeasure
from fupin_desktop.plans.rules import RULES
from fupin_desktop.plans.yearly import HouseholdSurvey, HouseholdYearPlan, PlanSignature

FEATURE = Feature(
    (
        *(HouseholdPlan, MeasureProgress, YearMeasure),
        *(HouseholdSurvey, HouseholdYearPlan, MeasureFunding, PlanSignature),
    ),
    RULES,
    MAKERS,
    gaps=GAPS,
    reports=REPORTS,
    tabs=TABS,
    happenings=(Happening("measure_progress", "date", words=("measure", "percent", "remark")),),
)
