"""What the system says of files, in words: every error of a disk, a stick, a folder has its code and its sentence here.

A code is `SUBJECT.TROUBLE`: the subject is `book`, `keys`, `output` or `file`, the trouble one of `TROUBLES`.  The
driver's errors are sorted into the same troubles by `store.faults`.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import N_, _

BOOK, KEYS, OUTPUT, FILE = "book", "keys", "output", "file"
READ_ONLY, DENIED, FULL, MISSING, FOLDER, NAME = "read_only", "denied", "full", "missing", "folder", "name"
LINK = "link"  # which leads back to itself
IO, LOCKED, MANY, LARGE, DEVICE, MEMORY, SYSTEM = "io", "locked", "many", "large", "device", "memory", "system"

TROUBLES = {
    READ_ONLY: N_("“{name}” lies where nothing can be written: the medium or the folder is read-only."),
    DENIED: N_("This user of the computer has no permission for “{name}”."),
    FULL: N_("The disk on which “{name}” lies is full."),
    MISSING: N_("“{name}” is not there: it or its folder does not exist, was moved, or the stick was pulled out."),
    FOLDER: N_("“{name}” does not fit its place: there is a folder where a file should be, or a file where a folder."),
    NAME: N_("The system does not take the name “{name}”: it is too long, or holds signs that are not allowed."),
    LINK: N_("“{name}” is a link that leads back to itself."),
    IO: N_("The disk, the stick or the network drive of “{name}” does not answer as it should."),
    LOCKED: N_("Another program holds “{name}” just now."),
    MANY: N_("Too many files are open on this computer."),
    LARGE: N_("The disk or this user's quota takes no file as large as “{name}” would be."),
    DEVICE: N_("“{name}” is a device or a pipe, not a file."),
    MEMORY: N_("The computer has too little free memory."),
    SYSTEM: N_("The system refused “{name}” (error number {number})."),
}
_STATES = {
    BOOK: N_("What was saved before is safe; nothing of this was saved."),
    KEYS: N_("The book was not opened, and nothing was changed."),
    OUTPUT: N_("This file was not written."),
    FILE: N_("What was saved in the book before is safe."),
}
_NEXT = {
    READ_ONLY: N_("Choose another folder, or copy the book with all its files to a disk that can be written."),
    DENIED: N_("Choose another folder, or ask whoever looks after this computer."),
    FULL: N_("Free some space, or choose another disk; then try again."),
    MISSING: N_("Look where it lies, put the stick back in, or choose another folder."),
    FOLDER: N_("Choose another name."),
    LINK: N_("Choose another name."),
    NAME: N_("Choose a shorter name without special signs."),
    IO: N_("Copy what matters to another disk, look after the cable or the network, then try again."),
    LOCKED: N_("Close the other program or window, then try again."),
    MANY: N_("Close some programs, then try again."),
    LARGE: N_("Choose another disk, one that is not FAT32."),
    DEVICE: N_("Choose another name."),
    MEMORY: N_("Close some programs, then try again."),
    SYSTEM: N_("Choose another folder, or ask whoever looks after this computer."),
}
_BY_NUMBER = {
    READ_ONLY: ("EROFS",),
    DENIED: ("EACCES", "EPERM"),
    FULL: ("ENOSPC", "EDQUOT"),
    MISSING: ("ENOENT",),
    FOLDER: ("EISDIR", "ENOTDIR", "EEXIST", "ENOTEMPTY"),
    NAME: ("ENAMETOOLONG", "EILSEQ", "EINVAL"),
    IO: (
        "EIO", "ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH",
        "ENETRESET", "ECONNRESET", "ECONNABORTED", "ETIMEDOUT", "EREMOTEIO", "ENOMEDIUM", "EUCLEAN", "EBADMSG",
    ),
    LOCKED: ("EBUSY", "ETXTBSY", "EDEADLK", "ENOLCK"),
    MANY: ("EMFILE", "ENFILE"),
    LARGE: ("EFBIG",),
    MEMORY: ("ENOMEM",),
    DEVICE: ("ESPIPE",),
    LINK: ("ELOOP",),
}  # fmt: skip
# Windows tells many of these under one number of the C library; its own number is finer
_BY_WINDOWS = {
    READ_ONLY: (19,),
    DENIED: (5, 65),
    FULL: (39, 112),
    MISSING: (2, 3, 15),
    NAME: (123, 161, 206),
    IO: (21, 23, 27, 31, 51, 53, 55, 59, 64, 67, 121, 433, 483, 1005, 1006, 1117, 1167, 1231, 1393),
    LOCKED: (32, 33, 170, 1224),
    MANY: (4,),
    LARGE: (223,),
    FOLDER: (80, 145, 183, 267),
    MEMORY: (8, 14),
}
_NUMBERS = {
    getattr(errno, name): trouble for trouble, names in _BY_NUMBER.items() for name in names if hasattr(errno, name)
}
_WINDOWS = {number: trouble for trouble, numbers in _BY_WINDOWS.items() for number in numbers}


def trouble_of(error: OSError) -> str:
    """Which trouble an error of the system is; `system` for one that has no sentence of its own."""
    windows = getattr(error, "winerror", None)
    return _WINDOWS.get(windows or 0) or _NUMBERS.get(error.errno or 0, SYSTEM)


def refusal(subject: str, trouble: str, path: Path | str, *, number: int = 0, state: str = "") -> Refusal:
    """The answer of code `subject.trouble`: what happened, the state of the data, what to do next.

    `state` (translated) takes the place of the subject's own sentence about the data.
    """
    happened = _(TROUBLES[trouble]).format(name=Path(path).name or str(path), number=number)
    parts = {"happened": happened, "state": state or _(_STATES[subject]), "next": _(_NEXT[trouble])}
    message = _("{happened} {state} {next}").format(**parts)
    return Refusal(f"{subject}.{trouble}", message, where={"path": str(path)})


def of_system(error: BaseException, subject: str = FILE, path: Path | str = "", *, state: str = "") -> Refusal | None:
    """An error of the system in words; None for anything else, which is a bug, and for a reader that left a pipe."""
    if not isinstance(error, OSError) or isinstance(error, BrokenPipeError) or error.errno is None:
        return None
    named = path or (error.filename if isinstance(error.filename, str) else "")
    return refusal(subject, trouble_of(error), named or "?", number=error.errno, state=state)


@contextmanager
def in_words(subject: str, path: Path, *, state: str = "") -> Iterator[None]:
    """What the system refuses within this block is told as a trouble of `path`."""
    try:
        yield
    except OSError as error:
        told = of_system(error, subject, path, state=state)
        if told is None:
            raise
        raise told from error
