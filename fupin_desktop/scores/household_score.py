"""The score of a household on a day, as the provincial platform counts it (C03): livelihood 30, schooling 15,
pension 10, house 20, insurance 10, help 15; weights and targets are parameters."""

from dataclasses import replace

from fupin_desktop.ledger.declared.score import Mark, Score
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.scores.guarantee_marks import house_mark, insurance_mark, pension_mark, schooling_mark
from fupin_desktop.scores.household_facts import MEASURE, Facts
from fupin_desktop.scores.livelihood_marks import allowance_mark, income_mark
from fupin_desktop.scores.marks import full_points, records_of
from fupin_desktop.scores.scale import HOUSEHOLD_WEIGHTS, Scale, cited, target_text

NAMES = ("livelihood", "schooling", "pension", "house", "insurance", "help")
_UNABLE = "none"


def household_score(facts: Facts, scale: Scale) -> Score:
    """The six marks of a household on the day of the scale."""
    weights = scale.weights(HOUSEHOLD_WEIGHTS, NAMES)
    able = facts.household.labour_class != _UNABLE
    makers = (
        income_mark if able else allowance_mark,
        schooling_mark,
        pension_mark,
        house_mark,
        insurance_mark,
        help_mark,
    )
    each = [(make, weights.get(name)) for name, make in zip(NAMES, makers, strict=True)]
    return Score(scale.day, tuple(_weighed(make(facts, scale, weight), weight) for make, weight in each))


def _weighed(mark: Mark, weight: int | None) -> Mark:
    """Without a weight nothing is scored: no paper and no county has laid one down."""
    return mark if weight is not None else replace(mark, score=None, worked=_("No weights are set for this place."))


def help_mark(facts: Facts, scale: Scale, weight: int | None) -> Mark:
    """At least one measure of the year is done (E22, E23)."""
    wanted = scale.of("score_target_measures")
    done = facts.done_measures(scale.day)
    mine = [one for one in facts.measures if one.year == scale.day.year]
    blank = Mark(
        "help", N_("Help that reached the household"), weight, None,
        how=N_("full where so many measures of the year are done, else nothing"), behind=records_of(MEASURE, mine),
    )  # fmt: skip
    if wanted is None:
        return blank
    enough = len(done) >= wanted.count
    return replace(
        blank, score=full_points(enough, weight), target=target_text(wanted), source=cited(wanted), reached=enough,
        actual=_("{done} of {all} done ({year})").format(done=len(done), all=len(mine), year=scale.day.year),
    )  # fmt: skip
