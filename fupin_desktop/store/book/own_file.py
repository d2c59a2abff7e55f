"""Whether the file of an open book still stands where it was opened.

Where a system lets go of a file that is open (not Windows), one that was deleted, or replaced by a copy, would take
what is saved with it: the book would say “saved”, and the next opening would find another file, or none.
"""

from pathlib import Path

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _

File = tuple[int, int] | None


def file_at(path: Path) -> File:
    """Which file this is, by its device and number; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def refuse_gone(path: Path, opened: File) -> None:
    """Refuses, as `book.gone`, to write where another file stands now, or none."""
    if file_at(path) == opened:
        return
    text = _(
        "“{name}” is no longer where it was opened: it was moved, renamed, deleted or replaced, or its stick was pulled"
        " out. Nothing was saved. Put it back there and save again; do not close this window before."
    )
    raise Refusal("book.gone", text.format(name=path.name), where={"book": path.name})
