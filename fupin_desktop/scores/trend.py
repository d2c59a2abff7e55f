"""The course of a score (脱贫轨迹): at the end of each month of which something is known, at most three years."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.declared.score import Score, Scored, Trend
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_
from fupin_desktop.scores.household_facts import gather
from fupin_desktop.scores.household_score import household_score
from fupin_desktop.scores.scale import scale_of
from fupin_desktop.scores.village_facts import gather_village
from fupin_desktop.scores.village_score import village_score
from fupin_desktop.villages.model import Village

MOST = 36  # months: the three years of the campaign
INFORMS = N_("The score informs; whether a household or a village may exit is decided by the gates of its case.")
BY_YEAR = N_(
    "What is entered by the year counts from the first month of that year; a year without it shows the last known."
)


def month_ends(days: Iterable[date], last: date) -> list[date]:
    """The last days of the months from the first of these days on, the last of them cut at `last`; at most `MOST`."""
    known = [day for day in days if day <= last]
    first = min(known, default=last)
    months = [divmod(month, 12) for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)]
    ends = [date(year, month + 1, monthrange(year, month + 1)[1]) for year, month in months]
    return [min(end, last) for end in ends[-MOST:]]


def household_trend(finder: Finder, household: Household, today: date) -> Trend:
    """The scores of a household, month by month, up to the newest day of which something is known."""
    (facts,) = gather(finder, [household])
    scale = scale_of(finder, household.village_code or "")
    last = min(today, max(facts.days, default=today))
    begins = [household.entered_on or date(day.year, 1, 1) for day in facts.days]
    return Trend(tuple(household_score(facts, scale(day)) for day in month_ends(begins, last)), (INFORMS, BY_YEAR))


def household_scores(finder: Finder, households: Sequence[Household], day: date) -> list[Scored]:
    """The scores of many households on a day, in their order; the parameters of each village are read once."""
    scales = {area: scale_of(finder, area)(day) for area in {one.village_code or "" for one in households}}
    return [
        Scored(facts.household, household_score(facts, scales[facts.household.village_code or ""]))
        for facts in gather(finder, households)
    ]


def village_trend(finder: Finder, village: Village, today: date) -> Trend:
    """The scores of a village: of the months in which something was measured, and of today."""
    facts = gather_village(finder, village)
    scale = scale_of(finder, village.code or "")
    measured = [one.measured_on for one in facts.indicators if one.measured_on]
    ends = month_ends(measured, max(measured)) if measured else []
    days = [*(day for day in ends[-MOST + 1 :] if day < today), today]
    scores: tuple[Score, ...] = tuple(village_score(facts, scale(day), today=today) for day in days)
    return Trend(scores, (INFORMS,))
