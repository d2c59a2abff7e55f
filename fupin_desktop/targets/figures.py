"""How far the work is against the numbers at the beginning (R000-05, -11), and the check by six points (R000-07)."""

from typing import Any

from fupin_desktop.households.selections import EXITED, HELPED, HELPED_HOUSEHOLDS, HOUSEHOLDS, MEMBERS
from fupin_desktop.ledger.declared.figure import Figure, Part, Share, Total
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import (
    IN_HOUSEHOLDS,
    IN_ITEMS,
    IN_PERCENT,
    IN_PERSONS,
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
    Matched,
    OneOf,
    Selection,
    Unless,
    no,
)
from fupin_desktop.ledger.declared.tab import FigureStrip, Records, Tab, Told
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_
from fupin_desktop.targets.counting import CAME, WENT, changes_since, moves_since
from fupin_desktop.targets.model import Baseline
from fupin_desktop.villages.selections import POOR_VILLAGES

IN_VILLAGES = Unit(N_("villages"))
_DEADLINE = "exit_deadline"
_CONFIRMED = ("county_confirmed", "flagged", "monitored")  # EXIT_STAGE from the county's word on
_BASELINES = Selection("baseline", order=("village_code",), standing=COUNTED)
_PROJECTS = Selection("village_project", (no(Equal("stage", "cancelled")),), ("village",), COUNTED)
_ALL_EXITED: Condition = Unless((Matched("household", (("village_code", "code"),), (HELPED,)),))
_EXITED_PERSONS: Condition = Leads("household", (EXITED,))


# --- against the numbers at the beginning -----------------------------------------------------------------------------


def _targets(_asked: Any) -> tuple[ReportColumn, ...]:
    first, now, left = N_("At the beginning"), N_("In the register now"), N_("Reached")
    homes, people = (Figure(_BASELINES, Total(Amount((name,)))) for name in ("households", "persons"))
    of_task = Figure(_BASELINES, Part((Equal("in_target", 1),)))
    return (
        ReportColumn("base_villages", first, N_("Villages of the task"), IN_VILLAGES, of_task),
        ReportColumn("base_households", first, N_("Households of the register"), IN_HOUSEHOLDS, homes),
        ReportColumn("base_persons", first, N_("Persons of the register"), IN_PERSONS, people),
        ReportColumn("households", now, N_("Households of the register"), IN_HOUSEHOLDS, Figure(HOUSEHOLDS)),
        ReportColumn("persons", now, N_("Persons of the register"), IN_PERSONS, Figure(MEMBERS)),
        ReportColumn("exited", left, N_("Exited households"), IN_HOUSEHOLDS, Figure(HOUSEHOLDS, Part((EXITED,)))),
        ReportColumn("exit_rate", left, N_("Rate of exit"), IN_PERCENT, Figure(HOUSEHOLDS, Share((EXITED,)))),
        ReportColumn(
            "exited_persons", left, N_("Exited persons"), IN_PERSONS, Figure(MEMBERS, Part((_EXITED_PERSONS,)))
        ),
        ReportColumn(
            "person_rate", left, N_("Rate of persons"), IN_PERCENT, Figure(MEMBERS, Share((_EXITED_PERSONS,)))
        ),
        ReportColumn(
            "villages", left, N_("Villages all of whose households exited"), IN_VILLAGES,
            Figure(POOR_VILLAGES, Part((_ALL_EXITED,))),
        ),
    )  # fmt: skip


def _is_late(asked: Any) -> bool:
    limit = asked.limit(_DEADLINE, asked.day)
    return limit is not None and asked.today.isoformat() > limit.text


def _overdue(asked: Any) -> Figure | None:
    """Nobody is on it before the day: then there is time yet."""
    if asked.limit(_DEADLINE, asked.day) is None:
        return None
    late: tuple[Condition, ...] = () if _is_late(asked) else (Equal("id", 0),)
    return Figure(HELPED_HOUSEHOLDS, Part(late))


def _villages_overdue(asked: Any) -> Figure | None:
    if asked.limit(_DEADLINE, asked.day) is None:
        return None
    late: Condition = Unless((_ALL_EXITED,)) if _is_late(asked) else Equal("id", 0)
    return Figure(POOR_VILLAGES, Part((late,)))


_UNTIL = N_("by which day all are to have left poverty")
GAPS = (
    Gap("exit_overdue", N_("Households not exited by the last day"),
        N_("The day by which all were to have left poverty has passed (000 二, 002 §1)."), _overdue, _DEADLINE, _UNTIL),
    Gap("villages_overdue", N_("Poor villages with households not exited by the last day"),
        N_("The day by which all were to have left poverty has passed (000 二, 002 §1)."), _villages_overdue, _DEADLINE,
        _UNTIL),
)  # fmt: skip


# --- the check by six points ------------------------------------------------------------------------------------------


