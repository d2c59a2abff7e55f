"""Medical aid and the coverage by serious-illness relief (医疗救助)."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.medical.figures import GAPS, TABS, columns
from fupin_desktop.medical.model import MedicalCase
from fupin_desktop.medical.rules import RULES

FEATURE = Feature((MedicalCase,), RULES, gaps=GAPS, figures={"aid": columns}, tabs=TABS)
