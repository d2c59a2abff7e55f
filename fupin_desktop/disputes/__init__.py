"""Disputes of the village and their settlement; its rules and covenants (矛盾纠纷、村规民约)."""

from fupin_desktop.disputes.model import Dispute, VillageRule
from fupin_desktop.disputes.rules import GAPS, RULES
from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.ledger.declared.happening import Happening
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.words import N_

FEATURE = Feature(
    (Dispute, VillageRule),
    RULES,
    gaps=GAPS,
    tabs={
        "village": (Tab("governance", N_("Village governance"), (Records("dispute"), Records("village_rule"))),),
    },
    happenings=(Happening("dispute", "settled_on", ("handlers",), ("matter", "outcome", "result")),),
)
