"""Rules of exit cases: of whom, for which year, on which days; what the register says against them is told."""

from collections.abc import Mapping, Sequence
from datetime import date

from fupin_desktop.casework.rules import check_case
from fupin_desktop.exits.guarantees import Guarantees, doubts, guarantees_of
from fupin_desktop.exits.model import ExitCase, ExitCountyVisit
from fupin_desktop.households.model import Household
from fupin_desktop.households.register import STILL_POOR
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _, word
from fupin_desktop.notices.paths import class_named


def refuse_not_registered(home: Household) -> None:
    """Refuse the exit of a household that is not in the register as poor, as `exit.not_registered` (E18)."""
    if home.status in STILL_POOR:
        return
    text = _("A household that is “{status}” cannot exit. Nothing was changed; look at its status.")
    message = text.format(status=word("hh_status", home.status or ""))
    raise Refusal("exit.not_registered", message, where={"field": "household"})


def check_exit(ledger: Ledger, record: ExitCase, before: ExitCase | None) -> None:
    """The rule of an exit case: that of every case; the household is poor, the year and the days can be.

    Codes `exit.not_registered`, `exit.year` a year to come, `exit.consent_date` a day to come or before the case,
    `exit.policy_until` policies that would end before the exit, `exit.other_household` a housing case of another.
    What the register says against the guarantees is told where it is new.
    """
    check_case(ledger, record, before)
    if before is None and record.household is not None:
        for home in ledger.find(Household, id=record.household):
            refuse_not_registered(home)
    _refuse_year(record, (record.stage_on if before is None else None) or ledger.today)
    _refuse_days(record, ledger.today)
    _refuse_foreign_house(ledger, record)
    if record.household is not None and record.is_open:
        _tell(ledger, record, before)


def _refuse_year(record: ExitCase, day: date) -> None:
    """Refuse an exit of a year that had not begun when the case was opened, or has not begun today."""
    if record.year is not None and record.year > day.year:
        text = _("A household cannot exit in a year to come. Nothing was saved; correct the year.")
        raise Refusal("exit.year", text, where={"field": "year"})


def _refuse_days(record: ExitCase, today: date) -> None:
    refuse_ahead(record.consent_on, today, "consent_on", "exit.consent_date")
    ended = record.policy_until is not None and record.confirmed_on is not None
    if ended and record.policy_until < record.confirmed_on:  # type: ignore[operator]  # both are known
        text = _("The policies would end before the exit was confirmed. Nothing was saved; correct the date.")
        raise Refusal("exit.policy_until", text, where={"field": "policy_until"})


def _refuse_foreign_house(ledger: Ledger, record: ExitCase) -> None:
    if record.housing_case is None:
        return
    for one in ledger.find(class_named("housing_case"), id=record.housing_case):
        if getattr(one, "household", None) != record.household:
            text = _("This housing case belongs to another household. Nothing was saved; choose again.")
            raise Refusal("exit.other_household", text, where={"field": "housing_case"})


def _tell(ledger: Ledger, record: ExitCase, before: ExitCase | None) -> None:
    found = ledger.gathered(_guarantees).get((record.household, record.year))
    if found is None:
        return
    known = list(doubts(before, found)) if before is not None and before is not record else []
    ledger.note([text for text in doubts(record, found) if text not in known])


def _guarantees(ledger: Ledger, records: Sequence[Record]) -> Mapping[tuple[Dot | None, int | None], Guarantees]:
    cases = [one for one in records if isinstance(one, ExitCase) and one.household is not None]
    homes = _homes(ledger, cases)
    return {
        (home, year): found
        for year in {one.year for one in cases if one.year is not None}
        for home, found in guarantees_of(ledger, homes, year).items()
    }


def _homes(finder: Finder, cases: Sequence[ExitCase]) -> list[Household]:
    ids = sorted({one.household for one in cases if one.household is not None})
    return [home for at in range(0, len(ids), 500) for home in finder.find(Household, id=ids[at : at + 500])]


def check_county_visit(ledger: Ledger, record: ExitCountyVisit, before: ExitCountyVisit | None) -> None:
    """Refuse a visit of the county on a day to come, as `exit.visit_date`."""
    del before
    refuse_ahead(record.on, ledger.today, "on", "exit.visit_date")


RULES: Mapping[type[Record], Rule] = {ExitCase: check_exit, ExitCountyVisit: check_county_visit}
