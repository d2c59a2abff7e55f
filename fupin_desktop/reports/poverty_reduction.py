"""减贫计划完成表 (F32, 002 §3·d): the account of the register over a year, and who exited of those that were to.

Start of the year, with those taken in, without those terminated, split, merged and closed, is the end of the year; of
persons also those who joined and left by nature (E13).  Every number opens its records.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from fupin_desktop.households.model import ENDED, LEFT, OUTSIDE
from fupin_desktop.households.selections import HOUSEHOLDS, MEMBERS
from fupin_desktop.ledger.declared.figure import Figure, Part, Share
from fupin_desktop.ledger.declared.report import IN_HOUSEHOLDS, IN_PERCENT, IN_PERSONS, ReportColumn, ReportKind
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    VISIBLE,
    Between,
    Both,
    Condition,
    Either,
    Equal,
    Leads,
    Linked,
    OneOf,
    Selection,
    Unless,
)
from fupin_desktop.ledger.words import N_
from fupin_desktop.reports.asked import Asked

# Who applies, or was turned away, never stood in the register
_ON_REGISTER = Unless((OneOf("status", tuple(sorted(OUTSIDE))),))
_ALL_HOMES = Selection("household", (_ON_REGISTER,), ("household_code",), VISIBLE)
_ALL_MEMBERS = Selection("member", (Leads("household", (_ON_REGISTER,)),), ("household",), VISIBLE)
_CHANGES = Selection("household_change", order=("date",), standing=COUNTED)
_WAYS = {
    "terminated": N_("Terminated in the year"),
    "split": N_("Split in the year"),
    "merged": N_("Merged in the year"),
    "closed": N_("Closed in the year"),
}
_OUT: Condition = OneOf("status", ("exited", "returned"))
_HOUSEHOLDS, _PERSONS, _PLAN = N_("Households in the year"), N_("Persons in the year"), N_("Exits of the year")


def _first(year: int) -> str:
    return date(year, 1, 1).isoformat()


def _within(field: str, year: int) -> Condition:
    return Between(field, _first(year), date(year, 12, 31).isoformat())


def _ended(days: Condition, ways: Sequence[str] = tuple(sorted(ENDED))) -> Condition:
    """It stands as ended in one of these ways, by a change on such a day."""
    return Either(tuple(Both((Equal("status", way), _changed(way, days))) for way in ways))


def _changed(type: str, days: Condition, by: str = "household") -> Condition:
    return Linked("household_change", by, (Equal("type", type), days))


def _stood_on(year: int) -> tuple[Condition, ...]:
    """A household stood in the register on the first day of the year: entered before, and not ended before.

    Of one that ended nobody knows when, it is not counted; one whose day of entry is unknown was there before.
    """
    not_ended = Unless((OneOf("status", tuple(sorted(ENDED))),))
    since = Between("date", low=_first(year))
    return (Unless((Between("entered_on", low=_first(year)),)), Either((not_ended, _ended(since))))


def _belonged_on(year: int) -> tuple[Condition, ...]:
    """A person belonged to the household on the first day of the year: not left before, not joined since."""
    return (_not_left(year), Unless((_changed("increase", Between("date", low=_first(year)), "member"),)))


def _not_left(year: int) -> Condition:
    gone = OneOf("change_type", tuple(sorted(LEFT)))
    return Either((Unless((gone,)), Between("change_date", low=_first(year))))


def _household_columns(year: int) -> tuple[ReportColumn, ...]:
    told = partial(ReportColumn, group=_HOUSEHOLDS, unit=IN_HOUSEHOLDS)
    taken_in = _ALL_HOMES.having(_within("entered_on", year))
    ended = (
        told(way, label=label, figure=Figure(_ALL_HOMES.having(_ended(_within("date", year), (way,)))))
        for way, label in _WAYS.items()
    )
    return (
        told("start", label=N_("Start of the year"), figure=Figure(_ALL_HOMES.having(*_stood_on(year)))),
        told("added", label=N_("Newly registered"), figure=Figure(taken_in)),
        *ended,
        told("now", label=N_("End of the year"), figure=Figure(_ALL_HOMES.having(*_stood_on(year + 1)))),
    )


def _person_columns(year: int) -> tuple[ReportColumn, ...]:
    told = partial(ReportColumn, group=_PERSONS, unit=IN_PERSONS)
    in_year, here = _within("date", year), _belonged_on(year)
    start = _ALL_MEMBERS.having(*here, Leads("household", _stood_on(year)))
    taken_in = _ALL_MEMBERS.having(*here, Leads("household", (_within("entered_on", year),)))
    ended = _ALL_MEMBERS.having(_not_left(year + 1), Leads("household", (_ended(in_year),)))
    now = _ALL_MEMBERS.having(*_belonged_on(year + 1), Leads("household", _stood_on(year + 1)))
    return (
        told("start_p", label=N_("Start of the year"), figure=Figure(start)),
        told("added_p", label=N_("Newly registered"), figure=Figure(taken_in)),
        told("increase", label=N_("Joined by nature"), figure=Figure(_CHANGES.having(in_year, _of("increase")))),
        told("decrease", label=N_("Left by nature"), figure=Figure(_CHANGES.having(in_year, _of("decrease")))),
        told("ended_p", label=N_("With ended households"), figure=Figure(ended)),
        told("now_p", label=N_("End of the year"), figure=Figure(now)),
    )


def _of(type: str) -> Condition:
    return Equal("type", type)


def _plan_columns(year: int) -> tuple[ReportColumn, ...]:
    told = partial(ReportColumn, group=_PLAN)
    planned, out = Equal("planned_exit_year", year), (_OUT, Equal("exit_year", year))
    by_then = (_OUT, Between("exit_year", high=year))
    to_exit = HOUSEHOLDS.having(planned)
    persons = MEMBERS.having(Leads("household", (planned,)))
    return (
        told("planned", label=N_("Planned"), unit=IN_HOUSEHOLDS, figure=Figure(to_exit)),
        told("planned_p", label=N_("Planned persons"), unit=IN_PERSONS, figure=Figure(persons)),
        told("reached", label=N_("Exits reached"), unit=IN_HOUSEHOLDS, figure=Figure(HOUSEHOLDS, Part(out))),
        told("reached_p", label=N_("Persons of them"), unit=IN_PERSONS, figure=Figure(MEMBERS, Part((_led(out),)))),
        told("rate", label=N_("Rate of the plan"), unit=IN_PERCENT, figure=Figure(to_exit, Share(by_then))),
        told("rate_p", label=N_("Rate in persons"), unit=IN_PERCENT, figure=Figure(persons, Share((_led(by_then),)))),
    )


def _led(conditions: tuple[Condition, ...]) -> Condition:
    return Leads("household", conditions)


def _columns(asked: Asked) -> tuple[ReportColumn, ...]:
    year = asked.year
    return (*_household_columns(year), *_person_columns(year), *_plan_columns(year))


POVERTY_REDUCTION = ReportKind(
    "poverty_reduction",
    N_("Plan of exits and its fulfilment"),
    "《中共汕尾市委 汕尾市人民政府关于新时期精准扶贫精准脱贫三年攻坚的实施意见》§3；F32",
    _columns,
    (
        N_("End of the year: start of the year, with those taken in, without those that ended; exited ones stay."),
        N_("Taken in: by the day of registration; ended: by the day of the change."),
        N_("Reached: exited for this year; the rate is of those planned for it, exited by then."),
    ),
)
