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
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_LOOK = 0.2  # seconds between two looks at the clock and at whether somebody wants to stop
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
        """True when its limits ended it: SIGABRT is native code out of memory, SIGKILL and SIGXCPU the kernel's."""
        return self.code in (-6, -9, -24)


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
    """Run `python -m module words…` on what is given as its standard input: an open file, or bytes.

    `tick` is called several times a second and may raise to stop the child.  TimeoutError after `seconds`.
    """
    piped = isinstance(given, bytes)
    with subprocess.Popen(
        [sys.executable, "-P", "-m", module, *words],
        stdin=subprocess.PIPE if piped else given,  # type: ignore[arg-type]  # mypy does not follow `piped`
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    ) as child:
        try:
            said = _wait(child, given if isinstance(given, bytes) else None, time.monotonic() + seconds, tick)
        except BaseException:
            child.kill()
            raise
    return Ended(said, child.returncode)


def _environment() -> dict[str, str]:
    # Nothing of ours goes along, a passphrase in the environment least of all; Windows cannot start without its root
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    path = os.pathsep.join([str(_PACKAGE.parent), *filter(None, sys.path)])
    return {**kept, "PYTHONPATH": path, "PYTHONUTF8": "1"}


def _wait(child: subprocess.Popen[bytes], given: bytes | None, end: float, tick: Callable[[], object]) -> bytes:
    while True:
        tick()
        try:
            return child.communicate(given, timeout=_LOOK)[0]
        except subprocess.TimeoutExpired:
            given = None  # it is on its way already
            if time.monotonic() > end:
                raise TimeoutError from None


def limit_self(*, address_space: int, cpu_seconds: int) -> None:
    """In the child, before anything is read: memory in bytes, processor time, no core file, no writing of files."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    for what, most in (
        (resource.RLIMIT_AS, address_space),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some of them
            resource.setrlimit(what, (most, most))
