"""Rules of relief: granted before paid, a part never above its whole, days that can be."""

from collections.abc import Mapping

from fupin_desktop.households.persons import (
    person_of,
    refuse_nameless,
    refuse_other_home,
    refuse_person_day,
)
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead, refuse_backward
from fupin_desktop.ledger.words import _
from fupin_desktop.relief.model import AgriInsurance, InterestSubsidy, ReliefPayment


def check_relief(ledger: Ledger, record: ReliefPayment, before: ReliefPayment | None) -> None:
    """Refuse a day to come (`day.ahead`), relief paid before it was granted (`relief.order`), an “other” kind without a
    word (`other.word`), and a person of another household (`person.home`), unborn or gone."""
    del before
    for name in ("approved_on", "paid_on"):
        refuse_ahead(getattr(record, name), ledger.today, name)
    refuse_nameless(record.type, record.type_other, "type_other")
    if record.approved_on is not None and record.paid_on is not None and record.paid_on < record.approved_on:
        message = _("It would be paid before it was granted. Nothing was saved; correct one of the days.")
        raise Refusal("relief.order", message, where={"field": "paid_on"})
    person = person_of(ledger, record.member)
    refuse_other_home(person, record.household)
    refuse_person_day(person, record.paid_on or record.approved_on, "paid_on" if record.paid_on else "approved_on")


def check_insurance(ledger: Ledger, record: AgriInsurance, before: AgriInsurance | None) -> None:
    """Refuse a share of the state above the premium (`insurance.above`), and damage paid on a day to come."""
    del before
    refuse_ahead(record.claim_on, ledger.today, "claim_on")
    refuse_nameless(record.thing, record.thing_other, "thing_other")
    _refuse_above(record.subsidy, record.premium, "insurance.above", "subsidy")


def check_interest(ledger: Ledger, record: InterestSubsidy, before: InterestSubsidy | None) -> None:
    """Refuse more than the interest that was paid (`subsidy.above`, R002-59), a term that runs backward
    (`subsidy.end`), and a payment to come."""
    del before
    refuse_backward(record.start, record.end, "subsidy.end")
    refuse_ahead(record.paid_on, ledger.today, "paid_on")
    _refuse_above(record.subsidy, record.interest_paid, "subsidy.above", "subsidy")


def _refuse_above(part: int | None, whole: int | None, code: str, field: str) -> None:
    if part is not None and whole is not None and part > whole:
        message = _("{part} yuan are more than the {whole} yuan they are part of. Nothing was saved; correct one.")
        raise Refusal(code, message.format(part=yuan(part), whole=yuan(whole)), where={"field": field})


RULES: Mapping[type[Record], Rule] = {
    AgriInsurance: check_insurance,
    InterestSubsidy: check_interest,
    ReliefPayment: check_relief,
}
