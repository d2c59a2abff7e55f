"""The tabs 脱贫轨迹 of a household and of a village."""

from collections.abc import Mapping
from typing import Any

from fupin_desktop.households.model import ENDED, OUTSIDE, Household
from fupin_desktop.ledger.declared.score import Scored, Trend
from fupin_desktop.ledger.declared.tab import Records, ScoreList, ScoreTrend, Tab
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_
from fupin_desktop.scores.trend import household_scores, household_trend, village_trend

_TITLE = N_("Way out of poverty")


def _of_household(finder: Finder, household: Any, asked: Any) -> Trend:
    return household_trend(finder, household, asked.today)


def _of_village(finder: Finder, village: Any, asked: Any) -> Trend:
    return village_trend(finder, village, asked.today)


def _households(finder: Finder, village: Any, asked: Any) -> list[Scored]:
    homes = finder.find(Household, village_code=village.code)
    return household_scores(finder, [one for one in homes if one.status not in ENDED | OUTSIDE], asked.today)


TABS: Mapping[str, tuple[Tab, ...]] = {
    "household": (Tab("exit", _TITLE, (ScoreTrend(N_("Score"), _of_household),)),),
    "village": (
        Tab(
            "exit",
            _TITLE,
            (
                ScoreTrend(N_("Score of the village"), _of_village),
                Records("village_indicator"),
                ScoreList(N_("Scores of the households"), _households),
            ),
        ),
    ),
}
