"""Figures of housing repair: how far the houses are by grade (F12, R002-43), and the money by channel and group.

Every cell opens its cases, sources or payments; sums are in fen until they are written.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from fupin_desktop.households.model import MOST_PERSONS
from fupin_desktop.housing.path import AFTER, DURING, PATH, UNKNOWN
from fupin_desktop.ledger.declared.figure import Count, Figure, Part, Share, Total
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_HOUSES, IN_PERCENT, IN_YUAN, ReportColumn, ReportKind
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Amount,
    Between,
    Both,
    Condition,
    Either,
    Equal,
    Leads,
    OneOf,
    Selection,
    Unless,
)
from fupin_desktop.ledger.words import N_, word, words

_ENDED = tuple(side.code for side in PATH.sides if side.ends)
_ACCEPTED = PATH.order[PATH.order.index("accepted") :]
_BEGUN = PATH.order[PATH.order.index("started") :]
_MONEY = Amount(("amount",))
_GRADES = ("C", "D")
_LEAST_AREA = Decimal("0.01")  # square metres, as areas are entered
_told = partial(ReportColumn, of_quarters=True)


def _stages(moment: str) -> tuple[str, ...]:
    return tuple(stage.code for stage in PATH.stages if stage.moment == moment)


def _planned(year: int) -> tuple[Condition, ...]:
    """Planned for the year, and not given up."""
    return (Equal("year_plan", year), Unless((OneOf("stage", _ENDED),)))


def _cases(year: int) -> Selection:
    return Selection("housing_case", _planned(year), ("household",), COUNTED)


def _of_cases(kind: str, asked: Any) -> Selection:
    """The sources of money, or the payments, of the cases planned for the year; of a quarter, by its last day."""
    found = Selection(kind, (Leads("case", _planned(asked.year)),), ("case",), COUNTED)
    return found if asked.period.quarter is None else found.having(_until("on", asked.period.last))


class _States(NamedTuple):
    """What is asked of a case that is so far."""

    waiting: Condition
    begun: Condition
    finished: Condition
    accepted: Condition
    paid: Condition


def _states(asked: Any) -> _States:
    """By the stage; at the end of a quarter by the days of its steps."""
    return _by_stage() if asked.period.quarter is None else _by_day(asked.period.last)


def _by_stage() -> _States:
    begun, finished = OneOf("stage", _stages(DURING)), OneOf("stage", _stages(AFTER))
    # Of one whose progress nobody knows, nobody knows that it has not begun
    waiting = Unless((OneOf("stage", (*_stages(DURING), *_stages(AFTER), UNKNOWN)),))
    return _States(waiting, begun, finished, OneOf("stage", _ACCEPTED), OneOf("stage", _ACCEPTED[1:]))


def _by_day(last: date) -> _States:
    """A house of which the day is not known is in none of these: nobody can say how far it was by then."""
    stages = _by_stage()
    # A household that was found a house has no works: its house is finished when it was accepted
    no_works = Equal("completed_on", None)
    finished = Either((_until("completed_on", last), Both((no_works, _until("accepted_on", last)))))
    unfinished = Either((stages.begun, _after("completed_on", last), Both((no_works, _after("accepted_on", last)))))
    begun = Both((Unless((stages.waiting,)), _until("started_on", last), unfinished))
    return _States(
        waiting=Either((stages.waiting, _after("started_on", last))),
        begun=begun,
        finished=Both((stages.finished, finished)),
        accepted=Both((stages.accepted, _until("accepted_on", last))),
        paid=Both((stages.paid, _until("paid_on", last))),
    )


def _until(field: str, day: date) -> Condition:
    return Between(field, high=day.isoformat())


def _after(field: str, day: date) -> Condition:
    return Between(field, low=(day + timedelta(days=1)).isoformat())


def _by_grade(year: int, grade: str, states: _States) -> Iterator[ReportColumn]:
    group = {"C": N_("Grade C"), "D": N_("Grade D")}[grade]
    cases = _cases(year).having(Equal("danger_grade", grade))
    yield _told(f"cases_{grade}", group, N_("Planned houses"), IN_HOUSES, Figure(cases, Count()))
    yield _told(f"waiting_{grade}", group, N_("Not begun"), IN_HOUSES, Figure(cases, Part((states.waiting,))))
    yield _told(f"begun_{grade}", group, N_("Under way"), IN_HOUSES, Figure(cases, Part((states.begun,))))
    yield _told(f"finished_{grade}", group, N_("Completed"), IN_HOUSES, Figure(cases, Part((states.finished,))))


def progress_columns(asked: Any) -> tuple[ReportColumn, ...]:
    """By grade: planned, not begun, under way, completed (E27 report groups); then accepted, paid, and the rate."""
    cases, whole = _cases(asked.year), N_("All grades")
    states = _states(asked)
    return (
        _told("cases", whole, N_("Planned houses"), IN_HOUSES, Figure(cases, Count())),
        *(column for grade in _GRADES for column in _by_grade(asked.year, grade, states)),
        _told("accepted", whole, N_("Accepted houses"), IN_HOUSES, Figure(cases, Part((states.accepted,)))),
        _told("paid", whole, N_("Paid houses"), IN_HOUSES, Figure(cases, Part((states.paid,)))),
        _told("rate", whole, N_("Rate of completion"), IN_PERCENT, Figure(cases, Share((states.accepted,)))),
    )


def _by_group(year: int, code: str) -> ReportColumn:
    subsidies = _cases(year).having(Equal("subsidy_class", code))
    figure = Figure(subsidies, Total(Amount(("subsidy_amount",))))
    return ReportColumn(f"group_{code}", N_("Subsidy by group"), word("house_class", code), IN_YUAN, figure)


def _of_grade(year: int, code: str) -> ReportColumn:
    subsidies = _cases(year).having(Equal("danger_grade", code))
    figure = Figure(subsidies, Total(Amount(("subsidy_amount",))))
    return ReportColumn(f"grade_{code}", N_("Subsidy by grade"), word("danger", code), IN_YUAN, figure)


def _by_channel(asked: Any, code: str, measure: str, group: str) -> ReportColumn:
    sources = _of_cases("housing_funding", asked).having(Equal("channel", code))
    figure = Figure(sources, Total(Amount((measure,))))
    return _told(f"{measure}_{code}", group, word("house_channel", code), IN_YUAN, figure)


def money_columns(asked: Any) -> tuple[ReportColumn, ...]:
    """Approved by group, come in by channel, paid to the households (R002-35 … R002-37)."""
    cases, whole = _cases(asked.year), N_("In all")
    paid = Figure(_of_cases("housing_payment", asked), Total(_MONEY))
    return (
        ReportColumn("budget", whole, N_("Budget"), IN_YUAN, Figure(cases, Total(Amount(("budget",))))),
        ReportColumn("subsidy", whole, N_("Subsidy"), IN_YUAN, Figure(cases, Total(Amount(("subsidy_amount",))))),
        _told("paid", whole, N_("Paid in all"), IN_YUAN, paid),
        *(_by_group(asked.year, code) for code in words("house_class")),
        *(_of_grade(asked.year, code) for code in _GRADES),
        *(_by_channel(asked, code, "actual", N_("Come in by channel")) for code in words("house_channel")),
    )


def channel_columns(asked: Any) -> tuple[ReportColumn, ...]:
    """Plan and actual of each channel (002 §10: 多渠道筹集改造资金, R002-35)."""
    of_all = N_("In all")
    whole = tuple(
        _told(name, of_all, label, IN_YUAN, Figure(_of_cases("housing_funding", asked), Total(Amount((name,)))))
        for name, label in (("planned", N_("Planned")), ("actual", N_("Come in")))
    )
    each = (
        _by_channel(asked, code, name, group)
        for name, group in (("planned", N_("Planned by channel")), ("actual", N_("Come in by channel")))
        for code in words("house_channel")
    )
    return (*whole, *each)


_OF_THE_YEAR = N_("Money of the cases planned for the year; those rejected or withdrawn are not counted.")
_NO_AMOUNT = N_("No data: nobody has entered such an amount, which is not nought.")

REPORTS = (
    ReportKind(
        "housing_progress",
        N_("Progress of housing repair"),
        "《中共汕尾市委 汕尾市人民政府关于新时期精准扶贫精准脱贫三年攻坚的实施意见》§10；F12",
        progress_columns,
        (
            N_("Cases planned for the year; those rejected or withdrawn are not counted."),
            N_("Rate of completion: accepted, of all that are planned for the year."),
        ),
    ),
    ReportKind(
        "housing_money",
        N_("Money of housing repair"),
        "《中共汕尾市委 汕尾市人民政府关于新时期精准扶贫精准脱贫三年攻坚的实施意见》§10",
        money_columns,
        (_OF_THE_YEAR, _NO_AMOUNT),
        (_OF_THE_YEAR, N_("Come in and paid: all that was by the last day of the quarter."), _NO_AMOUNT),
    ),
    ReportKind(
        "housing_channels",
        N_("Sources of money for houses"),
        "《中共汕尾市委 汕尾市人民政府关于新时期精准扶贫精准脱贫三年攻坚的实施意见》§10",
        channel_columns,
        (_OF_THE_YEAR, _NO_AMOUNT),
        (
            _OF_THE_YEAR,
            N_("Planned and come in: the sources that had come in by the last day of the quarter."),
            _NO_AMOUNT,
        ),
    ),
)


def _list(*conditions: Condition) -> Figure:
    return Figure(Selection("housing_case", order=("stage_on",), standing=COUNTED), Part(conditions))


def _overdue(asked: Any) -> Figure | None:
    deadline = asked.limit("housing_deadline", asked.today)
    if deadline is None:
        return None
    # Before the deadline nothing is late by it: a list that no case can be on
    since = Between("stage_on", high=asked.today.isoformat() if asked.today.isoformat() > deadline.text else "0001")
    return _list(Unless((OneOf("stage", (*_ACCEPTED, *_ENDED)),)), since)


def _over_area(asked: Any) -> Figure | None:
    """Houses above what their persons may build; one with a largest area of its own is told of at its case."""
    house, each = (asked.limit(f"housing_area_{name}", asked.today) for name in ("house", "person"))
    if house is None or each is None:
        return None
    above = (
        Both(
            (
                Equal("persons", count),
                Between("area_after", low=str(max(house.value, each.value * count) + _LEAST_AREA)),
            )
        )
        for count in range(1, MOST_PERSONS + 1)
    )
    return _list(Equal("area_cap", None), Either(tuple(above)), Unless((OneOf("stage", _ENDED),)))


def _not_begun(asked: Any) -> Figure:
    past = Between("planned_start", high=(asked.today - timedelta(days=1)).isoformat())
    return _list(past, Unless((OneOf("stage", (*_BEGUN, *_ENDED)),)))


def _not_mended(asked: Any) -> Figure:
    found = Selection("housing_inspection", order=("mend_by",), standing=COUNTED)
    past = Between("mend_by", high=(asked.today - timedelta(days=1)).isoformat())
    return Figure(found, Part((past, Equal("mended_on", None), Unless((Equal("to_mend", None),)))))


GAPS = (
    Gap(
        "housing_overdue",
        N_("Houses not accepted in time"),
        N_("Every case is accepted by the last day of housing works (002 §10)."),
        _overdue,
        "housing_deadline",
        N_("the last day of housing works"),
    ),
    Gap(
        "housing_not_begun",
        N_("Houses not begun as planned"),
        N_("Work begins on the day that was planned for it (002 §10)."),
        _not_begun,
    ),
    Gap(
        "housing_over_area",
        N_("Houses above the area allowed"),
        N_("The new house keeps to the area its persons may build (002 §10); without a largest area of its own."),
        _over_area,
        "housing_area_house",
        N_("the largest area of a house"),
    ),
    Gap(
        "housing_not_mended",
        N_("Faults of houses not mended in time"),
        N_("What an inspection found is mended by the day that was set for it (002 §10)."),
        _not_mended,
    ),
)
