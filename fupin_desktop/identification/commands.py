"""What people do about identification: open a case, answer the hits of a comparison, lay out the lists of a county."""

from collections.abc import Mapping
from dataclasses import replace

from fupin_desktop.casework.commands import open_case
from fupin_desktop.households.commands import change_household
from fupin_desktop.households.model import CANDIDATE, ENDED, NOT_ADMITTED, Household, Member
from fupin_desktop.households.register import REGISTERED, RETURNED
from fupin_desktop.households.rules import living
from fupin_desktop.identification.model import ComparisonHit, IdentificationCase
from fupin_desktop.identification.screening import SIZES, ScreeningItem
from fupin_desktop.ledger.declared.feature import Maker
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _, word

NEW, REVIEW, AGAIN, BACK = "new", "review", "again", "returned"
_ALIVE = {CANDIDATE: NEW, NOT_ADMITTED: NEW, REGISTERED: REVIEW, RETURNED: BACK}
WAY_OF = {**_ALIVE, **dict.fromkeys(ENDED, AGAIN)}


def open_identification(ledger: Ledger, case: IdentificationCase) -> IdentificationCase:
    """Open an identification (E16); persons and the way follow from the household where nobody says them.

    A new applicant (`new`) that stands on the register, or was turned away before, becomes an applicant by the
    household's own command: it counts as poor only when the county has approved.  Refuses as `open_case`; as
    `identification.state` a household that is on the register and has been approved before, or that exits or has
    exited; as `identification.way` a way that does not fit the household.
    """
    if case.household is None:
        return open_case(ledger, case)
    home = ledger.get(Household, case.household)
    way = case.way or WAY_OF.get(home.status or "", "")
    _refuse_state(home, way)
    persons = case.persons if case.persons is not None else _persons(ledger, home)
    with ledger.savepoint():
        opened = open_case(ledger, case.but(way=way, persons=persons))
        if way == NEW and home.status != CANDIDATE:
            if home.status == REGISTERED:
                _refuse_approved(ledger, opened)
            why = _("Applies to be taken in.")
            change_household(ledger, home, type="applied", date=opened.stage_on or ledger.today, why=why)
    return opened


def _persons(ledger: Ledger, home: Household) -> int | None:
    if home.persons is not None:
        return home.persons
    return len(living(ledger.find(Member, household=home.id))) or None


def _refuse_state(home: Household, way: str) -> None:
    fitting = {NEW: {CANDIDATE, NOT_ADMITTED, REGISTERED}, REVIEW: {REGISTERED}, AGAIN: set(ENDED), BACK: {RETURNED}}
    if home.status in fitting.get(way, ()):
        return
    if home.status not in WAY_OF:
        text = _("This household is “{status}”: it is on the register already. Nothing was saved.")
        told = text.format(status=word("hh_status", home.status or ""))
        raise Refusal("identification.state", told, where={"field": "household"})
    text = _("“{way}” does not fit a household that is “{status}”. Nothing was saved; choose another way.")
    told = text.format(way=word("identification_way", way), status=word("hh_status", home.status or ""))
    raise Refusal("identification.way", told, where={"field": "way"})


def _refuse_approved(ledger: Ledger, opened: IdentificationCase) -> None:
    others = ledger.find(IdentificationCase, household=opened.household)
    before = next((one for one in others if one.id != opened.id and one.approved_on is not None), None)
    if before is None:
        return
    text = _("This household was identified and approved on {day}: it is no new applicant. Nothing was saved.")
    raise Refusal("identification.state", text.format(day=before.approved_on), where={"field": "way"})


def keep_hit(ledger: Ledger, hit: ComparisonHit) -> ComparisonHit:
    """Keep a hit of a comparison; of one that is answered, today and who answers are taken where nobody says them."""
    return ledger.save(answered(ledger, hit))


def answered(ledger: Ledger, hit: ComparisonHit) -> ComparisonHit:
    """A hit with the day and the person of its answer."""
    if hit.answer is None:
        return hit
    return replace(
        hit, answered_on=hit.answered_on or ledger.today, answered_by=(hit.answered_by or "").strip() or ledger.actor
    )


def lay_out(ledger: Ledger, county_code: str) -> list[ScreeningItem]:
    """Lay out the lists of a county: an item for each number that it has not yet, without a text (E17).

    What stands already is left as it is, so that it can be asked for again.
    """
    known = {(one.list, one.no) for one in ledger.find(ScreeningItem, county_code=county_code)}
    numbers = ((list, no) for list, size in SIZES.items() for no in range(1, size + 1))
    missing = [ScreeningItem(county_code=county_code, list=list, no=no) for list, no in numbers]
    return ledger.save_all([one for one in missing if (one.list, one.no) not in known])


MAKERS: Mapping[type[Record], Maker] = {IdentificationCase: open_identification, ComparisonHit: keep_hit}
