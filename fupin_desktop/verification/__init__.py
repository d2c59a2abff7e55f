"""Verification of the register (核查): rounds that a county opens, and a card of each household."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.words import N_
from fupin_desktop.verification.commands import MAKERS
from fupin_desktop.verification.model import VerificationCard, VerificationRound
from fupin_desktop.verification.report import GAPS, REPORTS
from fupin_desktop.verification.rules import RULES

FEATURE = Feature(
    (VerificationRound, VerificationCard),
    RULES,
    MAKERS,
    gaps=GAPS,
    reports=REPORTS,
    tabs={
        "household": (Tab("cases", N_("Cases"), (Records("verification_card"),)),),
        "village": (Tab("identification", N_("Identification"), (Records("verification_card"),)),),
    },
)
