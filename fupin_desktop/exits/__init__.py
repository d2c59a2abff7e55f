"""脱贫退出: who may leave the register, by the two assurances, three guarantees and the line of the year (E18)."""

from fupin_desktop.casework.feature import case_feature
from fupin_desktop.exits.commands import MAKERS
from fupin_desktop.exits.model import ExitCase, ExitCountyVisit
from fupin_desktop.exits.report import GAPS
from fupin_desktop.exits.rules import RULES
from fupin_desktop.ledger.declared.tab import CaseBoard, Records, Tab
from fupin_desktop.ledger.words import N_

FEATURE = case_feature(
    ExitCase,
    ExitCountyVisit,
    rules=RULES,
    makers=MAKERS,
    gaps=GAPS,
    tabs={
        "household": (Tab("cases", N_("Cases"), (Records("exit_county_visit"),)),),
        "village": (Tab("exits", N_("Exits"), (CaseBoard("exit_case"),)),),
    },
)
