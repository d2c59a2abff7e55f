"""F33: changes of the register by number, households and persons, whichever way they came."""

from datetime import date

from fupin_desktop.households.commands import change_household, set_status
from fupin_desktop.households.model import Household, HouseholdChange
from fupin_desktop.identification.report import change_columns
from fupin_desktop.ledger.declared.figure import Value
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.period import Period
from tests.casework.entry_desk import COUNTY, Desk


def columns(desk: Desk, period: Period) -> dict[str, Value]:
    with desk.book.read() as reader:
        wanted = asked(reader, COUNTY, date(2017, 6, 30), period)
        return {one.name: one.figure.value(reader) for one in change_columns(wanted)}


def test_households_and_persons_by_number_add_up(desk: Desk) -> None:
    with desk.book.write("test") as ledger:
        first, second = ledger.find(Household)
        change_household(
            ledger, first, type="added", date=date(2017, 2, 1), reasons=("in6_1", "in6_3"), why="识别", approver="县"
        )
        change_household(
            ledger, second, type="added", date=date(2016, 12, 1), reasons=("in6_1",), why="识别", approver="县"
        )
        set_status(ledger, second, "terminated", "有房", on=date(2017, 5, 2), reasons=("bar7_3",), approver="县")
    found = columns(desk, Period(2017))
    assert (found["in_homes"], found["in_persons"]) == (1, 3)
    assert [found[f"in6_{n}_homes"] for n in (1, 2, 3)] == [1, 0, 1]
    assert (found["out_homes"], found["bar7_3_homes"], found["bar7_3_persons"]) == (1, 1, 3)
    assert (found["bar7_1_homes"], found["bar7_1_persons"]) == (0, None), "nobody left by it"
    assert columns(desk, Period(2016))["in6_1_homes"] == 1


def test_the_persons_of_that_day_stay_with_the_change(desk: Desk) -> None:
    with desk.book.write("test") as ledger:
        home = ledger.find(Household)[0]
        change_household(ledger, home, type="added", date=date(2017, 2, 1), why="识别")
    with desk.book.write("test") as ledger:
        ledger.save(ledger.find(Household)[0].but(persons=5))
    with desk.book.read() as reader:
        assert reader.find(HouseholdChange)[0].persons == 3
