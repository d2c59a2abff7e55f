"""Checking a book: every kind of damage is found and named, and no value is shown."""

import os
import shutil
from pathlib import Path

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.store.audit import append_audit
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import Problem, check

VILLAGE = "441690101200"
PASSPHRASE = "wu ge pin yin ci"


@pytest.fixture
def filled(book: Book) -> Book:
    with book.write("new") as ledger:
        made = ledger.save_all(
            Household(household_code=f"4{n}", village_code=VILLAGE, status="registered", phone="13800000000")
            for n in range(5)
        )
    with book.write("edit") as ledger:
        ledger.save(ledger.get(Household, made[0].id).but(phone="13900000000"))
    with book.exchange() as shelf:
        shelf.cutter.cut_all()
    with book.write("edit") as ledger:
        ledger.save(ledger.get(Household, made[1].id).but(persons=2))
    with book.exchange() as shelf:
        shelf.cutter.cut_all()
    with book.write("edit") as ledger:
        ledger.save(ledger.get(Household, made[2].id).but(persons=2))
    with book.transaction() as connection:
        append_audit(connection, "a", "one", "x")
        append_audit(connection, "a", "two", "x")
    assert check(book, deep=True) == []
    return book


def spoil(book: Book, sql: str) -> list[Problem]:
    with book.transaction() as connection:
        assert connection.exec_driver_sql(sql).rowcount
    return check(book, deep=True)


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE household SET phone='13800000001' WHERE household_code='43'", "record.differs"),
        ("UPDATE household SET household_code='x' WHERE household_code='43'", "record.differs"),
        ("DELETE FROM household WHERE household_code='43'", "record.lost"),
        ("INSERT INTO household (id, household_code) SELECT max(id)+70, '9' FROM household", "record.without_entry"),
        ("UPDATE version SET head=0 WHERE head=1 AND value='13900000000'", "heads.differ"),
        ("UPDATE digest SET sha256='0', dirty=0", "digest.differs"),
        ("DELETE FROM segment WHERE first=1", "segment.chain"),
        ("DELETE FROM segment WHERE first=3", "stream.end"),
        ("UPDATE segment SET packed=x'28b52ffd2000010000' WHERE first=1", "segment.damaged"),
        ("UPDATE segment SET header=CAST(replace(CAST(header AS TEXT), '01200', '01201') AS BLOB)", "segment.damaged"),
        ("UPDATE segment SET signature=replace(signature, substr(signature,1,2), 'zz')", "segment.signature"),
        ("UPDATE tail SET number=number+1", "segment.chain"),
        ("UPDATE audit SET event='none' WHERE event='one'", "audit.chain"),
        ("DELETE FROM audit WHERE event='one'", "audit.chain"),
    ],
)
def test_damage_is_found(filled: Book, sql: str, code: str) -> None:
    found = spoil(filled, sql)
    assert code in {problem.code for problem in found}
    told = repr(found)
    assert "13800000001" not in told
    assert "13900000000" not in told


def test_the_record_and_the_cell_are_named(filled: Book) -> None:
    found = spoil(filled, "UPDATE household SET persons=9 WHERE household_code='43'")
    differs = [problem for problem in found if problem.code == "record.differs"]
    assert [(p.where["kind"], p.where["field"]) for p in differs] == [("household", "persons")]
    with filled.read() as reader:
        assert differs[0].where["id"] == reader.text_of(reader.find(Household, household_code="43")[0].id or 0)
    assert check(filled) == []  # the tables are compared only when asked for


def test_a_damaged_file_is_a_problem_and_not_an_error(filled: Book) -> None:
    with filled.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    filled.engine.dispose()
    raw = bytearray(filled.path.read_bytes())
    middle = len(raw) // 2 // 4096 * 4096
    raw[middle : middle + 4096] = os.urandom(4096)
    filled.path.write_bytes(raw)
    assert "database.damaged" in {problem.code for problem in check(filled)}


def test_a_copied_book_becomes_a_new_device_and_keeps_what_was_not_cut(filled: Book, tmp_path: Path) -> None:
    first = filled.identity.device.id
    copy = tmp_path / "copy.book"
    filled.engine.dispose()
    for end in ("", ".keys", "-wal"):
        if filled.path.with_name(filled.path.name + end).exists():
            shutil.copy(filled.path.with_name(filled.path.name + end), copy.with_name(copy.name + end))
    again = Book.open(filled.path, PASSPHRASE)
    with again.write("edit") as ledger:
        ledger.save(ledger.find(Household)[0].but(persons=5))
    assert again.identity.device.id == first
    with Book.open(copy, PASSPHRASE) as other:
        assert other.identity.device.id == first  # reading needs no device
        with other.write("edit") as ledger:
            ledger.save(ledger.find(Household)[0].but(persons=6))
        assert other.identity.device.id != first
        with other.exchange() as shelf:
            shelf.cutter.cut_all()
        assert check(other, deep=True) == []
        with other.read() as reader:
            devices = {reader.streams.name(no)[0] for no, reach in reader.streams.reach.items() if reach.number}
        assert devices == {first, other.identity.device.id}
    again.close()
