"""A shortlist (初选): whose case may be opened, worked out from the register, with what each still lacks.

A path that has one (`Path.shortlist`) gets it in the window and on the command line; nothing there knows the kind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from fupin_desktop.casework.gates import Lack
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.progress import Progress, silent


@dataclass(frozen=True)
class Candidate:
    """A household on a shortlist: what speaks for it, column by column, and what it lacks for the first hard step.

    `facts` are those of the case to be opened.
    """

    household: Household
    told: tuple[str, ...]
    lacks: tuple[Lack, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


class Shortlist(Protocol):
    """How a kind of case finds its candidates."""

    @property
    def title(self) -> str:
        """What the list is called, marked for the catalogue."""

    @property
    def columns(self) -> Mapping[str, str]:
        """What is told of each, in order: its name, and its heading, marked for the catalogue."""

    def rule(self, finder: Finder, division: str, year: int) -> str:
        """By what the list was made, in a sentence: the line of the year, and whether it is an estimate."""

    def candidates(
        self, finder: Finder, division: str, year: int, today: date, progress: Progress = silent
    ) -> Iterator[Candidate]:
        """Who may be opened for a year in a division, in the order of villages and 户编号.

        They come as they are found, some hundreds looked into at once: whoever needs a few words of each holds no more.
        """
