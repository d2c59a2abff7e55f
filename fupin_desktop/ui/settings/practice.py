"""The practice data (练习数据，演示县): invented people in a book of their own, known by its mark everywhere."""

from pathlib import Path

from fupin_desktop.files import data_folder, resource
from fupin_desktop.intake.commands import take_in
from fupin_desktop.ledger.progress import silent
from fupin_desktop.sheets.roster import read_roster
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.search.person_index import bring_up

_NAME, _DIVISION = "演示县", "441690"
PASSPHRASE = "lian xi shu ju kou ling"  # known to everybody: nothing in this book is real


def open_practice() -> Book:
    """The practice book of this machine, made with the shipped roster at the first time."""
    folder = data_folder() / "practice"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_NAME}.book"
    book = Book.open(path, PASSPHRASE) if path.exists() else _made(path)
    bring_up(book)
    return book


def _made(path: Path) -> Book:
    # Under another name until the roster is in: what was broken off is no practice book, and is swept away here
    draft = path.with_name(f"{_NAME}.part.book")
    for rest in path.parent.glob(f"{draft.name}*"):
        rest.unlink()
    facts = {"role": "township", "name": _NAME, "division": _DIVISION, "passphrase": PASSPHRASE}
    with Book.create(draft, **facts, practice=True) as book:
        reading = read_roster(
            resource("demo", "demo-county-roster.xlsx"), division=_DIVISION, mapping="roster", progress=silent
        )
        with book.write("roster.import") as ledger:
            take_in(ledger, reading.drafts, progress=silent)
    for part in sorted(path.parent.glob(f"{draft.name}*"), reverse=True):
        part.replace(path.with_name(path.name + part.name.removeprefix(draft.name)))
    return Book.open(path, PASSPHRASE)
