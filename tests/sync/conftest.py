"""A township and its laptops, enrolled and up to date; each test works on copies of their own."""

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.seal.keys import OwnKeys
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.sync.authority.enrolment import confirm, enrol, join, write_own_card
from fupin_desktop.sync.bundles.bundle import part_of, write_bundle
from fupin_desktop.sync.bundles.segment import Segment
from fupin_desktop.sync.merging import MergeReport, merge_file
from fupin_desktop.sync.sealing import _manifest, _recipient, seal

TOWN, ONE, TWO = "441690101", "441690101200", "441690101201"
PASSPHRASE = "wu ge pin yin ci"
COUNTY = "441690"
UPPER = {"a": "o", "b": "o", "c": "o", "o": "k"}  # who answers to whom
PEOPLE = {"a": (ONE, [ONE]), "b": (ONE, [ONE]), "c": (TWO, [TWO, ONE])}


class World:
    """Open books by name: `o` the office, `a` and `b` of one village, `c` of the next, enrolled for both."""

    def __init__(self, folder: Path, books: dict[str, Book]) -> None:
        self.folder = folder
        self.books = books
        self.uppers = dict(UPPER)
        self._files = 0

    def __getitem__(self, name: str) -> Book:
        return self.books[name]

    def path(self) -> Path:
        self._files += 1
        return self.folder / f"{self._files}.fpb"

    def to(self, sender: str, name: str) -> str | None:
        return None if self.uppers.get(sender) == name else self.books[name].identity.device.id

    def seal(self, sender: str, to: str) -> Path:
        out = self.path()
        seal(self.books[sender], out, self.to(sender, to))
        return out

    def merge(self, name: str, file: Path) -> MergeReport:
        return merge_file(self.books[name], file)

    def send(self, sender: str, to: str) -> MergeReport:
        return self.merge(to, self.seal(sender, to))

    def forge(
        self, sender: str, to: str, /, pick: Callable[[list[Segment]], Sequence[Segment]] = lambda found: found,
        keys: OwnKeys | None = None, age: Sequence[str] = (), **changes: Any,
    ) -> Path:  # fmt: skip
        """A bundle as an attacker or an accident makes it: other segments, other keys, another manifest."""
        book, out = self.books[sender], self.path()
        recipient = _recipient(book, self.to(sender, to))
        with book.exchange(rehearse=True) as shelf:
            shelf.cutter.cut_all()
            scopes = shelf.scopes_for(recipient.division, office=recipient.office, granted=recipient.granted)
            found = list(pick(shelf.segments_beyond(scopes, recipient.keys.id)))
            manifest = _manifest(book, shelf, recipient, "data", scopes, found)
        manifest = msgspec.structs.replace(manifest, **{"parts": [part_of(one) for one in found], **changes})
        write_bundle(out, manifest, keys or book.identity.device, found, age or recipient.age)
        return out

    def cut(self, name: str) -> None:
        with self.books[name].exchange() as shelf:
            shelf.cutter.cut_all()

    def settle_down(self) -> None:
        """Everybody exchanges until nobody has anything new."""
        for _round in range(2):
            for name in PEOPLE:
                self.send(name, "o")
            for name in PEOPLE:
                self.send("o", name)

    def add(self, name: str, role: str, division: str, *, upper: str, office_role: str = "first_secretary") -> None:
        """One more book, enrolled by `upper` for its own place."""
        self.books[name] = Book.create(
            self.folder / f"{name}.book", role=role, name=name, division=division, passphrase=PASSPHRASE
        )
        self.uppers[name] = upper
        _enrol(self, name, [division], upper=upper, role=office_role)

    def succeed(self, name: str) -> None:
        """The office confirms the new device of a book that was copied or restored."""
        with pytest.raises(Refusal) as refusal:
            self.send(name, "o")
        assert refusal.value.code == "sender.succession"
        confirm(self["o"], self[name].identity.device.id, self[name].identity.device.public.fingerprint)

    def agree(self) -> None:
        """Equal digests of what is shared, and every book is what its log gives."""
        digests = {name: book.digests() for name, book in self.books.items()}
        for scope, who in ((ONE, "oabc"), (TWO, "oc"), (f"{TOWN}/r", "oabc")):
            assert len({digests[name].get(scope) for name in who}) == 1, scope
        self.deep(*self.books)

    def deep(self, *names: str) -> None:
        """These books are what their logs give."""
        for name in names:
            assert check(self.books[name], deep=True) == [], name

    def id_of(self, name: str, text: str) -> Any:
        with self.books[name].read() as reader:
            return reader.dot_of(text)

    def household(self, name: str, n: int = 1) -> Household:
        with self.books[name].read() as reader:
            found = reader.find(Household, household_code=f"{ONE}2016{n:04}", with_away=True)
        return found[0]

    def save(self, name: str, record: Any) -> None:
        with self.books[name].write("edit") as ledger:
            ledger.save(record)


