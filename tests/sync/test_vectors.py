"""Every vector has the outcome that stands beside it (FORMAT.md §6)."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.store.book import Book
from fupin_desktop.store.check import check

HERE = Path(__file__).parent / "vectors"
NAMES = sorted(path.stem for path in HERE.glob("*.json") if path.stem != "keys")


@pytest.fixture(scope="session")
def reader(vectors: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    folder = tmp_path_factory.mktemp("reader")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FUPIN_STATE", str(folder / "state"))
        book = vectors.reader_book(folder, json.loads((HERE / "keys.json").read_text()))
        book.close()
    return folder, (book.book_key, book.key_file)


@pytest.mark.parametrize("name", NAMES)
def test_vector(name: str, reader: tuple[Path, Any], vectors: Any, tmp_path: Path) -> None:
    expected = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    shutil.copytree(reader[0], tmp_path / "r")
    with Book.open_with_key(tmp_path / "r" / "reader.book", *reader[1], "x") as book:
        assert [vectors.outcome(book, HERE / file) for file in expected["files"]] == expected["outcomes"]
        assert check(book, deep=True) == []


def test_there_are_vectors_for_every_refusal_of_the_text() -> None:
    told = {one["code"] for name in NAMES for one in json.loads((HERE / f"{name}.json").read_text())["outcomes"]}
    wanted = {
        "bundle.not_age", "bundle.header", "bundle.known", "bundle.not_for_us", "bundle.damaged", "bundle.newer",
        "bundle.practice", "bundle.signature", "sender.unknown", "sender.keys", "device.unknown", "segment.signature",
        "segment.damaged", "segment.content", "segment.authority",
        "bundle.content", "bundle.too_large", "stream.fork", "stream.gap", "entry.set_aside",
        "bundle.nothing_new",
    }  # fmt: skip
    assert wanted <= told
