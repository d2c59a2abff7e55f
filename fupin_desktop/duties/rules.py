"""Rules of duties: who answers for whom now, how many households one cadre has, who leads a village's team."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import TypeVar

from fupin_desktop.duties.model import Cadre, PlaceResponsibility, Responsibility
from fupin_desktop.duties.persons import Person, called, person_of
from fupin_desktop.households.model import Household
from fupin_desktop.households.register import STILL_POOR
from fupin_desktop.households.rules import number_warning
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_division
from fupin_desktop.ledger.terms import in_term, refuse_backward
from fupin_desktop.ledger.words import _, word
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.values import find_value
from fupin_desktop.villages.model import Village

HELPER = "household_cadre"  # the role of who answers for a household (002 §23)
CAPTAIN, FIRST_SECRETARY, DEPUTY = "captain", "first_secretary", "deputy_captain"
PARTNER_CITY = "partner_city"
_CITY = 4  # digits of a division code that name the city
Duty = TypeVar("Duty", Responsibility, PlaceResponsibility)


def is_current(duty: Responsibility | PlaceResponsibility, today: date) -> bool:
    """True for a responsibility that has begun and not ended; on its last day it still holds (E09)."""
    return in_term(duty.start, duty.end, today)


def household_cap(finder: Finder, division: str, today: date) -> Parameter | None:
    """How many households one cadre should have at most (002 §23, 原则上), with its paper; None where none says so."""
    return find_value(finder, "cadre_household_cap", division, today)


def term_years(finder: Finder, division: str, day: date) -> Parameter | None:
    """How many years a term lasts in principle (002 §19), with its paper; None where no paper says so."""
    return find_value(finder, "term_years", division, day)


def term_end(start: date, years: int) -> date:
    """The last day of a term of so many years: three years from 1 May 2016 end on 30 April 2019."""
    if (start.month, start.day) == (2, 29):  # that day is missing in most years
        return start.replace(year=start.year + years, day=28)
    return start.replace(year=start.year + years) - timedelta(days=1)


# --- who has how many households ------------------------------------------------------------------------------------


@dataclass
class _Helped:
    """By person, the households that they answer for: a cadre is known in each village by a record."""

    person: Mapping[Dot | None, Person]
    homes: Mapping[Person, set[Dot | None]]
    names: Mapping[Person, str]
    told: set[Person] = field(default_factory=set)


def _helped(ledger: Ledger, batch: Sequence[Record]) -> _Helped:
    said = [one for one in batch if isinstance(one, Responsibility)]
    named = ledger.find(Cadre, id=sorted({one.cadre for one in said if one.cadre is not None}))
    alike = called(ledger, *sorted({one.name or "" for one in named}))
    person: dict[Dot | None, Person] = {one.id: person_of(one) for one in alike}
    stood = {one.id: one for one in ledger.find(Responsibility, cadre=sorted(id for id in person if id))}
    stood |= {one.id: one for one in said if one.id is not None}
    duties = [*stood.values(), *(one for one in said if one.id is None)]
    return _by_person(named, person, duties, ledger.today)


def _by_person(
    named: Iterable[Cadre], person: Mapping[Dot | None, Person], duties: Iterable[Responsibility], today: date
) -> _Helped:
    found: dict[Person, set[Dot | None]] = defaultdict(set)
    for one in duties:
        if one.role == HELPER and is_current(one, today) and one.cadre in person:
            found[person[one.cadre]].add(one.household)
    return _Helped(person, found, {person_of(one): one.name or "" for one in named})


def _helped_as_it_stands(ledger: Ledger, batch: Sequence[Record]) -> _Helped:
    """Of what stands in the book: one reading serves all batches, whose cadres bear the same names again and again."""
    del batch
    return replace(ledger.once(_standing_on(ledger.today), Cadre, Responsibility), told=set())


@cache
def _standing_on(today: date) -> Callable[[Finder], _Helped]:
    def read(finder: Finder) -> _Helped:
        cadres = finder.find(Cadre)
        person: dict[Dot | None, Person] = {one.id: person_of(one) for one in cadres}
        return _by_person(cadres, person, finder.find(Responsibility, role=HELPER), today)

    return read


def _still_poor(ledger: Ledger, homes: Iterable[Dot | None]) -> int:
    """How many of these households are still poor."""
    found = ledger.find(Household, id=sorted(id for id in homes if id is not None))
    return sum(home.status in STILL_POOR for home in found)


def _cap(ledger: Ledger, batch: Sequence[Record]) -> Parameter | None:
    del batch
    return household_cap(ledger, ledger.division, ledger.today)


def _judge_duty(ledger: Ledger, duty: Responsibility, before: Responsibility | None) -> None:
    """Refuses, as `responsibility.end`, an end before the start; too many households are only said (原则上)."""
    refuse_backward(duty.start, duty.end, "responsibility.end")
    refuse_ended(duty, before, ("role", "start", "remark"))
    if duty.role != HELPER or not is_current(duty, ledger.today):
        return
    helped = ledger.gathered(_helped_as_it_stands if before is duty else _helped)
    who = helped.person.get(duty.cadre)
    cap = ledger.gathered(_cap)
    if who is None or cap is None or who in helped.told or len(helped.homes[who]) <= cap.value:
        return
    # Few answer for so many: only of their households is it looked at which are still poor
    helped.told.add(who)
    count = _still_poor(ledger, helped.homes[who])
    if count <= cap.value:
        return
    text = _("{name} now answers for {count} households; in principle these are at most {cap} ({cited}).")
    named = {"name": helped.names[who], "count": count, "cap": int(cap.value), "cited": cap.cited}
    ledger.note([text.format(**named)])


def refuse_ended(duty: Duty, before: Duty | None, names: Sequence[str]) -> None:
    """Refuse, as `responsibility.ended`, to change what a responsibility said once it has ended: it is history (E09).

    What was written down wrongly is put away with its reason and entered anew.
    """
    if before is None or before.end is None:
        return
    changed = next((name for name in names if getattr(duty, name) != getattr(before, name)), None)
    if changed is not None:
        message = _(
            "This responsibility ended on {day} and is kept as it was. Nothing was changed; put it away with a reason"
            " and enter it anew if it is wrong."
        )
        raise Refusal("responsibility.ended", message.format(day=before.end), where={"field": changed})


def _judge_place(ledger: Ledger, duty: PlaceResponsibility, before: PlaceResponsibility | None) -> None:
    """Refuses a code that is no division (`division.form`), and an end before the start (`responsibility.end`)."""
    del ledger
    refuse_no_division(duty.division, "division")
    refuse_backward(duty.start, duty.end, "responsibility.end")
    refuse_ended(duty, before, ("unit_name", "post", "phone", "start"))


# --- cadres and the team of a village -------------------------------------------------------------------------------


def _judge_cadre(ledger: Ledger, cadre: Cadre, before: Cadre | None) -> None:
    """Refuses a code that is no division (`division.form`), and a term that ends before it begins (`cadre.end`)."""
    del before
    refuse_no_division(cadre.sent_by_division, "sent_by_division")
    refuse_backward(cadre.start, cadre.planned_end, "cadre.end", "planned_end")
    refuse_backward(cadre.start, cadre.end, "cadre.end")
    ledger.note(number_warning(cadre.id_no))
    # Whoever's last day is known holds no role against a successor, who is there on that day already
    if cadre.roles and cadre.end is None and in_term(cadre.start, cadre.end, ledger.today):
        villages, others = ledger.gathered(_teams)
        kind = villages.get(cadre.village_code)
        beside = [one for one in others.get(cadre.village_code, ()) if one.id != cadre.id]
        ledger.note([*_held_roles(cadre, beside, ledger.today), *composition(cadre, kind), *_sent_by(cadre, kind)])


def _teams(
    ledger: Ledger, batch: Sequence[Record]
) -> tuple[Mapping[str | None, str | None], Mapping[str | None, list[Cadre]]]:
    codes = sorted({one.village_code or "" for one in batch if isinstance(one, Cadre)})
    found: dict[str | None, list[Cadre]] = defaultdict(list)
    for one in ledger.find(Cadre, village_code=codes):
        found[one.village_code].append(one)
    return {one.code: one.assist_type for one in ledger.find(Village, code=codes)}, found


def _held_roles(cadre: Cadre, others: Sequence[Cadre], today: date) -> list[str]:
    text = _("This village has a {role} already: {name}.")
    return [
        text.format(role=word("team_role", role), name=one.name)
        for role in (CAPTAIN, FIRST_SECRETARY)
        for one in others
        if role in cadre.roles and role in one.roles and in_term(one.start, one.end, today)
    ]


def composition(cadre: Cadre, assist_type: str | None) -> list[str]:
    """Warnings about a cadre's roles in the team, by the village's kind of assistance (002 §19).

    Under the partner city the captain comes from there, and the first secretary, who is also deputy captain, from the
    village's own city: two persons; else the captain is the first secretary too.
    """
    roles = set(cadre.roles)
    if assist_type == PARTNER_CITY and {CAPTAIN, FIRST_SECRETARY} <= roles:
        return [_("Where the partner city assists, the captain and the first secretary are two persons.")]
    if assist_type == PARTNER_CITY and FIRST_SECRETARY in roles and DEPUTY not in roles:
        return [_("Where the partner city assists, the first secretary is also deputy captain.")]
    if assist_type not in (None, PARTNER_CITY) and len(roles & {CAPTAIN, FIRST_SECRETARY}) == 1:
        return [_("In this village the captain is also the first secretary.")]
    return []


def _sent_by(cadre: Cadre, assist_type: str | None) -> list[str]:
    """Warnings about who sent a cadre, where the partner city assists: the captain comes from there, the first
    secretary from the village's own city (003 (三))."""
    if assist_type != PARTNER_CITY or not cadre.sent_by_division:
        return []
    own = cadre.sent_by_division[:_CITY] == (cadre.village_code or "")[:_CITY]
    found = []
    if CAPTAIN in cadre.roles and own:
        found.append(_("Where the partner city assists, that city sends the captain: is the sending division right?"))
    if FIRST_SECRETARY in cadre.roles and not own:
        found.append(
            _("Where the partner city assists, the village's own city sends the first secretary: is that right?")
        )
    return found


RULES: Mapping[type[Record], Rule] = {
    Cadre: _judge_cadre,
    PlaceResponsibility: _judge_place,
    Responsibility: _judge_duty,
}
