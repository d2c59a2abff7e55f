"""The log of the resident cadre (驻村日志): it fills itself from the day; here is the one line a cadre writes."""

from fupin_desktop.journal.model import JournalLine
from fupin_desktop.journal.report import year_of_cadre
from fupin_desktop.journal.rules import RULES
from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.ledger.declared.tab import FigureStrip, Records, Tab
from fupin_desktop.ledger.words import N_

_LOG = Tab("journal", N_("Log of the resident cadre"), (FigureStrip(year_of_cadre), Records("journal_line")))

FEATURE = Feature(
    (JournalLine,),
    RULES,
    tabs={"cadre": (_LOG,)},
)
