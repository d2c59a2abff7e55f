"""Visits led by leaders of party and government and of assisting units (领导走访)."""

from fupin_desktop.leader_visits.model import LeaderCall, LeaderVisit
from fupin_desktop.leader_visits.report import FIGURES, GAPS
from fupin_desktop.leader_visits.rules import RULES
from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.ledger.declared.happening import Happening
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.words import N_

FEATURE = Feature(
    (LeaderCall, LeaderVisit),
    RULES,
    gaps=GAPS,
    figures=FIGURES,
    tabs={"village": (Tab("visits", N_("Visits and events"), (Records("leader_visit"), Records("leader_call"))),)},
    happenings=(
        Happening(
            "leader_visit", "date", ("leader", "companions"), ("leader", "purposes", "findings", "solved"),
            also=(("leader_call", "leader_visit"),),
        ),
    ),
)  # fmt: skip
