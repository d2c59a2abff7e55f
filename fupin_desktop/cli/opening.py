"""Opening the book a verb works on."""

import getpass
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from fupin_desktop.cli.arguments import Call, say
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book import Book
from fupin_desktop.store.day import confirm_day

T = TypeVar("T")


def passphrase_of(call: Call) -> str:
    """From the file, the environment, or the terminal; never from the arguments."""
    if call.passphrase_file is not None:
        try:
            return call.passphrase_file.read_text(encoding="utf-8").rstrip("\r\n")
        except OSError:
            raise Refusal("passphrase.file", _("The passphrase file cannot be read. Nothing was opened.")) from None
    if call.passphrase is not None:
        return call.passphrase
    if sys.stdin is None or not sys.stdin.isatty():
        raise Refusal(
            "passphrase.missing", _("A passphrase is needed: --passphrase-file, FUPIN_PASSPHRASE, or a terminal.")
        )
    return getpass.getpass(_("Passphrase: "))


def waited(opening: Callable[[], T]) -> T:
    """Open, and wait first where wrong passphrases came before: the same wait as in the window, without its clock."""
    while True:
        try:
            return opening()
        except Refusal as refusal:
            if refusal.code != "passphrase.wait":
                raise
            say(refusal.message)
            time.sleep(float(str(refusal.where["seconds"])))


@contextmanager
def book_of(call: Call, path: Path | None = None) -> Iterator[Book]:
    """The open book of this call, closed afterwards."""
    words = passphrase_of(call)
    book = waited(lambda: Book.open(path or call.args.book, words))
    try:
        if call.confirm_day is not None:
            confirm_day(book, call.confirm_day)
        yield book
    finally:
        book.close()
