"""Figures of a year's verification: how many households are asked for, answered, to be corrected or excluded."""

from functools import partial
from typing import Any

from fupin_desktop.households.register import STILL_POOR
from fupin_desktop.ledger.declared.figure import Count, Figure, Part, Share
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_HOUSEHOLDS, IN_PERCENT, ReportColumn, ReportKind
from fupin_desktop.ledger.declared.selection import COUNTED, Condition, Equal, Linked, OneOf, Selection, Unless
from fupin_desktop.ledger.words import N_, word, words

_ANSWERED = ("keep", "correct", "exclude")
_column = partial(ReportColumn, unit=IN_HOUSEHOLDS)


def _homes() -> Selection:
    """The households on the register: what a verification asks for."""
    return Selection("household", (OneOf("status", tuple(sorted(STILL_POOR))),), ("household_code",), COUNTED)


def _card(year: int, *results: str) -> Condition:
    """Answered for in the year; a visit that met nobody is no answer."""
    wanted = results or _ANSWERED
    return Linked("verification_card", "household", (Equal("year", year), OneOf("result", wanted)))


def verification_columns(asked: Any) -> tuple[ReportColumn, ...]:
    """Households asked for, answered, the rate; then by result."""
    homes, whole = _homes(), N_("Verification")
    answered = _card(asked.year)
    return (
        _column("homes", whole, N_("To be answered for"), figure=Figure(homes, Count())),
        _column("answered", whole, N_("Answered"), figure=Figure(homes, Part((answered,)))),
        ReportColumn("rate", whole, N_("Rate of answers"), IN_PERCENT, Figure(homes, Share((answered,)))),
        *(
            _column(
                f"result_{code}", N_("By result"), word("verification_result", code), figure=_by(homes, asked, code)
            )
            for code in words("verification_result")
        ),
    )


def _by(homes: Selection, asked: Any, code: str) -> Figure:
    return Figure(homes, Part((_card(asked.year, code),)))


REPORTS = (
    ReportKind(
        "verification",
        N_("Verification of the register"),
        "《中共汕尾市委 汕尾市人民政府关于新时期精准扶贫精准脱贫三年攻坚的实施意见》§24",
        verification_columns,
        (
            N_("Households on the register today. Answered: stays, to be corrected or to be excluded; a visit that met"
               " nobody is no answer."),
        ),
    ),
)  # fmt: skip


def _unanswered(asked: Any) -> Figure:
    """A list nobody can be on while the county has opened no round of the year: nobody is asked for then."""
    opened = asked.holds(Selection("verification_round", (Equal("year", asked.year),)))
    left = Unless((_card(asked.year),)) if opened else Equal("id", 0)
    return Figure(_homes(), Part((left,)))


def _to_exclude(asked: Any) -> Figure:
    """Found to be excluded in the year, and no case was opened since."""
    found = _homes().having(_card(asked.year, "exclude"))
    return Figure(found, Part((Unless((Linked("exclusion_case", "household"),)),)))


GAPS = (
    Gap(
        "verification_unanswered",
        N_("Households not answered for in the verification"),
        N_("Every household on the register is verified when the county opens a round (000 五(一), 002 §24)."),
        _unanswered,
    ),
    Gap(
        "verification_to_exclude",
        N_("Found to be excluded, and no case opened"),
        N_("Who does not meet the rules is excluded by the procedure (000 五(一))."),
        _to_exclude,
    ),
)
