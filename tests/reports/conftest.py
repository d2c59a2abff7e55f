"""A county with two poor villages and a scattered one, in which every indicator of 2017 has a known value."""

from datetime import date
from typing import Any

import pytest

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.plans.model import HouseholdPlan
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.reports.asked import Asked
from fupin_desktop.reports.period import Period
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.commands import log_visit

A, B, SCATTERED = "441690101200", "441690101201", "441690101202"
DAY = date(2017, 12, 31)
LIMITS = {"cadre_household_cap": "1", "exit_line_household": "3000.00", "visit_alert_days_household": "365"}


def limited(code: str, day: date) -> Parameter | None:
    """Every limit is set."""
    del day
    return Parameter(code, LIMITS[code], "actual")


@pytest.fixture
def asked() -> Asked:
    """About 2017, on its last day."""
    return Asked(DAY, Period(2017), limited, limited("visit_alert_days_household", DAY))


def home(ledger: Any, village: str, number: int, **facts: Any) -> Household:
    """A household with a head."""
    code, given = f"{village}2016{number:04}", {"status": "registered", **facts}
    made = ledger.save(Household(household_code=code, village_code=village, **given), managed=("status", "exit_year"))
    person = Member(household=made.id, name=f"户主{number}", relation="01", person_code=f"{village}2016{number:04}01")
    ledger.save(person)
    return made


@pytest.fixture
def county(book: Book) -> Book:
    """Three villages: 2 + 2 + 1 households."""
    with book.write("test") as ledger:
        for code, name, poor in ((A, "甲村", True), (B, "乙村", True), (SCATTERED, "丙村", False)):
            ledger.save(Village(code=code, name=name, is_poor_village=poor))
        homes = [
            home(ledger, A, 1, status="exited", exit_year=2017, cause_main="01"),
            home(ledger, A, 2, house_danger_grade="D"),
            home(ledger, B, 3, status="exited", exit_year=2018, labour_class="none"),
            home(ledger, B, 4, status="merged"),
            home(ledger, SCATTERED, 5),
        ]
        one, two, three, _merged, five = [item.id for item in homes]
        ledger.save(
            Member(household=one, name="已嫁出", relation="10", change_type="married_out"), managed=("change_type",)
        )
        child = ledger.save(Member(household=one, name="小小", relation="10", birth_date=date(2009, 1, 1), id_no="x1"))
        old = ledger.save(Member(household=two, name="老人", relation="10", birth_date=date(1957, 12, 31), id_no="x1"))
        grown = ledger.save(Member(household=two, name="青年", relation="10", birth_date=date(1990, 5, 5)))
        ledger.save(MemberYear(member=child.id, year=2017, school_state="1", medical_resident=True))
        ledger.save(MemberYear(member=old.id, year=2017, medical_resident=True, pension_receiving=False))
        ledger.save(MemberYear(member=grown.id, year=2017, pension_resident=True))
        ledger.save(IncomeYear(household=one, year=2017, persons=2, wage=900_000, business_cost=100_001))
        ledger.save(IncomeYear(household=two, year=2017, persons=3, dibao_money=300_000))
        ledger.save(IncomeYear(household=three, year=2017, wage=5))  # nobody knows for how many persons
        ledger.save(IncomeYear(household=five, year=2016, persons=1, wage=300_000))  # exactly on the line
        ledger.save(IncomeYear(household=two, year=2016, persons=3, wage=899_999))  # a fen below it
        for item, year, stage, done in (
            (one, 2016, "accepted", date(2017, 3, 1)),
            (two, 2017, "started", None),
            (three, 2018, "accepted", date(2018, 3, 1)),
        ):
            ledger.save(
                HousingCase(
                    household=item, year_plan=year, danger_grade="C", stage=stage, accepted_on=done, mode="repair"
                ),
                managed=("stage", "accepted_on"),
            )
        cadre = ledger.save(Cadre(village_code=A, name="干部甲"))
        for item, until in ((one, None), (two, date(2017, 12, 31)), (five, date(2017, 12, 30))):
            duty = Responsibility(household=item, cadre=cadre.id, role="household_cadre", start=date(2016, 1, 1))
            ledger.save(duty.but(end=until), managed=("end",))
        ledger.save(HouseholdPlan(household=two, wish="养鸡", cause_analysis="缺资金", planned_exit_year=2018))
        visits = (
            (one, date(2017, 5, 1), "led"), (one, date(2017, 5, 1), "led"), (two, date(2017, 5, 1), "led"),
            (two, date(2017, 6, 1), "daily"), (five, date(2016, 12, 30), "led"),
        )  # fmt: skip
        for item, day, kind in visits:
            log_visit(ledger, household=item, date=day, visitors=["领导"], type=kind, findings="好")
    return book
