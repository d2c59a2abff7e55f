"""Who is responsible for whom (干部、责任分工)."""

from fupin_desktop.duties.commands import MAKERS
from fupin_desktop.duties.figures import GAPS
from fupin_desktop.duties.model import Cadre, PlaceResponsibility, Responsibility
from fupin_desktop.duties.rules import RULES
from fupin_desktop.ledger.declared.feature import Feature

FEATURE = Feature((Cadre, PlaceResponsibility, Responsibility), RULES, MAKERS, gaps=GAPS)
