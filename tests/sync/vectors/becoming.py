"""What becomes of the files of an expectation when a book merges them."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

from material import HERE

from fupin_desktop.store import machine
from fupin_desktop.store.book.book import Book
from fupin_desktop.sync.merging import merge_files


def outcome(book: Book, file: Path) -> dict[str, Any]:
    """What became of one file, in the words of the expectations."""
    report = merge_files(book, [file])[0]
    counts = {"new": sum(report.new.values()), "changed": sum(report.changed.values()), "identical": report.identical}
    counts |= {"questions": report.questions, "set_aside": report.set_aside, "impostors": len(report.impostors)}
    counts |= {"strange_receipt": report.strange_receipt, "copied": _is_known_copy(book)}
    return {"status": report.status, "code": report.code, **{name: n for name, n in counts.items() if n}}


def _is_known_copy(book: Book) -> bool:
    with book.transaction() as connection:
        return machine.of(connection) == ""


def outcomes(book: Book, expected: dict[str, Any], keys: dict[str, Any]) -> dict[str, Any]:
    """What became of the files of an expectation, and the digests it asks for."""
    lent = keys[expected["lent"]]["age_identity"] if "lent" in expected else ""
    with book.lend(lent) if lent else nullcontext():
        told: dict[str, Any] = {"outcomes": [outcome(book, HERE / file) for file in expected["files"]]}
    return told | ({"digests": book.digests()} if "digests" in expected else {})
