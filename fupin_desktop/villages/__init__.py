"""Villages and the units that assist them (行政村、帮扶单位)."""

from fupin_desktop.ledger.feature import Feature
from fupin_desktop.villages.model import AssistingUnit, Village

FEATURE = Feature((AssistingUnit, Village))
