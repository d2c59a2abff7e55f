"""Figures of projects (F16): how far they are and of which type, money by source, gap lists, the village's tab.

Every cell opens its projects, sources or checks; sums are in fen until they are written.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from fupin_desktop.ledger.declared.figure import Count, Figure, Part, Total
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import (
    IN_HOUSEHOLDS,
    IN_ITEMS,
    IN_PERSONS,
    IN_YUAN,
    ReportColumn,
    ReportKind,
    Unit,
)
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Amount,
    Between,
    Condition,
    Either,
    Equal,
    Leads,
    Linked,
    OneOf,
    Selection,
    Unless,
    no,
)
from fupin_desktop.ledger.declared.tab import CaseBoard, FigureStrip, Records, Tab, Told
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_, word, words
from fupin_desktop.village_projects.path import PATH

_ENDED = tuple(side.code for side in PATH.sides if side.ends)
_LIVE = Unless((OneOf("stage", _ENDED),))
PROJECTS = Selection("village_project", (_LIVE,), ("planned_end",), COUNTED)
_SOURCES = Selection("project_funding", (Leads("case", (_LIVE,)),), ("case",), COUNTED)
# 000 五(十二), 002 §12: 垃圾处理、污水治理、改厕、绿化美化
SANITATION = ("environment_garbage", "environment_sewage", "environment_toilets", "environment_greening")


def _from(stage: str) -> Condition:
    return OneOf("stage", PATH.order[PATH.order.index(stage) :])


_BUILT, _ACCEPTED = _from("completed"), _from("accepted")
_POOR = Either((Between("poor_households", low=1), Between("poor_persons", low=1)))


def _in_plan_of(year: int) -> tuple[Condition, ...]:
    """Those of an item of that year's plan, and those to be completed in the year."""
    ends = Between("planned_end", f"{year}-01-01", f"{year}-12-31")
    return (Either((Leads("plan_item", (Equal("year", year),)), ends)),)


# --- gap lists ------------------------------------------------------------------------------------------------------


def _late(asked: Any) -> Figure:
    past = Between("planned_end", high=(asked.today - timedelta(days=1)).isoformat())
    return Figure(PROJECTS, Part((past, no(_BUILT))))


def _not_handed(_asked: Any) -> Figure:
    return Figure(PROJECTS, Part((OneOf("stage", ("completed", "accepted")),)))


def _no_money(_asked: Any) -> Figure:
    return Figure(PROJECTS, Part((no(Linked("project_funding", "case")),)))


def _no_item(_asked: Any) -> Figure:
    return Figure(PROJECTS, Part((Equal("plan_item", None),)))


def _no_poor(_asked: Any) -> Figure:
    return Figure(PROJECTS, Part((no(_POOR),)))


def _not_followed(_asked: Any) -> Figure:
    handed = PROJECTS.having(Equal("stage", "handed_over"))
    return Figure(handed, Part((no(Linked("project_check", "case", (Equal("about", "afterwards"),))),)))


def _not_mended(asked: Any) -> Figure:
    found = Selection("project_check", order=("mend_by",), standing=COUNTED)
    past = Between("mend_by", high=(asked.today - timedelta(days=1)).isoformat())
    return Figure(found, Part((past, Equal("mended_on", None), no(Equal("to_mend", None)))))


GAPS = (
    Gap("project_late", N_("Projects not completed in time"),
        N_("A project is completed by the day that was planned (E31)."), _late),
    Gap("project_not_handed", N_("Projects completed and not handed over"),
        N_("A completed project is accepted, announced and handed over (000 五(二): 三公开)."), _not_handed),
    Gap("project_no_money", N_("Projects without a source of money"),
        N_("Money follows the project: each source is entered (000 五(二), 七(三))."), _no_money),
    Gap("project_no_item", N_("Projects that follow no plan"),
        N_("A project is an item of the village's plan (000 五(二): 项目跟随规划走)."), _no_item),
    Gap("project_no_poor", N_("Projects that serve no poor household"),
        N_("A project says which poor households and persons it serves (004 三(二))."), _no_poor),
    Gap("project_not_mended", N_("Faults of projects not mended in time"),
        N_("What a check found is mended by the day that was set for it (003 (十六))."), _not_mended),
    Gap("project_not_followed", N_("Projects handed over and never looked at since"),
        N_("What was handed over is followed up (002 §24: 跟踪管理)."), _not_followed),
)  # fmt: skip

# --- reports --------------------------------------------------------------------------------------------------------


def _told(name: str, group: str, label: str, unit: Unit, selection: Selection, *of: Condition) -> ReportColumn:
    return ReportColumn(name, group, label, unit, Figure(selection, Part(of) if of else Count()))


def _total(name: str, group: str, label: str, unit: Unit, selection: Selection, field: str) -> ReportColumn:
    return ReportColumn(name, group, label, unit, Figure(selection, Total(Amount((field,)))))


