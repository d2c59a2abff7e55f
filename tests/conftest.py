"""Fixtures every test may use: real books, real encryption, a state folder of their own."""

import contextlib
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from fupin_desktop.cli import main
from fupin_desktop.ledger.words import choose_language  # the platform must be chosen first
from fupin_desktop.seal import slots
from fupin_desktop.store.book.book import Book

PASSPHRASE = "wu ge pin yin ci"

# No test is judged by the clock: a busy machine is the normal case
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


# Argon2id takes nothing lower; derivation and wrapping are real.  Where the price matters: `full_price`
LOWEST = slots.Price(8, 1)
FULL = slots.PRICE


@pytest.fixture(scope="session", autouse=True)
def _cheap_guesses() -> Iterator[None]:
    """Key files of the tests are made at the lowest price: thousands are, and none of them is worth guessing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "PRICE", LOWEST)
        yield


@pytest.fixture
def full_price(monkeypatch: pytest.MonkeyPatch) -> None:
    """Key files at the price the program makes them at."""
    monkeypatch.setattr(slots, "PRICE", FULL)


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FUPIN_STATE", str(tmp_path / "state"))
    choose_language("en")
    yield
    choose_language("zh_CN")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """The empty book of a township."""
    with _make(tmp_path / "town.book", "township", "甲镇", "441690101") as made:
        yield made


@pytest.fixture
def village_book(tmp_path: Path) -> Iterator[Book]:
    """The empty book of a village of that township."""
    with _make(tmp_path / "village.book", "village", "演示一甲村", "441690101200") as made:
        yield made


def _make(path: Path, role: str, name: str, division: str) -> Book:
    return Book.create(path, role=role, name=name, division=division, passphrase=PASSPHRASE)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    """One verb, as JSON; `code` is the exit code that is expected."""

    def call(*words: object, code: int = 0) -> Any:
        monkeypatch.setenv("FUPIN_PASSPHRASE", PASSPHRASE)
        with contextlib.redirect_stdout(io.StringIO()) as told:
            got = main([*map(str, words), "--json", "--lang=en"])
        answer = json.loads(told.getvalue() or "{}")
        assert got == code, answer
        return answer

    return call
