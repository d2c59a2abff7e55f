"""What is refused of an indicator of a village (E32)."""

from collections.abc import Mapping
from decimal import Decimal

from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_division
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _, word
from fupin_desktop.scores.model import VillageIndicator

SHARES = frozenset({"incidence", "road200", "water", "power", "tv", "broadband", "bus"})  # in per cent
NUMBERS = frozenset({"clinic", "doctor"})  # whole numbers
_WHOLE = Decimal(100)


def check_indicator(ledger: Ledger, record: VillageIndicator, before: VillageIndicator | None) -> None:
    """Refuse a day to come (`indicator.future`), a share above 100 % (`indicator.share`), half a clinic
    (`indicator.number`), and what is no village (`division.form`)."""
    del before
    refuse_no_division(record.village_code, "village_code")
    refuse_ahead(record.measured_on, ledger.today, "measured_on", "indicator.future")
    for field, value in (("value", record.value), ("target", record.target)):
        _refuse_value(record.code or "", field, value)


def _refuse_value(code: str, field: str, value: Decimal | None) -> None:
    named = word("village_indicator", code)
    if code in SHARES and value is not None and value > _WHOLE:
        message = _("“{named}” is counted in per cent and cannot be above 100. Nothing was saved; correct it.")
        raise Refusal("indicator.share", message.format(named=named), where={"field": field})
    if code in NUMBERS and value is not None and value != int(value):
        message = _("“{named}” is a whole number. Nothing was saved; correct it.")
        raise Refusal("indicator.number", message.format(named=named), where={"field": field})


RULES: Mapping[type[Record], Rule] = {VillageIndicator: check_indicator}
