"""Exchange without a network: bundles, merge, roster (数据包、合并、名册).  Knows records in general only."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.sync.model import DayConfirmation, Decision, Grant, SameAs
from fupin_desktop.sync.moving import HouseholdMove, Quote, SealedMove, SealedQuote

FEATURE = Feature(
    (DayConfirmation, Decision, Grant, SameAs, HouseholdMove, Quote, SealedMove, SealedQuote),
)
