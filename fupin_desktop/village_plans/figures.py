"""Gap lists of the plans of villages and units, and what stands in the tabs of their files."""

from typing import Any

from fupin_desktop.ledger.declared.figure import Figure, Part, Total
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_ITEMS, IN_YUAN
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Amount,
    Between,
    Condition,
    Equal,
    Leads,
    Linked,
    Selection,
    Unless,
    no,
)
from fupin_desktop.ledger.declared.tab import FigureStrip, Records, Tab, Told
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_
from fupin_desktop.villages.selections import POOR_VILLAGES

_UNITS = Selection("assisting_unit", (), ("village_code", "name"), COUNTED)
_PLANS = Selection("village_plan", (), ("village",), COUNTED)
_ITEMS = Selection("plan_item", (), ("year", "phase", "priority"), COUNTED)


def _spans(year: int) -> tuple[Condition, ...]:
    return Between("first_year", high=year), Between("last_year", low=year)


def _of_one_year(year: int) -> tuple[Condition, ...]:
    return Equal("first_year", year), Equal("last_year", year)


def _no_plan(asked: Any) -> Figure:
    longer = (*_spans(asked.year), Unless(_of_one_year(asked.year)))
    return Figure(POOR_VILLAGES, Part((no(Linked("village_plan", "village", longer)),)))


def _no_year_plan(asked: Any) -> Figure:
    return Figure(POOR_VILLAGES, Part((no(Linked("village_plan", "village", _of_one_year(asked.year))),)))


def _unapproved(_asked: Any) -> Figure:
    return Figure(_PLANS, Part((Equal("approved_by", None),)))


def _no_hearing(_asked: Any) -> Figure:
    return Figure(POOR_VILLAGES, Part((no(Linked("plan_hearing", "village")),)))


def _no_unit_plan(asked: Any) -> Figure:
    return Figure(_UNITS, Part((no(Linked("unit_plan", "unit", _spans(asked.year))),)))


def _unphased(_asked: Any) -> Figure:
    return Figure(_ITEMS, Part((Equal("phase", None), Equal("done_on", None))))


def _late(kind: str) -> Any:
    def figure(asked: Any) -> Figure:
        past = (Equal("done_on", None), Between("due", high=asked.today.isoformat()))
        return Figure(Selection(kind, (), ("due",), COUNTED), Part((*past, no(Equal("due", asked.today.isoformat())))))

    return figure


GAPS = (
    Gap("village_no_plan", N_("Villages without a three-year plan"),
        N_("A relatively poor village has a plan of several years (003 (五): 三年有规划)."), _no_plan),
    Gap("village_no_year_plan", N_("Villages without a plan of the year"),
        N_("A relatively poor village has a plan of the year (003 (五): 年度有计划)."), _no_year_plan),
    Gap("village_no_hearing", N_("Villages where nobody was heard"),
        N_("Before a village's plan is made cadres and villagers are heard (003 (五))."), _no_hearing),
    Gap("village_plan_unapproved", N_("Plans of villages not approved"),
        N_("A village's plan was approved; it needs its four parts, a survey and a hearing (000 七(二), 003 (五))."),
        _unapproved),
    Gap("plan_item_unphased", N_("Items of village plans without a phase"),
        N_("What the survey found is sorted and carried out in phases (000 五(三): 分类筛选、分期分批实施)."),
        _unphased),
    Gap("unit_no_plan", N_("Units without a plan"),
        N_("An assisting unit has a plan for the village it helps (000 七(二))."), _no_unit_plan),
    Gap("village_milestone_late", N_("Milestones of villages passed over"),
        N_("A milestone is reached by its day (000 七(二): 倒排时间)."), _late("village_milestone")),
    Gap("unit_milestone_late", N_("Milestones of units passed over"),
        N_("A milestone is reached by its day (000 七(二): 倒排时间)."), _late("unit_milestone")),
)  # fmt: skip


def _strip(_finder: Finder, village: Any, asked: Any) -> tuple[Told, ...]:
    mine = _ITEMS.having(Leads("plan", (Equal("village", village.id),)), Equal("year", asked.year))
    done: Condition = no(Equal("done_on", None))
    return (
        Told(N_("Items of this year"), Figure(mine), IN_ITEMS),
        Told(N_("Finished"), Figure(mine, Part((done,))), IN_ITEMS),
        Told(N_("Planned funds"), Figure(mine, Total(Amount(("planned_fund",)))), IN_YUAN),
    )


TABS = {
    "village": (
        Tab(
            "village_plan",
            N_("Plans of the village"),
            (
                *(FigureStrip(_strip), Records("village_plan"), Records("plan_item"), Records("village_milestone")),
                *(Records("village_survey"), Records("plan_hearing")),
            ),
        ),
    ),
    "assisting_unit": (Tab("unit_plan", N_("Plans of the unit"), (Records("unit_plan"), Records("unit_milestone"))),),
}
