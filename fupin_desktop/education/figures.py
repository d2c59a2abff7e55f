"""Figures of education aid: pupils entitled by their stage who have had none this term; sums (002 §8, E49)."""

from collections.abc import Iterable
from typing import Any

from fupin_desktop.education.rules import first_day, term_on
from fupin_desktop.households.rules import school_stage
from fupin_desktop.households.selections import HELPED_MEMBERS, in_year
from fupin_desktop.ledger.declared.figure import Distinct, Figure, Part, Total
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_PERSONS, IN_YUAN, ReportColumn, ReportKind
from fupin_desktop.ledger.declared.selection import COUNTED, Amount, Between, Equal, Linked, OneOf, Selection, Unless
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.words import N_, words
from fupin_desktop.policy.typed import SEPARATOR

AIDS = Selection("education_aid", order=("paid_on",), standing=COUNTED)
ENTITLED = "education_aid_stages"


def grades_of(stages: Iterable[str]) -> tuple[str, ...]:
    """The grades of the national list that belong to these stages (学籍年级)."""
    wanted = set(stages)
    # The list ends with 大专及以上: it cannot tell a college from a university
    named = {"preschool", "primary", "junior", "senior", "vocational", "college"} & wanted
    named |= {"college"} if "university" in wanted else set()
    return tuple(code for code in words("school") if school_stage(code) in named)


def _without_aid(asked: Any) -> Figure | None:
    entitled = asked.limit(ENTITLED, asked.day)
    if entitled is None:
        return None
    school_year, term = term_on(asked.day)
    year = first_day(school_year, term).year
    pupils = HELPED_MEMBERS.having(in_year(year, OneOf("school_state", grades_of(entitled.text.split(SEPARATOR)))))
    helped = Linked("education_aid", "member", (Equal("school_year", school_year), Equal("term", term)))
    return Figure(pupils, Part((Unless((helped,)),)))


def _not_paid(_asked: Any) -> Figure:
    return Figure(AIDS, Part((Equal("paid_on", None),)))


GAPS = (
    Gap(
        "no_education_aid",
        N_("Pupils without aid this term"),
        N_("Pupils of the stages the paper names, of the households to be helped, have aid of this term (002 §8)."),
        _without_aid,
        ENTITLED,
        N_("which stages of school are entitled to aid"),
    ),
    Gap(
        "education_not_paid",
        N_("Education aid entered and not paid"),
        N_("Aid that was entered has a day of payment (E49)."),
        _not_paid,
    ),
)


def columns(asked: Any) -> tuple[ReportColumn, ...]:
    """Paid within the period: pupils and money."""
    group = N_("Education aid")
    paid = AIDS.having(Between("paid_on", asked.period.first.isoformat(), asked.period.last.isoformat()))
    money = Figure(paid, Total(Amount(("amount",))))
    return (
        ReportColumn("pupils", group, N_("Pupils"), IN_PERSONS, Figure(paid, Distinct(("member",))), True),
        ReportColumn("education", group, N_("Amount"), IN_YUAN, money, True),
    )


_NOTES = (
    N_("Education aid and relief: what was paid within the period."),
    N_("Medical aid: the accounts of the year; a diagnosis stays masked."),
)
REPORTS = (
    ReportKind(
        "aid",
        N_("Aid for education, illness and need"),
        "《中共汕尾市委 汕尾市人民政府关于新时期精准扶贫精准脱贫三年攻坚的实施意见》§7—§9；F22",
        columns,
        _NOTES,
        _NOTES[:1],
    ),
)

TABS = {
    "household": (Tab("aid", N_("Aid and care"), (Records("education_aid"),)),),
    "village": (Tab("aid", N_("Aid and care"), (Records("education_aid", each=("amount", "school")),)),),
}
