"""What people do with income: enter a household's year."""

from collections.abc import Mapping

from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.incomes.rules import SUMS, difference, with_sums, yuan
from fupin_desktop.ledger.declared.feature import Maker
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _


def enter_income(ledger: Ledger, income: IncomeYear) -> IncomeYear:
    """Enter a household's year, or correct `income` as its user saw it; amounts in fen (E15).

    The sums A42 and A50 follow from their parts.  A sum alone may be entered where no part is known; refuses, as
    `income.sum`, one that was entered beside parts it is not the sum of.
    """
    before: Mapping[str, object] = income.reading.values if income.reading is not None else {}
    for whole in SUMS:
        if getattr(income, whole) != before.get(whole) and difference(income, whole):
            raise _odd_sum(income, whole)
    summed = with_sums(income)
    ledger.note([told for whole in SUMS if (told := _fallen(before.get(whole), getattr(summed, whole)))])
    return ledger.save(summed, managed=tuple(SUMS))


def _odd_sum(income: IncomeYear, whole: str) -> Refusal:
    message = _("This sum and the sum of its parts differ by {amount} yuan. Nothing was saved; correct one of them.")
    amount = yuan(abs(difference(income, whole)))
    return Refusal("income.sum", message.format(amount=amount), where={"field": whole})


def _fallen(before: object, now: int | None) -> str:
    if not isinstance(before, int) or now is None or now >= before:
        return ""
    message = _("A sum that stood at {before} yuan is now {now} yuan, the sum of its parts. Are all parts entered?")
    return message.format(before=yuan(before), now=yuan(now))


MAKERS: Mapping[type[Record], Maker] = {IncomeYear: enter_income}
