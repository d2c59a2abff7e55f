"""The practice data (练习数据): an invented township in books of its own, known by their mark everywhere.

It is the demonstration, made at the first time.  Its people live until June 2018, and so does its clock: today is the
day after their last, whatever the computer says, so that notices hang and promises are due as they were meant.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from time import monotonic

from fupin_desktop.demo.passphrase import PASSPHRASE
from fupin_desktop.files import data_folder
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.search.person_index import bring_up

_VILLAGES, _HOUSEHOLDS, _LAPTOPS, _SEED = 3, 36, 1, 2016  # what a slow computer makes in half a minute
_NEEDS = 60  # megabytes; half of it is what is left in the end
_MORNING = datetime(2018, 6, 26, 9, tzinfo=timezone(timedelta(hours=8)))


def open_practice(progress: Progress = silent) -> Book:
    """The office's practice book of this machine, made at the first time; `progress` may stop that.

    Refuses, as `practice.TROUBLE` (see `disk`), a place that takes no file or has no room: then nothing is left there.
    """
    folder = data_folder() / "practice-township"
    if not folder.exists():
        _make(folder, progress)
    book = Book.open(_office_in(folder), PASSPHRASE)
    _keep_its_day(book)
    bring_up(book)
    return book


def _office_in(folder: Path) -> Path:
    return next(folder.glob("*扶贫办.book"))


def _make(folder: Path, progress: Progress) -> None:
    # Under another name until it is whole: what was broken off is no practice data, and is swept away here
    from fupin_desktop.demo.making import make_demo  # it draws pictures: no other start needs that

    draft = folder.with_name(f"{folder.name}.part")
    with _in_words(folder), _swept(draft):
        draft.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(draft.parent).free < _NEEDS << 20:
            raise disk.refusal(disk.FILE, disk.FULL, draft.parent)
        make_demo(
            draft, villages=_VILLAGES, households=_HOUSEHOLDS, laptops=_LAPTOPS, seed=_SEED, progress=progress
        )  # fmt: skip
        draft.rename(folder)


@contextmanager
def _swept(draft: Path) -> Iterator[None]:
    """Nothing lies there before, and nothing is left where it was broken off."""
    shutil.rmtree(draft, ignore_errors=True)
    try:
        yield
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    """What the disk refuses, whichever file of the township met it, is told of the practice data as a whole."""
    try:
        with disk.in_words(disk.FILE, folder.parent):
            yield
    except Refusal as refused:
        trouble = refused.code.rpartition(".")[2]
        if trouble not in disk.TROUBLES:
            raise
        happened = _(disk.TROUBLES[trouble]).format(name=folder.parent.name, number=0)
        text = _(
            "{happened} No practice data were made; your own books are as they were. The practice data need about"
            " {size} MB in the folder {folder}."
        )
        message = text.format(happened=happened, size=_NEEDS, folder=folder.parent)
        raise Refusal(f"practice.{trouble}", message, where={"path": str(folder.parent)}) from refused


def _keep_its_day(book: Book) -> None:
    began = monotonic()
    book.wall = lambda: _MORNING + timedelta(seconds=monotonic() - began)
