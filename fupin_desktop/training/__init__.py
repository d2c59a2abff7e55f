"""Training events, who attended them, and the skills of members (培训与技能)."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.training.figures import GAPS, TABS, columns
from fupin_desktop.training.model import CadreTraining, MemberSkill, TrainingAttendance, TrainingEvent
from fupin_desktop.training.rules import RULES

FEATURE = Feature(
    (TrainingEvent, TrainingAttendance, MemberSkill, CadreTraining),
    RULES,
    gaps=GAPS,
    figures={"employment": columns},
    tabs=TABS,
)
