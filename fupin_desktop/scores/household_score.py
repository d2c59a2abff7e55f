"""The score of a household on a day, as the provincial platform counts it (C03): livelihood 30, schooling 15,
pension 10, house 20, insurance 10, help 15; weights and targets are parameters."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from fupin_desktop.households.model import Member
from fupin_desktop.households.rules import age_on
from fupin_desktop.incomes.rules import per_head, reaches, whole_fen
from fupin_desktop.ledger.score import Mark, Score
from fupin_desktop.ledger.selection import OneOf, Selection
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.scores.household_facts import CASE, MEASURE, Facts
from fupin_desktop.scores.scale import HOUSEHOLD_WEIGHTS, Scale, cited, target_text

NAMES = ("livelihood", "schooling", "pension", "house", "insurance", "help")
SCHOOL_FROM, SCHOOL_TO, PENSION_AT = 7, 15, 60  # C03: above 6 and up to 15 on 31 August; 60 and more
_NOT_AT_SCHOOL, _UNABLE = "1", "none"
_COVERED = ("2", "3")  # household attributes: subsistence allowance, five guarantees


def household_score(facts: Facts, scale: Scale) -> Score:
    """The six marks of a household on the day of the scale."""
    weights = scale.weights(HOUSEHOLD_WEIGHTS, NAMES)
    able = facts.household.labour_class != _UNABLE
    makers = (_income if able else _allowance, _schooling, _pension, _house, _insurance, _help)
    return Score(
        scale.day,
        tuple(
            _weighed(make(facts, scale, weights.get(name)), weights.get(name))
            for name, make in zip(NAMES, makers, strict=True)
        ),
    )


def _weighed(mark: Mark, weight: int | None) -> Mark:
    """Without a weight nothing is scored: no paper and no county has laid one down."""
    return mark if weight is not None else replace(mark, score=None, worked=_("No weights are set for this place."))


# --- 两不愁 ------------------------------------------------------------------------------------------------------


def _income(facts: Facts, scale: Scale, weight: int | None) -> Mark:
    """Income per head against the year's line (002 §3), in proportion and no more than the weight."""
    blank = Mark(
        "livelihood", N_("Income per head"), weight, None, how=N_("income per head × weight ÷ the year's line")
    )
    line = scale.of("exit_line_household")
    medical = scale.of("count_medical_reimbursement")
    known = [one for one in facts.incomes if one.year and one.year <= scale.day.year and per_head(one) is not None]
    newest = max(known, key=lambda one: one.year or 0, default=None)
    if newest is not None:
        blank = replace(blank, behind=_records("income_year", [newest]))
    if line is not None:
        blank = replace(blank, target=target_text(line), source=cited(line))
    if newest is None or line is None:
        return blank
    each = per_head(newest, count_medical=medical is None or medical.is_yes)
    assert each is not None
    share = min(max(each / Fraction(line.fen), Fraction(0)), Fraction(1))
    score = whole_fen((weight or 0) * 100 * share)
    actual = _("{amount} yuan ({year})").format(amount=_yuan(each), year=newest.year)
    worked = f"{_yuan(each)} × {weight} ÷ {line.figure} = {score / 100:.2f}"
    return replace(blank, score=score, actual=actual, reached=reaches(each, line.value), worked=worked)


def _yuan(fen: Fraction) -> str:
    return f"{whole_fen(fen) / 100:,.2f}"


def _allowance(facts: Facts, scale: Scale, weight: int | None) -> Mark:
    """A household unable to work is held up by subsistence allowance or five guarantees (002 §2, §7)."""
    there = facts.there_on(scale.day)
    year, known = facts.year_facts(there, scale.day.year)
    drawing = [one for one in known.values() if one.dibao or one.wubao]
    covered = facts.household.attribute in _COVERED or bool(drawing)
    blank = Mark(
        "livelihood", N_("Allowance in force"), weight, None, target=_("covered"), source="002 §2",
        how=N_("full where an allowance or the five guarantees are drawn, else nothing"),
        behind=_records("member", there),
    )  # fmt: skip
    if not covered and (year is None and facts.household.attribute is None):
        return blank
    actual = _("covered") if covered else _("not covered")
    return replace(blank, score=_full(covered, weight), actual=actual, reached=covered)


# --- 三保障 ------------------------------------------------------------------------------------------------------


def _schooling(facts: Facts, scale: Scale, weight: int | None) -> Mark:
    """Children of school age on the last 31 August who are at school, against the target (education_target)."""
    august = _last_august(scale.day)
    children = [one for one in facts.there_on(scale.day) if _aged(one, august, SCHOOL_FROM, SCHOOL_TO)]
    year, known = facts.year_facts(children, scale.day.year)
    good = [one for one in children if _at_school(known, one)]
    blank = Mark(
        "schooling", N_("Compulsory schooling"), weight, None,
        how=N_("children of 7 to 15 at school ÷ all of them; without any, full"),
    )  # fmt: skip
    return _share(blank, scale, "education_target", children, good, year)


