"""What the form of a kind shows and fills in beyond its fields: sums as they are typed, what a number says already."""

from collections.abc import Callable, Mapping
from typing import Any

from fupin_desktop.households.model import Member
from fupin_desktop.households.rules import birth_and_sex, id_number_problem
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.incomes.rules import (
    EARNED,
    PAID,
    disposable,
    exit_line_of,
    per_head,
    reaches,
    transfer_of,
    whole_fen,
    with_sums,
)
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared.standing import is_over
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.notation.codes import bare_number
from fupin_desktop.ledger.notation.showing import NOTHING, yuan
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.medical.model import MedicalCase
from fupin_desktop.medical.rules import least_aid, remaining, share_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.choosing import narrowed, page_of
from fupin_desktop.ui.forms.record_fields import RecordFields
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.facts import Fact

_EIGHTEEN = 18
# By kind, the field that says who was there
_WHO = {
    "visit": "visitors", "village_visit": "visitors", "after_exit_visit": "by", "household_survey": "surveyor",
    "village_survey": "surveyors", "care_survey": "surveyor",
}  # fmt: skip
_SCHOOL_BEGINS = 9  # September
_SPAN = 3  # 三年规划: the years of a plan (003 (五))


def begun(session: Session, record: Record, subject: Record | None = None) -> Record:
    """A new record with what is nearly always so: it happens today, in this year, and whoever writes was there.

    What it must lead to, and of which there is but one in the file of the subject, is chosen.
    """
    if record.id is not None:
        return record
    fields = fields_of(type(record))
    days = [name for name, one in fields.items() if one.required and one.kind is Kind.DAY]
    first: dict[str, Any] = {name: session.today for name in days if getattr(record, name) is None}
    first |= _years(session, record)
    first |= _persons(session, record)
    begins = record.but(**first)
    return begins if subject is None else begins.but(**_only_ones(session, begins, subject))


def _persons(session: Session, record: Record) -> dict[str, Any]:
    """Who was there, where nobody is named yet: whoever writes it down."""
    name = _WHO.get(kind_of(type(record)))
    if name is None or getattr(record, name):
        return {}
    return {name: (session.book.user,) if fields_of(type(record))[name].many else session.book.user}


def _only_ones(session: Session, record: Record, subject: Record) -> dict[str, Any]:
    must = [one for one in fields_of(type(record)).values() if one.kind is Kind.LINK and one.required and not one.many]
    empty = [one for one in must if getattr(record, one.name) is None]
    if not empty:
        return {}

    def read(reader: Reader) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for field in empty:
            within = narrowed(reader, field, record, subject)
            hits = page_of(reader, KINDS[field.link], "", within, limit=2) if within is not None else []
            if len(hits) == 1 and not is_over(hits[0]):
                found[field.name] = hits[0].id
        return found

    return session.read(read)


def _years(session: Session, record: Record) -> dict[str, int]:
    """The year of the book's day, where a new record must say one; a school year begins in September, and the years of
    a plan that spans several are counted from the first."""
    this = session.today.year
    found: dict[str, int] = {}
    for name, field in fields_of(type(record)).items():
        if field.required and field.kind is Kind.INTEGER and getattr(record, name) is None:
            years = {"year": this, "year_plan": this, "first_year": this, "last_year": this + _SPAN - 1}
            years["school_year"] = this if session.today.month >= _SCHOOL_BEGINS else this - 1
            found |= {name: years[name]} if name in years else {}
    return found


def sums_of(session: Session, record: Record) -> list[Fact]:
    """The figures that follow from what is typed; none for most kinds."""
    make = _SUMS.get(type(record))
    return make(session, record) if make is not None else []


def fill_in(fields: RecordFields) -> None:
    """Fill what follows from other fields into editors that are empty."""
    fill = _FILLED.get(fields.cls)
    if fill is not None:
        fill(fields)


def _income(session: Session, typed: IncomeYear) -> list[Fact]:
    income, division = with_sums(typed), session.book.identity.division
    earned = sum(getattr(income, name) or 0 for name in EARNED) + transfer_of(income)
    paid = sum(getattr(income, name) or 0 for name in PAID)
    each, line = per_head(income), session.read(lambda reader: exit_line_of(reader, income, division))
    total = disposable(income)
    under = each is not None and line is not None and not reaches(each, line.value)
    facts = [
        Fact(_("Income in all"), _amount(earned)),
        Fact(_("Transfer income"), _amount(transfer_of(income))),
        Fact(_("Expenses in all"), _amount(paid)),
        Fact(_("Disposable"), NOTHING if total is None else _amount(total)),
        Fact(_("Per head"), NOTHING if each is None else _amount(whole_fen(each)), "warn" if under else ""),
    ]
    if line is not None:
        facts.append(Fact(_("The year's line"), f"{line.figure} {_('yuan')}", "", line.cited))
    return facts


def _medical(session: Session, typed: MedicalCase) -> list[Fact]:
    """What is left after both insurances, and the least aid by the share of this place (002 §9)."""
    left = remaining(typed)
    if left is None:
        return []
    share = session.read(lambda reader: share_of(reader, typed, session.book.identity.division, session.today))
    facts = [Fact(_("Left after both insurances"), _amount(left), "warn" if left < 0 else "")]
    if share is None or left < 0:
        return facts
    least = least_aid(left, share.value)
    label = _("Least aid at {percent} %").format(percent=share.text)
    return [*facts, Fact(label, _amount(least), "warn" if (typed.aid or 0) < least else "", share.cited)]


def _amount(fen: int) -> str:
    return f"{yuan(fen)} {_('yuan')}"


def _member(fields: RecordFields) -> None:
    """On the eighteenth digit the number says the day of birth and the sex (interface.md); what stands is kept.

    Not before: the first fifteen of eighteen are a number of the old kind with another day of birth.
    """
    number, birth, sex = (fields.editors.get(name) for name in ("id_no", "birth_date", "sex"))
    if number is None or birth is None or sex is None or not number.touched:
        return
    try:
        typed = str(number.value() or "")
    except Refusal:
        return
    if (
        len(bare_number(typed)) == _EIGHTEEN
        and id_number_problem(typed) is None
        and (said := birth_and_sex(typed)) is not None
    ):
        if not birth.typed():
            birth.set_typed(said[0].isoformat())
        if sex.typed() in ("", "0"):
            sex.choose(said[1])


_SUMS: Mapping[type[Record], Callable[[Session, Any], list[Fact]]] = {
    IncomeYear: _income,
    MedicalCase: _medical,
}
_FILLED: Mapping[type[Record], Callable[[RecordFields], None]] = {Member: _member}
