"""A gap list (数据缺口) as it is declared, by the house or by a feature: what is missing or against a rule."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fupin_desktop.ledger.declared.figure import Figure


@dataclass(frozen=True)
class Gap:
    """A gap list: its name, what it says in a few words, by what rule; `limit` is the parameter it cannot do without.

    `figure` makes the number of what was asked (`reports.asked.Asked`: a day, a year, limits), and its `behind` is the
    list; None where that parameter is set for this place and year by no paper and no county.
    """

    name: str
    label: str
    rule: str
    figure: Callable[[Any], Figure | None]
    limit: str = ""
    limit_label: str = ""
