"""Relief payments, agricultural insurance and interest met for loans (救助、农业保险、贴息)."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.relief.figures import GAPS, TABS, columns
from fupin_desktop.relief.model import AgriInsurance, InterestSubsidy, ReliefPayment
from fupin_desktop.relief.rules import RULES

FEATURE = Feature(
    (ReliefPayment, AgriInsurance, InterestSubsidy), RULES, gaps=GAPS, figures={"aid": columns}, tabs=TABS
)
