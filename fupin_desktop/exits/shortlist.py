"""脱贫初选: the households that reach the line of a year, and what each still lacks to be verified."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from fupin_desktop.casework.shortlist import Candidate
from fupin_desktop.casework.standing import Look, Standing
from fupin_desktop.exits.gates import Assured, Evidenced, ProjectDone
from fupin_desktop.exits.income import Judged, judge_household, line_fen
from fupin_desktop.households.model import Household
from fupin_desktop.households.register import STILL_POOR
from fupin_desktop.incomes.rules import EXIT_LINE, exit_line, line_words, whole_fen
from fupin_desktop.ledger.declared.selection import Leads, OneOf, Selection, Under
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.notices.paths import class_named
from fupin_desktop.policy.definitions import defined

if TYPE_CHECKING:
    from fupin_desktop.exits.model import ExitCase

_AT_ONCE = 500  # households looked into together
_GATES = (Assured(), Evidenced(), ProjectDone())


@dataclass(frozen=True)
class ExitShortlist:
    """Able to work: the income per head of the year is known and not below its line, or the estimate offered while the
    year has none of its own (`exit_line`); without any, all whose income is known.  Unable to work: covered by
    subsistence allowance or five guarantees (002 §2, §3).

    Who has an exit case that is open is not on it.
    """

    title: str = N_("Shortlist of exits")

    @property
    def columns(self) -> Mapping[str, str]:
        """Persons, the income per head of the year, the line it reached."""
        return {"persons": N_("Persons"), "income_pc": N_("Income per head"), "line": N_("Line of the year")}

    def rule(self, finder: Finder, division: str, year: int) -> str:
        """By which line, and whether it is an estimate or missing."""
        line = exit_line(Look(finder).parameter, division, year)
        if line is None:
            text = _("The line of {year} is not set (“{parameter}”, Settings): listed are all whose income is known.")
            return text.format(year=year, parameter=defined(EXIT_LINE).label)
        if told := line_words(line):
            return told
        mark = _(" (estimate)") if line.state == "estimate" else ""
        text = _("Line of {year}: {line} yuan{mark}. Unable to work: with allowance or five guarantees.")
        return text.format(year=year, line=yuan(line_fen(line)), mark=mark)

    def candidates(
        self, finder: Finder, division: str, year: int, today: date, progress: Progress = silent
    ) -> Iterator[Candidate]:
        """Who they are, with what the case would still lack when it was opened now."""
        poor, busy = _poor(division), _busy(finder, division)
        total = finder.count(poor)
        for start in range(0, total, _AT_ONCE):
            progress(start, total, _(self.title))
            some: list[Any] = finder.select(poor, start=start, limit=_AT_ONCE)
            yield from _among(finder, [home for home in some if home.id not in busy], year, today)


def _poor(division: str) -> Selection:
    """The poor households of a division, by village and 户编号."""
    conditions = (Under("village_code", division), OneOf("status", tuple(sorted(STILL_POOR))))
    return Selection("household", conditions, ("village_code", "household_code"))


def _busy(finder: Finder, division: str) -> frozenset[Any]:
    """The households that have an open case of exit."""
    cases: list[Any] = finder.select(Selection("exit_case", (Leads("household", (Under("village_code", division),)),)))
    return frozenset(one.household for one in cases if one.is_open)


def _among(finder: Finder, homes: list[Household], year: int, today: date) -> Iterator[Candidate]:
    """Those of these households that reach the line."""
    from fupin_desktop.exits.guarantees import guarantees_of, with_evidence  # the kind is made with this list

    cls: Any = class_named("exit_case")
    look = Look(finder, [cls(household=home.id, year=year) for home in homes])
    judged = [(home, judge_household(look, home, year)) for home in homes]
    listed = [(home, found) for home, found in judged if _reaches(found)]
    known = guarantees_of(finder, [home for home, _found in listed], year)
    for home, found in listed:
        if home.id is not None:
            yield _candidate(look, home, found, with_evidence(cls(household=home.id, year=year), known[home.id]), today)


def _reaches(found: Judged) -> bool:
    return (found.per_head is not None and not found.is_below) if found.able else found.covered


def _candidate(look: Look, home: Household, found: Judged, case: "ExitCase", today: date) -> Candidate:
    at = Standing(look, case, "village_and_team_verified", today, today)
    income = "" if found.per_head is None else yuan(whole_fen(found.per_head))
    line = _("by allowance") if not found.able else "" if found.line is None else yuan(line_fen(found.line))
    lacks = tuple(lack for gate in _GATES if (lack := gate.lack(at)) is not None)
    persons = "" if home.persons is None else str(home.persons)
    return Candidate(home, (persons, income, line), lacks, {"year": found.year})
