"""Visits to households and in the village, and what follows from them (走访、跟进事项)."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.ledger.declared.happening import Happening
from fupin_desktop.ledger.declared.tab import Records, Tab, Timeline
from fupin_desktop.ledger.words import N_
from fupin_desktop.visits.commands import MAKERS
from fupin_desktop.visits.model import FollowUpTask, VillageVisit, Visit
from fupin_desktop.visits.report import GAPS, VISITS
from fupin_desktop.visits.rules import RULES

_WORDS = ("findings", "requests")

FEATURE = Feature(
    (FollowUpTask, VillageVisit, Visit),
    RULES,
    MAKERS,
    gaps=GAPS,
    reports=(VISITS,),
    tabs={"village": (Tab("visits", N_("Visits and events"), (Records("village_visit"), Timeline())),)},
    happenings=(
        Happening("visit", "date", ("visitors",), ("type", *_WORDS), "start"),
        Happening("village_visit", "date", ("visitors",), ("whom", "person", *_WORDS), "start"),
        Happening("follow_up_task", "done_on", ("owner",), ("matter", "result")),
    ),
)
