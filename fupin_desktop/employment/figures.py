"""Figures of work: who wishes it and has none, who works and how they came to it (R000-28, R003-18, M6)."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from fupin_desktop.households.selections import HELPED_HOUSEHOLDS, HELPED_MEMBERS
from fupin_desktop.ledger.declared.figure import Distinct, Figure, Part, Share, Total
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import (
    IN_HOUSEHOLDS,
    IN_PERCENT,
    IN_PERSONS,
    IN_YUAN,
    ReportColumn,
    ReportKind,
)
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Amount,
    Condition,
    Either,
    Equal,
    Linked,
    Selection,
    Unless,
    as_of,
)
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.words import N_, word, words

IN_WORK = Selection("employment_record", order=("start",), standing=COUNTED)
_WISH = Unless((Equal("wish", "none"),))


def _working(asked: Any) -> Condition:
    return Linked("employment_record", "member", as_of(asked.day, "start", "end"))


def _employed(asked: Any) -> Selection:
    return IN_WORK.having(*as_of(asked.day, "start", "end"))


def _without_work(asked: Any) -> Figure:
    wishing = HELPED_MEMBERS.having(Linked("work_wish", "member", (_WISH,)))
    return Figure(wishing, Part((Unless((_working(asked),)), Unless((_holding(asked),)))))


def _holding(asked: Any) -> Condition:
    """Holds a welfare post: that is work, too."""
    return Linked("post_holder", "member", as_of(asked.day, "start", "end"))


def _graduates(asked: Any) -> Figure:
    left = HELPED_MEMBERS.having(Linked("work_wish", "member", (Unless((Equal("graduated_year", None),)), _WISH)))
    return Figure(left, Part((Unless((_working(asked),)), Unless((_holding(asked),)))))


def _wishing_homes() -> Selection:
    """Households to be helped of which somebody wishes to work (002 §5: 按意愿): who is asked can work."""
    return HELPED_HOUSEHOLDS.having(Linked("member", "household", (Linked("work_wish", "member", (_WISH,)),)))


def _somebody_works(asked: Any) -> Condition:
    return Linked("member", "household", (Either((_working(asked), _holding(asked))),))


def _nobody_works(asked: Any) -> Figure:
    return Figure(_wishing_homes(), Part((Unless((_somebody_works(asked),)),)))


def _unnamed(asked: Any) -> Figure:
    organised = _employed(asked).having(Equal("channel", "organised"))
    return Figure(organised, Part((Either((Equal("organised_by", None), Equal("to_place", None))),)))


def _empty(asked: Any) -> Figure:
    open_now = Selection("vacancy", order=("heard_on",), standing=COUNTED).having(
        *as_of(asked.day, "heard_on", "until")
    )
    return Figure(open_now, Part((Unless((Linked("employment_record", "vacancy"),)),)))


GAPS = (
    Gap(
        "no_work",
        N_("Wish for work and have none"),
        N_("Who wishes to work, of the households to be helped, is in work or holds a welfare post (002 §6)."),
        _without_work,
    ),
    Gap(
        "household_no_work",
        N_("Households of which nobody is in work"),
        N_("Of every household that wishes it one person at least is in work or holds a welfare post (002 §5)."),
        _nobody_works,
    ),
    Gap(
        "graduate_no_work",
        N_("Graduates without work"),
        N_("Graduates who left school without work are helped to find it (002 §6)."),
        _graduates,
    ),
    Gap(
        "transfer_unnamed",
        N_("Organised transfers without organiser or place"),
        N_("An organised transfer says who organised it and where to (004 二(五))."),
        _unnamed,
    ),
    Gap(
        "vacancy_empty",
        N_("Open vacancies nobody has taken"),
        N_("Work that is open is offered to those who wish it (000 五(九))."),
        _empty,
    ),
)


def _by_channel(asked: Any) -> Iterator[ReportColumn]:
    for code in words("employment_channel"):
        figure = Figure(_employed(asked), Distinct(("member",), (Equal("channel", code),)))
        yield ReportColumn(
            f"by_{code}", N_("Found through"), word("employment_channel", code), IN_PERSONS, figure, True
        )


def columns(asked: Any) -> tuple[ReportColumn, ...]:
    """Persons in work on the last day asked of, stable or temporary, and how they found it; their wages of a month."""
    group, employed = N_("In work"), _employed(asked)

    def persons(*where: Condition) -> Figure:
        return Figure(employed, Distinct(("member",), where))

    return (
        ReportColumn("employed", group, N_("Persons in work"), IN_PERSONS, persons(), True),
        ReportColumn("stable", group, N_("In stable work"), IN_PERSONS, persons(Equal("kind", "stable")), True),
        ReportColumn(
            "temporary", group, N_("In temporary work"), IN_PERSONS, persons(Equal("kind", "temporary")), True
        ),
        ReportColumn(
            "wages", group, N_("Wages of a month"), IN_YUAN, Figure(employed, Total(Amount(("monthly_wage",)))), True
        ),
        *_by_channel(asked),
        *_covered(asked),
    )


def _covered(asked: Any) -> Iterator[ReportColumn]:
    """Of the households that wish to work, how many have somebody in work: the coverage of 002 §5."""
    homes, works, group = _wishing_homes(), (_somebody_works(asked),), N_("Households with somebody in work")
    told = partial(ReportColumn, group=group, of_quarters=True)
    yield told(name="homes_wishing", label=N_("Wishing to work"), unit=IN_HOUSEHOLDS, figure=Figure(homes))
    yield told(name="homes_working", label=N_("With work"), unit=IN_HOUSEHOLDS, figure=Figure(homes, Part(works)))
    yield told(name="homes_rate", label=N_("Coverage"), unit=IN_PERCENT, figure=Figure(homes, Share(works)))


REPORTS = (
    ReportKind(
        "employment",
        N_("Work, training and welfare posts"),
        "《中共汕尾市委 汕尾市人民政府关于新时期精准扶贫精准脱贫三年攻坚的实施意见》§6；F23",
        columns,
        (
            N_("In work: on the day of the report, or the last of the period; a person is counted once."),
            N_("Welfare posts: the share is of holders from households still to be helped."),
        ),
        (
            N_("In work: on the day of the report, or the last of the period; a person is counted once."),
            N_("Welfare posts: the share is of holders from households still to be helped."),
        ),
    ),
)

WORK = N_("Work and training")
TABS = {
    "household": (Tab("work", WORK, (Records("work_wish"), Records("employment_record"))),),
    "village": (Tab("work", WORK, (Records("vacancy"), Records("employment_record"))),),
}
