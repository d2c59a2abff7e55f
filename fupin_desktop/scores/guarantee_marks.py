"""三保障 and pension in a household's score (C03): schooling, pension, a safe house, medical insurance."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from fupin_desktop.households.model import Member, MemberYear
from fupin_desktop.households.rules import age_on
from fupin_desktop.ledger.declared.score import Mark
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.scores.household_facts import CASE, Facts
from fupin_desktop.scores.marks import full_points, records_of
from fupin_desktop.scores.scale import Scale, cited, target_text

SCHOOL_FROM, SCHOOL_TO, PENSION_AT = 7, 15, 60  # C03: above 6 and up to 15 on 31 August; 60 and more
_NOT_AT_SCHOOL = "1"


def schooling_mark(facts: Facts, scale: Scale, weight: int | None) -> Mark:
    """Children of school age on the last 31 August who are at school, against the target (education_target)."""
    august = _last_august(scale.day)
    children = [one for one in facts.there_on(scale.day) if _aged(one, august, SCHOOL_FROM, SCHOOL_TO)]
    year, known = facts.year_facts(children, scale.day.year)
    good = [one for one in children if _at_school(known, one)]
    blank = Mark(
        "schooling", N_("Compulsory schooling"), weight, None,
        how=N_("children of 7 to 15 at school ÷ all of them; without any, full"),
    )  # fmt: skip
    return _share(blank, facts, scale, "education_target", children, good, year)


def _at_school(known: Mapping[Dot | None, MemberYear], child: Member) -> bool:
    facts = known.get(child.id)
    return facts is not None and facts.school_state not in (None, _NOT_AT_SCHOOL)


def pension_mark(facts: Facts, scale: Scale, weight: int | None) -> Mark:
    """Persons of 60 and more who receive a pension."""
    old = [one for one in facts.there_on(scale.day) if _aged(one, scale.day, PENSION_AT, 200)]
    year, known = facts.year_facts(old, scale.day.year)
    good = [one for one in old if one.id in known and known[one.id].pension_receiving]
    blank = Mark(
        "pension", N_("Pension"), weight, None, how=N_("persons of 60 with a pension ÷ all of them; without any, full")
    )
    return _share(blank, facts, scale, "score_target_pension", old, good, year)


def insurance_mark(facts: Facts, scale: Scale, weight: int | None) -> Mark:
    """Persons in the residents' or the employees' medical insurance (002 §9)."""
    there = facts.there_on(scale.day)
    year, known = facts.year_facts(there, scale.day.year)
    good = [one for one in there if one.id in known and _is_insured(known[one.id])]
    blank = Mark("insurance", N_("Medical insurance"), weight, None, how=N_("persons insured ÷ all of them"))
    return _share(blank, facts, scale, "score_target_medical", there, good, year)


def _is_insured(year: object) -> bool:
    return bool(getattr(year, "medical_resident", None) or getattr(year, "medical_employee", None))


def _share(
    blank: Mark, facts: Facts, scale: Scale, target: str, whole: list[Member], good: list[Member], year: int | None
) -> Mark:
    """The mark of persons of whom some meet a target: nobody concerned is a target met, nobody entered is unknown."""
    wanted = scale.of(target)
    if wanted is not None:
        blank = replace(blank, target=target_text(wanted), source=cited(wanted))
    blank = replace(blank, behind=records_of("member", whole))
    if not facts.members:
        return blank
    if not whole:
        return replace(blank, score=full_points(True, blank.weight), actual=_("nobody concerned"), reached=True)
    if year is None or wanted is None:
        return blank
    share = Fraction(len(good), len(whole))
    score = scale.points(blank.weight or 0, share, wanted.value)
    return replace(
        blank,
        score=score,
        actual=_("{good} of {all} ({year})").format(good=len(good), all=len(whole), year=year),
        reached=share * 100 >= Fraction(wanted.value),
        worked=_worked(len(good), len(whole), blank.weight, score, wanted, partial=scale.partial),
    )


def _worked(good: int, whole: int, weight: int | None, score: int, target: Parameter, *, partial: bool) -> str:
    share = f"{good} ÷ {whole} = {100 * good / whole:.1f}%"
    reached = Fraction(100 * good, whole) >= Fraction(target.value)
    if partial and not reached:
        return f"{share}; × {weight} ÷ {target.shown} = {score / 100:.2f}"
    return f"{share} {'≥' if reached else '<'} {target.shown}: {score / 100:.2f}"


def house_mark(facts: Facts, scale: Scale, weight: int | None) -> Mark:
    """A dangerous house is mended and accepted (002 §10); others are safe."""
    grades = scale.of("housing_grades")
    home, cases = facts.household, facts.standing_cases()
    done = [one for one in cases if one.accepted_on is not None and one.accepted_on <= scale.day]
    grade = home.house_danger_grade
    dangerous = bool(cases) or bool(home.house_dangerous) or (grades is not None and grade in grades.items)
    known = cases or home.house_dangerous is not None or grade is not None
    blank = Mark(
        "house", N_("Safe house"), weight, None, target=_("safe"), source=cited(grades) if grades else "002 §10",
        how=N_("full where the house is safe or its repair is accepted, else nothing"),
        behind=records_of(CASE, cases) if cases else records_of("household", [home]),
    )  # fmt: skip
    if not known:
        return blank
    safe = bool(done) or not dangerous
    actual = _("safe") if not dangerous else _house_words(grade, done=bool(done))
    return replace(blank, score=full_points(safe, weight), actual=actual, reached=safe)


def _house_words(grade: str | None, *, done: bool) -> str:
    told = _("dangerous house, mended") if done else _("dangerous house, not finished")
    return f"{told} {grade}" if grade else told


def _aged(member: Member, day: date, low: int, high: int) -> bool:
    return member.birth_date is not None and low <= age_on(member.birth_date, day) <= high


def _last_august(day: date) -> date:
    august = date(day.year, 8, 31)
    return august if august <= day else date(day.year - 1, 8, 31)
