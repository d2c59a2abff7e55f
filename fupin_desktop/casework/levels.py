"""Whose step it is: village, township or county, and the act of the table of rights that takes it."""

from typing import Protocol

from fupin_desktop.ledger.words import N_, _

VILLAGE, TOWNSHIP, COUNTY = "village", "township", "county"
LEVELS = (VILLAGE, TOWNSHIP, COUNTY)
_NAMES = {VILLAGE: N_("the village"), TOWNSHIP: N_("the township"), COUNTY: N_("the county")}


class Desk(Protocol):
    """Who works with a book; the ledger is one."""

    def why_not(self, act: str) -> str:
        """Why an act is not this one's, in a sentence that names whose it is; empty when it may be done."""


def level_name(level: str) -> str:
    """A level in words."""
    return _(_NAMES[level])


def act_at(level: str) -> str:
    """The act of the table of rights by which a step of a level is taken."""
    return f"case.{level}"
