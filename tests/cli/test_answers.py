"""Standard output holds what was asked for; what is said of a fault is true whatever was saved before it."""

import json
from pathlib import Path

import pytest

from fupin_desktop.cli import main
from fupin_desktop.cli.office import books
from fupin_desktop.dictionary import as_schema
from fupin_desktop.households.model import Household
from fupin_desktop.store.book.book import Book
from tests.conftest import PASSPHRASE

CODE = "441690101200"


def test_the_dictionary_as_json_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dictionary", "--format", "json", "--lang=en"]) == 0
    schema = json.loads(json.dumps(as_schema(), default=str))
    assert json.loads(capsys.readouterr().out) == schema
    assert main(["dictionary", "--json", "--lang=en"]) == 0
    assert json.loads(capsys.readouterr().out) == schema


def test_the_dictionary_as_a_page_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dictionary", "--lang=en"]) == 0
    assert capsys.readouterr().out.startswith("#")


def test_a_fault_after_a_save_does_not_say_that_nothing_was_saved(
    book: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def saved_and_fails(opened: Book, _folder: Path) -> Path:
        with opened.write("x") as ledger:
            ledger.save(Household(household_code=f"{CODE}20160001", village_code=CODE, status="registered"))
        raise LookupError

    monkeypatch.setattr(books, "backup", saved_and_fails)
    monkeypatch.setenv("FUPIN_PASSPHRASE", PASSPHRASE)
    assert main(["backup", str(book.path), "--to", str(book.path.parent / "b"), "--lang=en"]) == 70
    told = capsys.readouterr().err
    assert "finished before it is saved" in told
    assert "as they were" not in told
    with book.read() as reader:
        assert len(reader.find(Household)) == 1
