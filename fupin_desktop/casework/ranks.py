"""Which cases come first (优先次序): parts of an order as data, of which a county chooses by a policy parameter.

003 (六)4 names three groups side by side, so no order is built in: without the parameter who waits longest comes first.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fupin_desktop.ledger.declared.selection import Amount
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.policy.typed import SEPARATOR
from fupin_desktop.policy.values import find_value

if TYPE_CHECKING:
    from fupin_desktop.casework.model import Case


@dataclass(frozen=True)
class Rank:
    """One part of an order: cases whose `field` has one of `first`, in that order, stand before all others."""

    field: str
    first: tuple[str | int, ...]


@dataclass(frozen=True)
class LeastRank:
    """One part of an order: the least amount per head of the newest record of `kind` that leads to the case's home.

    `per` and `newest` are fields of that record; homes of which no amount is known come last.
    """

    kind: str
    by: str
    amount: Amount
    per: str
    newest: str


def ranks_of(finder: Finder, cls: type["Case"], division: str, today: date) -> tuple[Rank | LeastRank, ...]:
    """The order a county has chosen for a kind of case; empty where it chose none."""
    path = cls.path
    found = find_value(finder, path.ranked_by, division, today) if path.ranked_by else None
    names = found.text.split(SEPARATOR) if found is not None else ()
    return tuple(path.ranks[name] for name in names if name in path.ranks)
