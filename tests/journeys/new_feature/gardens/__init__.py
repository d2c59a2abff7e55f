"""Vegetable gardens (菜园): an invented feature, to prove what a new one costs."""

from fupin_desktop.gardens.model import Garden

from fupin_desktop.ledger.feature import Feature
from fupin_desktop.ledger.figure import Figure, Part
from fupin_desktop.ledger.gap import Gap
from fupin_desktop.ledger.selection import COUNTED, Between, Selection

_SMALL = Figure(Selection("garden", standing=COUNTED), Part((Between("beds", high=4),)))
_FEW = Gap("small_garden", "Gardens of few beds", "More than four beds feed a household.", lambda _asked: _SMALL)
FEATURE = Feature((Garden,), gaps=(_FEW,))
