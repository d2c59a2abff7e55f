"""The income of the year held against that year's line (002 §3), and whom the line is for.

Two lines are never mixed: this one is of the year, in its prices (脱贫线); the one by which a household is taken in
(4000, in prices of 2014) belongs to identification.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING
from fractions import Fraction
from typing import Any

from fupin_desktop.casework.standing import Look, Standing
from fupin_desktop.households.model import Household
from fupin_desktop.households.rules import living
from fupin_desktop.incomes.rules import EXIT_LINE, exit_line, per_head, reaches
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.policy.definitions import defined
from fupin_desktop.policy.parameter import ESTIMATE, Parameter

UNABLE = "none"  # LABOUR_CLASS
_COVERED = ("2", "3")  # HH_ATTRIBUTE: 低保户, 五保户


@dataclass(frozen=True)
class Judged:
    """A household's year: per head in fen, exact; the year's line (`exit_line`), None without any; is it covered."""

    year: int
    able: bool
    per_head: Fraction | None = None
    line: Parameter | None = None
    covered: bool = False

    @property
    def is_below(self) -> bool:
        """Below the line: 不低于 includes the line itself, and nothing is rounded before."""
        return self.line is not None and self.per_head is not None and not reaches(self.per_head, self.line.value)

    @property
    def is_estimate(self) -> bool:
        """Is the line of the year an estimate (预估)?"""
        return self.line is not None and self.line.state == ESTIMATE

    @property
    def has_no_own(self) -> bool:
        """Has nobody entered a line of that very year, so that an estimate is offered, or nothing?"""
        return self.line is None or self.line.missing is not None

    @property
    def line_name(self) -> str:
        """The line's name under Settings."""
        return defined(EXIT_LINE).label


def line_fen(line: Parameter) -> int:
    """A line in whole fen, upwards: what lies below a part of a fen is below the line."""
    return int(line.fen.to_integral_value(ROUND_CEILING))


def judge(at: Standing) -> Judged:
    """The year of an exit case."""
    year, home = getattr(at.case, "year", None) or at.today.year, at.household
    if home is None:
        return Judged(year, able=True)
    return judge_household(at.look, home, year, at.division)


def judge_household(look: Look, home: Household, year: int, division: str = "") -> Judged:
    """A household's year; those unable to work are held to the allowance instead (002 §2)."""
    assert home.id is not None, "a household of the book"
    place = home.village_code or division
    able = home.labour_class != UNABLE
    covered = able or home.attribute in _COVERED or _receives(look, home, year)
    return Judged(year, able, _per_head(look, home, year, place), exit_line(look.parameter, place, year), covered)


def _per_head(look: Look, home: Household, year: int, place: str) -> Fraction | None:
    counts = look.parameter("count_medical_reimbursement", place, date(year, 12, 31))
    incomes: list[Any] = look.of_home("income_year", "household", Dot(home.id or 0))
    found = next((one for one in incomes if one.year == year), None)
    return None if found is None else per_head(found, count_medical=counts is None or counts.is_yes)


def _receives(look: Look, home: Household, year: int) -> bool:
    members: list[Any] = look.of_home("member", "household", Dot(home.id or 0))
    years: list[Any] = [
        one for member in living(members) for one in look.of_home("member_year", "member", Dot(member.id or 0))
    ]
    return any((one.dibao or one.wubao) and one.year == year for one in years)
