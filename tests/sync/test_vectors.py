"""Every vector has the outcome that stands beside it (FORMAT.md §6)."""

import json
import shutil
from pathlib import Path
from typing import Any

import pyrage
import pytest

from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check

HERE = Path(__file__).parent / "vectors"
KEYS = json.loads((HERE / "keys.json").read_text())
NAMES = sorted(path.stem for path in HERE.glob("*.json") if path.stem not in ("keys", "reader"))


@pytest.fixture(scope="session")
def reader(vectors: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    folder = tmp_path_factory.mktemp("reader")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FUPIN_STATE", str(folder / "state"))
        book = vectors.reader_book(folder, KEYS)
        book.close()
    return folder, (book.book_key, book.key_file)


@pytest.mark.parametrize("name", NAMES)
def test_vector(name: str, reader: tuple[Path, Any], vectors: Any, tmp_path: Path) -> None:
    expected = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    shutil.copytree(reader[0], tmp_path / "r")
    with Book.open_with_key(tmp_path / "r" / "reader.book", *reader[1], "x") as book:
        told = vectors.outcomes(book, expected, KEYS)
        assert told == {name: expected[name] for name in told}
        assert check(book, deep=True) == []


def test_who_is_enrolled_stands_there_as_data(vectors: Any) -> None:
    told = vectors.beginning(KEYS) | {"kinds": vectors.register()}
    assert json.loads((HERE / "reader.json").read_text(encoding="utf-8")) == told


def test_what_is_sealed_for_several_opens_with_the_key_of_each() -> None:
    told = [json.loads((HERE / f"{name}.json").read_text(encoding="utf-8")) for name in NAMES]
    for one in (one for one in told if "opened_by" in one):
        sealed = (HERE / one["files"][-1]).read_bytes()
        keys = [pyrage.x25519.Identity.from_str(KEYS[name]["age_identity"]) for name in one["opened_by"]]
        assert len({bytes(pyrage.decrypt(sealed, [key])) for key in keys}) == 1


def test_there_are_vectors_for_every_refusal_of_the_text() -> None:
    told = {one["code"] for name in NAMES for one in json.loads((HERE / f"{name}.json").read_text())["outcomes"]}
    wanted = {
        "bundle.not_age", "bundle.header", "bundle.known", "bundle.not_for_us", "bundle.damaged", "bundle.newer",
        "bundle.practice", "bundle.signature", "sender.unknown", "sender.keys", "sender.succession", "device.unknown",
        "segment.signature",
        "segment.damaged", "segment.content", "segment.authority",
        "bundle.content", "bundle.too_large", "stream.fork", "stream.gap", "entry.set_aside",
        "bundle.nothing_new",
    }  # fmt: skip
    assert wanted <= told
