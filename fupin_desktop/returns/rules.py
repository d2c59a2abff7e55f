"""Rules of return cases: only what exited can return, and in a year that has begun."""

from collections.abc import Mapping

from fupin_desktop.casework.rules import check_case
from fupin_desktop.households.model import Household, HouseholdChange
from fupin_desktop.households.register import EXITED
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _, word
from fupin_desktop.returns.model import ReturnCase


def check_return(ledger: Ledger, record: ReturnCase, before: ReturnCase | None) -> None:
    """The rule of a return case: that of every case, `return.not_exited` of a household that has not exited,
    `return.year` a year to come, `return.before_exit` a day before the household exited (E19)."""
    check_case(ledger, record, before)
    if record.year is not None and record.year > ledger.today.year:
        text = _("A household cannot return in a year to come. Nothing was saved; correct the year.")
        raise Refusal("return.year", text, where={"field": "year"})
    if before is not None or record.household is None:
        return
    for home in ledger.find(Household, id=record.household):
        if home.status != EXITED:
            text = _("A household that is “{status}” has not exited, so it cannot return. Nothing was saved.")
            message = text.format(status=word("hh_status", home.status or ""))
            raise Refusal("return.not_exited", message, where={"field": "household"})
    _refuse_before_exit(ledger, record)


def _refuse_before_exit(ledger: Ledger, record: ReturnCase) -> None:
    exits = [one.date for one in ledger.find(HouseholdChange, household=record.household, type=EXITED) if one.date]
    if exits and record.stage_on is not None and record.stage_on < max(exits):
        text = _("The household exited on {day}; it cannot have returned before. Nothing was saved; correct the day.")
        raise Refusal("return.before_exit", text.format(day=max(exits)), where={"field": "stage_on"})


RULES: Mapping[type[Record], Rule] = {ReturnCase: check_return}
