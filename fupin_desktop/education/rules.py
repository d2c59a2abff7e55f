"""Rules of education aid: an item is paid once a term unless a reason is given; days that can be."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fupin_desktop.education.model import EducationAid
from fupin_desktop.households.model import MemberYear
from fupin_desktop.households.persons import person_of, refuse_nameless, refuse_person_day
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _

AUTUMN, SPRING = "autumn", "spring"
_BEGINS, _SPRING_BEGINS = 9, 2  # months: the school year from September, its spring term from February
_NO_SCHOOL = "1"  # SCHOOL: not at school


def term_on(day: date) -> tuple[int, str]:
    """The school year, by the year in which it began, and the term of a day; January still belongs to autumn."""
    if day.month >= _BEGINS:
        return day.year, AUTUMN
    return day.year - 1, AUTUMN if day.month < _SPRING_BEGINS else SPRING


def first_day(school_year: int, term: str | None) -> date:
    """The first day of a term."""
    return date(school_year, _BEGINS, 1) if term == AUTUMN else date(school_year + 1, _SPRING_BEGINS, 1)


def check_aid(ledger: Ledger, record: EducationAid, before: EducationAid | None) -> None:
    """Refuse a payment to come (`day.ahead`), a term to come (`education.term`), the same item twice in a term without
    a remark that says why (`education.twice`), and a payment before birth or after the person left."""
    del before
    refuse_ahead(record.paid_on, ledger.today, "paid_on")
    refuse_nameless(record.item, record.item_other, "item_other")
    if record.school_year is not None and (record.school_year, record.term != AUTUMN) > _now(ledger.today):
        message = _("This term has not begun yet. Nothing was saved; correct the school year or the term.")
        raise Refusal("education.term", message, where={"field": "school_year"})
    person = person_of(ledger, record.member)
    refuse_person_day(person, record.paid_on, "paid_on")
    if record.school_year is not None and record.paid_on is None:
        refuse_person_day(person, first_day(record.school_year, record.term), "school_year")
    _refuse_twice(ledger, record)
    ledger.note(_out_of_school(ledger, record))


def _out_of_school(ledger: Ledger, record: EducationAid) -> list[str]:
    """A doubt where the facts of those years say that the person was at no school; where they say nothing, none."""
    years = ledger.gathered(_years_of).get(record.member, ())
    told = [one for one in years if one.year in (record.school_year, (record.school_year or 0) + 1)]
    if not told or any(one.school_state not in (None, _NO_SCHOOL) for one in told):
        return []
    return [_("By the facts of the year this person is at no school: is it the right person?")]


def _years_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, list[MemberYear]]:
    members = sorted({one.member for one in batch if isinstance(one, EducationAid) and one.member is not None})
    found: dict[Dot | None, list[MemberYear]] = defaultdict(list)
    for one in ledger.find(MemberYear, member=members) if members else ():
        found[one.member].append(one)
    return found


def _now(today: date) -> tuple[int, bool]:
    year, term = term_on(today)
    return year, term != AUTUMN


def _refuse_twice(ledger: Ledger, record: EducationAid) -> None:
    known = ledger.gathered(_aid_of).get(record.member, ())
    others = [one for one in known if one is not record and (record.id is None or one.id != record.id)]
    # One with a remark says itself why it stands beside another
    plain = [one for one in others if _sameness(one) == _sameness(record) and not (one.remark or "").strip()]
    if plain and record.item != "other" and not (record.remark or "").strip():
        message = _(
            "This pupil has this item of aid for this term already. Nothing was saved; say in the remark why it is paid"
            " again."
        )
        raise Refusal("education.twice", message, where={"field": "remark"})


def _sameness(record: EducationAid) -> tuple[object, ...]:
    return record.school_year, record.term, record.item


def _aid_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, list[EducationAid]]:
    said = [one for one in batch if isinstance(one, EducationAid)]
    written = {one.id for one in said if one.id is not None}
    members: dict[str, Any] = {"member": sorted({one.member for one in said if one.member is not None})}
    found: dict[Dot | None, list[EducationAid]] = defaultdict(list)
    for one in (*said, *(one for one in ledger.find(EducationAid, **members) if one.id not in written)):
        found[one.member].append(one)
    return found


RULES: Mapping[type[Record], Rule] = {EducationAid: check_aid}
