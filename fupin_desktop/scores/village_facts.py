"""What the score of a village is worked out of: indicators measured by a day; for today, what the register holds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fupin_desktop.households.model import Household
from fupin_desktop.households.register import poor_figures
from fupin_desktop.ledger.declared.selection import OneOf, Selection
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.scores.model import VillageIndicator
from fupin_desktop.scores.scale import Scale
from fupin_desktop.villages.model import NaturalVillage, Village

_ROAD = "natural_village_road_min_pop"


@dataclass(frozen=True)
class VillageFacts:
    """A village with its indicators, natural villages and households."""

    village: Village
    indicators: Sequence[VillageIndicator]
    places: Sequence[NaturalVillage]
    homes: Sequence[Household]

    def measured(self, code: str, day: date) -> VillageIndicator | None:
        """The newest indicator of this code that was measured by a day."""
        mine = [one for one in self.indicators if one.code == code and one.measured_on and one.measured_on <= day]
        return max(mine, key=lambda one: one.measured_on or day, default=None)


def gather_village(finder: Finder, village: Village) -> VillageFacts:
    """What the score of a village is worked out of."""
    code = village.code
    return VillageFacts(
        village,
        finder.find(VillageIndicator, village_code=code),
        finder.find(NaturalVillage, village_code=code),
        finder.find(Household, village_code=code),
    )


@dataclass(frozen=True)
class VillageValue:
    """What is known of a row: a value in per cent, yuan or a number, where from, and the records behind it."""

    value: Fraction
    source: str
    behind: Selection
    own_target: Decimal | None = None


def value_of(facts: VillageFacts, scale: Scale, name: str, *, today: date) -> VillageValue | None:
    """The newest value measured by the day of the scale; of today, what the register holds; None for neither."""
    found = facts.measured(name, scale.day)
    if found is not None and found.value is not None:
        source = _("measured on {day}").format(day=found.measured_on)
        return VillageValue(Fraction(found.value), source, _of(found), found.target)
    make = _REGISTERED.get(name)
    made = make(facts, scale) if make is not None and scale.day == today else None
    return replace(made, source=_("register, today")) if made is not None else None


def _incidence(facts: VillageFacts, _scale: Scale) -> VillageValue | None:
    whole, poor = facts.village.registered_population, poor_figures(facts.homes)[1]
    return _share(poor, whole, facts.homes or [facts.village]) if whole else None


def _roads(facts: VillageFacts, scale: Scale) -> VillageValue | None:
    floor = scale.of(_ROAD)
    larger = [one for one in facts.places if floor is not None and (one.population or 0) >= floor.count]
    if not larger or any(one.road_hardened is None for one in larger):
        return None
    return _share(sum(bool(one.road_hardened) for one in larger), len(larger), larger)


def _covered(field: str, *, is_lack: bool) -> Callable[[VillageFacts, Scale], VillageValue | None]:
    """The share of the village's households that has something, from how many have it or lack it."""

    def make(facts: VillageFacts, _scale: Scale) -> VillageValue | None:
        whole, told = facts.village.households, getattr(facts.village, field)
        if not whole or told is None:
            return None
        return _share(whole - told if is_lack else told, whole, [facts.village])

    return make


def _number(field: str) -> Callable[[VillageFacts, Scale], VillageValue | None]:
    def make(facts: VillageFacts, _scale: Scale) -> VillageValue | None:
        told = getattr(facts.village, field)
        return None if told is None else VillageValue(Fraction(told), "", _of(facts.village))

    return make


def _yuan_of(field: str) -> Callable[[VillageFacts, Scale], VillageValue | None]:
    def make(facts: VillageFacts, _scale: Scale) -> VillageValue | None:
        told = getattr(facts.village, field)
        return None if told is None else VillageValue(Fraction(told, 100), "", _of(facts.village))

    return make


def _share(part: int, whole: int, behind: Iterable[Record]) -> VillageValue:
    return VillageValue(Fraction(100 * part, whole), "", _of(*behind))


def _of(*records: Record) -> Selection:
    return Selection(kind_of(type(records[0])), (OneOf("id", tuple(one.id for one in records)),))


_REGISTERED: Mapping[str, Callable[[VillageFacts, Scale], VillageValue | None]] = {
    "incidence": _incidence,
    "road200": _roads,
    "water": _covered("unsafe_water_households", is_lack=True),
    "power": _covered("no_power_households", is_lack=True),
    "tv": _covered("tv_households", is_lack=False),
    "broadband": _covered("broadband_households", is_lack=False),
    "clinic": _number("clinics"),
    "doctor": _number("doctors"),
    "income_pc": _yuan_of("income_pc"),
}
