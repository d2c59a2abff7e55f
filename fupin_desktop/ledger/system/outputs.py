"""The one door for every file a person asks for: reports, PDFs, bundles, cards, workbooks, and the folders of them.

`check_output` is asked before anything is committed, `output` writes beside and renames.  Neither ever lets an output
take the place of a book, of what belongs to a book, or of an input.
"""

import errno
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from fupin_desktop.files import whole_file
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.words import _

_BESIDE = ("", ".keys", ".keys.twin", "-wal", "-shm", "-journal")  # what lies beside a book, after its name
PHOTOS, BACKUPS = ".photos", ".backups"
_TRIAL = 64 * 1024  # bytes: a disk that takes this much is not full
_open_books: list[Path] = []  # the books open in this process


def hold(book: Path) -> None:
    """From now on no output goes onto this book; each call is ended by one of `let_go`."""
    _open_books.append(book)


def let_go(book: Path) -> None:
    """This book is closed."""
    with suppress(ValueError):
        _open_books.remove(book)


def check_output(
    path: Path, *, books: Iterable[Path] = (), inputs: Iterable[Path] = (), folder: bool = False, backups: bool = False
) -> None:
    """Refuse an output before anything is done for it.

    `output.same` when it is a book that is open or named, a file of one, or an input, by whatever link or spelling;
    `output.TROUBLE` (see `disk`) when its place takes no file.  `folder`: files are written into it.  `backups`: it may
    be a book's own folder of backups.
    """
    _refuse_same(path, [*books, *_open_books], inputs, backups=backups)
    with disk.in_words(disk.OUTPUT, path):
        _try(path, folder=folder)


@contextmanager
def output(path: Path) -> Iterator[Path]:
    """Write to the yielded path; it becomes `path` at once when it is whole, else nothing is left.

    Refuses with `output.same` for a file of an open book, with `output.TROUBLE` when the disk does not take it.
    """
    _refuse_same(path, _open_books, ())
    with disk.in_words(disk.OUTPUT, path):
        _refuse_device(path)
        with whole_file(path) as draft:
            yield draft


def make_folder(path: Path) -> None:
    """Make a folder for outputs, for this user alone; one that is there stays as it is."""
    with disk.in_words(disk.OUTPUT, path):
        path.mkdir(parents=True, exist_ok=True, mode=0o700)


@contextmanager
def after_commit(done: str) -> Iterator[None]:
    """An output that fails within this block fails after something was committed: `done` (translated) says what."""
    try:
        yield
    except Refusal as refused:
        if not refused.code.startswith("output."):
            raise
        where = {**refused.where, "committed": True}
        message = _("{happened} {next}").format(happened=refused.message, next=done)
        raise Refusal(refused.code, message, where=where) from refused


# --- the same file --------------------------------------------------------------------------------------------------


def _refuse_same(path: Path, books: Iterable[Path], inputs: Iterable[Path], *, backups: bool = False) -> None:
    asked = _Asked(path)
    if any(_belongs(asked, book, backups=backups) for book in books):
        message = _(
            "The output “{name}” is the book or one of its files. Nothing was written and nothing was changed; "
            "choose another name."
        )
    elif any(asked.file.is_same(_file(one)) for one in inputs):
        message = _(
            "The output “{name}” is a file this command reads. Nothing was written and nothing was changed; "
            "choose another name."
        )
    else:
        return
    raise Refusal("output.same", message.format(name=path.name), where={"path": str(path)})


@dataclass(frozen=True)
class _File:
    """A file however it is spelt: its path without links, and which one of its disk it is, None for one not there.

    The second tells a hard link, or other spelling where capitals do not count.
    """

    plain: str
    node: tuple[int, int] | None

    def is_same(self, other: "_File") -> bool:
        return self.plain == other.plain or (self.node is not None and self.node == other.node)


class _Asked:
    """An output that is asked for, and the folders it lies in; looked at once for all the books that are open."""

    def __init__(self, path: Path) -> None:
        whole = Path(os.path.realpath(path))
        self.file = _file(path)
        self._above = [self.file, *map(_file, (whole, *whole.parents))]

    def is_within(self, folder: _File) -> bool:
        return any(one.is_same(folder) for one in self._above)


def _belongs(asked: _Asked, book: Path, *, backups: bool) -> bool:
    # Where the book is a link its keys lie beside the link, its log beside what it points to
    for home in {book.absolute(), Path(os.path.realpath(book))}:
        folder = Path(os.path.realpath(home.parent))
        if any(asked.file.is_same(_file_in(folder, home.name + ending)) for ending in _BESIDE):
            return True
        if asked.is_within(_file_in(folder, home.name + PHOTOS)):
            return True
        kept = _file_in(folder, home.name + BACKUPS)
        if asked.is_within(kept) and not (backups and asked.file.is_same(kept)):
            return True
    return False


def _file_in(folder: Path, name: str) -> _File:
    """The file of this name in a folder that is spelt without links."""
    path = folder / name
    try:
        found = path.lstat()
    except OSError:
        return _File(os.path.normcase(path), None)
    return _File(os.path.normcase(path), (found.st_dev, found.st_ino)) if stat.S_ISREG(found.st_mode) else _file(path)


def _file(path: Path) -> _File:
    try:
        found = path.stat()
    except OSError:
        node = None
    else:
        node = (found.st_dev, found.st_ino)
    return _File(os.path.normcase(os.path.realpath(path)), node)


# --- does the place take it -----------------------------------------------------------------------------------------


def _try(path: Path, *, folder: bool) -> None:
    """Write a little where the output will go, and take it away again; raises what the system says."""
    if folder:
        _try_folder(_nearest(path))
        return
    _refuse_device(path)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "", str(path))
    with suppress(FileNotFoundError):  # a name the system does not take says so here
        path.stat()
        os.close(os.open(path, os.O_WRONLY))  # one that is read-only, or open elsewhere where that forbids writing
    _try_folder(path.parent)


def _nearest(path: Path) -> Path:
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def _try_folder(folder: Path) -> None:
    with tempfile.TemporaryFile(dir=folder) as trial:  # without a name: a kill leaves nothing behind
        trial.write(bytes(_TRIAL))
        trial.flush()
        os.fsync(trial.fileno())


def _refuse_device(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise disk.refusal(disk.OUTPUT, disk.DEVICE, path)
