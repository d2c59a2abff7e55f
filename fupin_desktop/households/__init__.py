"""Households, their members, and how both change (农户、家庭成员、户变动)."""

from fupin_desktop.households.commands import MAKERS
from fupin_desktop.households.model import Household, HouseholdChange, Member, MemberYear
from fupin_desktop.households.rules import RULES
from fupin_desktop.ledger.declared.feature import Feature

FEATURE = Feature((Household, HouseholdChange, Member, MemberYear), RULES, MAKERS)
