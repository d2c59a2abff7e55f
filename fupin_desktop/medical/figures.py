"""Figures of medical aid: cases below the share of the paper, who is not covered by serious-illness relief (M8)."""

from datetime import date
from fractions import Fraction
from typing import Any

from fupin_desktop.households.selections import HELPED_MEMBERS, in_year
from fupin_desktop.ledger.declared.figure import Distinct, Figure, Part, Share, Total
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_PERCENT, IN_PERSONS, IN_YUAN, ReportColumn
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Amount,
    Condition,
    Equal,
    Leads,
    Selection,
    ShareBelow,
    Unless,
)
from fupin_desktop.ledger.declared.tab import FigureStrip, Records, Tab, Told
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_
from fupin_desktop.medical.rules import RATIO, REMAINING

CASES = Selection("medical_case", order=("settled_on",), standing=COUNTED)
AID = Amount(("aid",))


def _cases(year: int) -> Selection:
    return CASES.having(Equal("year", year))


def _covered(year: int) -> Condition:
    return in_year(year, Equal("serious_relief", 1))


def _not_covered(asked: Any) -> Figure:
    return Figure(HELPED_MEMBERS.having(in_year(asked.year)), Part((Unless((_covered(asked.year),)),)))


def _below(asked: Any) -> Figure | None:
    ratio = asked.limit(RATIO, min(asked.today, date(asked.year, 12, 31)))
    if ratio is None:
        return None
    share = Fraction(ratio.value) / 100
    known = Unless((Equal("compliant", None),))
    less = ShareBelow(AID, REMAINING, (share.numerator, share.denominator))
    return Figure(_cases(asked.year), Part((known, less)))


GAPS = (
    Gap(
        "medical_below",
        N_("Medical aid below its share"),
        N_("What is left after the insurances is met by at least the share of the paper (002 §9)."),
        _below,
        RATIO,
        N_("which share of what is left is met"),
    ),
    Gap(
        "no_serious_relief",
        N_("Persons not covered by serious-illness relief"),
        N_("All persons of the households to be helped, with facts of the year, are covered (002 §9: 全部纳入)."),
        _not_covered,
    ),
)


def columns(asked: Any) -> tuple[ReportColumn, ...]:
    """Persons, costs, what the insurances paid, aid, and how many are covered (100 %, M8)."""
    group, cases = N_("Account of medical aid"), _cases(asked.year)
    covered = Figure(HELPED_MEMBERS.having(in_year(asked.year)), Share((_covered(asked.year),)))

    def money(name: str, label: str, amount: Amount) -> ReportColumn:
        return ReportColumn(name, group, label, IN_YUAN, Figure(cases, Total(amount)))

    return (
        ReportColumn("patients", group, N_("Number of persons"), IN_PERSONS, Figure(cases, Distinct(("member",)))),
        money("costs", N_("Costs in all"), Amount(("total",))),
        money("insured", N_("Paid by insurances"), Amount(("reimbursed_basic", "reimbursed_serious"))),
        money("aid", N_("Medical aid given"), AID),
        ReportColumn("covered", group, N_("Covered by serious-illness relief"), IN_PERCENT, covered),
    )


def _strip(_finder: Finder, home: Any, asked: Any) -> tuple[Told, ...]:
    mine = _cases(asked.year).having(Leads("member", (Equal("household", home.id),)))
    left = mine.having(Unless((Equal("compliant", None),)))
    return (
        Told(N_("Costs left after the insurances this year"), Figure(left, Total(REMAINING)), IN_YUAN),
        Told(N_("Medical aid given this year"), Figure(mine, Total(AID)), IN_YUAN),
    )


TABS = {
    "household": (Tab("aid", N_("Aid and care"), (FigureStrip(_strip), Records("medical_case"))),),
    "village": (Tab("aid", N_("Aid and care"), (Records("medical_case"),)),),
}
