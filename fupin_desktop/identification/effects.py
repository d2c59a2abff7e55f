"""What the end of an identification changes: taken into the register with the reasons by number, or not taken in."""

from dataclasses import dataclass
from typing import Any

from fupin_desktop.casework.model import Case, CaseStep
from fupin_desktop.households.commands import change_household
from fupin_desktop.households.model import CANDIDATE, ENDED, NOT_ADMITTED, Household
from fupin_desktop.households.register import RETURNED
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import _, word


@dataclass(frozen=True)
class TakeIn:
    """The household is registered by its own command: taken in, or taken back where it had ended.

    One that returned to poverty is on the register already, by its return (E19): its status stays.
    """

    def apply(self, ledger: Ledger, case: Case, step: CaseStep) -> None:
        """A change of the household on the day of the approval; its approver is the paper, its reasons the six's."""
        asked: Any = case
        home = ledger.get(Household, asked.household)
        if home.status == RETURNED:
            return
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


@dataclass(frozen=True)
class TurnAway:
    """Who applied and was rejected is 未纳入: an applicant no more, in no list and count, free to apply again.

    A household that stood on the register stays there: who leaves it is excluded (000 五(一)).
    """

    def apply(self, ledger: Ledger, case: Case, step: CaseStep) -> None:
        """A change of the household on the day of the rejection, with its reason."""
        asked: Any = case
        home = ledger.get(Household, asked.household)
        if home.status != CANDIDATE:
            text = _("The household stays “{status}”: who is to leave the register is excluded by a case of its own.")
            ledger.note([text.format(status=word("hh_status", home.status or ""))] if home.status not in ENDED else [])
            return
        assert step.on is not None, "every step has its day"
        approver = step.paper or step.by
        change_household(ledger, home, type=NOT_ADMITTED, date=step.on, why=asked.rejected_why, approver=approver)
