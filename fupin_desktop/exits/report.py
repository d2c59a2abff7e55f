"""What is missing about exits: cases that wait for the line of their year, and refusals the county has not seen."""

from datetime import date
from typing import Any

from fupin_desktop.exits.path import CONFIRMED, PATH
from fupin_desktop.ledger.declared.figure import Figure, Part
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.selection import COUNTED, Condition, Equal, Linked, OneOf, Selection, Unless
from fupin_desktop.ledger.words import N_

_BEFORE_CONFIRMED = PATH.order[: PATH.order.index(CONFIRMED)]
_WAITING: Condition = OneOf("stage", _BEFORE_CONFIRMED)


def _list(*conditions: Condition) -> Figure:
    return Figure(Selection("exit_case", order=("stage_on",), standing=COUNTED), Part(conditions))


def _refused(_asked: Any) -> Figure:
    return _list(_WAITING, Equal("consent", "refused"), Unless((Linked("exit_county_visit", "case"),)))


def _without_line(asked: Any) -> Figure:
    """Cases of the year asked for that the county cannot confirm, for the year has no line of its own."""
    known = asked.limit("exit_line_household", date(asked.year, 12, 31)) is not None
    return _list(_WAITING, Equal("year", None if known else asked.year))


GAPS = (
    Gap(
        "exit_not_agreed",
        N_("Exits refused by the household, not seen by the county"),
        N_("A household that does not agree goes on only after a visit of the county (E18)."),
        _refused,
    ),
    Gap(
        "exit_no_line",
        N_("Exits that wait for the line of the year"),
        N_("The county confirms by the line of the very year: it is entered under Settings with its paper (002 §3)."),
        _without_line,
    ),
)
