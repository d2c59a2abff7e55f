"""Whose step it is: village, township or county; the one place that is asked, until roles answer it."""

from typing import Protocol

from fupin_desktop.ledger.words import N_, _

VILLAGE, TOWNSHIP, COUNTY = "village", "township", "county"
LEVELS = (VILLAGE, TOWNSHIP, COUNTY)
_NAMES = {VILLAGE: N_("the village"), TOWNSHIP: N_("the township"), COUNTY: N_("the county")}
_COUNTY_DIGITS = 6


class Desk(Protocol):
    """Whose book this is; the ledger is one."""

    @property
    def division(self) -> str:
        """The book's own division code."""

    @property
    def is_office(self) -> bool:
        """True for the book of a township or a county."""


def level_name(level: str) -> str:
    """A level in words."""
    return _(_NAMES[level])


def level_of(desk: Desk) -> str:
    """The level of a book.  An office of six digits or fewer answers for the county, also where it is called a township
    (a county that keeps one book for all its townships)."""
    if not desk.is_office:
        return VILLAGE
    return COUNTY if len(desk.division) <= _COUNTY_DIGITS else TOWNSHIP


def may_take(desk: Desk, level: str) -> bool:
    """May this book take a step of a level?  A wider one may take the steps of those below it."""
    return LEVELS.index(level_of(desk)) >= LEVELS.index(level)
