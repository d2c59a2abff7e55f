"""What a household earned in a year, and the card it is paid on (收支、一卡通)."""

from fupin_desktop.incomes.commands import MAKERS
from fupin_desktop.incomes.model import BankCard, IncomeYear
from fupin_desktop.incomes.rules import RULES
from fupin_desktop.ledger.declared.feature import Feature

FEATURE = Feature((BankCard, IncomeYear), RULES, MAKERS)
