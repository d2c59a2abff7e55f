"""三保障落实表 (F34, 002 §3·a): schooling, medical insurance and safe housing, each due, done and the gap.

Whom it speaks of: everybody in the register, exited or not; every number opens its records.
"""

from collections.abc import Iterator
from functools import partial

from fupin_desktop.households.selections import HOUSEHOLDS, MEMBERS, aged, in_year
from fupin_desktop.intake.rules import SCHOOL_AGE
from fupin_desktop.ledger.declared.figure import Figure, Part, Share
from fupin_desktop.ledger.declared.report import IN_HOUSEHOLDS, IN_PERCENT, IN_PERSONS, ReportColumn, ReportKind, Unit
from fupin_desktop.ledger.declared.selection import Condition, Either, Equal, Linked, OneOf, Selection, Unless
from fupin_desktop.ledger.words import N_
from fupin_desktop.reports.asked import Asked

_NOT_AT_SCHOOL = "1"
_DANGEROUS: Condition = OneOf("house_danger_grade", ("C", "D"))
_ACCEPTED: Condition = Linked("housing_case", "household", (OneOf("stage", ("accepted", "paid", "archived")),))


def _three(name: str, group: str, unit: Unit, due: Selection, done: Condition) -> Iterator[ReportColumn]:
    told = partial(ReportColumn, group=group)
    yield told(f"{name}_due", label=N_("To be provided"), unit=unit, figure=Figure(due))
    yield told(f"{name}_done", label=N_("Provided"), unit=unit, figure=Figure(due, Part((done,))))
    yield told(f"{name}_gap", label=N_("Not provided"), unit=unit, figure=Figure(due, Part((Unless((done,)),))))
    yield told(f"{name}_rate", label=N_("Rate provided"), unit=IN_PERCENT, figure=Figure(due, Share((done,))))


def _columns(asked: Asked) -> tuple[ReportColumn, ...]:
    year = asked.year
    children = MEMBERS.having(aged(asked.day.replace(month=8, day=31), SCHOOL_AGE[0], SCHOOL_AGE[-1]))
    at_school = in_year(year, Unless((OneOf("school_state", (None, _NOT_AT_SCHOOL)),)))
    insured = in_year(year, Either((Equal("medical_resident", 1), Equal("medical_employee", 1))))
    return (
        *_three("education", N_("Compulsory schooling"), IN_PERSONS, children, at_school),
        *_three("medical", N_("Basic medical care"), IN_PERSONS, MEMBERS, insured),
        *_three("housing", N_("Safe housing"), IN_HOUSEHOLDS, HOUSEHOLDS.having(_DANGEROUS), _ACCEPTED),
    )


GUARANTEES = ReportKind(
    "three_guarantees",
    N_("The three guarantees"),
    "《中共汕尾市委 汕尾市人民政府关于新时期精准扶贫精准脱贫三年攻坚的实施意见》§3；F34",
    _columns,
    (
        N_("Schooling: children of 7 to 15 on 31 August; provided: a school is entered for the year."),
        N_("Medical care: all persons; provided: residents' or employees' insurance is entered for the year."),
        N_("Housing: houses of grade C and D; provided: the repair was accepted."),
    ),
)
