"""Rules of a verification: days that are past and within the round, an exclusion with its reason."""

from collections.abc import Mapping

from fupin_desktop.households.model import Household
from fupin_desktop.households.register import STILL_POOR
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_division
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _, word
from fupin_desktop.verification.model import VerificationCard, VerificationRound

EXCLUDE = "exclude"


def check_round(ledger: Ledger, record: VerificationRound, before: VerificationRound | None) -> None:
    """Refuse a county that is no division (`division.form`), a round opened on a day to come or in another year
    (`verification.opened`), and one that is due before it begins (`verification.due`)."""
    del before
    refuse_no_division(record.county_code, "county_code")
    if record.opened_on is not None and (record.opened_on > ledger.today or record.opened_on.year != record.year):
        message = _("A round is opened within its year, and not on a day to come. Nothing was saved; correct the day.")
        raise Refusal("verification.opened", message, where={"field": "opened_on"})
    if record.due is not None and record.opened_on is not None and record.due < record.opened_on:
        message = _("The round would be due before it was opened. Nothing was saved; correct the day.")
        raise Refusal("verification.due", message, where={"field": "due"})


def check_card(ledger: Ledger, record: VerificationCard, before: VerificationCard | None) -> None:
    """Refuse a card of no round (`verification.none`), a day to come or before the round (`verification.on`), an
    exclusion without a bar or what was found (`verification.reason`), and a bar of one that is not excluded
    (`verification.bar`); tell a household that is not on the register."""
    if record.round is None:
        raise no_round()
    refuse_ahead(record.on, ledger.today, "on", "verification.on")
    found = next(iter(ledger.find(VerificationRound, id=record.round)), None)
    if found is not None and found.opened_on is not None and record.on is not None and record.on < found.opened_on:
        text = _("The round was opened on {day}: a card cannot lie before it. Nothing was saved; correct the day.")
        raise Refusal("verification.on", text.format(day=found.opened_on), where={"field": "on"})
    if record.result == EXCLUDE and not (record.bar and (record.found or "").strip()):
        message = _("An exclusion needs its bar by number and what was found. Nothing was saved; enter both.")
        raise Refusal("verification.reason", message, where={"field": "bar" if not record.bar else "found"})
    if record.bar and record.result != EXCLUDE:
        message = _("A bar belongs to a household that is to be excluded. Nothing was saved; correct one of them.")
        raise Refusal("verification.bar", message, where={"field": "bar"})
    if before is None:
        _tell_status(ledger, record)


def no_round() -> Refusal:
    """The refusal of a card while the county has opened no round.  Code `verification.none`."""
    message = _("The county has opened no round of verification. Nothing was saved; it opens one under Settings.")
    return Refusal("verification.none", message, where={"field": "round"})


def _tell_status(ledger: Ledger, record: VerificationCard) -> None:
    home = next(iter(ledger.find(Household, id=record.household)), None) if record.household is not None else None
    if home is not None and home.status not in STILL_POOR:
        text = _("This household is “{status}”: the verification asks for those on the register.")
        ledger.note([text.format(status=word("hh_status", home.status or ""))])


RULES: Mapping[type[Record], Rule] = {VerificationRound: check_round, VerificationCard: check_card}
