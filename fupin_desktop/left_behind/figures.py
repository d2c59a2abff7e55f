"""Figures of those left behind: who was not surveyed in time (R002-26), how many of each group."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from fupin_desktop.households.selections import MEMBERS, in_year
from fupin_desktop.ledger.declared.figure import Figure, Part
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_PERSONS, ReportColumn, ReportKind
from fupin_desktop.ledger.declared.selection import Between, Condition, Either, Equal, Linked, Selection, Unless
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.words import N_, word, words

INTERVAL = "care_survey_days"


def _concerned(asked: Any) -> Condition:
    """Left behind, by the facts of the year or by a survey; or with a disability."""
    by_year = in_year(asked.year, Unless((Equal("left_behind", None),)))
    by_survey = Linked("care_survey", "member", (Unless((Equal("group", None),)),))
    return Either((by_year, by_survey, Unless((Equal("disability_type", None),))))


def _since(day: Any) -> Condition:
    return Linked("care_survey", "member", (Between("surveyed_on", low=day.isoformat()),))


def _not_surveyed(asked: Any) -> Figure | None:
    interval = asked.limit(INTERVAL, asked.day)
    if interval is None:
        return None
    return Figure(
        MEMBERS.having(_concerned(asked)), Part((Unless((_since(asked.day - timedelta(days=int(interval.value))),)),))
    )


def _no_carer(_asked: Any) -> Figure:
    children = Selection("care_survey", (Equal("group", "child"),), ("surveyed_on",), "counted")
    return Figure(children, Part((Equal("carer", None),)))


GAPS = (
    Gap(
        "not_surveyed",
        N_("Left behind or disabled, not surveyed in time"),
        N_("Those left behind and persons with a disability are surveyed again in time (002 §7)."),
        _not_surveyed,
        INTERVAL,
        N_("after how many days to survey again"),
    ),
    Gap(
        "child_no_carer",
        N_("Children left behind without a carer"),
        N_("Of a child left behind it is entered who cares for it (002 §7)."),
        _no_carer,
    ),
)


def _of_group(asked: Any, code: str) -> Selection:
    said = Equal("left_behind", code)
    return MEMBERS.having(Either((in_year(asked.year, said), Linked("care_survey", "member", (Equal("group", code),)))))


def _columns(asked: Any) -> Iterator[ReportColumn]:
    this_year = _since(asked.period.first)
    for code in words("left_behind"):
        group, found = word("left_behind", code), _of_group(asked, code)
        yield ReportColumn(f"{code}", group, N_("Number of persons"), IN_PERSONS, Figure(found))
        yield ReportColumn(
            f"{code}_surveyed", group, N_("Surveyed this year"), IN_PERSONS, Figure(found, Part((this_year,)))
        )


REPORTS = (
    ReportKind(
        "left_behind",
        N_("Those left behind"),
        "《中共汕尾市委 汕尾市人民政府关于新时期精准扶贫精准脱贫三年攻坚的实施意见》§7",
        lambda asked: tuple(_columns(asked)),
        (N_("Left behind: by the facts of the year, or by a survey."),),
    ),
)

TABS = {
    "household": (Tab("aid", N_("Aid and care"), (Records("care_survey"),)),),
    "village": (Tab("aid", N_("Aid and care"), (Records("care_survey", each=("group", "carer", "carer_relation")),)),),
}
