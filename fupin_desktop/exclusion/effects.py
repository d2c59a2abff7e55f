"""What the county's decision changes: the household leaves the register, its record stands, its benefits stop."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fupin_desktop.casework.model import Case, CaseStep
from fupin_desktop.households.commands import change_household
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.paths import class_named

_RUNNING = ("planned", "running")


@dataclass(frozen=True)
class TakeOff:
    """The registration ends (`terminated`) by the household's own command, with the bar as its reason (E13)."""

    def apply(self, ledger: Ledger, case: Case, step: CaseStep) -> None:
        """A change on the day of the decision; it tells what of the assistance is still under way."""
        asked: Any = case
        home = ledger.get(Household, asked.household)
        assert step.on is not None, "every step has its day"
        change_household(
            ledger,
            home,
            type="terminated",
            date=step.on,
            reasons=(asked.bar,),
            why=asked.found,
            approver=step.paper or step.by,
            evidence=asked.evidence,
        )
        text = _("From {day} on the household receives no further benefits of the register. Still entered: {left}.")
        left = "、".join(_left(ledger, home)) or _("nothing")
        ledger.note([text.format(day=step.on, left=left)])


def _left(ledger: Ledger, home: Household) -> Iterator[str]:
    """What somebody has to end or settle, in words."""
    measures = ledger.find(class_named("year_measure"), household=home.id, state=list(_RUNNING))
    if measures:
        yield _("{count} measures under way").format(count=len(measures))
    duties = ledger.find(class_named("responsibility"), household=home.id, end=None)
    if duties:
        yield _("{count} persons responsible").format(count=len(duties))
