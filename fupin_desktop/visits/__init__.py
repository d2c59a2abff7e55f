"""Household visits and what follows from them (走访、跟进事项)."""

from fupin_desktop.ledger.feature import Feature
from fupin_desktop.visits.commands import MAKERS
from fupin_desktop.visits.model import FollowUpTask, Visit
from fupin_desktop.visits.rules import RULES

FEATURE = Feature((FollowUpTask, Visit), RULES, MAKERS)
