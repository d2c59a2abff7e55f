"""Opening the book a verb works on."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fupin_desktop.cli.arguments import Call
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book import Book


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


@contextmanager
def book_of(call: Call, path: Path | None = None) -> Iterator[Book]:
    """The open book of this call, closed afterwards."""
    book = Book.open(path or call.args.book, passphrase_of(call))
    try:
        yield book
    finally:
        book.close()
