"""A child of the tour: opens a book and takes the album of the window.  Imported by nothing, run as a module."""

import os
import sys
from pathlib import Path

from fupin_desktop.ledger.words import choose_language
from fupin_desktop.process_secrets import keep_no_core, take_passphrase
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.search.person_index import bring_up


def main(folder: str, book: str, bundle: str, language: str) -> int:
    """Take the pictures; the passphrase comes in the environment."""
    passphrase = take_passphrase() or ""
    keep_no_core()
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    choose_language(language)
    opened = Book.open(Path(book), passphrase)
    bring_up(opened)
    from fupin_desktop.ui.window.album import Album

    Album(opened, Path(folder), Path(bundle) if bundle else None).take()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
