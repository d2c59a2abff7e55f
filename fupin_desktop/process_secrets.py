"""What of a running process others can read: its environment, and the image of it that the system keeps of a crash."""

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path

VARIABLE = "FUPIN_PASSPHRASE"
_PR_SET_DUMPABLE = 4
_ENV_START, _ENV_END = 47, 48  # fields of /proc/self/stat after the name of the process (proc(5), 50 and 51)


def take_passphrase() -> str | None:
    """The passphrase of the environment, which then holds it no more: neither for children nor, on Linux, in
    `/proc/PID/environ`.  Elsewhere the system may go on showing what a process was started with: use a file there.
    """
    passphrase = os.environ.pop(VARIABLE, None)
    if passphrase is not None and sys.platform.startswith("linux"):
        with suppress(OSError, ValueError, IndexError):
            _wipe_first_environment()
    return passphrase


def keep_no_core() -> None:
    """No image of this process when it crashes, and no other program of this user may look into it (Linux)."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # POSIX only

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _wipe_first_environment() -> None:
    """Taking a variable out of the environment leaves it where the kernel laid it when the process began."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    start, end = int(fields[_ENV_START]), int(fields[_ENV_END])
    held = ctypes.string_at(start, end - start)
    at = 0
    for one in held.split(b"\0"):
        if one.startswith(VARIABLE.encode() + b"="):
            ctypes.memset(start + at, 0, len(one))
        at += len(one) + 1
