"""两不愁 in a household's score (C03): its income against the year's line, or the allowance that holds it up."""

from dataclasses import replace
from fractions import Fraction

from fupin_desktop.incomes.rules import per_head, reaches, whole_fen
from fupin_desktop.ledger.declared.score import Mark
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.scores.household_facts import Facts
from fupin_desktop.scores.marks import full_points, records_of
from fupin_desktop.scores.scale import Scale, cited, target_text

COVERED = ("2", "3")  # household attributes: subsistence allowance, five guarantees


def income_mark(facts: Facts, scale: Scale, weight: int | None) -> Mark:
    """Income per head against the year's line (002 §3), in proportion and no more than the weight."""
    blank = Mark(
        "livelihood", N_("Income per head"), weight, None, how=N_("income per head × weight ÷ the year's line")
    )
    line = scale.of("exit_line_household")
    medical = scale.of("count_medical_reimbursement")
    known = [one for one in facts.incomes if one.year and one.year <= scale.day.year and per_head(one) is not None]
    newest = max(known, key=lambda one: one.year or 0, default=None)
    if newest is not None:
        blank = replace(blank, behind=records_of("income_year", [newest]))
    if line is not None:
        blank = replace(blank, target=target_text(line), source=cited(line))
    if newest is None or line is None:
        return blank
    each = per_head(newest, count_medical=medical is None or medical.is_yes)
    assert each is not None
    share = min(max(each / Fraction(line.fen), Fraction(0)), Fraction(1)) if line.fen else Fraction(1)
    score = whole_fen((weight or 0) * 100 * share)
    actual = _("{amount} yuan ({year})").format(amount=_yuan(each), year=newest.year)
    worked = _worked(each, line, weight, score)
    return replace(blank, score=score, actual=actual, reached=reaches(each, line.value), worked=worked)


def _worked(each: Fraction, line: Parameter, weight: int | None, score: int) -> str:
    if 0 <= each < Fraction(line.fen):
        return f"{_yuan(each)} × {weight} ÷ {line.figure} = {score / 100:.2f}"
    return f"{_yuan(each)} {'<' if each < 0 else '≥'} {0 if each < 0 else line.figure}: {score / 100:.2f}"


def _yuan(fen: Fraction) -> str:
    return f"{whole_fen(fen) / 100:,.2f}"


def allowance_mark(facts: Facts, scale: Scale, weight: int | None) -> Mark:
    """A household unable to work is held up by subsistence allowance or five guarantees (002 §2, §7)."""
    there = facts.there_on(scale.day)
    year, known = facts.year_facts(there, scale.day.year)
    drawing = [one for one in known.values() if one.dibao or one.wubao]
    covered = facts.household.attribute in COVERED or bool(drawing)
    blank = Mark(
        "livelihood", N_("Allowance in force"), weight, None, target=_("covered"), source="002 §2",
        how=N_("full where an allowance or the five guarantees are drawn, else nothing"),
        behind=records_of("member", there),
    )  # fmt: skip
    if not covered and (year is None and facts.household.attribute is None):
        return blank
    actual = _("covered") if covered else _("not covered")
    return replace(blank, score=full_points(covered, weight), actual=actual, reached=covered)
