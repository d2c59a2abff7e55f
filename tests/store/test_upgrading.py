"""A book of an earlier version is brought up when it is opened: after a backup, and whole or not at all."""

import pytest
from sqlalchemy import Connection, create_engine

from fupin_desktop.households.model import Household, Member
from fupin_desktop.inquiries.model import QuestionComment
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.book.upgrading import bring_up, config_for, upgrade
from fupin_desktop.store.schema import SCHEMA
from fupin_desktop.store.search.search import search

Tables = dict[str, set[str]]  # by name, the columns


def _tables(connection: Connection) -> Tables:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type='table'").scalars().all()
    columns = "SELECT name FROM pragma_table_info(?)"
    return {name: set(connection.exec_driver_sql(columns, (name,)).scalars()) for name in names}


def _first_version() -> Tables:
    """What the first migration makes; all others came later, whichever they are."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection, "0001")
        return _tables(connection)


def older(book: Book) -> None:
    """As the first version left it."""
    with book.write("x") as ledger:
        ledger.save(Household(household_code="1", village_code="441690101200", status="registered"))
    with book.write("z") as ledger:
        ledger.save(ledger.find(Household)[0].but(phone="1"))
    first = _first_version()
    with book.transaction() as connection:
        for name in (
            *("ix_segment_held", "ix_household_list", "ix_member_head", "ix_member_id_no", "ix_visit_date"),
            *("ix_household_phone", "ix_responsibility_cadre"),
        ):
            connection.exec_driver_sql(f"DROP INDEX {name}")
        for name, columns in _tables(connection).items():
            if name not in first:
                connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}"')  # an index's parts go with it
                continue
            for column in columns - first[name]:
                connection.exec_driver_sql(f'ALTER TABLE "{name}" DROP COLUMN "{column}"')
        connection.exec_driver_sql("CREATE INDEX ix_household_household_code ON household (household_code)")
        assert connection.exec_driver_sql("UPDATE version SET base=record WHERE base=0").rowcount
        connection.exec_driver_sql("UPDATE meta SET value='1' WHERE key='schema'")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num='0001'")


def test_an_older_book_opens_and_is_whole(book: Book) -> None:
    older(book)
    with Book.open_with_key(book.path, book.book_key, book.key_file, "x") as again:
        with again.write("y") as ledger:
            ledger.save(QuestionComment(division="441690101200", question="q", comment="c"))
        with again.read() as reader:
            assert len(reader.find(Household)) == 1
            assert reader.connection.exec_driver_sql("SELECT base FROM version").scalars().all() == [0]
            version = reader.connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
            schema = reader.connection.exec_driver_sql("SELECT value FROM meta WHERE key='schema'").scalar_one()
        assert (version, schema) == (f"{SCHEMA:04}", str(SCHEMA))
        assert check(again, deep=True) == []
        assert list(book.path.with_name(book.path.name + ".backups").glob("*.book")), "a backup was made before"


def test_every_digest_is_worked_out_anew_after_an_upgrade(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """A digest names the fields of a kind: a version that adds one tells another digest of the same records."""
    with book.write("x") as ledger:
        ledger.save(Household(household_code="44169010120020160001", village_code="441690101200"))
    book.digests()
    with book.transaction() as connection:
        connection.exec_driver_sql("UPDATE digest SET sha256='of the version before'")
    monkeypatch.setattr("fupin_desktop.store.book.upgrading.upgrade", lambda _connection: None)  # nothing is missing
    bring_up(book)
    assert "of the version before" not in book.digests().values()
    assert check(book, deep=True) == []


def test_what_breaks_it_off_leaves_the_book_as_it_was(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    older(book)

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("fupin_desktop.store.book.upgrading.upgrade", fail)
    with pytest.raises(OSError, match="full"):
        bring_up(book)
    with book.read() as reader:
        schema = reader.connection.exec_driver_sql("SELECT value FROM meta WHERE key='schema'").scalar_one()
    assert schema == "1"


def test_a_new_book_is_stamped_with_the_newest_migration(book: Book) -> None:
    from alembic.script import ScriptDirectory

    with book.read() as reader:
        heads = ScriptDirectory.from_config(config_for(reader.connection)).get_heads()
        stamped = reader.connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    assert heads == [stamped] == [f"{SCHEMA:04}"]


def test_people_are_found_in_a_book_that_was_brought_up(book: Book) -> None:
    with book.write("p") as ledger:
        ledger.save(Household(household_code="2", village_code="441690101200", status="registered"))
        home = ledger.find(Household)[0].id
        ledger.save(Member(household=home, name="张　三", relation="01", id_no="1"))
    older(book)
    with Book.open_with_key(book.path, book.book_key, book.key_file, "x") as again, again.read() as reader:
        assert [one.name for one in search(reader, "张三")] == ["张　三"]


def test_a_code_of_before_the_rule_stops_no_other_field(book: Book) -> None:
    with book.write("old") as ledger:
        made = ledger.save(Household(household_code="2", village_code="441690101200", status="registered"))
    with book.write("new") as ledger:
        ledger.save(ledger.find(Household, id=made.id)[0].but(phone="14000001111"))
    with book.read() as reader:
        assert reader.find(Household, household_code="2")[0].phone == "14000001111"
