"""What a save does: readings, questions, groups, elements, put-away (sync.md §2)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store import machine
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.history.questions import questions, settle
from fupin_desktop.store.write import writing
from fupin_desktop.store.write.own_saves import own_saves, written
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.sync.model import Decision

VILLAGE = "441690101200"
WORDS = "wu ge pin yin ci"


def household(n: int = 2, **more: object) -> Household:
    return Household(household_code=f"{VILLAGE}2016{n:04}", village_code=VILLAGE, status="registered", **more)


def add(book: Book, **more: object) -> Dot:
    with book.write("new") as ledger:
        made = ledger.save(household(**more))
    assert made.id is not None
    return made.id


def read(book: Book, id: Dot) -> Household:
    with book.read() as reader:
        return reader.get(Household, id)


def save(book: Book, record: Household) -> None:
    with book.write("edit") as ledger:
        ledger.save(record)


def asked(book: Book) -> list[str]:
    with book.read() as reader:
        return [question.field for question in questions(reader)]


def code(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        call()
    return refusal.value.code


def test_a_save_writes_only_what_differs_from_its_reading(book: Book) -> None:
    id = add(book, phone="1", persons=3)
    mine, other = read(book, id), read(book, id)
    save(book, other.but(persons=4))
    save(book, mine.but(phone="2"))
    now = read(book, id)
    assert (now.phone, now.persons) == ("2", 4)
    assert asked(book) == []
    assert check(book, deep=True) == []


def test_a_value_that_moved_since_the_reading_is_a_question(book: Book) -> None:
    id = add(book, phone="1")
    mine, other = read(book, id), read(book, id)
    save(book, other.but(phone="2"))
    save(book, mine.but(phone="3"))
    assert asked(book) == ["phone"]
    assert read(book, id).phone == "3"
    with book.read() as reader:
        assert [head.value for head in questions(reader)[0].heads] == ["3", "2"]


def test_equal_values_are_agreement(book: Book) -> None:
    id = add(book)
    mine, other = read(book, id), read(book, id)
    save(book, other.but(phone="2"))
    save(book, mine.but(phone="2"))
    assert asked(book) == []
    save(book, read(book, id).but(phone="4"))  # stands on both heads
    assert asked(book) == []


def test_editing_is_not_settling(book: Book) -> None:
    id = add(book)
    mine, other = read(book, id), read(book, id)
    save(book, other.but(phone="2"))
    save(book, mine.but(phone="3"))
    save(book, read(book, id).but(phone="5"))
    assert asked(book) == ["phone"]
    with book.read() as reader:
        assert {head.value for head in questions(reader)[0].heads} == {"5", "2"}


def test_settling_stands_on_all_heads_even_when_the_shown_value_is_kept(book: Book) -> None:
    id = add(book)
    mine, other = read(book, id), read(book, id)
    save(book, other.but(phone="2"))
    save(book, mine.but(phone="3"))
    with book.write("question.settle") as ledger:
        settle(ledger, questions(ledger)[0], take=1, value=None, why="电话核实")
    assert asked(book) == []
    assert read(book, id).phone == "3"
    assert check(book, deep=True) == []


def test_a_village_does_not_settle(village_book: Book) -> None:
    id = add(village_book)
    mine, other = read(village_book, id), read(village_book, id)
    save(village_book, other.but(phone="2"))
    save(village_book, mine.but(phone="3"))
    with village_book.write("question.settle") as ledger:
        question = questions(ledger)[0]
        assert code(lambda: settle(ledger, question, take=1, value=None, why="x")) == "office.only"


def test_saving_twice_what_a_save_gave_back_contradicts_nobody(book: Book) -> None:
    with book.write("new") as ledger:
        made = ledger.save(household())
        made = ledger.save(made.but(phone="1"))
        ledger.save(made.but(phone="2", persons=2))
    again = read(book, made.id or Dot(0))
    with book.write("edit") as ledger:
        first = ledger.save(again.but(phone="3", cause_other=("01",)))
        second = ledger.save(first.but(phone="4", cause_other=("02",)))
        ledger.save(second.but(phone=None))
    now = read(book, made.id or Dot(0))
    assert (now.phone, now.persons, now.cause_other) == (None, 2, ("02",))
    assert asked(book) == []
    assert check(book, deep=True) == []


def test_a_record_without_a_reading_stands_on_what_the_book_holds(book: Book) -> None:
    id = add(book, phone="1")
    save(book, read(book, id).but(phone="2"))
    save(book, read(book, id).but(phone="3", reading=None))
    assert asked(book) == []
    assert read(book, id).phone == "3"


def test_a_group_is_one_judgement(book: Book) -> None:
    id = add(book)
    mine, other = read(book, id), read(book, id)
    save(book, other.but(house_danger_grade="C"))
    save(book, mine.but(house_dangerous=False))
    now = read(book, id)
    assert (now.house_dangerous, now.house_danger_grade) == (False, None)
    assert asked(book) == ["danger"]
    assert check(book, deep=True) == []


def test_elements_of_a_many_valued_field_never_collide(book: Book) -> None:
    id = add(book, cause_other=("01",))
    mine, other = read(book, id), read(book, id)
    save(book, other.but(cause_other=("01", "02")))
    save(book, mine.but(cause_other=("03",)))
    assert read(book, id).cause_other == ("02", "03")
    assert asked(book) == []
    assert check(book, deep=True) == []


def test_put_away_leaves_the_list_and_stays_in_the_book(book: Book) -> None:
    id = add(book)
    with book.write("away") as ledger:
        record = ledger.get(Household, id)
        assert code(lambda: ledger.put_away(record, " ")) == "why.missing"
        ledger.put_away(record, "重复登记")
    with book.read() as reader:
        assert reader.find(Household) == []
        assert [one.away for one in reader.find(Household, with_away=True)] == ["重复登记"]
    assert add(book) != id  # its number is free again
    assert check(book, deep=True) == []


def test_a_known_number_is_refused(book: Book) -> None:
    add(book)
    assert code(lambda: add(book)) == "record.exists"
    with book.write("x") as ledger:
        assert code(lambda: ledger.save_all([household(5), household(5)])) == "record.exists"
        assert code(lambda: ledger.save(Household(household_code="9", status="registered"))) == "field.missing"
        assert code(lambda: ledger.get(Household, Dot((1 << 40) + 999))) == "record.unknown"
    assert check(book, deep=True) == []


def test_a_refused_batch_leaves_nothing_even_when_the_command_goes_on(book: Book) -> None:
    foreign = Household(household_code="8", village_code="441690202200", status="registered")
    for bad, wanted in ((household(8, phone="1" * 31), "value.long"), (foreign, "scope.foreign")):
        with book.write("import") as ledger:
            assert code(lambda bad=bad: ledger.save_all([household(7), bad])) == wanted
            assert ledger.find(Household) == []
    with book.read() as reader:
        assert reader.find(Household) == []
    assert check(book, deep=True) == []


def test_only_an_office_decides_and_only_below_itself(village_book: Book) -> None:
    decision = Decision(
        act="release",
        division="441690101200",
        scope="441690101200",
        device="0" * 32,
        first=1,
        last=1,
        turn=1,
        why="x",
    )
    with village_book.write("x") as ledger:
        assert code(lambda: ledger.save(decision)) == "office.only"
        other = Household(household_code="1", village_code="441690101201", status="registered")
        assert code(lambda: ledger.save(other)) == "scope.foreign"


def test_a_large_command_is_split_into_entries(book: Book) -> None:
    with book.write("import") as ledger:
        ledger.save_all(household(n, persons=3, phone="1") for n in range(1, 2101))
    with book.read() as reader:
        rows = reader.connection.exec_driver_sql("SELECT number, last_counter FROM tail ORDER BY number").all()
        assert [row[0] for row in rows] == [1, 2, 3]
        assert [row[1] for row in rows] == [1000, 2000, 2100]
    assert check(book, deep=True) == []


def _refused_in_the_middle(ledger: BookLedger, home: Household) -> None:
    with ledger.savepoint():
        ledger.save_all([household(n) for n in range(4, 8)])
        ledger.save(home.but(phone="9"))
        ledger.save(household(1))


@pytest.mark.parametrize("loose", [1, 3, 2_000])
def test_what_waits_in_words_is_written_whole_and_taken_back_whole(
    book: Book, monkeypatch: pytest.MonkeyPatch, loose: int
) -> None:
    monkeypatch.setattr(writing, "LOOSE", loose)
    with book.write("many") as ledger:
        homes = [ledger.save(household(n)) for n in range(1, 4)]
        with pytest.raises(Refusal):
            _refused_in_the_middle(ledger, homes[0])
        changed = ledger.save_all([home.but(persons=2) for home in homes])
        ledger.save(Household(household_code="44169010130020160001", village_code="441690101300", status="registered"))
        ledger.put_away(changed[2], "wrong")
    assert check(book, deep=True) == []
    with book.read() as reader:
        save = own_saves(reader, book.identity.device.id)[0]
        wrote = written(reader, book.identity.device.id, save)
        assert [home.persons for home in reader.find(Household, village_code=VILLAGE)] == [2, 2]
    assert (save.act, save.kind, save.records, save.changes) == ("new", "household", 4, 8)
    assert [new.values["household_code"][-2:] for new in wrote.news] == ["01", "02", "03", "01"]
    assert [(edit.cell, edit.value) for edit in wrote.edits] == [*[("persons", 2)] * 3, ("away", "wrong")]
    assert len(save.entries) == 2
    assert ledger.changed == {"household": {new.dot for new in wrote.news}}


def test_an_error_leaves_nothing(book: Book) -> None:
    def fail() -> None:
        with book.write("x") as ledger:
            ledger.save(household())
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        fail()
    with book.write("x", rehearse=True) as ledger:
        ledger.save(household())
    with book.read() as reader:
        assert reader.find(Household, with_away=True) == []
        assert reader.connection.exec_driver_sql("SELECT count(*) FROM tail").scalar() == 0


def test_a_repr_shows_no_values() -> None:
    assert "13800000000" not in repr(household(phone="13800000000"))
    assert "张三" not in repr(Member(name="张三"))


@pytest.mark.parametrize("committed", [True, False])
def test_a_break_amid_the_renewal_of_the_token_makes_no_new_device(tmp_path: Path, committed: bool) -> None:
    """The machine was told of the new token, the book has it or has not: still the same book on the same machine."""
    with Book.create(tmp_path / "a.book", role="village", name="甲", division="441690101200", passphrase=WORDS) as book:
        device = book.identity.device.id
        for _breaks in range(3):
            with book.transaction(rehearse=not committed) as connection:
                machine.renew(connection, book.identity.book_id, device)
        with Book.open_with_key(book.path, book.book_key, book.key_file, "x") as again:
            again.own_device()
            assert again.identity.device.id == device


def test_a_book_that_does_not_have_the_machines_token_becomes_a_new_device(tmp_path: Path) -> None:
    with Book.create(tmp_path / "a.book", role="village", name="甲", division="441690101200", passphrase=WORDS) as book:
        device = book.identity.device.id
        with book.transaction(rehearse=True) as connection:
            machine.renew(connection, book.identity.book_id, device)
            machine.settle(connection, book.identity.book_id, device)
        with Book.open_with_key(book.path, book.book_key, book.key_file, "x") as again:
            again.own_device()
            assert again.identity.device.id != device
            new = again.identity.device.id
        with Book.open_with_key(book.path, book.book_key, book.key_file, "x") as third:
            third.own_device()
            assert third.identity.device.id == new
