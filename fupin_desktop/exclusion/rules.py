"""Rules of exclusions: only of a household on the register, a year that has come, three signers."""

from collections.abc import Mapping

from fupin_desktop.casework.commands import open_case
from fupin_desktop.casework.rules import check_case
from fupin_desktop.casework.signatures import refuse_signatures
from fupin_desktop.exclusion.model import ExclusionCase
from fupin_desktop.households.model import ENDED, OUTSIDE, Household, Member
from fupin_desktop.households.rules import living
from fupin_desktop.ledger.declared.feature import Maker, Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _, word


def check_exclusion(ledger: Ledger, record: ExclusionCase, before: ExclusionCase | None) -> None:
    """The rule of an exclusion: that of every case, its signatures (`signatures.date`, `signatures.same`), a year to
    come (`exclusion.year`)."""
    check_case(ledger, record, before)
    refuse_signatures(record, ledger.today)
    if record.year is not None and record.year > ledger.today.year:
        message = _("An exclusion is of this year or an earlier one. Nothing was saved; correct the year.")
        raise Refusal("exclusion.year", message, where={"field": "year"})


def open_exclusion(ledger: Ledger, case: ExclusionCase) -> ExclusionCase:
    """Open an exclusion; persons follow from the household where nobody says them.

    Refuses as `open_case`, and as `exclusion.state` a household that is not on the register.
    """
    if case.household is None:
        return open_case(ledger, case)
    home = ledger.get(Household, case.household)
    if home.status is None or home.status in ENDED | OUTSIDE:
        text = _("This household is “{status}”: it is not on the register. Nothing was saved.")
        told = text.format(status=word("hh_status", home.status or ""))
        raise Refusal("exclusion.state", told, where={"field": "household"})
    persons = case.persons if case.persons is not None else home.persons
    if persons is None:
        persons = len(living(ledger.find(Member, household=home.id))) or None
    return open_case(ledger, case.but(persons=persons))


RULES: Mapping[type[Record], Rule] = {ExclusionCase: check_exclusion}
MAKERS: Mapping[type[Record], Maker] = {ExclusionCase: open_exclusion}
