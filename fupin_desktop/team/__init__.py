"""Work teams and the letters of responsibility they stand on (驻村工作队、责任书)."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.team.model import ResponsibilityLetter, WorkTeam
from fupin_desktop.team.rules import RULES

FEATURE = Feature((ResponsibilityLetter, WorkTeam), RULES)
