"""A tab of a file (档案页签) as it is declared, by the house or by a feature: a title and its sections.

Nothing here is drawn or read before somebody looks at the tab.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from fupin_desktop.ledger.declared.chart import Chart
from fupin_desktop.ledger.declared.figure import Figure
from fupin_desktop.ledger.declared.report import Unit
from fupin_desktop.ledger.declared.score import Scored, Trend
from fupin_desktop.ledger.ledger import Finder


@dataclass(frozen=True)
class Records:
    """The records of one kind: a list of them, or the form where the kind is the subject's own.

    `via` is the link that leads to the subject where the home does not.  With `each` new records are entered for many
    persons or households at once, too: these fields each has of its own, all others they share.
    """

    kind: str
    via: str = ""
    each: tuple[str, ...] | None = None


@dataclass(frozen=True)
class CaseBoard:
    """The cases of one kind that belong to the subject, as cards in the columns of their path."""

    kind: str


@dataclass(frozen=True)
class Charted:
    """A chart with its title; `make(finder, subject, asked)` makes it of the record in whose file it stands.

    `finder` reads what is to be drawn by name, such as the sources; `asked` (`reports.asked.Asked`) says on which day
    and of which year.
    """

    title: str
    make: Callable[[Finder, Any, Any], Chart]


@dataclass(frozen=True)
class Told:
    """A figure of a strip, with what it is called and its unit."""

    label: str
    figure: Figure
    unit: Unit


@dataclass(frozen=True)
class FigureStrip:
    """Figures beside each other, each of which opens its records; `make(finder, subject, asked)` makes them."""

    make: Callable[[Finder, Any, Any], tuple[Told, ...]]


@dataclass(frozen=True)
class Timeline:
    """Everything of the subject that happened on a day, of whatever kind, the newest first (帮扶动态)."""


@dataclass(frozen=True)
class ScoreTrend:
    """A score from month to month: drawn, and each month's marks as rows with what they were worked out of."""

    title: str
    make: Callable[[Finder, Any, Any], Trend]


@dataclass(frozen=True)
class ScoreList:
    """The households of a place with their scores of today."""

    title: str
    make: Callable[[Finder, Any, Any], list[Scored]]


Section: TypeAlias = Records | CaseBoard | Charted | FigureStrip | Timeline | ScoreTrend | ScoreList


@dataclass(frozen=True)
class Tab:
    """A tab of a file: its name, its title for people, the sections that stand in it.

    `later` says what will stand in a tab that has nothing yet.
    """

    name: str
    title: str
    sections: tuple[Section, ...] = ()
    later: str = ""

    @property
    def records(self) -> tuple[Records, ...]:
        """Its sections of records."""
        return tuple(one for one in self.sections if isinstance(one, Records))

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of record that have their place here."""
        return frozenset(one.kind for one in self.sections if isinstance(one, Records | CaseBoard))