def _at_school(known: dict, child: Member) -> bool:  # type: ignore[type-arg]
    facts = known.get(child.id)
    return facts is not None and facts.school_state not in (None, _NOT_AT_SCHOOL)


def _pension(facts: Facts, scale: Scale, weight: int | None) -> Mark:
    """Persons of 60 and more who receive a pension."""
    old = [one for one in facts.there_on(scale.day) if _aged(one, scale.day, PENSION_AT, 200)]
    year, known = facts.year_facts(old, scale.day.year)
    good = [one for one in old if one.id in known and known[one.id].pension_receiving]
    blank = Mark(
        "pension", N_("Pension"), weight, None, how=N_("persons of 60 with a pension ÷ all of them; without any, full")
    )
    return _share(blank, scale, "score_target_pension", old, good, year)


def _insurance(facts: Facts, scale: Scale, weight: int | None) -> Mark:
    """Persons in the residents' or the employees' medical insurance (002 §9)."""
    there = facts.there_on(scale.day)
    year, known = facts.year_facts(there, scale.day.year)
    good = [one for one in there if one.id in known and _is_insured(known[one.id])]
    blank = Mark("insurance", N_("Medical insurance"), weight, None, how=N_("persons insured ÷ all of them"))
    return _share(blank, scale, "score_target_medical", there, good, year)


def _is_insured(year: object) -> bool:
    return bool(getattr(year, "medical_resident", None) or getattr(year, "medical_employee", None))


def _share(blank: Mark, scale: Scale, target: str, whole: list[Member], good: list[Member], year: int | None) -> Mark:
    """The mark of persons of whom some meet a target; nobody concerned is a target met, nobody known is unknown."""
    wanted = scale.of(target)
    if wanted is not None:
        blank = replace(blank, target=target_text(wanted), source=cited(wanted))
    blank = replace(blank, behind=_records("member", whole))
    if not whole:
        return replace(blank, score=_full(True, blank.weight), actual=_("nobody concerned"), reached=True)
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
    told = f"{good} ÷ {whole} = {100 * good / whole:.1f}%, {target_text(target)}"
    return f"{told}; × {weight} = {score / 100:.2f}" if partial else f"{told}: {score / 100:.2f}"


def _house(facts: Facts, scale: Scale, weight: int | None) -> Mark:
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
        behind=_records(CASE, cases) if cases else _records("household", [home]),
    )  # fmt: skip
    if not known:
        return blank
    safe = bool(done) or not dangerous
    actual = _("safe") if not dangerous else _house_words(grade, done=bool(done))
    return replace(blank, score=_full(safe, weight), actual=actual, reached=safe)


def _house_words(grade: str | None, *, done: bool) -> str:
    told = _("dangerous house, mended") if done else _("dangerous house, not finished")
    return f"{told} {grade}" if grade else told


# --- 帮扶到户 -----------------------------------------------------------------------------------------------------


def _help(facts: Facts, scale: Scale, weight: int | None) -> Mark:
    """At least one measure of the year is done (E22, E23)."""
    wanted = scale.of("score_target_measures")
    done = facts.done_measures(scale.day)
    mine = [one for one in facts.measures if one.year == scale.day.year]
    blank = Mark(
        "help", N_("Help that reached the household"), weight, None,
        how=N_("full where so many measures of the year are done, else nothing"), behind=_records(MEASURE, mine),
    )  # fmt: skip
    if wanted is None:
        return blank
    enough = len(done) >= wanted.count
    return replace(
        blank, score=_full(enough, weight), target=target_text(wanted), source=cited(wanted), reached=enough,
        actual=_("{done} of {all} done ({year})").format(done=len(done), all=len(mine), year=scale.day.year),
    )  # fmt: skip


# --- what they share ------------------------------------------------------------------------------------------


def _full(reached: bool, weight: int | None) -> int:
    return (weight or 0) * 100 if reached else 0


def _aged(member: Member, day: date, low: int, high: int) -> bool:
    return member.birth_date is not None and low <= age_on(member.birth_date, day) <= high


def _last_august(day: date) -> date:
    august = date(day.year, 8, 31)
    return august if august <= day else date(day.year - 1, 8, 31)


def _records(kind: str, records: Iterable[object]) -> Selection:
    return Selection(kind, (OneOf("id", tuple(getattr(one, "id", None) for one in records)),))
