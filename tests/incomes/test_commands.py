import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.incomes.commands import enter_income
from fupin_desktop.incomes.model import BankCard, IncomeYear
from fupin_desktop.incomes.rules import card_checks
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history.questions import questions


@pytest.fixture
def home(book: Book) -> Household:
    with book.write("test") as ledger:
        return ledger.save(Household(household_code="44169010120020160001", village_code="441690101200"))


def test_the_sums_follow_from_their_parts(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        first = IncomeYear(household=home.id, year=2016, wage=100, persons=2, dibao_money=70, income_tax=5)
        made = enter_income(ledger, first)
        assert (made.transfer, made.transfer_paid) == (70, 5)
        more = enter_income(ledger, made.but(pension_money=30))
        assert more.transfer == 100
        assert ledger.warnings == []
        assert enter_income(ledger, more.but(pension_money=None)).transfer == 70
        assert "0.70" in ledger.warnings[0]
        assert len(ledger.find(IncomeYear)) == 1


def test_a_sum_alone_may_be_entered_and_must_fit_where_parts_are_known(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        made = enter_income(ledger, IncomeYear(household=home.id, year=2016, transfer=1000, persons=1))
        assert made.transfer == 1000
        with pytest.raises(Refusal) as refused:
            enter_income(ledger, made.but(transfer=900, dibao_money=600))
        assert (refused.value.code, refused.value.where) == ("income.sum", {"field": "transfer"})
        with pytest.raises(Refusal) as refused:
            ledger.save(made.but(transfer=900))
        assert refused.value.code == "field.managed"


def test_a_sum_a_roster_stated_stays_while_nobody_enters_its_parts(book: Book, home: Household) -> None:
    with book.write("roster") as ledger:
        stated = IncomeYear(household=home.id, year=2016, transfer=1000, dibao_money=600, persons=1)
        seen = ledger.save(stated, managed=("transfer",))
    with book.write("test") as ledger:
        assert enter_income(ledger, seen.but(wage=50)).transfer == 1000
        assert enter_income(ledger, seen.but(other_transfer=500)).transfer == 1100


def test_two_desks_enter_one_year_and_a_question_arises(book: Book, home: Household) -> None:
    with book.write("one") as ledger:
        seen = enter_income(ledger, IncomeYear(household=home.id, year=2016, wage=100, persons=2))
    with book.write("other") as ledger:
        enter_income(ledger, seen.but(wage=200))
    with book.write("one") as ledger:  # whoever still has the year as it was before them
        enter_income(ledger, seen.but(wage=300))
    with book.read() as reader:
        (question,) = questions(reader)
        assert {head.value for head in question.heads} == {200, 300}


def test_a_second_record_of_a_year_is_refused(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        make(ledger, IncomeYear(household=home.id, year=2016, wage=100))
        with pytest.raises(Refusal) as refused:
            make(ledger, IncomeYear(household=home.id, year=2016, wage=200))
        assert refused.value.code == "record.exists"


def test_an_index_and_a_check_of_a_card_that_cannot_be(book: Book, home: Household) -> None:
    assert not card_checks("六二二二")
    with book.write("test") as ledger:
        with pytest.raises(Refusal) as refused:
            enter_income(ledger, IncomeYear(household=home.id, year=2016, price_index=0))
        assert refused.value.code == "income.price_index"
        card = BankCard(household=home.id, account_no="6222021234567890120")
        with pytest.raises(Refusal) as refused:
            ledger.save(card.but(verified_on=ledger.today.replace(year=2990)))
        assert refused.value.code == "card.verified"
        ledger.save(card)
        assert len(ledger.warnings) == 1
        ledger.save(BankCard(household=home.id, account_no="4539578763621486", verified_on=ledger.today))
        assert len(ledger.warnings) == 1
