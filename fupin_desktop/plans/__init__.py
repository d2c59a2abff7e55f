"""One household, one plan: plans, yearly measures, progress (一户一法)."""

from fupin_desktop.ledger.feature import Feature
from fupin_desktop.ledger.happening import Happening
from fupin_desktop.plans.commands import MAKERS
from fupin_desktop.plans.model import HouseholdPlan, MeasureProgress, YearMeasure
from fupin_desktop.plans.rules import RULES

FEATURE = Feature(
    (HouseholdPlan, MeasureProgress, YearMeasure),
    RULES,
    MAKERS,
    happenings=(Happening("measure_progress", "date", words=("measure", "percent", "remark")),),
)
