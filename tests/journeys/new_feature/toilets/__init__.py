"""Conversion of toilets (户厕改造): an invented room of everything, to prove what a new one costs."""

from fupin_desktop.toilets.model import ToiletCase, ToiletFund, ToiletGrant, VillageMeeting
from fupin_desktop.toilets.rules import FIGURES, GAPS, REPORTS, RULES, TABS

from fupin_desktop.casework.feature import case_feature

FEATURE = case_feature(
    ToiletCase,
    *(ToiletFund, ToiletGrant, VillageMeeting),
    rules=RULES,
    gaps=GAPS,
    reports=REPORTS,
    figures=FIGURES,
    tabs=TABS,
)
