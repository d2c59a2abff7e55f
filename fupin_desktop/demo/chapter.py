"""A chapter of the demonstration: what one feature's people do in these two years."""

from collections.abc import Callable
from dataclasses import dataclass

from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk


def _nothing(*_given: object) -> None:
    """A chapter need not do something everywhere."""


@dataclass(frozen=True)
class Chapter:
    """What happens at which desk; each is called on its days, in the order of the chapters.

    `opening`: once, at the office, before any laptop is enrolled.  `at_village`: each month at each village's desk.
    `at_office`: each month at the office, after it has merged what the laptops sent.  `ending`: once, on the last day,
    after the last exchange.  The day is `county.today`; a command is `with desk.write(…) as ledger`.
    """

    name: str
    opening: Callable[[County], None] = _nothing
    at_village: Callable[[County, VillageDesk], None] = _nothing
    at_office: Callable[[County], None] = _nothing
    ending: Callable[[County], None] = _nothing
