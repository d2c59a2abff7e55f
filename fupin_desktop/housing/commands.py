"""What people do with housing cases beyond what every case knows: open one, keep an inspection, record a payment."""

from collections.abc import Mapping

from fupin_desktop.casework.commands import open_case
from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.eligibility import group_of_household
from fupin_desktop.housing.model import HousingCase, HousingInspection, HousingStep
from fupin_desktop.housing.money import HousingPayment
from fupin_desktop.ledger.declared.feature import Maker
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record


def open_housing(ledger: Ledger, case: HousingCase) -> HousingCase:
    """Open a housing case with the household's application (E27), on the day `stage_on`, today by default.

    Persons, the grade of the house and the subsidy group are taken from the household when they are not given.
    Refuses as `open_case`.
    """
    if case.household is None:
        return open_case(ledger, case)
    home = ledger.get(Household, case.household)
    group = case.subsidy_class or group_of_household(case, home, ledger.find(Member, household=home.id))
    persons = home.persons if case.persons is None else case.persons
    grade = case.danger_grade or home.house_danger_grade
    return open_case(ledger, case.but(persons=persons, danger_grade=grade, subsidy_class=group))


def keep_inspection(ledger: Ledger, inspection: HousingInspection) -> HousingInspection:
    """Keep an inspection of the works (002 §10); at the stage the case is in, when none is given."""
    stage = inspection.stage
    if stage is None and inspection.case is not None:
        stage = ledger.get(HousingCase, inspection.case).stage
    return ledger.save(inspection.but(stage=stage))


def record_payment(ledger: Ledger, payment: HousingPayment) -> HousingPayment:
    """Record a payment to the household's card (002 §10), with who recorded it: another person confirms 补助已付.

    Who took the acceptance does not also pay (`step.same_person`), unless an office wrote an exception.
    """
    steps = ledger.find(HousingStep, case=payment.case, to_stage="accepted") if payment.case is not None else []
    ledger.may("payment.record", done_by=[step.by for step in steps])
    return ledger.save(payment.but(recorded_by=ledger.actor), managed=("recorded_by",))


MAKERS: Mapping[type[Record], Maker] = {
    HousingCase: open_housing,
    HousingInspection: keep_inspection,
    HousingPayment: record_payment,
}
