"""Signed papers (归档纸件): which form a household has signed, with its photograph."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.papers.model import SignedPaper
from fupin_desktop.papers.rules import RULES

FEATURE = Feature((SignedPaper,), RULES)
