"""Who is responsible for whom (干部、责任分工)."""

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.ledger.feature import Feature

FEATURE = Feature((Cadre, Responsibility))
