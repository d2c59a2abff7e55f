"""Rules of work: terms that run forward, months that fit them, who organised a transfer, children who may not work."""

from collections.abc import Iterator, Mapping
from datetime import date

from fupin_desktop.employment.model import EmploymentRecord, Vacancy, WorkWish
from fupin_desktop.households.persons import is_under, person_of, refuse_nameless, refuse_person_day
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_division
from fupin_desktop.ledger.terms import refuse_ahead, refuse_backward
from fupin_desktop.ledger.words import _

ORGANISED = "organised"
WORKING_FROM = 16  # 劳动法 art. 15: nobody younger may be hired


def months_between(start: date, end: date) -> int:
    """The months a term touches, the first and the last among them."""
    return (end.year - start.year) * 12 + end.month - start.month + 1


def check_wish(ledger: Ledger, record: WorkWish, before: WorkWish | None) -> None:
    """Refuse a wish of a day to come (`day.ahead`), or of one who was not born or had left."""
    del before
    refuse_ahead(record.said_on, ledger.today, "said_on")
    refuse_person_day(person_of(ledger, record.member), record.said_on, "said_on")


def check_vacancy(ledger: Ledger, record: Vacancy, before: Vacancy | None) -> None:
    """Refuse a vacancy that closes before it was known (`vacancy.until`), or was heard of on a day to come."""
    del before
    refuse_no_division(record.village_code, "village_code")
    refuse_ahead(record.heard_on, ledger.today, "heard_on")
    refuse_backward(record.heard_on, record.until, "vacancy.until", "until")


def check_employment(ledger: Ledger, record: EmploymentRecord, before: EmploymentRecord | None) -> None:
    """Refuse an end before the start (`employment.end`), a start to come (`day.ahead`), more months than the term has
    (`employment.months`), and a start before birth or after the person left; tell what looks wrong."""
    del before
    refuse_backward(record.start, record.end, "employment.end")
    refuse_ahead(record.start, ledger.today, "start")
    refuse_nameless(record.channel, record.channel_other, "channel_other")
    person = person_of(ledger, record.member)
    refuse_person_day(person, record.start, "start")
    _refuse_months(record, ledger.today)
    ledger.note(list(_doubts(record, too_young=is_under(person, WORKING_FROM, record.start))))


def _refuse_months(record: EmploymentRecord, today: date) -> None:
    if record.stable_months is None or record.start is None:
        return
    most = months_between(record.start, min(record.end or today, today))
    if record.stable_months > most:
        message = _("{months} months of stable work, and the term has {most} so far. Nothing was saved; correct one.")
        told = message.format(months=record.stable_months, most=most)
        raise Refusal("employment.months", told, where={"field": "stable_months"})


def _doubts(record: EmploymentRecord, *, too_young: bool) -> Iterator[str]:
    if too_young:
        yield _("Under 16 on the first day of work: nobody so young may be hired. Is the date right?")
    if record.channel == ORGANISED and not (record.organised_by and record.to_place):
        yield _("An organised transfer says who organised it and where to (004 二(五)).")


RULES: Mapping[type[Record], Rule] = {
    EmploymentRecord: check_employment,
    Vacancy: check_vacancy,
    WorkWish: check_wish,
}
