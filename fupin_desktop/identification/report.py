"""F33, the changes of the register by number: who was taken in by which of the six, who left by which of the seven.

It counts the register's own changes (E13), whichever way they came; a household with two reasons stands under both.
"""

from functools import partial
from typing import Any

from fupin_desktop.households.model import CANDIDATE
from fupin_desktop.identification.path import PATH
from fupin_desktop.ledger.declared.figure import Distinct, Figure, Part, Total
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_HOUSEHOLDS, IN_PERSONS, ReportColumn, ReportKind
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    VISIBLE,
    Amount,
    Between,
    Condition,
    Equal,
    Linked,
    OneOf,
    Selection,
    Unless,
)
from fupin_desktop.ledger.words import N_, word, words

_IN, _OUT = ("added", "restored"), ("terminated", "closed")
_column = partial(ReportColumn, of_quarters=True)


def _changes(asked: Any, types: tuple[str, ...]) -> Selection:
    first, last = asked.period.first.isoformat(), asked.period.last.isoformat()
    where = (OneOf("type", types), Between("date", first, last))
    return Selection("household_change", where, ("date",), COUNTED)


def _pair(name: str, group: str, label: str, found: Selection, *by: Condition) -> tuple[ReportColumn, ReportColumn]:
    homes = Figure(found, Distinct(("household",), by))
    persons = Figure(found.having(*by), Total(Amount(("persons",))))
    return (
        _column(f"{name}_homes", group, label, IN_HOUSEHOLDS, homes),
        _column(f"{name}_persons", group, label, IN_PERSONS, persons),
    )


def change_columns(asked: Any) -> tuple[ReportColumn, ...]:
    """Taken in, by each of the six and others; left, by each of the seven and others: households and persons."""
    entered, left = _changes(asked, _IN), _changes(asked, _OUT)
    return (
        *_pair("in", N_("Taken into the register"), N_("In all"), entered),
        *(
            column
            for code in words("in6")
            for column in _pair(code, N_("Taken into the register"), word("in6", code), entered, Equal("reasons", code))
        ),
        *_pair("out", N_("Left the register"), N_("In all"), left),
        *(
            column
            for code in words("bar7")
            for column in _pair(code, N_("Left the register"), word("bar7", code), left, Equal("reasons", code))
        ),
    )


REPORTS = (
    ReportKind(
        "entry_changes",
        N_("Changes of the register by number (F33)"),
        "《中共广州市委 广州市人民政府关于落实广东省新时期精准扶贫精准脱贫三年攻坚的实施意见》(四)；F33",
        change_columns,
        (N_("A household with several reasons stands under each; in all it counts once."),),
    ),
)


def _open_hits(_asked: Any) -> Figure:
    return Figure(Selection("comparison_hit", order=("found_on",)), Part((Equal("answer", None),)))


def _unsigned(_asked: Any) -> Figure:
    found = Selection("identification_case", order=("stage_on",))
    signed = Unless((Equal("signed_on", None),))
    waiting = OneOf("stage", ("letter_published", "surveyed", "applied"))
    return Figure(found, Part((waiting, Unless((signed,)), Unless((Equal("screened_on", None),)))))


def _left_applying(_asked: Any) -> Figure:
    """Who was turned away before that had a state of its own, or whose case was put away."""
    applying = Selection("household", (Equal("status", CANDIDATE),), ("household_code",), VISIBLE)
    under_way = Linked("identification_case", "household", (Unless((OneOf("stage", PATH.closed),)),))
    return Figure(applying, Part((Unless((under_way,)),)))


GAPS = (
    Gap(
        "identification_left",
        N_("Applicants without an identification under way"),
        N_("Who was turned away is set to “not admitted”; whoever still applies has an open identification (E16)."),
        _left_applying,
    ),
    Gap(
        "identification_hits",
        N_("Hits of a comparison without an answer"),
        N_("What a comparison found is looked into before anybody is taken in (003 (四): 从严从细)."),
        _open_hits,
    ),
    Gap(
        "identification_unsigned",
        N_("Lists gone through, and not signed by three parties"),
        N_("Resident cadre, first secretary and the village's committees identify together (000 四(一))."),
        _unsigned,
    ),
)
