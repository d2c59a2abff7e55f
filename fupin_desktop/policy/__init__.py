"""Policy parameters and the documents they stand on (政策参数、政策文件: E72, E73): a value is never a constant."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.policy.commands import MAKERS
from fupin_desktop.policy.model import PolicyDocument, PolicyParameter
from fupin_desktop.policy.rules import RULES

FEATURE = Feature((PolicyDocument, PolicyParameter), RULES, MAKERS)
