"""Wishes for work, vacancies, and employment with organised transfer (就业与劳务协作)."""

from fupin_desktop.employment.figures import GAPS, REPORTS, TABS
from fupin_desktop.employment.model import EmploymentRecord, Vacancy, WorkWish
from fupin_desktop.employment.rules import RULES
from fupin_desktop.ledger.declared.feature import Feature

FEATURE = Feature((WorkWish, Vacancy, EmploymentRecord), RULES, gaps=GAPS, reports=REPORTS, tabs=TABS)
