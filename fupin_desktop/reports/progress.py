"""工作进度统计表 (F29, 003 三(十四)4): the four indicators of the paper, village by village, from the records."""

from datetime import timedelta
from functools import partial

from fupin_desktop.households.selections import EXITED, HOUSEHOLDS, MEMBERS
from fupin_desktop.ledger.declared.figure import Distinct, Figure, Mean, Part, Share
from fupin_desktop.ledger.declared.report import (
    IN_HOUSEHOLDS,
    IN_HOUSES,
    IN_PERCENT,
    IN_PERSONS,
    IN_TIMES,
    IN_YUAN,
    ReportColumn,
    ReportKind,
)
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    AmountIs,
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
from fupin_desktop.ledger.words import N_
from fupin_desktop.reports.asked import Asked
from fupin_desktop.reports.register import GIVEN_UP

_DANGEROUS = ("C", "D")
_LED = Equal("type", "led")

_REGISTER, _INCOME, _EXIT = N_("Registered"), N_("Net income per head"), N_("Exit from poverty")
_HOUSING, _LEADERS = N_("Repair of houses"), N_("Unit leaders to villages and households")


def _incomes(asked: Asked) -> Selection:
    known = (Equal("year", asked.year), AmountIs(asked.income, per="persons"), Leads("household"))
    return Selection("income_year", known, ("household",), COUNTED)


def _households(asked: Asked) -> Selection:
    return HOUSEHOLDS.having(_no_later_than(asked, "entered_on")) if asked.period.quarter else HOUSEHOLDS


def _members(asked: Asked) -> Selection:
    if asked.period.quarter is None:
        return MEMBERS
    return MEMBERS.having(
        _no_later_than(asked, "birth_date"), Leads("household", (_no_later_than(asked, "entered_on"),))
    )


def _no_later_than(asked: Asked, field: str) -> Condition:
    """Not known to lie after the period."""
    return Unless((Between(field, low=(asked.period.last + timedelta(days=1)).isoformat()),))


def _cases(asked: Asked) -> Selection:
    """C and D cases planned up to the year, by the appraisal or, while there is none, by the household's own grade."""
    by_household = Leads("household", (OneOf("house_danger_grade", _DANGEROUS),))
    grade = Either((OneOf("danger_grade", _DANGEROUS), Both((Equal("danger_grade", None), by_household))))
    planned = (Between("year_plan", high=asked.year), Unless((OneOf("stage", GIVEN_UP),)), grade)
    return Selection("housing_case", planned, ("stage_on",), COUNTED)


def _visits(asked: Asked) -> Selection:
    within = Between("date", asked.period.first.isoformat(), asked.period.last.isoformat())
    return Selection("visit", (within,), ("date",), COUNTED)


def _exited(asked: Asked) -> tuple[Condition, ...]:
    # What stands in the register is of today; the year of exit tells of a year gone by
    return (EXITED, Unless((Between("exit_year", low=asked.year + 1),)))


def _accepted(asked: Asked) -> tuple[Condition, ...]:
    done = OneOf("stage", ("accepted", "paid", "archived"))
    if asked.period.quarter is not None:
        return (done, Between("accepted_on", high=asked.period.last.isoformat()))
    return (done, _no_later_than(asked, "accepted_on"))


def _columns(asked: Asked) -> tuple[ReportColumn, ...]:
    incomes, cases, visits = _incomes(asked), _cases(asked), _visits(asked)
    exited, accepted = _exited(asked), _accepted(asked)
    told = partial(ReportColumn, of_quarters=True)
    to_villages = Distinct(("household.village_code", "date"), (_LED,))
    to_households = Distinct(("household", "date"), (_LED,))
    return (
        told("households", _REGISTER, N_("Households of the register"), IN_HOUSEHOLDS, Figure(_households(asked))),
        told("persons", _REGISTER, N_("Persons of the register"), IN_PERSONS, Figure(_members(asked))),
        ReportColumn("incomes", _INCOME, N_("Entered of"), IN_HOUSEHOLDS, Figure(incomes)),
        ReportColumn("net_income_pc", _INCOME, N_("Per head"), IN_YUAN, Figure(incomes, Mean(asked.income, "persons"))),
        ReportColumn("exited", _EXIT, N_("Exited households"), IN_HOUSEHOLDS, Figure(HOUSEHOLDS, Part(exited))),
        ReportColumn("exit_rate", _EXIT, N_("Rate of exit"), IN_PERCENT, Figure(HOUSEHOLDS, Share(exited))),
        told("cases", _HOUSING, N_("Planned houses"), IN_HOUSES, Figure(cases)),
        told("accepted", _HOUSING, N_("Accepted houses"), IN_HOUSES, Figure(cases, Part(accepted))),
        told("housing_rate", _HOUSING, N_("Rate of completion"), IN_PERCENT, Figure(cases, Share(accepted))),
        told("to_villages", _LEADERS, N_("To villages"), IN_TIMES, Figure(visits, to_villages)),
        told("to_households", _LEADERS, N_("To households"), IN_TIMES, Figure(visits, to_households)),
    )


_OF_LEADERS = N_("Leaders: visits led by a leader; a village or a household is counted once a day.")
_NO_DATA = N_("No data: nothing can be known of it in this period, which is not nought.")

PROGRESS = ReportKind(
    "progress",
    N_("Progress of work"),
    "《中共广州市委 广州市人民政府关于落实广东省新时期精准扶贫精准脱贫三年攻坚的实施意见》三（十四）4",
    _columns,
    (
        N_("Net income per head: disposable income (A52) by the persons of the households that entered it this year."),
        N_("Rate of exit: households that exited up to this year, of all that were ever registered."),
        N_("Housing repair: cases of grade C and D planned up to this year; completed is accepted by then."),
        _OF_LEADERS,
        _NO_DATA,
    ),
    (
        N_("Registered: the register of today, without households entered and persons born after the quarter."),
        N_("Housing repair: C and D cases planned up to this year; completed is accepted by the end of the quarter."),
        _OF_LEADERS,
        _NO_DATA,
    ),
)
