"""A backup opens, holds what the book held, and old ones are thinned."""

from pathlib import Path

from fupin_desktop.households.model import Household
from fupin_desktop.store.backup import restore, safeguard
from fupin_desktop.store.book import Book

PASSPHRASE = "wu ge pin yin ci"


def test_a_backup_holds_what_was_saved_and_becomes_a_new_device(book: Book, tmp_path: Path) -> None:
    with book.write("x") as ledger:
        ledger.save(Household(household_code="44169010120020160001", village_code="441690101200", status="registered"))
    out = tmp_path / "restored.book"
    restore(safeguard(book), out)
    with Book.open(out, PASSPHRASE) as again:
        with again.read() as reader:
            assert [found.household_code for found in reader.find(Household)] == ["44169010120020160001"]
        assert again.digests() == book.digests()


def test_the_newest_backups_stay(book: Book) -> None:
    for _ in range(27):
        newest = safeguard(book)
    left = sorted(newest.parent.glob("*.book"))
    assert newest in left
    assert len(left) == 25  # 24, and the last one of the day among the older
    assert len(list(newest.parent.glob("*.keys"))) == 25