class Levels(World):
    """The same with the county above: `k`, which has enrolled the township."""

    def settle_down(self) -> None:
        for _round in range(2):
            for name in PEOPLE:
                self.send(name, "o")
            self.send("o", "k")
            self.send("k", "o")
            for name in PEOPLE:
                self.send("o", name)

    def equal(self) -> None:
        """Equal digests of what is shared, from the county down."""
        digests = {name: book.digests() for name, book in self.books.items()}
        shared = ((ONE, "oabck"), (TWO, "ock"), (f"{TOWN}/r", "oabck"), (f"{COUNTY}/r", "oabck"))
        for scope, who in shared:
            assert len({digests[name].get(scope) for name in who}) == 1, scope

    def agree(self) -> None:
        self.equal()
        self.deep(*self.books)


@pytest.fixture(scope="session")
def _township(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("township")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FUPIN_STATE", str(folder / "state"))
        books = {
            "o": Book.create(folder / "o.book", role="township", name="甲镇", division=TOWN, passphrase=PASSPHRASE)
        }
        for name, (division, _scopes) in PEOPLE.items():
            path = folder / f"{name}.book"
            books[name] = Book.create(path, role="village", name=name, division=division, passphrase=PASSPHRASE)
        _fill(books["o"])
        world = World(folder, books)
        for name, (_division, scopes) in PEOPLE.items():
            _enrol(world, name, scopes)
        world.settle_down()
        keys = {name: (book.book_key, book.key_file) for name, book in books.items()}
        for book in books.values():
            book.close()
    return folder, keys


def _fill(office: Book) -> None:
    with office.write("roster.import") as ledger:
        made = ledger.save_all(
            Household(
                household_code=f"{code}2016{n:04}",
                village_code=code,
                status="registered",
                cause_other=("01",),
                persons=3,
            )
            for code in (ONE, TWO)
            for n in range(1, 4)
        )
        ledger.save_all(Member(household=one.id, name=f"张{one.id}", relation="01") for one in made)


def _enrol(world: World, name: str, scopes: list[str], *, upper: str = "o", role: str = "first_secretary") -> None:
    book, office, card = world[name], world[upper], world.folder / f"{name}.card"
    write_own_card(book, card)
    code = book.identity.device.public.fingerprint
    out = world.path()
    enrol(office, card, scopes=scopes, person=name, role=role, fingerprint=code, out=out)
    join(book, out, office.identity.device.public.fingerprint)


@pytest.fixture(scope="session")
def _county(
    _township: tuple[Path, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Any]]:
    base, keys = _township
    folder = tmp_path_factory.mktemp("county") / "base"
    shutil.copytree(base, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FUPIN_STATE", str(folder / "state"))
        books = _opened(folder, keys)
        books["k"] = Book.create(
            folder / "k.book", role="county", name="演示县", division=COUNTY, passphrase=PASSPHRASE
        )
        levels = Levels(folder, books)
        _enrol(levels, "o", [TOWN], upper="k", role="township_clerk")
        levels.settle_down()
        found = {name: (book.book_key, book.key_file) for name, book in books.items()}
        for book in books.values():
            book.close()
    return folder, found


def _opened(folder: Path, keys: dict[str, Any]) -> dict[str, Book]:
    return {name: Book.open_with_key(folder / f"{name}.book", key, slots, name) for name, (key, slots) in keys.items()}


def _maker(
    kind: type[World], prepared: tuple[Path, dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], World]]:
    base, keys = prepared
    made: list[World] = []

    def make() -> World:
        folder = tmp_path / f"world{len(made)}"
        shutil.copytree(base, folder)
        monkeypatch.setenv("FUPIN_STATE", str(folder / "state"))
        made.append(kind(folder, _opened(folder, keys)))
        return made[-1]

    yield make
    for world in made:
        for book in world.books.values():
            book.close()


@pytest.fixture
def worlds(
    _township: tuple[Path, dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], World]]:
    """Makes worlds, as many as a test wants; each with a state folder of its own."""
    yield from _maker(World, _township, tmp_path, monkeypatch)


@pytest.fixture
def levels(
    _county: tuple[Path, dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], World]]:
    """Makes worlds of three levels."""
    yield from _maker(Levels, _county, tmp_path, monkeypatch)


@pytest.fixture
def world(worlds: Callable[[], World]) -> World:
    """One world."""
    return worlds()


def _module(name: str, path: Path) -> Any:
    """A file beside the tests as a module: they are no package."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def mischief() -> Any:
    """The laptop that means harm, as a module."""
    return _module("mischief", Path(__file__).parent / "mischief.py")


@pytest.fixture(scope="session")
def vectors() -> Any:
    """The generator of the vectors, as a module."""
    return _module("vectors", Path(__file__).parent / "vectors" / "generate.py")
