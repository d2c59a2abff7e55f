"""Opening the book a verb works on."""

import codecs
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
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.day import confirm_day

T = TypeVar("T")
_LARGEST = 64 * 1024  # bytes that are read of a passphrase file
# What Notepad writes: UTF-8 with its mark, and UTF-16 ("Unicode"), of either order
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def passphrase_of(call: Call) -> str:
    """From the file, the environment, or the terminal; never from the arguments.  Code `passphrase.missing`."""
    if call.passphrase_file is not None:
        return words_in(call.passphrase_file)
    if call.passphrase is not None:
        return call.passphrase
    if sys.stdin is None or not sys.stdin.isatty():
        raise Refusal(
            "passphrase.missing", _("A passphrase is needed: --passphrase-file, FUPIN_PASSPHRASE, or a terminal.")
        )
    return getpass.getpass(_("Passphrase: "))


def words_in(file: Path) -> str:
    """The passphrase in a file, as any editor wrote it; lines that are blank at its end are no part of it.

    Blanks are: a passphrase may end with one.  What holds none is refused, and is no wrong attempt at the book.
    Code `passphrase.file`.
    """
    try:
        words = text_of(file).rstrip("\r\n")
        if not words or "\0" in words:  # UTF-16 without its mark reads as letters with zeros between them
            raise ValueError
        return words
    except (OSError, ValueError):
        message = _("The passphrase file cannot be read. Nothing was opened or changed. Save it anew as UTF-8 text.")
        raise Refusal("passphrase.file", message, where={"path": str(file)}) from None


def text_of(file: Path) -> str:
    """The text of a small file by its byte order mark, UTF-8 without one; the mark is no part of it."""
    with file.open("rb") as opened:  # which may be a pipe: <(pass show book)
        raw = opened.read(_LARGEST)
    return raw.decode(next((name for mark, name in _MARKS if raw.startswith(mark)), "utf-8"))


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
    call.told.update(book.told)
    for sentence in book.told.values():
        say(sentence)
    try:
        if call.confirm_day is not None:
            confirm_day(book, call.confirm_day)
        yield book
    finally:
        book.close()
