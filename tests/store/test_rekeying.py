"""A new key, and the recovery sheet: real key files, real encrypted books, breaks at every step."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.seal.slots import RECOVERY_USER, keys_path, read_keys
from fupin_desktop.store.book import rekeying
from fupin_desktop.store.book.attempts import Attempts
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.book.recovering import new_sheet, rehearse
from fupin_desktop.store.book.rekeying import rekey
from fupin_desktop.villages.model import Village

PASSPHRASE, OTHER = "wu ge pin yin ci", "ling yi ge ren de"


def _code(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


def _forget_wrong_ones(path: Path) -> None:
    Attempts(read_keys(keys_path(path)).book_id)._path.unlink()


@pytest.fixture
def filled(book: Book) -> Path:
    with book.write("test") as ledger:
        ledger.save(Village(code="441690101200", name="演示一甲村", town="甲镇", county="演示县"))
    book.add_user("乙", OTHER)
    book.close()
    return book.path


def test_only_the_asker_keeps_a_passphrase_and_nothing_is_lost(filled: Path) -> None:
    with Book.open(filled, PASSPHRASE) as before:
        old_key, digests = before.book_key, before.digests()
        sheet = new_sheet(before)
    assert rekey(filled, PASSPHRASE) == ["乙", RECOVERY_USER]
    with Book.open(filled, PASSPHRASE) as after:
        assert after.book_key != old_key
        assert after.digests() == digests
        assert after.key_file.users == ["甲镇"]
        assert check(after, deep=True) == []
        with after.write("test") as ledger:
            ledger.save(Village(code="441690101201", name="演示一乙村", town="甲镇", county="演示县"))
    assert _code(lambda: Book.open(filled, OTHER)) == "passphrase.wrong"
    assert _code(lambda: rehearse(filled, sheet.secret)) == "recovery.wrong"
    _forget_wrong_ones(filled)
    (backup,) = filled.with_name(filled.name + ".backups").glob("*.book")
    with Book.open(backup, OTHER) as old:
        assert old.book_key == old_key


@pytest.mark.parametrize("step", ["_exchange", "_export", "_counts_of", "flush"])
def test_a_break_at_any_step_leaves_a_book_that_opens(filled: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def broken(*_arguments: object) -> None:
        raise OSError("the power went")

    monkeypatch.setattr(rekeying, step, broken)
    with pytest.raises(OSError, match="power"):
        rekey(filled, PASSPHRASE)
    monkeypatch.undo()
    with Book.open(filled, PASSPHRASE) as book, book.read() as reader:
        assert [village.name for village in reader.find(Village)] == ["演示一甲村"]
    assert not list(filled.parent.glob(".*part*"))
    assert "乙" in rekey(filled, PASSPHRASE)  # and it can be done again
    with Book.open(filled, PASSPHRASE) as book:
        assert check(book, deep=True) == []
        assert len(read_keys(keys_path(filled)).slots) == 1


def test_not_while_it_is_open_elsewhere(filled: Path) -> None:
    with Book.open(filled, PASSPHRASE) as other, other.read() as reader:
        reader.find(Village)
        assert _code(lambda: rekey(filled, PASSPHRASE)) == "book.locked"
    Book.open(filled, PASSPHRASE).close()


def test_the_sheet_opens_the_book_and_a_new_user_is_made_with_it(filled: Path) -> None:
    with Book.open(filled, PASSPHRASE) as book:
        first = new_sheet(book)
        second = new_sheet(book)
    assert "secret" not in repr(second)
    assert rehearse(filled, second.secret.lower()) == second.made
    assert _code(lambda: rehearse(filled, first.secret)) == "recovery.wrong"
    assert _code(lambda: rehearse(filled, second.secret[:-1])) == "recovery.typed"
    assert _code(lambda: rekey(filled, second.secret)) == "rekey.sheet"
    with Book.open(filled, second.secret) as book:
        assert book.user == RECOVERY_USER
        book.add_user("丙", "xin de kou ling wu")
        with book.read() as reader:
            rows = reader.connection.exec_driver_sql("SELECT event FROM audit").scalars().all()
        assert [event for event in rows if event.startswith("recovery")] == [
            "recovery.sheet", "recovery.sheet", "recovery.rehearsed",
        ]  # fmt: skip
    Book.open(filled, "xin de kou ling wu").close()


def test_nothing_of_the_secret_is_in_the_book_or_beside_it(filled: Path) -> None:
    with Book.open(filled, PASSPHRASE) as book:
        secret = new_sheet(book).secret.replace(" ", "")
    for file in filled.parent.rglob("*"):
        if file.is_file():
            assert secret.encode() not in file.read_bytes()
