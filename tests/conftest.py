"""Fixtures every test may use: real books, real encryption, a state folder of their own."""

import contextlib
import gc
import io
import json
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from fupin_desktop.cli import main
from fupin_desktop.files import state_folder
from fupin_desktop.ledger.words import choose_language  # the platform must be chosen first
from fupin_desktop.seal import slots
from fupin_desktop.store import engine
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


# Whoever wants what the program really asks of the disk: `power_may_fail`
SYNCHRONOUS = engine.SYNCHRONOUS


@pytest.fixture(scope="session", autouse=True)
def _no_power_cut() -> Iterator[None]:
    """Nobody waits until the disk has what the system holds already: no test cuts the power, and only that would show.

    A process that is killed loses nothing the system holds; those that are, are processes of their own and do wait.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        patch.setattr(engine, "SYNCHRONOUS", "OFF")
        yield


@pytest.fixture
def power_may_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Books ask of the disk what they ask of it at a desk."""
    monkeypatch.setattr(engine, "SYNCHRONOUS", SYNCHRONOUS)


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """What was collected stays to the end: the collector of cycles does not look through it again and again."""
    gc.disable()
    found = yield
    gc.collect()
    gc.freeze()
    gc.enable()
    return found


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FUPIN_STATE", str(tmp_path / "state"))
    choose_language("en")
    yield
    choose_language("zh_CN")


_NAME = "founded"  # of each book, in a folder of its own


class Founded:
    """Books that were founded once.  Each test works on a copy, on a machine that knows it as its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[tuple[str, str, str], tuple[Path, bytes]] = {}

    def book(self, path: Path, role: str, name: str, division: str) -> Book:
        """An empty book at `path`, known to the state folder of now."""
        asked = (role, name, division)
        if asked not in self._known:
            self._known[asked] = self._found(*asked)
        origin, key = self._known[asked]
        for file in (origin / "book").iterdir():
            shutil.copy2(file, path.with_name(path.name + file.name.removeprefix(_NAME)))
        shutil.copytree(origin / "state", state_folder(), dirs_exist_ok=True)
        return Book.open_with_key(path, key, slots.read_keys(slots.keys_path(path)), name)

    def _found(self, role: str, name: str, division: str) -> tuple[Path, bytes]:
        folder = self._folder / division
        (folder / "book").mkdir(parents=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("FUPIN_STATE", str(folder / "state"))
            path = folder / "book" / _NAME
            with Book.create(path, role=role, name=name, division=division, passphrase=PASSPHRASE) as made:
                key = made.book_key
        return folder, key


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """Where tests have their empty books from."""
    return Founded(tmp_path_factory.mktemp("founded"))


@pytest.fixture
def book(founded: Founded, tmp_path: Path) -> Iterator[Book]:
    """The empty book of a township."""
    with founded.book(tmp_path / "town.book", "township", "甲镇", "441690101") as made:
        yield made


@pytest.fixture
def village_book(founded: Founded, tmp_path: Path) -> Iterator[Book]:
    """The empty book of a village of that township."""
    with founded.book(tmp_path / "village.book", "village", "演示一甲村", "441690101200") as made:
        yield made


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
