"""Where things lie: shipped files, this machine's own folders, and writing a file so that it is whole or absent."""

import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from platformdirs import user_data_path, user_state_path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # asked for before it is used

_PACKAGE = Path(__file__).resolve().parent
_LONGEST = 200  # bytes of a name around which a draft puts its own signs


@cache
def _root() -> Path:
    # In a checkout resources/ and i18n/ stand beside the package; in a wheel they are shipped inside it.
    shipped = _PACKAGE / "_shipped"
    return shipped if shipped.exists() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """A shipped file or folder under `resources/`."""
    return _root().joinpath("resources", *parts)


def i18n_folder() -> Path:
    """The folder of the message catalogues."""
    return _root() / "i18n"


def state_folder() -> Path:
    """This machine's own state (book tokens, last window); `FUPIN_STATE` moves it, for tests and portable use."""
    chosen = os.environ.get("FUPIN_STATE")
    folder = Path(chosen) if chosen else user_state_path("fupin-desktop", appauthor=False)
    with suppress(OSError):  # nobody is kept from a book by it: whoever must write there meets the error himself
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def data_folder() -> Path:
    """Where books and tours go unless a person says otherwise."""
    return user_data_path("fupin-desktop", appauthor=False)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Write to the yielded path; on success it becomes `path` at once, once on the disk; else nothing is left.

    What a writer of the same file left behind when it was cut off goes first; the draft of one that still writes stays.
    """
    known = _draft_name(path.name)
    for left in _left_behind(path.parent, known):
        _remove_unless_written(left)
    made, name = tempfile.mkstemp(dir=path.parent, prefix=known, suffix=".part")
    draft, handle = Path(name), _hold(made)
    try:
        yield draft
        flush(draft)
        draft.replace(path)
        flush(path.parent)
    finally:
        draft.unlink(missing_ok=True)
        if handle is not None:
            os.close(handle)


def _left_behind(folder: Path, known: str) -> list[Path]:
    try:
        with os.scandir(folder) as there:
            return [Path(one.path) for one in there if one.name.startswith(known) and one.name.endswith(".part")]
    except OSError:  # whoever writes there meets it himself
        return []


def _hold(handle: int) -> int | None:
    """Mark a draft as being written, for as long as the handle is open; Windows itself keeps open files."""
    if fcntl is None:
        os.close(handle)
        return None
    with suppress(OSError):  # a medium without locks: as good as it gets
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return handle


def _remove_unless_written(left: Path) -> None:
    with suppress(OSError):
        handle = os.open(left, os.O_RDONLY)
        try:
            if fcntl is not None:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            os.close(handle)
        left.unlink(missing_ok=True)


def _draft_name(name: str) -> str:
    # A name as long as the system allows has no room for what is put around it
    raw = name.encode(errors="surrogateescape")
    short = name if len(raw) <= _LONGEST else hashlib.sha256(raw).hexdigest()[:32]
    return f".{short}."


def read_small(path: Path, most: int) -> bytes:
    """A file of at most `most` bytes; ValueError for a larger one.  What is no file is an OSError, never a wait."""
    # O_NONBLOCK: opening a named pipe would wait for ever
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE), str(path))
        content = file.read(most + 1)
    if len(content) > most:
        raise ValueError(path.name)
    return content


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows has no handle on a folder to flush
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
