"""Rules of rights: whether a holder may, who may otherwise, and when another person must take a step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.feature import Rule
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import above
from fupin_desktop.ledger.words import _, word
from fupin_desktop.policy.values import find_value
from fupin_desktop.rights.model import Waiver
from fupin_desktop.rights.table import VILLAGE, Act, acts, level_of

SECOND_PERSON = "second_person_steps"


@dataclass(frozen=True)
class Holder:
    """Who works with a book: the role its office granted, empty where none did; the level of the book.

    A book that was founded by its user, and a role the table does not know, may what their level may.  `highest`: an
    office that answers to no other.
    """

    role: str
    level: str
    highest: bool = False

    @property
    def is_office(self) -> bool:
        """True for a township or a county."""
        return self.level != VILLAGE

    def may(self, act: Act) -> bool:
        """May this holder?"""
        if act.office and not self.is_office:
            return False
        if act.highest and self.highest and self.is_office:
            return True
        if not level_of(self.role):
            return any(level_of(role) == self.level for role in act.roles)
        return self.role in act.roles


def why_not(holder: Holder, code: str) -> str:
    """Why a holder may not, in a sentence that names who may; empty when the holder may."""
    act = acts()[code]
    if holder.may(act):
        return ""
    who = "、".join(word("role", role) for role in act.roles)
    if holder.role:
        text = _("“{act}” is for: {who}. This device is registered for: {role}.")
    else:
        text = _("“{act}” is for: {who}.")
    return text.format(act=act.label, who=who, role=word("role", holder.role) if holder.role else "")


def refuse_unless(holder: Holder, code: str, *, field: str = "") -> None:
    """Refuse what a holder may not do: `office.only` what no laptop may, else `role.may_not`, naming who may."""
    if acts()[code].office and not holder.is_office:
        raise Refusal("office.only", _("Only the office may do this. Nothing was changed."), where={"act": code})
    if sentence := why_not(holder, code):
        message = _("{why} Nothing was changed.").format(why=sentence)
        named = {"field": field} if field else {}
        raise Refusal("role.may_not", message, where={"act": code, "roles": list(acts()[code].roles), **named})


def wants_second(finder: Finder, code: str, division: str, today: date) -> bool:
    """Must another person take this step?  Off unless the county lists it (`second_person_steps`); no paper asks it."""
    listed = find_value(finder, SECOND_PERSON, division, today) if acts()[code].second else None
    return listed is not None and code in listed.items


def refuse_same(ledger: Ledger, code: str, done_by: Iterable[str | None]) -> None:
    """Refuse, as `step.same_person`, a step by who took the one before it, unless an office wrote an exception."""
    actor, division, today = ledger.actor, ledger.division, ledger.today
    if actor not in set(done_by) or not wants_second(ledger, code, division, today):
        return
    if any(_covers(one, actor, division, today) for one in ledger.find(Waiver, act=code)):
        return
    text = _(
        "{actor} took the step before this one, and here “{act}” is for another person. Nothing was changed; have"
        " somebody else do it, or ask the office for an exception with its reason."
    )
    raise Refusal("step.same_person", text.format(actor=actor, act=acts()[code].label), where={"act": code})


def _covers(one: Waiver, actor: str, division: str, today: date) -> bool:
    in_time = one.until is not None and today <= one.until
    return in_time and one.person in (None, actor) and one.division in above(division)


def check_waiver(ledger: Ledger, record: Waiver, before: Waiver | None) -> None:
    """Refuse, as `waiver.until`, an exception that is over before it begins."""
    if before is None and record.until is not None and record.until < ledger.today:
        message = _("The last day has passed already. Nothing was changed; correct the date.")
        raise Refusal("waiver.until", message, where={"field": "until"})


RULES: Mapping[type[Record], Rule] = {Waiver: check_waiver}
