"""One small book of each earlier schema is kept; it opens with its passphrase, is backed up first, and is whole.

`books/schema-N.sql` is what such a book held, row for row, `schema-N.keys` its key file: a township with two villages;
a command in two places that was sealed; then one in one place, one in two and one in three that were not cut yet.
"""

import shutil
from pathlib import Path

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.seal.slots import keys_path
from fupin_desktop.store import tail
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.engine import Access, engine_for
from fupin_desktop.store.schema import SCHEMA
from fupin_desktop.sync.bundles.segment import read_header
from tests.conftest import PASSPHRASE

BOOKS = Path(__file__).parent / "books"
KEYS = {
    4: "3d1fb091b84172107d94507f9e7ada7829d744cbac57b431b593abdc09bef4d8",
    5: "ef8e8b92d76e221b8468d0b9434f9bc4fdf7f7860be9f4ed8c9f9082c380bf13",
}
ONE, TWO = "441690101200", "441690101201"


def kept(schema: int, folder: Path) -> Path:
    """The kept book as the file it was."""
    path = folder / "kept.book"
    shutil.copy(BOOKS / f"schema-{schema}.keys", keys_path(path))
    engine = engine_for(path, bytes.fromhex(KEYS[schema]), Access.NEW)
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        for statement in (BOOKS / f"schema-{schema}.sql").read_text(encoding="utf-8").splitlines():
            connection.exec_driver_sql(statement)
    engine.dispose()
    return path


def waiting(book: Book) -> dict[str, list[tuple[str, int]]]:
    """What the entries of the tails name, by command and scope."""
    with book.read() as reader:
        own = [
            (no, reader.streams.scope(no)) for scope in reader.streams.scopes() for no in reader.streams.of_scope(scope)
        ]
        found = [(entry, scope) for no, scope in own for entry, _l, _s in tail.entries(reader.connection, no)]
    return {f"{entry.command} {scope}": list(entry.others) for entry, scope in found}


@pytest.mark.parametrize("schema", KEYS)
def test_a_kept_book_opens_is_backed_up_and_brought_up(schema: int, tmp_path: Path) -> None:
    path = kept(schema, tmp_path)
    with Book.open(path, PASSPHRASE) as book:
        (backup,) = path.with_name(path.name + ".backups").glob("*.book")
        with book.read() as reader:
            homes = {home.household_code: (home.phone, home.persons) for home in reader.find(Household)}
            told = reader.connection.exec_driver_sql("SELECT value FROM meta WHERE key='schema'").scalar_one()
            assert len(reader.find(BankCard)) == 1
        assert told == str(SCHEMA)
        assert homes == {
            "44169010120020160001": ("14000000001", 2),
            "44169010120020160002": ("14000000002", None),
            "44169010120120160003": ("14000000003", 3),
        }
        assert check(book, deep=True) == []
    assert backup.stat().st_size > 0


@pytest.mark.parametrize("schema", KEYS)
def test_entries_that_were_not_cut_name_what_they_named(schema: int, tmp_path: Path) -> None:
    with Book.open(kept(schema, tmp_path), PASSPHRASE) as book:
        assert waiting(book) == {
            f"changed {ONE}": [],
            f"two.places {ONE}": [(TWO, 2)],
            f"two.places {TWO}": [(ONE, 4)],
            f"three.places {ONE}": [],
            f"three.places {TWO}": [],
            f"three.places {ONE}/s": [],
        }


def test_a_kept_book_goes_on_and_its_segments_need_no_newer_reader_till_it_does(tmp_path: Path) -> None:
    with Book.open(kept(5, tmp_path), PASSPHRASE) as book:
        with book.write("three.more") as ledger:
            one, other = ledger.find(Household)[0], ledger.find(Household)[2]
            ledger.save(one.but(persons=4))
            ledger.save(other.but(persons=5))
            ledger.save(ledger.find(BankCard)[0].but(bank="信用社"))
        book.cut_tails()
        with book.read() as reader:
            raw = reader.connection.exec_driver_sql("SELECT header FROM segment ORDER BY stream, first").scalars().all()
        assert [read_header(header).format for header in raw] == [1] * 5 + [2] * 3
        assert check(book, deep=True) == []
