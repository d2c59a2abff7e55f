"""Rules of villages: numbers that fit each other, the one unit that leads, how poor the village still is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from fupin_desktop.households.model import Household
from fupin_desktop.households.register import STILL_POOR
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_division
from fupin_desktop.ledger.terms import in_term, refuse_backward
from fupin_desktop.ledger.words import _
from fupin_desktop.villages.model import AssistanceLink, AssistingUnit, NaturalVillage, Village, VillagerGroup

LEAD = "lead"


def has_poor(ledger: Finder, village_code: str) -> bool:
    """True while a household of the village has not exited (002 §22: 不脱贫不脱钩)."""
    return bool(ledger.find(Household, village_code=village_code, status=sorted(STILL_POOR)))


def is_linked(link: AssistanceLink, today: date) -> bool:
    """True while a unit assists the village; on the last day it still does (E06)."""
    return in_term(link.start, link.end, today)


def leading(links: Iterable[AssistanceLink], today: date) -> AssistanceLink | None:
    """The link of the one unit that leads the assistance of a village; None without one (003 (三))."""
    return next((one for one in links if one.role == LEAD and is_linked(one, today)), None)


def _judge_natural(ledger: Ledger, place: NaturalVillage, before: NaturalVillage | None) -> None:
    """Refuses more households with safe water than there are (`village.water`), and a code of another village
    (`village.code`)."""
    del ledger, before
    _refuse_code(place)
    if place.water_safe_households is not None and place.households is not None:
        _refuse_more(place.water_safe_households, place.households, "village.water", "water_safe_households")


def _judge_group(ledger: Ledger, group: VillagerGroup, before: VillagerGroup | None) -> None:
    """Refuses a code of another village (`village.code`)."""
    del ledger, before
    _refuse_code(group)


def _refuse_code(place: NaturalVillage | VillagerGroup) -> None:
    refuse_no_division(place.village_code, "village_code")
    if place.code and not place.code.startswith(place.village_code or ""):
        message = _("This code does not begin with the code of its village. Nothing was saved; correct it.")
        raise Refusal("village.code", message, where={"field": "code"})


def _refuse_more(part: int, whole: int, code: str, field: str) -> None:
    if part > whole:
        message = _("{part} are more than all {whole} households. Nothing was saved; correct one of them.")
        raise Refusal(code, message.format(part=part, whole=whole), where={"field": field})


_OF_HOUSEHOLDS = (
    *("dibao_households", "wubao_households", "danger_households", "unsafe_water_households"),
    *("water_difficult_households", "no_power_households", "tv_households", "broadband_households"),
)


def check_village(village: Village) -> list[str]:
    """Warnings about a village's figures: more households of a kind than there are, more able to work than people."""
    homes, people = village.households, village.registered_population
    odd = homes is not None and any((getattr(village, name) or 0) > homes for name in _OF_HOUSEHOLDS)
    able = people is not None and (village.labour_force or 0) > people
    said = [_("A figure is larger than the number of households of the village.")] if odd else []
    return [*said, *([_("More persons are said to be able to work than live in the village.")] if able else [])]


def _judge_village(ledger: Ledger, village: Village, before: Village | None) -> None:
    """Refuses, as `village.year`, a village that will be designated."""
    del before
    if village.designated_year is not None and village.designated_year > ledger.today.year:
        message = _("A village cannot be designated in a year to come. Nothing was saved; correct the year.")
        raise Refusal("village.year", message, where={"field": "designated_year"})
    ledger.note(check_village(village))


def _judge_unit(ledger: Ledger, unit: AssistingUnit, before: AssistingUnit | None) -> None:
    """Refuses a code that is no division (`division.form`), and an end before the start (`unit.end`)."""
    del ledger, before
    refuse_no_division(unit.division_code, "division_code")
    refuse_backward(unit.active_from, unit.active_to, "unit.end", "active_to")


def _judge_link(ledger: Ledger, link: AssistanceLink, before: AssistanceLink | None) -> None:
    """Refuses an end before the start (`link.end`), and a second unit that leads at the same time (`link.lead`)."""
    del before
    refuse_backward(link.start, link.end, "link.end")
    if link.role == LEAD and link.start is not None and any(_overlaps(link, one) for one in _others(ledger, link)):
        message = _(
            "Another unit leads the assistance of this village in that time. Nothing was saved; end its link first."
        )
        raise Refusal("link.lead", message, where={"field": "role"})


def _others(ledger: Ledger, link: AssistanceLink) -> list[AssistanceLink]:
    known = ledger.gathered(_links_of).get(link.village_code, ())
    return [one for one in known if one.role == LEAD and one is not link and (link.id is None or one.id != link.id)]


def _links_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[str | None, list[AssistanceLink]]:
    said = [one for one in batch if isinstance(one, AssistanceLink)]
    written = {one.id for one in said if one.id is not None}
    stood = ledger.find(AssistanceLink, village_code=sorted({one.village_code or "" for one in said}))
    found: dict[str | None, list[AssistanceLink]] = defaultdict(list)
    for one in (*said, *(one for one in stood if one.id not in written)):
        found[one.village_code].append(one)
    return found


def _overlaps(one: AssistanceLink, other: AssistanceLink) -> bool:
    first, second = one.start or date.min, other.start or date.min
    return first <= (other.end or date.max) and second <= (one.end or date.max)


RULES: Mapping[type[Record], Rule] = {
    AssistanceLink: _judge_link,
    AssistingUnit: _judge_unit,
    NaturalVillage: _judge_natural,
    Village: _judge_village,
    VillagerGroup: _judge_group,
}
