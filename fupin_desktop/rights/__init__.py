"""Who may do what (岗位与权限): one table of roles and acts, and exceptions an office writes with a reason."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.rights.model import Waiver
from fupin_desktop.rights.rules import RULES

FEATURE = Feature((Waiver,), RULES)
