"""What people do with exit cases beyond what every case knows: open one, with the evidence the register holds."""

from collections.abc import Mapping

from fupin_desktop.casework.commands import open_case
from fupin_desktop.exits.guarantees import guarantees_of, with_evidence
from fupin_desktop.exits.model import ExitCase, ExitCountyVisit
from fupin_desktop.exits.rules import refuse_not_registered
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.declared.feature import Maker
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _

COUNTY_VISIT = "exit.county_visit"


def open_exit(ledger: Ledger, case: ExitCase) -> ExitCase:
    """Open an exit case (E18) on the day `stage_on`, today by default, for that year unless another is said.

    What the register says for the three guarantees becomes their evidence where none was given; it can be corrected.
    Refuses as `open_case`, and what the rules of exit cases refuse.
    """
    if case.household is None:
        return open_case(ledger, case)
    home = ledger.get(Household, case.household)
    refuse_not_registered(home)
    year = case.year or (case.stage_on or ledger.today).year
    assert home.id is not None, "a household of the book"
    found = guarantees_of(ledger, [home], year)[home.id]
    return open_case(ledger, with_evidence(case.but(year=year), found))


def keep_county_visit(ledger: Ledger, visit: ExitCountyVisit) -> ExitCountyVisit:
    """Keep a visit of the county; a township writes it down with the number of the county's paper.

    Refuses who may not (`role.may_not`) and a missing paper (`exit.visit_paper`).
    """
    ledger.may(COUNTY_VISIT)
    if ledger.why_not("case.county") and not (visit.paper or "").strip():
        text = _("The county visited: here it is written down with the number of its paper. Nothing was saved.")
        raise Refusal("exit.visit_paper", text, where={"field": "paper"})
    return ledger.save(visit)


MAKERS: Mapping[type[Record], Maker] = {ExitCase: open_exit, ExitCountyVisit: keep_county_visit}
