"""Rules of rights: whether a holder may, who may otherwise, and when another person must take a step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.notation.folding import folded
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

    def why_not(self, act: str) -> str:
        """Why this holder may not, in a sentence that names who may; empty when the holder may."""
        asked = acts()[act]
        if self.may(asked):
            return ""
        who = "、".join(word("role", role) for role in asked.roles)
        if self.role:
            text = _("“{act}” is for: {who}. This device is registered for: {role}.")
        else:
            text = _("“{act}” is for: {who}.")
        return text.format(act=asked.label, who=who, role=word("role", self.role) if self.role else "")


def refuse_unless(holder: Holder, code: str, *, field: str = "", label: str = "") -> None:
    """Refuse what a holder may not do: `office.only` what no laptop may, else `role.may_not`, naming who may.

    `label` names the field whose writing takes this act: its user may do the rest.
    """
    if acts()[code].office and not holder.is_office:
        raise Refusal("office.only", _("Only the office may do this. Nothing was changed."), where={"act": code})
    if sentence := holder.why_not(code):
        text = _("{label}: {why} Nothing was changed.") if label else _("{why} Nothing was changed.")
        message = text.format(label=label, why=sentence)
        named = {"field": field} if field else {}
        raise Refusal("role.may_not", message, where={"act": code, "roles": list(acts()[code].roles), **named})


def wants_second(finder: Finder, code: str, division: str, today: date) -> bool:
    """Must another person take this step?

    The table says it of some (money that is recorded and confirmed); of others no paper asks it, and it is off unless
    the county lists them (`second_person_steps`).
    """
    act = acts()[code]
    if act.always or not act.second:
        return act.always
    listed = find_value(finder, SECOND_PERSON, division, today)
    return listed is not None and code in listed.items


def same_person(
    finder: Finder, code: str, done_by: Iterable[str | None], *, actor: str, division: str, today: date
) -> str:
    """Why a step is for somebody else than `actor`, who took the one before it; empty when it is not.

    Nobody (an empty actor) is never the same person.  An office's exception (`Waiver`) lets one person take both.
    """
    took = {folded(one or "") for one in done_by}
    if not actor or folded(actor) not in took or not wants_second(finder, code, division, today):
        return ""
    if any(_covers(one, actor, division, today) for one in finder.find(Waiver, act=code)):
        return ""
    text = _(
        "{actor} took the step before this one, and “{act}” is for another person: have somebody else do it, or let"
        " the office write an exception with its reason (Settings, Who may do what)."
    )
    return text.format(actor=actor, act=acts()[code].label)


def refuse_same(ledger: Ledger, code: str, done_by: Iterable[str | None]) -> None:
    """Refuse, as `step.same_person`, a step by who took the one before it, unless an office wrote an exception."""
    why = same_person(ledger, code, done_by, actor=ledger.actor, division=ledger.division, today=ledger.today)
    if why:
        message = _("{why} Nothing was changed.").format(why=why)
        raise Refusal("step.same_person", message, where={"act": code})


def _covers(one: Waiver, actor: str, division: str, today: date) -> bool:
    in_time = one.until is not None and today <= one.until
    return in_time and folded(one.person or actor) == folded(actor) and one.division in above(division)


def check_waiver(ledger: Ledger, record: Waiver, before: Waiver | None) -> None:
    """Refuse, as `waiver.until`, an exception that is over before it begins."""
    if before is None and record.until is not None and record.until < ledger.today:
        message = _("The last day has passed already. Nothing was changed; correct the date.")
        raise Refusal("waiver.until", message, where={"field": "until"})


RULES: Mapping[type[Record], Rule] = {Waiver: check_waiver}