def progress_columns(asked: Any) -> tuple[ReportColumn, ...]:
    """Of the year: how far, how many of sanitation, whom they serve."""
    year = PROJECTS.having(*_in_plan_of(asked.year))
    whole, sanitation, served = N_("Projects of the villages"), N_("Of these sanitation"), N_("Served by them")
    return (
        _told("projects", whole, N_("Projects"), IN_ITEMS, year),
        _told("waiting", whole, N_("Not begun"), IN_ITEMS, year, no(_from("started"))),
        _told("begun", whole, N_("Under way"), IN_ITEMS, year, Equal("stage", "started")),
        _told("built", whole, N_("Completed"), IN_ITEMS, year, _BUILT),
        _told("accepted", whole, N_("Accepted"), IN_ITEMS, year, _ACCEPTED),
        *(
            _told(code, sanitation, word("project_subtype", code), IN_ITEMS, year, Equal("subtype", code))
            for code in SANITATION
        ),
        _total("poor_households", served, N_("Poor households"), IN_HOUSEHOLDS, year, "poor_households"),
        _total("poor_persons", served, N_("Poor persons"), IN_PERSONS, year, "poor_persons"),
        _total("hired", served, N_("Local poor people hired"), IN_PERSONS, year, "local_poor_hired"),
    )


def type_columns(asked: Any) -> tuple[ReportColumn, ...]:
    """Of the year: how many of each type, and their budget."""
    year = PROJECTS.having(*_in_plan_of(asked.year))
    return (
        *(
            _told(f"of_{code}", N_("Projects by type"), word("project_type", code), IN_ITEMS, year, Equal("type", code))
            for code in words("project_type")
        ),
        _total("budget", N_("In all"), N_("Budget"), IN_YUAN, year, "budget"),
    )


# Sixteen channels side by side can be read by nobody: the list behind a figure tells each
_SOURCES_BY = {
    "helpers": (N_("Helping side"), ("unit_own", "unit_raised", "helper_city", "helper_county")),
    "above": (N_("Centre and province"), ("central", "province", "central_sector", "province_sector")),
    "local": (N_("City, county and township"), ("city", "county", "city_sector", "county_sector")),
    "society": (N_("Society"), ("society",)),
}
_NAMED = tuple(code for _label, codes in _SOURCES_BY.values() for code in codes)


def _by_source(sources: Selection) -> Iterator[ReportColumn]:
    for name, group in (("planned", N_("Planned by source")), ("actual", N_("Come in by source"))):
        for key, (label, codes) in _SOURCES_BY.items():
            yield _total(f"{name}_{key}", group, label, IN_YUAN, sources.having(OneOf("source", codes)), name)
        others = sources.having(no(OneOf("source", _NAMED)))
        yield _total(f"{name}_others", group, N_("Own money, credit, other"), IN_YUAN, others, name)


def money_columns(asked: Any) -> tuple[ReportColumn, ...]:
    """Of the year: budget and cost, and by whose money (000 七(三): 多维投入)."""
    year, whole = PROJECTS.having(*_in_plan_of(asked.year)), N_("In all")
    sources = _SOURCES.having(Leads("case", _in_plan_of(asked.year)))
    return (
        _total("budget", whole, N_("Budget"), IN_YUAN, year, "budget"),
        _total("planned", whole, N_("Planned"), IN_YUAN, sources, "planned"),
        _total("actual", whole, N_("Come in"), IN_YUAN, sources, "actual"),
        _total("final_cost", whole, N_("Final cost"), IN_YUAN, year, "final_cost"),
        *_by_source(sources),
    )


_PAPER = "《中共汕尾市委 汕尾市人民政府关于新时期精准扶贫精准脱贫三年攻坚的实施意见》"
_OF_THE_YEAR = N_("Projects of the year's plan, or to be completed in the year; cancelled ones are not counted.")
_NO_AMOUNT = N_("No data: nobody has entered such an amount, which is not nought.")
REPORTS = (
    ReportKind("projects", N_("Progress of village projects"), f"{_PAPER}§11—12；F16", progress_columns,
               (_OF_THE_YEAR,)),
    ReportKind("project_types", N_("Village projects by type"), f"{_PAPER}§11—12；F16", type_columns, (_OF_THE_YEAR,)),
    ReportKind("project_money", N_("Money of village projects"), f"{_PAPER}§13；F16", money_columns,
               (_OF_THE_YEAR, _NO_AMOUNT)),
)  # fmt: skip

# --- the village's file ---------------------------------------------------------------------------------------------


def _strip(_finder: Finder, village: Any, _asked: Any) -> tuple[Told, ...]:
    mine = PROJECTS.having(Equal("village", village.id))
    sources = _SOURCES.having(Leads("case", (Equal("village", village.id),)))
    return (
        Told(N_("Projects"), Figure(mine, Count()), IN_ITEMS),
        Told(N_("Completed"), Figure(mine, Part((_BUILT,))), IN_ITEMS),
        Told(N_("Budget"), Figure(mine, Total(Amount(("budget",)))), IN_YUAN),
        Told(N_("Come in"), Figure(sources, Total(Amount(("actual",)))), IN_YUAN),
    )


TABS = {
    "village": (
        Tab(
            "projects",
            N_("Projects of the village"),
            (
                *(FigureStrip(_strip), CaseBoard("village_project"), Records("village_project")),
                *(Records("project_funding"), Records("project_check")),
            ),
        ),
    ),
}
