"""年度脱贫攻坚报告 (F31; 000 七, 002 §25, 004 三): the year's reports by their totals, and what is still missing.

Every figure is that of its own report; the opinion is written by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.catalogue import REPORTS
from fupin_desktop.reports.gaps import GAPS, gap_count
from fupin_desktop.reports.period import Period
from fupin_desktop.reports.table import Report, make_report

NAME, LABEL = "annual", N_("Annual report")
SOURCE = "《中共汕尾市委 汕尾市人民政府关于新时期精准扶贫精准脱贫三年攻坚的实施意见》§25；F31"
# Its chapters, each with the reports whose totals it tells
_CHAPTERS = (
    (N_("Exits against the plan"), ("poverty_reduction",)),
    (N_("Plans, measures and visits"), ("plans", "visits")),
    (N_("Money"), ("housing_money", "aid")),
    (N_("Housing"), ("housing_progress",)),
    (N_("The three guarantees"), ("three_guarantees",)),
    (N_("Work and posts"), ("employment",)),
)


@dataclass(frozen=True)
class Chapter:
    """A chapter: its title and its reports, of which the total is told."""

    title: str
    reports: Sequence[Report]


@dataclass(frozen=True)
class Problem:
    """What is missing or against a rule, and in how many cases."""

    label: str
    count: int


@dataclass(frozen=True)
class AnnualReport:
    """The report of a year, as it stood on a day; `problems`: the gap lists that are not empty, the largest first."""

    office: str
    period: Period
    day: date
    chapters: Sequence[Chapter]
    problems: Sequence[Problem]


def annual_report(finder: Finder, division: str, today: date, year: int, office: str) -> AnnualReport:
    """Count the report of a year."""
    wanted = asked(finder, division, today, Period(year))
    chapters = [
        Chapter(title, [make_report(REPORTS[name], wanted, finder, office) for name in names if name in REPORTS])
        for title, names in _CHAPTERS
    ]
    counted = [Problem(gap.label, gap_count(gap, wanted, finder) or 0) for gap in GAPS.values()]
    problems = sorted((one for one in counted if one.count), key=lambda one: -one.count)
    return AnnualReport(office, wanted.period, today, chapters, problems)
