"""Rules of medical aid: sums that fit each other, and the least aid by the share the paper sets (002 §9)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from fupin_desktop.households.model import Household
from fupin_desktop.households.persons import person_of, refuse_person_day
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.declared.selection import Amount
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _
from fupin_desktop.medical.model import MedicalCase
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.values import find_value

RATIO = "medical_aid_min_ratio"
# Compliant costs less what both insurances paid; unknown while the compliant costs are (E48 remaining)
REMAINING = Amount(("compliant",), ("reimbursed_basic", "reimbursed_serious"))


def remaining(case: MedicalCase) -> int | None:
    """What is left of the compliant costs after both insurances, in fen; None while the compliant costs are unknown."""
    return None if case.compliant is None else REMAINING.of(case)


def least_aid(left: int, percent: Decimal) -> int:
    """The least aid in fen: the share of what is left, a part of a fen counted as a whole one (不低于)."""
    return ceil(left * Fraction(percent) / 100)


def share_of(finder: Finder, case: MedicalCase, place: str, today: date) -> Parameter | None:
    """Which share of what is left is met at least, in the place and year of a case; None where nobody set one."""
    return find_value(finder, RATIO, place, date(case.year or today.year, 12, 31))


def check_case(ledger: Ledger, record: MedicalCase, before: MedicalCase | None) -> None:
    """Refuse compliant costs above all costs (`medical.compliant`), more paid than that (`medical.above`), a day to
    come, a year to come (`medical.year`), and a day before birth or after the person left; tell aid below the share."""
    del before
    _refuse_sums(record)
    for name in ("settled_on", "paid_on"):
        refuse_ahead(getattr(record, name), ledger.today, name)
    refuse_person_day(person_of(ledger, record.member), record.settled_on, "settled_on")
    if record.year is not None and record.year > ledger.today.year:
        message = _("The year has not begun yet. Nothing was saved; correct the year.")
        raise Refusal("medical.year", message, where={"field": "year"})
    ledger.note(list(_doubts(ledger, record)))


def _refuse_sums(case: MedicalCase) -> None:
    if case.total is not None and (case.compliant or 0) > case.total:
        message = _("The compliant costs of {part} yuan are above all costs of {whole} yuan. Nothing was saved.")
        told = message.format(part=yuan(case.compliant or 0), whole=yuan(case.total))
        raise Refusal("medical.compliant", told, where={"field": "compliant"})
    left = remaining(case)
    if left is not None and left - (case.aid or 0) < 0:
        message = _(
            "Insurances and aid paid {more} yuan more than the compliant costs. Nothing was saved; correct the sums."
        )
        told = message.format(more=yuan((case.aid or 0) - left))
        raise Refusal("medical.above", told, where={"field": "aid" if left >= 0 else "reimbursed_basic"})


_COSTS = ("total", "compliant", "reimbursed_basic", "reimbursed_serious", "aid")


def _doubts(ledger: Ledger, case: MedicalCase) -> Iterator[str]:
    if all(getattr(case, name) is None for name in _COSTS):
        yield _("No sum is entered yet: neither costs nor what was paid.")
    left = remaining(case)
    if not left:
        return
    place = ledger.gathered(_villages_of).get(case.member) or ledger.division
    ratio = share_of(ledger, case, place, ledger.today)
    if ratio is None:
        return
    least = least_aid(left, ratio.value)
    if (case.aid or 0) < least:
        text = _(
            "{left} yuan are left after both insurances: at {percent} % the aid is at least {least} yuan (a part of a"
            " fen counts as one); entered are {aid}."
        )
        told = text.format(left=yuan(left), percent=ratio.text, least=yuan(least), aid=yuan(case.aid or 0))
        yield told


def _villages_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, str]:
    """The village of each person: what holds there holds for the aid."""
    people = {one.member: person_of(ledger, one.member) for one in batch if isinstance(one, MedicalCase)}
    homes = sorted({one.household for one in people.values() if one is not None and one.household is not None})
    codes = {one.id: one.village_code or "" for one in ledger.find(Household, id=homes)} if homes else {}
    return {id: codes.get(one.household, "") for id, one in people.items() if one is not None}


RULES: Mapping[type[Record], Rule] = {MedicalCase: check_case}
