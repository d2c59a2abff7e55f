"""Exit cases for lists of households about to exit (N05): of all households that are planned for a year gone by."""

from fupin_desktop.exits.model import ExitCase
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.ledger import Ledger


def agree(ledger: Ledger, home: Household, stage: str = "household_agreed") -> None:
    """A case of the household that stands before its notice, as the steps would have brought it there."""
    year = home.exit_year or home.planned_exit_year
    if home.status in ("registered", "pre_exit") and year is not None and year <= ledger.today.year:
        case = ExitCase(household=home.id, year=year, stage=stage, stage_on=ledger.today)
        ledger.save(case, managed=("stage", "stage_on"))
