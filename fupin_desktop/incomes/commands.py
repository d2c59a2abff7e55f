"""What people do with income: enter a household's year."""

from typing import Any

from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.ledger import Ledger


def enter_income(ledger: Ledger, *, household: Dot, year: int, **facts: Any) -> IncomeYear:
    """Enter or correct the income of a household's year; amounts in fen under the field names of `IncomeYear`.

    What is not named stays as it was.  Warns when the transfer parts do not add up (E15).
    """
    known = ledger.by_key(IncomeYear, household, year)
    income = (known or IncomeYear(household=household, year=year)).but(**facts)
    return ledger.save(income)
