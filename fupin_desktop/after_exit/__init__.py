"""脱贫后: monitoring and return visits, so that nobody falls back unseen (E20, 000 五(一), 002 §24)."""

from fupin_desktop.after_exit.model import AfterExitVisit, UnitFollowUp
from fupin_desktop.after_exit.report import GAPS
from fupin_desktop.after_exit.rules import MAKERS, RULES
from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.words import N_

_SECTIONS = (Records("after_exit_visit"), Records("unit_follow_up"))
FEATURE = Feature(
    (AfterExitVisit, UnitFollowUp),
    RULES,
    MAKERS,
    gaps=GAPS,
    tabs={
        "household": (Tab("cases", N_("Cases"), _SECTIONS),),
        "assisting_unit": (Tab("follow_ups", N_("Return visits"), (Records("unit_follow_up", "unit"),)),),
    },
)
