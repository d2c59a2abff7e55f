"""Scores of households and villages (综合得分, 脱贫轨迹), and the yearly indicators of villages (E32)."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.scores.model import VillageIndicator
from fupin_desktop.scores.rules import RULES
from fupin_desktop.scores.tabs import TABS

FEATURE = Feature((VillageIndicator,), RULES, tabs=TABS)
