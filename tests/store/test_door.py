"""The door for writes: hands, numbers, rules and savepoints hold whichever way a record comes."""

import datetime as dt
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.correction import correct_number
from fupin_desktop.ledger.errors import Refusal, Said
from fupin_desktop.notices.commands import draft_notice
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.visits.model import Visit

VILLAGE = "441690101200"
CODE = VILLAGE + "00000001"
OTHER = VILLAGE + "00000002"


def _home(code: str = CODE) -> Household:
    return Household(village_code=VILLAGE, household_code=code, status="registered")


def _refused(book: Book, *records: object, **how: object) -> Refusal:
    with pytest.raises(Refusal) as refused, book.write("x") as ledger:
        ledger.save_all(records, **how)
    return refused.value


def test_a_managed_field_is_its_commands_alone(village_book: Book) -> None:
    with village_book.write("x") as ledger:
        notice = draft_notice(ledger, "N17", body="第一条。")
    refusal = _refused(village_book, notice.but(checked_by="甲"))
    assert (refusal.code, refusal.where) == ("field.managed", {"field": "checked_by"})
    with village_book.write("x") as ledger:
        ledger.save(notice.but(body="第二条。"))


def test_a_feature_says_better_than_the_door_what_to_do(village_book: Book) -> None:
    with village_book.write("x") as ledger:
        notice = draft_notice(ledger, "N17", body="第一条。")
    assert _refused(village_book, notice.but(state="closed")).code == "notice.state"


def test_home_and_number_are_fixed_and_a_number_is_corrected_with_a_reason(village_book: Book) -> None:
    with village_book.write("x") as ledger:
        home, other = ledger.save_all([_home(), _home(OTHER)])
    assert _refused(village_book, home.but(household_code=VILLAGE + "00000009")).code == "field.fixed"
    assert _refused(village_book, home.but(village_code="441690101201")).code == "field.fixed"
    with village_book.write("x") as ledger, pytest.raises(Refusal) as refused:
        correct_number(ledger, home, "抄错", household_code=OTHER)
    assert refused.value.code == "record.exists"
    with village_book.write("x") as ledger, pytest.raises(Refusal) as refused:
        correct_number(ledger, home, " ", household_code=VILLAGE + "00000009")
    assert refused.value.code == "why.missing"
    with village_book.write("x") as ledger, pytest.raises(Refusal) as refused:
        correct_number(ledger, home, "搬走", village_code="441690101201")
    assert refused.value.code == "field.not_a_number"
    with village_book.write("x") as ledger:
        assert correct_number(ledger, home, "抄错", household_code=VILLAGE + "00000009").id == home.id
        assert ledger.by_key(Household, OTHER) == other


def test_a_number_that_was_missing_is_filled_in(village_book: Book) -> None:
    with village_book.write("x") as ledger:
        home = ledger.save(_home())
        member = ledger.save(Member(household=home.id, name="甲", relation="01"))
    with village_book.write("x") as ledger:
        assert ledger.save(member.but(person_code=CODE + "01")).person_code == CODE + "01"


def test_the_rules_hold_for_a_batch_too_and_nothing_of_it_is_left(village_book: Book) -> None:
    with village_book.write("x") as ledger:
        home = ledger.save(_home())
    good = Visit(household=home.id, date=dt.date(2016, 5, 1), visitors=("甲",), type="daily", findings="好")
    refusal = _refused(village_book, good, good.but(date=dt.date(2990, 1, 1)))
    assert refusal.code == "visit.future"
    with village_book.read() as reader:
        assert reader.find(Visit) == []


def test_a_batch_warns_as_one_record_does(village_book: Book) -> None:
    number = "441690198001010015"
    with village_book.write("x") as ledger:
        one, two = ledger.save_all([_home(), _home(OTHER)])
        ledger.save(Member(household=one.id, name="甲", relation="01", id_no=number))
    twins = [Member(household=two.id, name=name, relation="02", id_no=number) for name in ("乙", "丙")]
    with village_book.write("x") as ledger:
        ledger.save_all(twins)
        together = [text for text in ledger.warnings if CODE in text]
    assert len(together) == 2
    with village_book.write("x") as ledger:
        ledger.save(IncomeYear(household=one.id, year=2016, transfer=100, pension_money=50), managed=("transfer",))
        assert ledger.warnings  # the transfer income is not the sum of its parts


def _half_a_household(ledger: BookLedger) -> None:
    with ledger.savepoint():
        ledger.note(["gone"])
        half = ledger.save(_home(OTHER))
        ledger.save(Member(household=half.id, name="乙", relation="01", birth_date=dt.date(2990, 1, 1)))


def test_a_savepoint_takes_back_one_item_and_its_name(village_book: Book) -> None:
    with village_book.write("x") as ledger:
        first = ledger.save(_home())
        with pytest.raises(Refusal):
            _half_a_household(ledger)
        third = ledger.save(_home(VILLAGE + "00000003"))
        # Each of the two is of a village that is not in the book; of the refused one nothing is left, not even a word
        assert [one.code for one in ledger.warnings if isinstance(one, Said)] == ["village.unlisted"] * 2
        assert len(ledger.warnings) == 2
    with village_book.read() as reader:
        assert [home.id for home in reader.find(Household)] == [first.id, third.id]
        assert reader.find(Member) == []
    assert check(village_book, deep=True) == []


def test_a_number_is_corrected_on_the_command_line(village_book: Book, run: Any) -> None:
    with village_book.write("x") as ledger:
        home = ledger.save(_home())
        id = ledger.text_of(home.id)
    village_book.close()
    right = VILLAGE + "00000009"
    refused = run("record", "set", village_book.path, "household", id, f"household_code={right}", code=1)
    assert refused["refused"]["code"] == "field.fixed"
    run("record", "correct", village_book.path, "household", id, f"household_code={right}", "--why=抄错")
    assert run("record", "show", village_book.path, "household", right)["record"]["household_code"] == right
