"""A child process with limits, for reading what strangers made: workbooks and photographs (sync.md §3, safety.md).

The parent opens the file safely, starts the child without our environment, waits with a clock and may stop it at any
moment; the child limits itself first, reads standard input, and says one thing on standard output.  It knows no book,
no passphrase and no path, and may die without harm: the parent puts its end into words.
"""

import contextlib
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_LOOK = 0.2  # seconds between two looks at the clock and at whether somebody wants to stop
_SIGXCPU = 24  # how the kernel ends a child that has worked too long
_PATIENCE = 5  # times the seconds, by the clock on the wall, where nobody tells how long the child has worked
_PACKAGE = Path(__file__).resolve().parent


class Unopened(Exception):
    """A path that is not opened: `reason` is link (a link, a folder, a device), missing, or large."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Ended:
    """How a child ended: what it said, and its exit code."""

    said: bytes
    code: int

    @property
    def by_limits(self) -> bool:
        """True when memory ended it: SIGABRT is native code that got none, SIGKILL the kernel's."""
        return self.code in (-6, -9)


def open_plain(path: Path, most: int) -> BinaryIO:
    """Open a plain file of at most `most` bytes for reading; raises `Unopened` for anything else, and never hangs."""
    # O_NONBLOCK: opening a named pipe would wait for ever
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if path.is_symlink() or path.is_dir():
        raise Unopened("link")
    try:
        file = os.fdopen(os.open(path, flags), "rb")
    except OSError:
        raise Unopened("missing") from None
    about = os.fstat(file.fileno())
    if stat.S_ISREG(about.st_mode) and about.st_size <= most:
        return file
    file.close()
    raise Unopened("large" if stat.S_ISREG(about.st_mode) else "link")


def run_limited(
    module: str, given: BinaryIO | bytes, *, seconds: float, tick: Callable[[], object], words: Sequence[str] = ()
) -> Ended:
    """Run `python -m module words…` on what is given as its standard input: an open file, or bytes of any length.

    `seconds` limit what the child works and how long it stands still (see `_Clock`), never how long a busy machine
    lets it wait; beyond them TimeoutError.  `tick` is called several times a second and may raise to stop the child.
    """
    fed = given if isinstance(given, bytes) else None
    with (
        subprocess.Popen(
            [sys.executable, "-P", "-m", module, *words],
            stdin=subprocess.PIPE if isinstance(given, bytes) else given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        ) as child,
        ThreadPoolExecutor(1, "limited") as talk,
    ):
        # One call on a thread of its own feeds and hears to the end: called again after a time-out, `communicate` has
        # forgotten the rest of its input, and a child that starts slowly would wait for it for ever.
        said = talk.submit(child.communicate, fed)
        try:
            _watch(said, _Clock(child.pid, seconds), tick)
        except BaseException:
            child.kill()
            raise
    if child.returncode == -_SIGXCPU:
        raise TimeoutError
    return Ended(said.result()[0], child.returncode)


def _environment() -> dict[str, str]:
    # Nothing of ours goes along, a passphrase in the environment least of all; Windows cannot start without its root
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    path = os.pathsep.join([str(_PACKAGE.parent), *filter(None, sys.path)])
    return {**kept, "PYTHONPATH": path, "PYTHONUTF8": "1"}


def _watch(said: Future[tuple[bytes, bytes]], clock: "_Clock", tick: Callable[[], object]) -> None:
    tick()
    while not wait([said], _LOOK).done:
        tick()
        if clock.over():
            raise TimeoutError


class _Clock:
    """When a child is stopped: after so many seconds of work, or when it has done nothing at all for so long.

    Counted is its own processor time, so that a slow start or a machine shared by many costs it nothing.  Where the
    system does not tell that time to the parent, the clock on the wall counts, with patience.
    """

    def __init__(self, pid: int, seconds: float) -> None:
        self._pid, self._seconds = pid, seconds
        self._start = self._moved = time.monotonic()
        self._worked: float | None = None  # until the system has told it once

    def over(self) -> bool:
        """True when the child has had its time."""
        now, worked = time.monotonic(), _worked(self._pid)
        if worked is None:
            return self._worked is None and now - self._start > self._seconds * _PATIENCE
        if worked != self._worked:
            self._worked, self._moved = worked, now
        return worked > self._seconds or now - self._moved > self._seconds


def _worked(pid: int) -> float | None:
    """Seconds of processor time of a process; None where the system does not tell, or the process has ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
        # The name of the program stands in brackets and may hold blanks: count from behind it
        user, system = told.rpartition(")")[2].split()[11:13]
    except (OSError, ValueError):
        return None
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def limit_self(*, address_space: int, cpu_seconds: int) -> None:
    """In the child, before anything is read: memory in bytes, processor time, no core file, no writing of files."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    for what, most, hard in (
        (resource.RLIMIT_AS, address_space, address_space),
        # The kernel kills at the hard limit as it kills for want of memory: the soft one comes first, and is told apart
        (resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + 5),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some of them
            resource.setrlimit(what, (most, hard))
