"""The two committees of the village with their terms, and the putting in order of its party branch (村“两委”)."""

from fupin_desktop.committees.model import CommitteeMember, PartyOverhaul
from fupin_desktop.committees.rules import GAPS, RULES
from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.words import N_

FEATURE = Feature(
    (CommitteeMember, PartyOverhaul),
    RULES,
    gaps=GAPS,
    tabs={
        "village": (
            Tab("governance", N_("Village governance"), (Records("committee_member"), Records("party_overhaul"))),
        ),
    },
)
