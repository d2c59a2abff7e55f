"""Numbers as offices type them: telephones; documents are the ledger's (`bare_number`), cards those of `incomes`."""

import re

from fupin_desktop.incomes.rules import card_checks as card_checks
from fupin_desktop.ledger.notation.codes import bare_number as bare_number

_PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8}")


def is_phone(number: str) -> bool:
    """True for a mobile of eleven digits, or a landline with or without its area."""
    return _PHONE.fullmatch(number) is not None
