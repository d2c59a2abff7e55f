"""What the county's approval changes: the household stands on the register, with the reasons by number (E13)."""

from dataclasses import dataclass
from typing import Any

from fupin_desktop.casework.model import Case, CaseStep
from fupin_desktop.households.commands import change_household
from fupin_desktop.households.model import ENDED, Household
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import _


@dataclass(frozen=True)
class TakeIn:
    """The household is registered by its own command: taken in, or taken back where it had ended."""

    def apply(self, ledger: Ledger, case: Case, step: CaseStep) -> None:
        """A change of the household on the day of the approval; its approver is the paper, its reasons the six's."""
        asked: Any = case
        home = ledger.get(Household, asked.household)
        assert step.on is not None, "every step has its day"
        change_household(
            ledger,
            home,
            type="restored" if home.status in ENDED else "added",
            date=step.on,
            reasons=asked.entries,
            why=asked.override_reason or _("Identified and approved by the county."),
            approver=step.paper or step.by,
        )
