"""Households and their members (农户、家庭成员)."""

from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.households.rules import RULES
from fupin_desktop.ledger.feature import Feature

FEATURE = Feature((Household, Member, MemberYear), RULES)
