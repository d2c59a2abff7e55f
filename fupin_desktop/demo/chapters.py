"""The chapters in the order in which their people work on a day.  A feature adds its line here."""

from fupin_desktop.demo import (
    boards,
    changes,
    exclusions,
    exits,
    households,
    housing,
    incomes,
    lateness,
    meetings,
    persons,
    places,
    plans,
    teams,
    visits,
)
from fupin_desktop.demo.chapter import Chapter

CHAPTERS: tuple[Chapter, ...] = (
    places.CHAPTER,
    households.CHAPTER,
    teams.CHAPTER,
    incomes.CHAPTER,
    plans.CHAPTER,
    visits.CHAPTER,
    boards.CHAPTER,
    meetings.CHAPTER,
    housing.CHAPTER,
    changes.CHAPTER,
    exits.CHAPTER,
    exclusions.CHAPTER,
    persons.CHAPTER,
    lateness.CHAPTER,
)
