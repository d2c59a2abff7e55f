"""A village with one household of which everything is known, in a real book."""

from collections.abc import Iterator
from datetime import date

import pytest

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.kinds import make
from fupin_desktop.plans.model import HouseholdPlan, YearMeasure
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import AssistingUnit, Village
from fupin_desktop.visits.model import Visit

VILLAGE = "441690101200"
HOME = f"{VILLAGE}20160001"
NUMBER = "441690196001012397"


@pytest.fixture
def filled(book: Book) -> Iterator[Book]:
    """The book; 张三 is the head of the first household, 李四 of the second."""
    with book.write("test") as ledger:
        unit = ledger.save(AssistingUnit(village_code=VILLAGE, name="演示市财政局"))
        ledger.save(
            Village(
                code=VILLAGE, name="演示一甲村", town="甲镇", county="演示县", is_poor_village=True, unit=unit.id,
                contact_phone="0660-3320001",
            )
        )  # fmt: skip
        homes = [
            Household(
                household_code=f"{VILLAGE}2016000{n}", village_code=VILLAGE, status="registered", attribute="1",
                phone="13800138000", cause_main="02", persons=2,
            )
            for n in (1, 2)
        ]  # fmt: skip
        first, second = ledger.save_all(homes)
        head = ledger.save(Member(household=first.id, name="张三", relation="01", id_no=NUMBER, health=("2",)))
        ledger.save(Member(household=first.id, name="张小小", relation="20", birth_date=date(2012, 3, 4)))
        ledger.save(Member(household=second.id, name="李四", relation="01"))
        ledger.save(MemberYear(member=head.id, year=2017, work_months=3))
        cadre = ledger.save(Cadre(village_code=VILLAGE, name="陈立新", unit_name="演示市财政局", phone="13900139000"))
        make(ledger, Responsibility(household=first.id, cadre=cadre.id, role="household_cadre", start=date(2016, 5, 1)))
        ledger.save(IncomeYear(household=first.id, year=2017, persons=2, wage=1_000_000))
        ledger.save(HouseholdPlan(household=first.id, wish="修好房子", cause_analysis="缺劳力", planned_exit_year=2018))
        make(
            ledger,
            YearMeasure(
                household=first.id, year=2017, project8="1", batch5="1", category="business", content="养鸡一百只",
                planned_fund=300_000, state="planned",
            ),
        )  # fmt: skip
        make(
            ledger,
            Visit(household=first.id, date=date(2017, 3, 1), visitors=("陈立新",), type="daily", findings="长势良好"),
        )
    yield book
    book.close()
