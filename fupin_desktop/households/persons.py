"""What holds of a person on a day: born, not gone, of this household; and that no day lies ahead.

Every kind that tells what was done for a person is held to it, whichever door it comes through.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from fupin_desktop.households.model import Member
from fupin_desktop.households.rules import age_on, has_left
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _


def person_of(ledger: Ledger, member: Dot | None) -> Member | None:
    """The member a record is about, all those of a batch read at once; None where the book does not hold it."""
    return ledger.gathered(_persons).get(member) if member is not None else None


def _persons(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, Member]:
    ids = sorted({id for one in batch if (id := getattr(one, "member", None)) is not None})
    return {one.id: one for one in ledger.find(Member, id=ids, with_away=True)} if ids else {}


def refuse_person_day(member: Member | None, day: date | None, field: str) -> None:
    """Refuse a day before the person was born (`person.unborn`) or after they died or left (`person.gone`, E12)."""
    if member is None or day is None:
        return
    if member.birth_date is not None and day < member.birth_date:
        message = _("On {day} this person was not born yet. Nothing was saved; correct the date or the person.")
        raise Refusal("person.unborn", message.format(day=day), where={"field": field})
    if has_left(member) and member.change_date is not None and day > member.change_date:
        message = _("This person had left the household by {left}. Nothing was saved; correct the date or the person.")
        raise Refusal("person.gone", message.format(left=member.change_date), where={"field": field})


def refuse_other_home(member: Member | None, household: Dot | None, field: str = "member") -> None:
    """Refuse, as `person.home`, a person who belongs to another household than the record says."""
    if member is not None and household is not None and member.household != household:
        message = _("This person belongs to another household. Nothing was saved; choose the person again.")
        raise Refusal("person.home", message, where={"field": field})


def refuse_nameless(code: str | None, word: str | None, field: str) -> None:
    """Refuse, as `other.word`, “other” of a list without a word for what it is (W3: each such list is open)."""
    if code == "other" and not (word or "").strip():
        message = _("“Other”: say in a word what it is. Nothing was saved.")
        raise Refusal("other.word", message, where={"field": field})


def is_under(member: Member | None, age: int, day: date | None) -> bool:
    """Is the person known to be younger than so many years on the day?"""
    if member is None or member.birth_date is None or day is None or day < member.birth_date:
        return False
    return age_on(member.birth_date, day) < age
