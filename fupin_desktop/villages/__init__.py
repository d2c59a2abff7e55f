"""Villages, and the units that assist them (行政村、自然村、帮扶单位、结对)."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.villages.model import AssistanceLink, AssistingUnit, NaturalVillage, Village, VillagerGroup
from fupin_desktop.villages.rules import RULES

FEATURE = Feature((AssistanceLink, AssistingUnit, NaturalVillage, Village, VillagerGroup), RULES)
