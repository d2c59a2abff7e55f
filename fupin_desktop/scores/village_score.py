"""The score of a village on a day (C02): incidence 20, funds 20, roads, water, power, television, broadband, clinic 10
each.  A value measured by then comes first; what the register holds of today answers for today alone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fupin_desktop.households.model import Household
from fupin_desktop.households.register import poor_figures
from fupin_desktop.incomes.rules import whole_fen
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.ledger.score import Mark, Score
from fupin_desktop.ledger.selection import OneOf, Selection
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.scores.model import VillageIndicator
from fupin_desktop.scores.scale import VILLAGE_WEIGHTS, Scale, cited, sign_of, target_text
from fupin_desktop.villages.model import NaturalVillage, Village

NAMES = ("incidence", "funds", "road200", "water", "power", "tv", "broadband", "clinic")
_LABELS: Mapping[str, str] = {
    "incidence": N_("Incidence of poverty"),
    "funds": N_("Assisting funds"),
    "road200": N_("Paved roads of larger natural villages"),
    "water": N_("Safe drinking water"),
    "power": N_("Power"),
    "tv": N_("Radio and television"),
    "broadband": N_("Broadband"),
    "clinic": N_("Clinic and doctor"),
}
_TARGETS = {"incidence": "village_incidence_exit", "funds": "village_fund_alert", "clinic": "score_target_clinics"}
# The platform warns of funds below its line; the score asks for the line itself (C02)
_OPERATORS = {"funds": ">="}
_COVERAGE, _DOCTORS, _ROAD = "score_target_coverage", "score_target_doctors", "natural_village_road_min_pop"
_HOW: Mapping[str, str] = {
    "incidence": N_("full at the target or below, else nothing"),
    "funds": N_("funds × weight ÷ the target, no more than the weight; without the 20,000 yuan a head"),
    "clinic": N_("full with so many clinics and doctors, else nothing"),
}
_SHARED = N_("full at the target; below it as the county counts parts")


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
class _Value:
    """What is known of a row: a value in per cent, yuan or a number, where from, and the records behind it."""

    value: Fraction
    source: str
    behind: Selection
    own_target: Decimal | None = None


def village_score(facts: VillageFacts, scale: Scale, *, today: date) -> Score:
    """The eight marks of a village on the day of the scale."""
    weights = scale.weights(VILLAGE_WEIGHTS, NAMES)
    marks = [_mark(facts, scale, name, weights.get(name), today=today) for name in NAMES]
    return Score(scale.day, tuple(marks))


def _mark(facts: VillageFacts, scale: Scale, name: str, weight: int | None, *, today: date) -> Mark:
    wanted = scale.of(_TARGETS.get(name, _COVERAGE))
    blank = Mark(name, _LABELS[name], weight, None, how=_HOW.get(name, _SHARED))
    if wanted is not None:
        blank = replace(blank, target=target_text(wanted, _OPERATORS.get(name, "")), source=cited(wanted))
    found = _value(facts, scale, name, today=today)
    if found is None or wanted is None:
        return blank
    blank = replace(blank, behind=found.behind, actual=f"{_shown(found.value, wanted)}（{found.source}）")
    if found.own_target is not None:
        blank = replace(blank, target=f"{sign_of(_OPERATORS.get(name, wanted.operator))} {found.own_target:,}")
    if name == "clinic":
        return _clinic(blank, facts, scale, found, wanted, today=today)
    target = found.own_target if found.own_target is not None else wanted.value
    if weight is None:
        return blank
    reached, score = _judged(name, found.value, Fraction(target), weight, scale)
    return replace(blank, reached=reached, score=score, worked=_worked(found.value, target, weight, score))


def _judged(name: str, value: Fraction, target: Fraction, weight: int, scale: Scale) -> tuple[bool, int]:
    if name == "incidence":
        return value <= target, weight * 100 if value <= target else 0
    if name == "funds":
        return value >= target, whole_fen(weight * 100 * min(value / target, Fraction(1)))
    return value >= target, scale.points(weight, value / 100, Decimal(target.numerator) / target.denominator)


def _worked(value: Fraction, target: Decimal, weight: int, score: int) -> str:
    return f"{float(value):,.2f} / {target:,} × {weight} → {score / 100:.2f}"


def _shown(value: Fraction, wanted: Parameter) -> str:
    number = f"{whole_fen(value * 100) / 100:,.2f}".removesuffix(".00")
    return f"{number} {wanted.unit}".strip()


def _clinic(blank: Mark, facts: VillageFacts, scale: Scale, clinics: _Value, wanted: Parameter, *, today: date) -> Mark:
    """At least one clinic and one licensed (assistant) doctor."""
    doctors, needed = _value(facts, scale, "doctor", today=today), scale.of(_DOCTORS)
    if needed is None:
        return blank
    blank = replace(blank, target=f"{blank.target}、{target_text(needed)}")
    if doctors is None or blank.weight is None:
        return replace(blank, score=None)
    enough = clinics.value >= wanted.count and doctors.value >= needed.count
    actual = f"{blank.actual}、{_shown(doctors.value, needed)}"
    return replace(blank, reached=enough, score=blank.weight * 100 if enough else 0, actual=actual)


# --- where a value comes from ---------------------------------------------------------------------------------


def _value(facts: VillageFacts, scale: Scale, name: str, *, today: date) -> _Value | None:
    found = facts.measured(name, scale.day)
    if found is not None and found.value is not None:
        source = _("measured on {day}").format(day=found.measured_on)
        return _Value(Fraction(found.value), source, _of(found), found.target)
    make = _REGISTERED.get(name)
    made = make(facts, scale) if make is not None and scale.day == today else None
    return replace(made, source=_("register, today")) if made is not None else None


def _incidence(facts: VillageFacts, _scale: Scale) -> _Value | None:
    whole, poor = facts.village.registered_population, poor_figures(facts.homes)[1]
    return _share(poor, whole, facts.homes or [facts.village]) if whole else None


def _roads(facts: VillageFacts, scale: Scale) -> _Value | None:
    floor = scale.of(_ROAD)
    larger = [one for one in facts.places if floor is not None and (one.population or 0) >= floor.count]
    if not larger or any(one.road_hardened is None for one in larger):
        return None
    return _share(sum(bool(one.road_hardened) for one in larger), len(larger), larger)


def _covered(field: str, *, is_lack: bool) -> Callable[[VillageFacts, Scale], _Value | None]:
    """The share of the village's households that has something, from how many have it or lack it."""

    def make(facts: VillageFacts, _scale: Scale) -> _Value | None:
        whole, told = facts.village.households, getattr(facts.village, field)
        if not whole or told is None:
            return None
        return _share(whole - told if is_lack else told, whole, [facts.village])

    return make


def _number(field: str) -> Callable[[VillageFacts, Scale], _Value | None]:
    def make(facts: VillageFacts, _scale: Scale) -> _Value | None:
        told = getattr(facts.village, field)
        return None if told is None else _Value(Fraction(told), "", _of(facts.village))

    return make


def _share(part: int, whole: int, behind: Iterable[Record]) -> _Value:
    return _Value(Fraction(100 * part, whole), "", _of(*behind))


def _of(*records: Record) -> Selection:
    return Selection(kind_of(type(records[0])), (OneOf("id", tuple(one.id for one in records)),))


_REGISTERED: Mapping[str, Callable[[VillageFacts, Scale], _Value | None]] = {
    "incidence": _incidence,
    "road200": _roads,
    "water": _covered("unsafe_water_households", is_lack=True),
    "power": _covered("no_power_households", is_lack=True),
    "tv": _covered("tv_households", is_lack=False),
    "broadband": _covered("broadband_households", is_lack=False),
    "clinic": _number("clinics"),
    "doctor": _number("doctors"),
}
