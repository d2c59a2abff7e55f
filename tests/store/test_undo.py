"""A save of this desk is undone by its inverse, in all places, unless somebody has written over it since."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.history.undo import next_undo, undo
from fupin_desktop.store.history.undo_reasons import LARGEST
from fupin_desktop.store.rows import stored_values
from fupin_desktop.store.write.own_saves import KEPT, own_saves
from fupin_desktop.visits.model import Visit

ONE, TWO = "441690101200", "441690101201"


def made(code: str = ONE, n: int = 1, **facts: Any) -> Household:
    return Household(household_code=f"{code}2016{n:04}", village_code=code, status="registered", **facts)


def save(book: Book, *records: Any, command: str = "edit") -> None:
    with book.write(command) as ledger:
        ledger.save_all(records)


def home(book: Book, n: int = 1, code: str = ONE) -> Household:
    with book.read() as reader:
        return reader.find(Household, household_code=f"{code}2016{n:04}", with_away=True)[0]


def names(book: Book) -> list[str]:
    with book.read() as reader:
        return [one.name for one in own_saves(reader, book.identity.device.id)]


def refused(book: Book, id: str = "") -> str:
    with pytest.raises(Refusal) as refusal:
        undo(book, id)
    return refusal.value.code


def last(book: Book) -> str:
    with book.read() as reader:
        return own_saves(reader, book.identity.device.id)[0].id


def test_a_save_is_named_by_what_its_command_is_about(book: Book) -> None:
    with book.write("visit.log") as ledger:
        home = ledger.save(made())
        ledger.save(Visit(household=home.id, date=date(2017, 6, 2), visitors=("王五",), type="daily", findings="在家"))
    assert names(book)[0] == "Add: Visit and 1 more", "not by the household that happened to be written first"


def test_what_was_changed_is_written_back_and_stays_in_the_log(book: Book) -> None:
    save(book, made(phone="1", persons=2))
    save(book, home(book).but(phone="14000000001", persons=None))
    assert undo(book).save.command == "edit"
    assert (home(book).phone, home(book).persons) == ("1", 2)
    assert check(book, deep=True) == []
    assert names(book) == ["Undo: Household", "Change: Household", "Add: Household"]


def test_every_form_of_a_value_comes_back(book: Book) -> None:
    save(book, made(cause_other=("01", "03"), house_dangerous=True, house_danger_grade="C"))
    before = stored_values(home(book))
    save(book, home(book).but(cause_other=("02",), house_dangerous=False, house_danger_grade=None, persons=4))
    undo(book)
    assert stored_values(home(book)) == before
    save(book, Visit(household=home(book).id, date=date(2026, 11, 20), visitors=("李四",), type="daily", findings="好"))
    with book.read() as reader:
        visit = reader.find(Visit)[0]
    save(book, visit.but(date=date(2026, 11, 21), visitors=("李四", "王五")))
    undo(book)
    with book.read() as reader:
        assert stored_values(reader.find(Visit)[0]) == stored_values(visit)
    assert check(book, deep=True) == []


def test_a_second_change_is_undone_to_the_first(book: Book) -> None:
    save(book, made(phone="1"))
    save(book, home(book).but(phone="2"))
    save(book, home(book).but(phone="3"))
    undo(book)
    assert home(book).phone == "2"
    undo(book)
    assert home(book).phone == "1", "the next older one, not what was undone just now"


def test_what_was_made_is_put_away_with_the_reason(book: Book) -> None:
    save(book, made())
    undo(book)
    assert home(book).away == "Undone: Add: Household"


def test_an_undo_can_be_undone_by_its_id_and_the_save_once_more(book: Book) -> None:
    save(book, made(phone="1"))
    save(book, home(book).but(phone="2"))
    undo(book)
    undo(book, last(book))
    assert home(book).phone == "2"
    undo(book)
    assert home(book).phone == "1"
    undo(book)
    assert home(book).away is not None, "after what was written on it, the record itself"
    assert check(book, deep=True) == []


def test_what_was_put_away_comes_back(book: Book) -> None:
    save(book, made())
    with book.write("record.put_away") as ledger:
        ledger.put_away(ledger.find(Household)[0], "entered twice")
    assert names(book)[0] == "Put away: Household"
    undo(book)
    assert home(book).away is None


def test_a_command_in_several_places_is_undone_as_one_act(book: Book) -> None:
    save(book, made(phone="1"), made(TWO, phone="2"))
    with book.write("three.places") as ledger:
        ledger.save_all(ledger.get(Household, one.id).but(phone="9") for one in ledger.find(Household))
        ledger.save(BankCard(household=ledger.find(Household)[0].id, account_no="6217000000000000001"))
    book.cut_tails()
    with book.read() as reader:
        (save_, *_rest) = own_saves(reader, book.identity.device.id)
    assert [scope for scope, _number in save_.entries] == [ONE, f"{ONE}/s", TWO]
    undo(book)
    assert (home(book).phone, home(book, code=TWO).phone) == ("1", "2")
    with book.read() as reader:
        assert reader.find(BankCard) == []
        newest = own_saves(reader, book.identity.device.id)[0]
    assert len(newest.entries) == 3, "the inverse is one act in the same places"
    assert check(book, deep=True) == []


def test_a_refusal_halfway_leaves_nothing(book: Book) -> None:
    save(book, made(phone="1"), made(TWO, phone="2"))
    with book.write("two.places") as ledger:
        ledger.save_all(one.but(phone="9") for one in ledger.find(Household))
    two = last(book)
    save(book, home(book, code=TWO).but(phone="10"))
    assert refused(book, two) == "undo.later"
    assert (home(book).phone, home(book, code=TWO).phone) == ("9", "10")


def test_what_hangs_on_it_by_now_keeps_it(book: Book) -> None:
    save(book, made())
    first = last(book)
    save(book, Member(household=home(book).id, name="张三", relation="01"))
    assert refused(book, first) == "undo.built_on"
    undo(book)
    undo(book, first)
    assert names(book)[0] == "Undo: Household"
    assert home(book).away is not None


def test_what_binds_others_and_what_is_too_large_has_other_ways(book: Book) -> None:
    save(book, *(made(n=n) for n in range(1, LARGEST + 2)), command="roster.import")
    assert refused(book) == "undo.nothing"
    assert refused(book, last(book)) == "undo.large"
    assert refused(book, "441690101200.99") == "undo.unknown"


def test_only_the_last_saves_are_noted_and_none_of_a_rehearsal(book: Book) -> None:
    for n in range(KEPT + 3):
        save(book, made(n=n + 1))
    with book.write("x", rehearse=True) as ledger:
        ledger.save(made(TWO))
    assert len(names(book)) == KEPT


def test_without_a_save_there_is_nothing_to_name(book: Book) -> None:
    with book.read() as reader:
        assert next_undo(reader, book.identity.device.id) is None
    assert refused(book) == "undo.nothing"


def test_the_command_line_names_and_undoes(book: Book, run: Callable[..., Any]) -> None:
    save(book, made(phone="1"))
    save(book, home(book).but(phone="2"))
    first, second = run("undo", "list", book.path)["saves"]
    assert (first["name"], first["refused"]) == ("Change: Household", None)
    assert second["refused"]["code"] == "undo.later"
    done = run("undo", "do", book.path)["undone"]
    assert (done["id"], done["entries"]) == (first["id"], [f"{ONE} 2"])
    assert run("undo", "do", book.path, first["id"], code=1)["refused"]["code"] == "undo.done"
    assert home(book).phone == "1"
