"""Figures of relief: granted and not paid, interest not met yet, sums by kind (002 §7, §14, R002-24)."""

from collections.abc import Iterator
from typing import Any

from fupin_desktop.ledger.declared.figure import Distinct, Figure, Part, Total
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_HOUSEHOLDS, IN_YUAN, ReportColumn
from fupin_desktop.ledger.declared.selection import COUNTED, Amount, Between, Equal, Selection, Unless
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.words import N_, word, words

RELIEF = Selection("relief_payment", order=("paid_on",), standing=COUNTED)
INTEREST = Selection("interest_subsidy", order=("start",), standing=COUNTED)
_MONEY = Amount(("amount",))


def _not_paid(_asked: Any) -> Figure:
    granted = Unless((Equal("approved_on", None),))
    return Figure(RELIEF, Part((granted, Equal("paid_on", None))))


def _not_met(_asked: Any) -> Figure:
    return Figure(INTEREST, Part((Equal("paid_on", None),)))


GAPS = (
    Gap(
        "relief_not_paid",
        N_("Relief granted and not paid"),
        N_("Relief that was granted has a day of payment (002 §7)."),
        _not_paid,
    ),
    Gap(
        "interest_not_met",
        N_("Interest of loans not met yet"),
        N_("Interest that was paid for a loan of the poor is met (002 §14)."),
        _not_met,
    ),
)


def _by_kind(paid: Selection) -> Iterator[ReportColumn]:
    for code in words("relief_type"):
        figure = Figure(paid.having(Equal("type", code)), Total(_MONEY))
        yield ReportColumn(f"relief_{code}", N_("Relief by kind"), word("relief_type", code), IN_YUAN, figure, True)


def columns(asked: Any) -> tuple[ReportColumn, ...]:
    """Paid within the period: households, money, and the money by kind; interest met."""
    group = N_("Relief")
    within = Between("paid_on", asked.period.first.isoformat(), asked.period.last.isoformat())
    paid, met = RELIEF.having(within), INTEREST.having(within)
    homes = Figure(paid, Distinct(("household",)))
    return (
        ReportColumn("relieved", group, N_("Households relieved"), IN_HOUSEHOLDS, homes, True),
        ReportColumn("relief", group, N_("Amount"), IN_YUAN, Figure(paid, Total(_MONEY)), True),
        *_by_kind(paid),
        ReportColumn("interest", group, N_("Interest met"), IN_YUAN, Figure(met, Total(Amount(("subsidy",)))), True),
    )


_RECORDS = (Records("relief_payment"), Records("agri_insurance"), Records("interest_subsidy"))
TABS = {
    "household": (Tab("aid", N_("Aid and care"), _RECORDS),),
    "village": (Tab("aid", N_("Aid and care"), (Records("relief_payment", each=("amount",)),)),),
}
