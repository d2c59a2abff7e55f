"""A copied book goes on as another device once its user saves or seals, and not for being looked at or printed from."""

import shutil
from pathlib import Path

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.notices.commands import draft_notice
from fupin_desktop.notices.model import Notice
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.drafts import keep_draft
from fupin_desktop.sync.sealing import seal
from fupin_desktop.ui.notices.notice_file import paper_of, write_paper
from tests.cli.every_verb import call, words_for

PASSPHRASE = "wu ge pin yin ci"
CODE = "441690101200"
LOOKS = (
    *("backup", "book info", "check", "user list", "undo list", "roster export", "roster maps", "form print"),
    *("bundle journal", "bundle show", "bundle whereabouts", "case list", "case show", "custodian list", "device list"),
    *("notice list", "notice print", "notice show", "photo tray", "question list", "question sheet", "tray list"),
    *("record list", "record show", "record twins", "handover print"),
)


def enter(book: Book, number: int) -> None:
    with book.write("x") as ledger:
        ledger.save(Household(household_code=f"{CODE}2016{number:04}", village_code=CODE, status="registered"))


def copied(book: Book, to: Path) -> Path:
    for ending in ("", "-wal", ".keys"):
        shutil.copy(f"{book.path}{ending}", f"{to}{ending}")
    return to


@pytest.fixture
def filled(book: Book) -> Book:
    enter(book, 1)
    with book.write("notice.draft") as ledger:
        draft_notice(ledger, "N01", division=CODE)
    return book


def test_printing_from_a_copy_elsewhere_makes_no_device(
    filled: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, device = copied(filled, tmp_path / "copy.book"), filled.identity.device.id
    monkeypatch.setenv("FUPIN_STATE", str(tmp_path / "another machine"))
    with Book.open(path, PASSPHRASE) as copy:
        with copy.read() as reader:
            id = reader.find(Notice)[0].id
        assert id is not None
        write_paper(copy, paper_of(copy, id), tmp_path / "notice.pdf")
        copy.note("form.print", "registration 1")
        keep_draft(copy, "visit", {"findings": "x"})
        copy.digests()
        with copy.write("roster.import", rehearse=True) as ledger:
            ledger.save(ledger.find(Household)[0].but(persons=3))
        assert copy.identity.device.id == device
        enter(copy, 2)
        assert copy.identity.device.id != device


def test_printing_from_a_copy_beside_it_makes_the_book_no_older_copy(filled: Book, tmp_path: Path) -> None:
    path, device = copied(filled, tmp_path / "copy.book"), filled.identity.device.id
    filled.close()
    for _time in range(3):
        with Book.open(path, PASSPHRASE) as copy:
            copy.note("form.print", "registration 1")
    with Book.open(filled.path, PASSPHRASE) as book:
        assert book.told == {}
        enter(book, 2)
        assert book.identity.device.id == device
    with Book.open(path, PASSPHRASE) as copy:
        enter(copy, 3)
        assert copy.identity.device.id != device


def test_sealing_from_a_copy_makes_one(filled: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, device = copied(filled, tmp_path / "copy.book"), filled.identity.device.id
    monkeypatch.setenv("FUPIN_STATE", str(tmp_path / "another machine"))
    with Book.open(path, PASSPHRASE) as copy:
        with pytest.raises(Refusal):
            seal(copy, tmp_path / "x.fpb", None)
        assert copy.identity.device.id != device


@pytest.mark.parametrize("verb", LOOKS)
def test_no_verb_that_looks_makes_one(verb: str, filled: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, device = copied(filled, tmp_path / "copy.book"), filled.identity.device.id
    monkeypatch.setenv("FUPIN_STATE", str(tmp_path / "another machine"))
    code, _answer, said = call(words_for(verb, path, tmp_path))
    assert code in (0, 1, 2), said
    with Book.open_with_key(path, filled.book_key, filled.key_file, "x") as copy:
        assert copy.identity.device.id == device
