"""The score of a village on a day (C02): incidence 20, funds 20, roads, water, power, television, broadband, clinic 10
each.  A value measured by then comes first; what the register holds of today answers for today alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fupin_desktop.incomes.rules import whole_fen
from fupin_desktop.ledger.declared.score import Mark, Score
from fupin_desktop.ledger.words import N_
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.scores.scale import VILLAGE_WEIGHTS, Scale, cited, sign_of, target_text
from fupin_desktop.scores.village_facts import VillageFacts, VillageValue, value_of
from fupin_desktop.scores.village_lines import village_lines

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
_COVERAGE, _DOCTORS = "score_target_coverage", "score_target_doctors"
_HOW: Mapping[str, str] = {
    "incidence": N_("full at the target or below, else nothing"),
    "funds": N_("funds × weight ÷ the target, no more than the weight; without the 20,000 yuan a head"),
    "clinic": N_("full with so many clinics and doctors, else nothing"),
}
_SHARED = N_("full at the target; below it as the county counts parts")


def village_score(facts: VillageFacts, scale: Scale, *, today: date) -> Score:
    """The eight marks of a village on the day of the scale."""
    weights = scale.weights(VILLAGE_WEIGHTS, NAMES)
    marks = [_mark(facts, scale, name, weights.get(name), today=today) for name in NAMES]
    return Score(scale.day, tuple(marks), village_lines(facts, scale, today=today))


def _mark(facts: VillageFacts, scale: Scale, name: str, weight: int | None, *, today: date) -> Mark:
    wanted = scale.of(_TARGETS.get(name, _COVERAGE))
    blank = Mark(name, _LABELS[name], weight, None, how=_HOW.get(name, _SHARED))
    if wanted is not None:
        blank = replace(blank, target=target_text(wanted, _OPERATORS.get(name, "")), source=cited(wanted))
    found = value_of(facts, scale, name, today=today)
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
    return replace(blank, reached=reached, score=score, worked=_worked(name, found.value, target, weight, score, scale))


def _judged(name: str, value: Fraction, target: Fraction, weight: int, scale: Scale) -> tuple[bool, int]:
    if name == "incidence":
        return value <= target, weight * 100 if value <= target else 0
    if name == "funds":
        return value >= target, whole_fen(weight * 100 * (min(value / target, Fraction(1)) if target else Fraction(1)))
    return value >= target, scale.points(weight, value / 100, Decimal(target.numerator) / target.denominator)


def _worked(name: str, value: Fraction, target: Decimal, weight: int, score: int, scale: Scale) -> str:
    """The row in figures: in proportion below a target where parts count, else on which side of it the value lies."""
    shown = f"{float(value):,.2f}"
    if name != "incidence" and value < target and (name == "funds" or scale.partial):
        return f"{shown} × {weight} ÷ {target:,} = {score / 100:.2f}"
    low, high = ("≤", ">") if name == "incidence" else ("<", "≥")
    above = value > target if name == "incidence" else value >= target
    return f"{shown} {high if above else low} {target:,}: {score / 100:.2f}"


def _shown(value: Fraction, wanted: Parameter) -> str:
    number = f"{whole_fen(value * 100) / 100:,.2f}".removesuffix(".00")
    return f"{number} {wanted.unit}".strip()


def _clinic(
    blank: Mark, facts: VillageFacts, scale: Scale, clinics: VillageValue, wanted: Parameter, *, today: date
) -> Mark:
    """At least one clinic and one licensed (assistant) doctor."""
    doctors, needed = value_of(facts, scale, "doctor", today=today), scale.of(_DOCTORS)
    if needed is None:
        return blank
    blank = replace(blank, target=f"{blank.target}、{target_text(needed)}")
    if doctors is None or blank.weight is None:
        return replace(blank, score=None)
    enough = clinics.value >= wanted.count and doctors.value >= needed.count
    actual = f"{blank.actual}、{_shown(doctors.value, needed)}"
    return replace(blank, reached=enough, score=blank.weight * 100 if enough else 0, actual=actual)
