"""Rules of housing cases: who and what is repaired under the scheme, the subsidy, the area, inspections, payments."""

from collections.abc import Mapping
from decimal import Decimal

from fupin_desktop.casework.rules import check_case
from fupin_desktop.housing.model import HousingCase, HousingInspection, HousingPayment
from fupin_desktop.housing.path import AFTER, BEFORE, DURING, PATH
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.feature import Rule
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.showing import yuan
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.values import find_value

NOT_STARTED, UNDER_WAY, FINISHED = "not_started", "under_way", "finished"
_GROUPS = {BEFORE: NOT_STARTED, DURING: UNDER_WAY, AFTER: FINISHED}
# No paper we hold sets the subsidy of a house: this only catches a nought too many, in fen
PLAUSIBLE_SUBSIDY = 100_000_00


def group_of(stage: str | None) -> str | None:
    """未动工, 动工 or 完成, as progress is reported by grade (E27); None for side states."""
    found = PATH.stage(stage) if stage in PATH.order else None
    return _GROUPS[found.moment] if found is not None else None


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
    found = []
    if case.danger_grade in ("A", "B"):
        found.append(_("Houses of grade A or B are not repaired under this scheme."))
    if case.sole_dwelling is False:
        found.append(_("The house is said not to be the only dwelling of the household."))
    standard = case.subsidy_standard or PLAUSIBLE_SUBSIDY
    if (case.subsidy_amount or 0) > standard:
        text = _("The subsidy of {amount} yuan is more than {standard} yuan: is it right?")
        found.append(text.format(amount=yuan(case.subsidy_amount or 0), standard=yuan(standard)))
    limit = area_limit(finder, case, division)
    if limit is not None and case.area_after is not None and case.area_after > limit:
        text = _("The new area of {area} m² is more than the {limit} m² this household may build.")
        found.append(text.format(area=case.area_after, limit=limit))
    return found


def check_housing(ledger: Ledger, record: HousingCase, before: HousingCase | None) -> None:
    """The rule of a housing case: that of every case, and warnings where they are new, or asked of what stands."""
    check_case(ledger, record, before)
    known = warnings(ledger, before, ledger.division) if before is not None and before is not record else []
    ledger.note([text for text in warnings(ledger, record, ledger.division) if text not in known])


def check_inspection(ledger: Ledger, record: HousingInspection, before: HousingInspection | None) -> None:
    """Refuse, as `inspection.date`, an inspection on a day to come."""
    del before
    if record.date is not None and record.date > ledger.today:
        message = _("An inspection cannot lie in the future. Nothing was saved; correct the date.")
        raise Refusal("inspection.date", message, where={"field": "date"})


def check_payment(ledger: Ledger, record: HousingPayment, before: HousingPayment | None) -> None:
    """Refuse a payment on a day to come, to another household's card, or above the subsidy of the case (002 §10).

    Codes `payment.date`, `payment.card`, `payment.above`.
    """
    if record.on is not None and record.on > ledger.today:
        raise _payment("date", "on", _("A payment cannot lie in the future. Nothing was saved; correct the date."))
    case = next(iter(ledger.find(HousingCase, id=record.case)), HousingCase())
    own = {card.id for card in ledger.find(BankCard, household=case.household)}
    # A laptop without the sealed scope sees no card: of what stands there it cannot say whose it is
    unseen = before is record and not ledger.find(BankCard, id=record.card, with_away=True)
    if record.card not in own and not unseen:
        message = _("The subsidy is paid to a card of the household itself. Nothing was saved; choose its card.")
        raise _payment("card", "card", message)
    others = sum(one.amount or 0 for one in ledger.find(HousingPayment, case=record.case) if one.id != record.id)
    subsidy = case.subsidy_amount
    if subsidy is None or others + (record.amount or 0) > subsidy:
        text = _(
            "Paid in all: {sum} yuan; the subsidy of the case is {subsidy}. Nothing was saved; correct one of them."
        )
        total = yuan(others + (record.amount or 0))
        raise _payment("above", "amount", text.format(sum=total, subsidy=yuan(subsidy) if subsidy is not None else "—"))


def _payment(code: str, field: str, message: str) -> Refusal:
    return Refusal(f"payment.{code}", message, where={"field": field})


RULES: Mapping[type[Record], Rule] = {
    HousingCase: check_housing,
    HousingInspection: check_inspection,
    HousingPayment: check_payment,
}
