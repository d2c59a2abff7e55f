"""The practice data (练习数据): an invented township in books of its own, known by their mark everywhere.

It is the demonstration, made at the first time.  Its people live until June 2018, and so does its clock: today is the
day after their last, whatever the computer says, so that notices hang and promises are due as they were meant.
"""

import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path
from time import monotonic

from fupin_desktop.demo.passphrase import PASSPHRASE
from fupin_desktop.files import data_folder
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.search.person_index import bring_up

_VILLAGES, _HOUSEHOLDS, _LAPTOPS, _SEED = 3, 36, 1, 2016  # what a slow computer makes in half a minute
_MORNING = datetime(2018, 6, 26, 9, tzinfo=timezone(timedelta(hours=8)))


def open_practice() -> Book:
    """The office's practice book of this machine."""
    folder = data_folder() / "practice-township"
    if not folder.exists():
        _make(folder)
    book = Book.open(_office_in(folder), PASSPHRASE)
    _keep_its_day(book)
    bring_up(book)
    return book


def _office_in(folder: Path) -> Path:
    return next(folder.glob("*扶贫办.book"))


def _make(folder: Path) -> None:
    # Under another name until it is whole: what was broken off is no practice data, and is swept away here
    from fupin_desktop.demo.making import make_demo  # it draws pictures: no other start needs that

    draft = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.parent.mkdir(parents=True, exist_ok=True)
    make_demo(draft, villages=_VILLAGES, households=_HOUSEHOLDS, laptops=_LAPTOPS, seed=_SEED)
    draft.rename(folder)


def _keep_its_day(book: Book) -> None:
    began = monotonic()
    book.wall = lambda: _MORNING + timedelta(seconds=monotonic() - began)