def _unclear(asked: Any) -> Condition:
    """Nobody says why it is poor, or it was not answered for while a verification of the year is open."""
    rounds = Selection("verification_round", (Equal("year", asked.year),))
    card = Linked("verification_card", "household", (Equal("year", asked.year), no(Equal("result", None))))
    return Either((Equal("cause_main", None), *((no(card),) if asked.holds(rounds) else ())))


def _no_team(asked: Any) -> Condition:
    day = asked.day.isoformat()
    posted = (
        OneOf("roles", ("captain", "first_secretary")),
        Either((Equal("start", None), Between("start", high=day))),  # a term without its first day counts
        Either((Equal("end", None), Between("end", low=day))),
    )
    return Unless((Matched("cadre", (("village_code", "code"),), posted),))


def _unproven() -> Condition:
    return no(Linked("exit_case", "household", (OneOf("stage", _CONFIRMED),)))


def _six(asked: Any) -> tuple[ReportColumn, ...]:
    year = Equal("year", asked.year)
    given_up = Equal("state", "cancelled")
    paid = Selection(
        "year_measure", (year, no(given_up), no(Equal("planned_fund", None)), no(Equal("planned_fund", 0))),
        ("household",), COUNTED,
    )  # fmt: skip
    unsourced = no(Linked("measure_funding", "measure"))
    helped = no(Linked("year_measure", "household", (year, no(given_up))))
    exited = HOUSEHOLDS.having(EXITED)
    return (
        _point("who", N_("Whom"), IN_HOUSEHOLDS, Figure(HELPED_HOUSEHOLDS, Part((_unclear(asked),)))),
        _point("projects", N_("Projects"), IN_ITEMS, Figure(_PROJECTS, Part((Equal("plan_item", None),)))),
        _point("money", N_("Use of money"), IN_ITEMS, Figure(paid, Part((unsourced,)))),
        _point("measures", N_("Measures for households"), IN_HOUSEHOLDS, Figure(HELPED_HOUSEHOLDS, Part((helped,)))),
        _point("posted", N_("Persons posted"), IN_VILLAGES, Figure(POOR_VILLAGES, Part((_no_team(asked),)))),
        _point("results", N_("Results"), IN_HOUSEHOLDS, Figure(exited, Part((_unproven(),)))),
    )


def _point(name: str, label: str, unit: Unit, figure: Figure) -> ReportColumn:
    return ReportColumn(name, N_("Not up to the mark"), label, unit, figure)


_PAPER = "《福田区新时期精准扶贫精准脱贫三年攻坚的实施方案（2016—2018）》"
REPORTS = (
    ReportKind(
        "targets",
        N_("Task of leaving poverty"),
        f"{_PAPER}二、四（一）",
        _targets,
        (
            N_("At the beginning: the numbers fixed in the villages' files. In the register now: without who applies"
               " and who ended."),
            N_("Where the register and the beginning differ by more than is recorded, Findings say by how much."),
            N_("Rates: of the households and persons of the register, as the paper counts them."),
        ),
    ),
    ReportKind(
        "six_points",
        N_("Self-check by the six points of precision"),
        f"{_PAPER}三（二）",
        _six,
        (
            N_("Each number opens the list of what is not up to the mark; nought is up to it."),
            N_("Whom: without a main cause, or not answered for in the verification of the year. Projects:"
               " those that are no item of the village's plan. Money: measures with money and without its source."),
            N_("Measures: households without a measure of the year. Persons posted: poor villages without captain and"
               " first secretary. Results: exited households without a confirmed case."),
        ),
    ),
)  # fmt: skip


# --- the file of a village --------------------------------------------------------------------------------------------


def _strip(finder: Finder, village: Any, _asked: Any) -> tuple[Told, ...]:
    """The numbers at the beginning, those of now, and what is recorded since."""
    here = Equal("village_code", village.code)
    now = Told(N_("Households now"), Figure(HOUSEHOLDS.having(here)), IN_HOUSEHOLDS)
    base = next(iter(finder.find(Baseline, village_code=village.code)), None)
    if base is None or base.as_of is None:
        return (now,)
    mine = _BASELINES.having(here)
    return (
        Told(N_("Households at the beginning"), Figure(mine, Total(Amount(("households",)))), IN_HOUSEHOLDS),
        now,
        Told(N_("Recorded as come since"), Figure(changes_since(village.code, base.as_of, *CAME)), IN_HOUSEHOLDS),
        Told(N_("Recorded as gone since"), Figure(changes_since(village.code, base.as_of, *WENT)), IN_HOUSEHOLDS),
        Told(N_("Moves since"), Figure(moves_since(village.code, base.as_of)), IN_ITEMS),
    )


TABS = {"village": (Tab("village_plan", N_("Plans of the village"), (FigureStrip(_strip), Records("baseline"))),)}
