"""Who comes under the scheme, and first: the subsidy group, what speaks against it, the standard.

Nothing here refuses: the papers name whom to help first (002 §10: 为重点), not whom to turn away.
"""

from collections.abc import Iterable, Iterator, Sequence

from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.model import HousingBuilder, HousingCase
from fupin_desktop.housing.money import HousingStandard
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.scope import above
from fupin_desktop.ledger.words import _, word
from fupin_desktop.policy.typed import SEPARATOR
from fupin_desktop.policy.values import find_value

FIVE_GUARANTEE, ALLOWANCE, DISABLED, REGISTERED = "wubao", "dibao", "disabled", "registered"
_ATTRIBUTES = {"2": ALLOWANCE, "3": FIVE_GUARANTEE}  # HH_ATTRIBUTE
_FOR_FIVE_GUARANTEE = ("elder_home", "elder_flat")


def group_of_household(case: HousingCase, household: Household, members: Iterable[Member]) -> str:
    """The subsidy group, first match wins: 分散供养五保, 低保户, 贫困残疾人家庭, 建档立卡贫困户 (E27, W4).

    A five-guarantee household that does not live on its own (住进敬老院 already) falls to the next that fits.
    """
    by_attribute = _ATTRIBUTES.get(household.attribute or "")
    if case.scattered_wubao or (by_attribute == FIVE_GUARANTEE and case.scattered_wubao is None):
        return FIVE_GUARANTEE
    if by_attribute == ALLOWANCE:
        return ALLOWANCE
    return DISABLED if any(one.disability_type for one in members) else REGISTERED


def doubts(finder: Finder | None, case: HousingCase, division: str) -> Iterator[str]:
    """What speaks against repair under the scheme, each a sentence: grade, other dwelling, not lived in, way, plan."""
    grades = find_value(finder, "housing_grades", division)
    if case.danger_grade and grades is not None and case.danger_grade not in grades.text.split(SEPARATOR):
        text = _("Grade {grade} is not repaired under this scheme here: {grades}.")
        names = SEPARATOR.join(word("danger", one) for one in grades.text.split(SEPARATOR))
        yield text.format(grade=case.danger_grade, grades=names)
    if case.sole_dwelling is False:
        yield _("The house is said not to be the only dwelling of the household.")
    if case.long_term_resident is False:
        yield _("The household is said not to live in the house for long.")
    if case.mode in _FOR_FIVE_GUARANTEE and case.subsidy_class not in (None, FIVE_GUARANTEE):
        yield _("The home and the flats for the elderly are for five-guarantee households (002 §10).")


def builder_doubts(case: HousingCase, builder: HousingBuilder | None) -> Iterator[str]:
    """What speaks against the builder: no qualification, or one that does not hold on the day the work begins.

    The first and the last day of a qualification count (002 §10: 具备建筑资质的施工队伍).
    """
    if builder is None:
        return
    if not builder.qualification_no:
        yield _("{builder} has no number of a qualification.").format(builder=builder.name)
    begins = case.started_on or case.planned_start
    if begins is None:
        return
    if builder.valid_to is not None and builder.valid_to < begins:
        text = _("The qualification of {builder} ended on {day}, before the work began on {begins}.")
        yield text.format(builder=builder.name, day=builder.valid_to, begins=begins)
    if builder.valid_from is not None and builder.valid_from > begins:
        text = _("The qualification of {builder} holds from {day}, after the work began on {begins}.")
        yield text.format(builder=builder.name, day=builder.valid_from, begins=begins)


def standard_for(lines: Iterable[HousingStandard], case: HousingCase, village: str) -> HousingStandard | None:
    """The line of the table of standards that fits a case: of its year, of the narrowest area, the most exact one."""
    places = above(village)
    fitting = [one for one in lines if one.area in places and one.year == case.year_plan and _fits(one, case)]
    return max(fitting, key=lambda one: (len(one.area or ""), _exactness(one)), default=None)


def _asked(line: HousingStandard, case: HousingCase) -> Sequence[tuple[str | None, str | None]]:
    return ((line.group, case.subsidy_class), (line.mode, case.mode), (line.grade, case.danger_grade))


def _fits(line: HousingStandard, case: HousingCase) -> bool:
    return all(wanted is None or wanted == held for wanted, held in _asked(line, case))


def _exactness(line: HousingStandard) -> tuple[bool, ...]:
    """A line that names more comes before one that names less; of two that name one each, the group counts first."""
    named = [wanted is not None for wanted in (line.group, line.mode, line.grade)]
    return (sum(named) > 1, sum(named) > 2, *named)
