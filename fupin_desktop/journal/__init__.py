"""The log of the resident cadre (驻村日志): it fills itself from the day; here is the one line a cadre writes."""

from fupin_desktop.journal.model import JournalLine
from fupin_desktop.journal.rules import RULES
from fupin_desktop.ledger.feature import Feature
from fupin_desktop.ledger.tab import Records, Tab
from fupin_desktop.ledger.words import N_

FEATURE = Feature(
    (JournalLine,),
    RULES,
    tabs={"cadre": (Tab("journal", N_("Log of the resident cadre"), (Records("journal_line"),)),)},
)
