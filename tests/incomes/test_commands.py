from fupin_desktop.households.model import Household
from fupin_desktop.incomes.commands import enter_income
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.store.book.book import Book


def test_entering_twice_corrects(book: Book) -> None:
    with book.write("test") as ledger:
        home = ledger.save(
            Household(household_code="44169010120020160001", village_code="441690101200", status="registered")
        )
        enter_income(ledger, household=home.id, year=2016, wage=100, persons=2)
        assert enter_income(ledger, household=home.id, year=2016, transfer=100, dibao_money=90).wage == 100
        assert len(ledger.find(IncomeYear)) == 1
        assert len(ledger.warnings) == 1
