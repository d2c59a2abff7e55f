"""Open questions and the people who can answer them: who was asked, what villages say, whom to ring (询问、核实)."""

from fupin_desktop.inquiries.model import QuestionAsked, QuestionComment
from fupin_desktop.ledger.declared.feature import Feature

FEATURE = Feature((QuestionAsked, QuestionComment))
