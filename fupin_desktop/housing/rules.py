"""Rules of housing cases: who and what is repaired under the scheme, the area, builders, inspections of the works."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from fupin_desktop.casework.rules import check_case
from fupin_desktop.households.model import Household
from fupin_desktop.housing.eligibility import builder_doubts, doubts
from fupin_desktop.housing.model import HousingBuilder, HousingCase, HousingInspection
from fupin_desktop.housing.money import HousingFunding, HousingPayment, HousingStandard
from fupin_desktop.housing.money_rules import (
    check_funding,
    check_payment,
    check_standard,
    known_standard,
    last_paid,
    paid_doubts,
    refuse_above_standard,
    refuse_below_paid,
    table_of,
)
from fupin_desktop.housing.papers import HousingPaper, check_housing_paper
from fupin_desktop.housing.photographs import (
    inspection_doubts,
    place_doubts,
    refuse_elsewhere,
    taken_of,
    time_doubts,
)
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.values import find_value

# No paper we hold sets the subsidy of a house: this only catches a nought too many, in fen
PLAUSIBLE_SUBSIDY = 100_000_00


def area_limit(finder: Finder | None, case: HousingCase, division: str) -> Decimal | None:
    """The largest area of the house in square metres: as the case says, else by persons (E27); None when unknown.

    60 m² for a house, and 18 m² each for more than three persons: other provinces' practice, parameters of policy.
    """
    if case.area_cap is not None:
        return case.area_cap
    house, each = (find_value(finder, f"housing_area_{name}", division) for name in ("house", "person"))
    return max(house.value, each.value * (case.persons or 0)) if house and each else None


def warnings(finder: Finder | None, case: HousingCase, division: str) -> list[str]:
    """What looks wrong about a case, each a sentence; nothing here refuses (E27, 002 §10)."""
    found = list(doubts(finder, case, division))
    if (case.subsidy_amount or 0) > PLAUSIBLE_SUBSIDY and not case.subsidy_standard:
        text = _("The subsidy of {amount} yuan is more than {standard} yuan: is it right?")
        found.append(text.format(amount=yuan(case.subsidy_amount or 0), standard=yuan(PLAUSIBLE_SUBSIDY)))
    limit = area_limit(finder, case, division)
    if limit is not None and case.area_after is not None and case.area_after > limit:
        text = _("The new area of {area} m² is more than the {limit} m² this household may build.")
        found.append(text.format(area=case.area_after, limit=limit))
    return found


def check_housing(ledger: Ledger, record: HousingCase, before: HousingCase | None) -> None:
    """The rule of a housing case: that of every case, its money (`housing.above_standard`, `housing.below_paid`), its
    pictures (`housing.photo_elsewhere`), and warnings where they are new, or asked of what stands."""
    check_case(ledger, record, before)
    refuse_elsewhere(ledger, record, before)
    village = ledger.gathered(villages_of).get(record.household, ledger.division)
    refuse_above_standard(record, before, known_standard(ledger.gathered(table_of), record, village))
    refuse_below_paid(ledger, record, before)
    known = list(_told(ledger, before, village)) if before is not None and before is not record else []
    ledger.note([text for text in _told(ledger, record, village) if text not in known])


def _told(ledger: Ledger, case: HousingCase, village: str) -> Iterator[str]:
    yield from warnings(ledger, case, village)
    builders = ledger.find(HousingBuilder, id=case.builder) if case.builder is not None else []
    yield from builder_doubts(case, next(iter(builders), None))
    yield from paid_doubts(case, ledger.gathered(last_paid).get(case.id))
    taken = ledger.gathered(taken_of)
    yield from time_doubts(case, taken)
    yield from place_doubts(case, taken)


def villages_of(ledger: Ledger, records: Sequence[Record]) -> Mapping[object, str]:
    """The village of each household that cases belong to: what holds there holds for the case."""
    homes = sorted({one.household for one in records if isinstance(one, HousingCase) and one.household is not None})
    return {one.id: one.village_code or ledger.division for one in ledger.find(Household, id=homes)} if homes else {}


def check_inspection(ledger: Ledger, record: HousingInspection, before: HousingInspection | None) -> None:
    """Refuse an inspection on a day to come, mending that lies before it, and one an office writes without a picture.

    Who was not on the site shows by photographs that somebody was.  Codes `inspection.date`, `inspection.mended`,
    `inspection.photos`.
    """
    refuse_ahead(record.date, ledger.today, "date", "inspection.date")
    if record.date is not None and (
        wrong := next((name for name in ("mend_by", "mended_on") if _earlier(record, name)), "")
    ):
        message = _("What an inspection found is mended after it, not before. Nothing was saved; correct the date.")
        raise Refusal("inspection.mended", message, where={"field": wrong})
    if before is None and ledger.is_office and not record.photos:
        message = _("An office writes down an inspection with a photograph of the site. Nothing was saved.")
        raise Refusal("inspection.photos", message, where={"field": "photos"})
    ledger.note(list(inspection_doubts(record, ledger.gathered(taken_of))))


def _earlier(record: HousingInspection, name: str) -> bool:
    day = getattr(record, name)
    return day is not None and record.date is not None and day < record.date


def check_builder(ledger: Ledger, record: HousingBuilder, before: HousingBuilder | None) -> None:
    """Refuse, as `builder.valid`, a qualification that ends before it begins."""
    del ledger, before
    if record.valid_from and record.valid_to and record.valid_to < record.valid_from:
        message = _("The qualification would end before it begins. Nothing was saved; correct the dates.")
        raise Refusal("builder.valid", message, where={"field": "valid_to"})


RULES: Mapping[type[Record], Rule] = {
    HousingBuilder: check_builder,
    HousingCase: check_housing,
    HousingFunding: check_funding,
    HousingInspection: check_inspection,
    HousingPaper: check_housing_paper,
    HousingPayment: check_payment,
    HousingStandard: check_standard,
}
