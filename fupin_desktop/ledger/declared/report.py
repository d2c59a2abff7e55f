"""A report (统计报表) as it is declared, by the house or by a feature: its columns, each a figure in a unit."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from fupin_desktop.ledger.declared.figure import Figure
from fupin_desktop.ledger.words import N_


class Form(Enum):
    """How a figure is written: as a whole number, as yuan with two decimals, as per cent with one."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"


@dataclass(frozen=True)
class Unit:
    """What a figure is counted in, as the heading says it, and how it is written."""

    label: str
    form: Form = Form.COUNT


IN_HOUSEHOLDS = Unit(N_("households"))
IN_PERSONS = Unit(N_("persons"))
IN_HOUSES = Unit(N_("houses"))
IN_TIMES = Unit(N_("times"))
IN_ITEMS = Unit(N_("items"))
IN_YUAN = Unit(N_("yuan"), Form.MONEY)
IN_PERCENT = Unit("%", Form.SHARE)


@dataclass(frozen=True)
class ReportColumn:
    """A column: its name, the heading over several columns, its own heading, its unit, and the figure of any place.

    `of_quarters`: the figure keeps to the days of what was asked, so it can be told of a quarter.  Any other shows
    本期无数据 there, for what is entered by the year is no number of a quarter.
    """

    name: str
    group: str
    label: str
    unit: Unit
    figure: Figure
    of_quarters: bool = False


# Makes the columns of what was asked (`reports.asked.Asked`: a day, a period, limits)
Columns = Callable[[Any], tuple[ReportColumn, ...]]


@dataclass(frozen=True)
class ReportKind:
    """A report by its name: its title, the paper that asks for it, its columns, and what is said under the table.

    `quarter_notes` are said instead under that of a quarter, where it is counted in another way.
    """

    name: str
    label: str
    source: str
    columns: Columns
    notes: tuple[str, ...] = ()
    quarter_notes: tuple[str, ...] = ()
