"""Rules of the money of housing cases: never above the standard without a reason, never above what was approved,
never before acceptance, only to the household's own card (002 §10)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from fupin_desktop.housing.eligibility import standard_for
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.housing.money import HousingFunding, HousingPayment, HousingStandard
from fupin_desktop.housing.path import PATH
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_division
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.typed import SEPARATOR
from fupin_desktop.policy.values import find_value

ACCEPTED = "accepted"


def table_of(finder: Finder, records: Sequence[Record] = ()) -> list[HousingStandard]:
    """The table of standards as far as this book holds it, whatever records ask for it."""
    del records
    return finder.find(HousingStandard)


def known_standard(table: Iterable[HousingStandard], case: HousingCase, village: str) -> int | None:
    """The standard of a case in fen: as its approval says, else by the table of its area; None when nobody set one."""
    if case.subsidy_standard is not None:
        return case.subsidy_standard
    line = standard_for(table, case, village)
    return line.amount if line is not None else None


def refuse_above_standard(case: HousingCase, before: HousingCase | None, standard: int | None) -> None:
    """Refuse, as `housing.above_standard`, a subsidy above the standard for which no reason is given (R002-36)."""
    amount = case.subsidy_amount or 0
    if standard is None or amount <= standard or (case.subsidy_reason or "").strip():
        return
    if before is not None and before is not case and _same_money(case, before):
        return  # what stood before this change is a finding, and must not stop an unrelated correction
    text = _(
        "The subsidy of {amount} yuan is above the standard of {standard} yuan."
        " Nothing was saved; lower it or enter why."
    )
    message = text.format(amount=yuan(amount), standard=yuan(standard))
    raise Refusal("housing.above_standard", message, where={"field": "subsidy_amount"})


def _same_money(case: HousingCase, before: HousingCase) -> bool:
    names = ("subsidy_amount", "subsidy_standard", "subsidy_reason", "subsidy_class", "mode", "danger_grade")
    return all(getattr(case, name) == getattr(before, name) for name in names)


def refuse_below_paid(ledger: Ledger, case: HousingCase, before: HousingCase | None) -> None:
    """Refuse, as `housing.below_paid`, a subsidy below what was paid already."""
    if before is None or case.id is None or (before is not case and case.subsidy_amount == before.subsidy_amount):
        return
    paid = ledger.gathered(_paid_by_case).get(case.id, 0)
    if paid <= (case.subsidy_amount or 0):
        return
    text = _("{paid} yuan were paid already: more than the subsidy of {amount}. Nothing was saved; correct either.")
    message = text.format(paid=yuan(paid), amount=yuan(case.subsidy_amount or 0))
    raise Refusal("housing.below_paid", message, where={"field": "subsidy_amount"})


def _paid_by_case(ledger: Ledger, records: Sequence[Record]) -> Mapping[object, int]:
    """What was paid to each of these cases, in fen."""
    found: dict[object, int] = {}
    for one in ledger.find(HousingPayment, case=[record.id for record in records if record.id is not None]):
        found[one.case] = found.get(one.case, 0) + (one.amount or 0)
    return found


def paid_doubts(case: HousingCase, last: date | None) -> Iterator[str]:
    """A day of payment that is not that of the last payment to the card: the papers print the one and the other."""
    if case.paid_on is not None and last is not None and case.paid_on != last:
        text = _(
            "The case says it was paid on {day}, the last payment to the card was on {last}: correct the day of the"
            " step “subsidy paid”, which takes it over, or the payment."
        )
        yield text.format(day=case.paid_on, last=last)


def last_paid(ledger: Ledger, records: Sequence[Record]) -> Mapping[object, date]:
    """The day of the last payment of each of these cases that has a day of payment."""
    found: dict[object, date] = {}
    asked = [one.id for one in records if isinstance(one, HousingCase) and one.paid_on is not None and one.id]
    for payment in ledger.find(HousingPayment, case=asked) if asked else ():
        if payment.on is not None:
            found[payment.case] = max(payment.on, found.get(payment.case, payment.on))
    return found


def check_payment(ledger: Ledger, record: HousingPayment, before: HousingPayment | None) -> None:
    """Refuse a payment on a day to come, to a card that is another household's or out of use, too early, or above the
    subsidy (002 §10).

    Codes `payment.date`, `payment.card`, `payment.before`, `payment.above`.
    """
    refuse_ahead(record.on, ledger.today, "on", "payment.date")
    case = next(iter(ledger.find(HousingCase, id=record.case)), HousingCase())
    own = {card.id for card in ledger.find(BankCard, household=case.household) if card.active is not False}
    # A laptop without the sealed scope sees no card: of what stands there it cannot say whose it is
    unseen = before is record and not ledger.find(BankCard, id=record.card, with_away=True)
    if record.card not in own and not unseen:
        message = _("The subsidy is paid to a card in use of the household itself. Nothing was saved; choose its card.")
        raise _payment("card", "card", message)
    _refuse_early(ledger, case, record)
    _refuse_above(ledger, case, record)


def _refuse_early(ledger: Ledger, case: HousingCase, payment: HousingPayment) -> None:
    """Money follows acceptance, unless the county pays by stage (`housing_instalments`)."""
    place = PATH.order.index(case.stage) if case.stage in PATH.order else -1
    allowed = find_value(ledger, "housing_instalments", ledger.division, payment.on)
    stages = [ACCEPTED, *(allowed.text.split(SEPARATOR) if allowed is not None else ())]
    if place < min(PATH.order.index(stage) for stage in stages if stage in PATH.order):
        message = _("The subsidy is paid after acceptance: no part of it is paid at this stage. Nothing was saved.")
        raise _payment("before", "case", message)
    if allowed is None and case.accepted_on and payment.on and payment.on < case.accepted_on:
        text = _("The payment would lie before the acceptance on {day}. Nothing was saved; correct the date.")
        raise _payment("before", "on", text.format(day=case.accepted_on))


def _refuse_above(ledger: Ledger, case: HousingCase, record: HousingPayment) -> None:
    others = sum(one.amount or 0 for one in ledger.find(HousingPayment, case=record.case) if one.id != record.id)
    subsidy = case.subsidy_amount
    if subsidy is not None and others + (record.amount or 0) <= subsidy:
        return
    text = _("Paid in all: {sum} yuan; the subsidy of the case is {subsidy}. Nothing was saved; correct one of them.")
    total = yuan(others + (record.amount or 0))
    raise _payment("above", "amount", text.format(sum=total, subsidy=yuan(subsidy) if subsidy is not None else "—"))


def _payment(code: str, field: str, message: str) -> Refusal:
    return Refusal(f"payment.{code}", message, where={"field": field})


def check_funding(ledger: Ledger, record: HousingFunding, before: HousingFunding | None) -> None:
    """Refuse money that came in on a day to come (`funding.date`); tell sums that are not the budget (R002-35)."""
    refuse_ahead(record.on, ledger.today, "on", "funding.date")
    case = next(iter(ledger.find(HousingCase, id=record.case)), HousingCase())
    others = [one for one in ledger.find(HousingFunding, case=record.case) if one.id != record.id]
    planned = sum(one.planned or 0 for one in (*others, record))
    if case.budget and planned > case.budget and (before is None or before.planned != record.planned):
        text = _("The sources planned come to {sum} yuan, more than the budget of {budget} yuan.")
        ledger.note([text.format(sum=yuan(planned), budget=yuan(case.budget))])


def check_standard(ledger: Ledger, record: HousingStandard, before: HousingStandard | None) -> None:
    """Refuse an area that is no division (`division.form`) and a second line for the same (`standard.twice`)."""
    del before
    refuse_no_division(record.area, "area")
    same = ledger.find(HousingStandard, area=record.area, year=record.year)
    if any(one.id != record.id and _key(one) == _key(record) for one in same):
        message = _("The table has such a line already. Nothing was saved; correct that one.")
        raise Refusal("standard.twice", message, where={"field": "amount"})


def _key(line: HousingStandard) -> tuple[str | None, ...]:
    return (line.group, line.mode, line.grade)
