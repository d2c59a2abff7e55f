"""What the steps of an exit change in the register: about to exit, exited, or registered as before (HH_STATUS, E13).

Each goes through the household's own command, so that the account of the year has it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fupin_desktop.households.commands import set_status
from fupin_desktop.households.model import Household
from fupin_desktop.households.register import EXITED, PRE_EXIT, REGISTERED, RETURNED
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import _

if TYPE_CHECKING:
    from fupin_desktop.casework.model import Case, CaseStep


@dataclass(frozen=True)
class BecomesPreExit:
    """预脱贫: its exit was announced and nobody objected; one that stands so already stays."""

    def apply(self, ledger: Ledger, case: "Case", step: "CaseStep") -> None:
        """Note the change on the day of the step."""
        _move(ledger, case, step, PRE_EXIT, frozenset({REGISTERED, RETURNED}))


@dataclass(frozen=True)
class Exits:
    """脱贫 in the year of the case, whatever the year of the confirmation; with the county's paper as approver."""

    def apply(self, ledger: Ledger, case: "Case", step: "CaseStep") -> None:
        """Note the change on the day of the step; a household that ended meanwhile refuses it (`household.status`)."""
        BecomesPreExit().apply(ledger, case, step)
        year = getattr(case, "year", None)
        home = ledger.get(Household, case.belongs_to)
        if home.status != EXITED:
            set_status(ledger, home, EXITED, _why(case), on=step.on, exit_year=year, approver=step.paper or step.by)


@dataclass(frozen=True)
class BackToRegister:
    """恢复在册: what was about to exit does not."""

    def apply(self, ledger: Ledger, case: "Case", step: "CaseStep") -> None:
        """Note the change, for a household that stood as about to exit."""
        _move(ledger, case, step, REGISTERED, frozenset({PRE_EXIT}))


def _move(ledger: Ledger, case: "Case", step: "CaseStep", status: str, only: frozenset[str]) -> None:
    home = ledger.get(Household, case.belongs_to)
    if home.status in only:
        set_status(ledger, home, status, _why(case), on=step.on, approver=step.paper or step.by)


def _why(case: Any) -> str:
    return _("Exit case of {year}").format(year=case.year)
