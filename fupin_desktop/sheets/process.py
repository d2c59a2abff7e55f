"""The parent's side of reading: open the file safely, start the child, wait with a clock, put its end in words."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

import msgspec

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.sheets.wire import Answer
from fupin_desktop.sheets.workbook import Sheet, from_wire

FILE_BYTES = 64 * 2**20
WALL_SECONDS = 60.0
_LOOK = 0.2
_PACKAGE = Path(__file__).resolve().parents[1]
REASONS = {
    "sheet.locked": N_("The workbook is locked with a password. Open it in Excel or WPS and save a copy without one."),
    "sheet.broken": N_("The workbook is damaged or incomplete. Open it in Excel or WPS, save it again as .xlsx."),
    "sheet.large": N_(
        "The workbook is larger than a roster can be. Delete empty rows, columns and pictures, or split it by township."
    ),
    "sheet.markup": N_("The workbook contains markup that Excel and WPS never write. Ask the sender for a new copy."),
    "sheet.page": N_("This is a web page under the name of a workbook. Open it in Excel or WPS and save it as .xlsx."),
    "sheet.other": N_("This is not a workbook the program reads. Save it as .xlsx, .xls or .csv."),
    "sheet.slow": N_("Reading the workbook took too long and was stopped. Split it by township and try again."),
    "sheet.link": N_("This is a link, a folder or a device, not a file. Choose the workbook itself."),
    "sheet.missing": N_("There is no such file, or it may not be read. If it is open in Excel or WPS, close it there."),
}


def _refusal(code: str, path: Path) -> Refusal:
    safe = _("Nothing was taken in; the book is as it was.")
    return Refusal(code, f"{_(REASONS[code])} {safe}", where={"file": path.name})


def _open(path: Path) -> BinaryIO:
    # O_NONBLOCK: opening a named pipe would wait for ever
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if path.is_symlink() or path.is_dir():
        raise _refusal("sheet.link", path)
    try:
        file = os.fdopen(os.open(path, flags), "rb")
    except OSError:
        raise _refusal("sheet.missing", path) from None
    about = os.fstat(file.fileno())
    if stat.S_ISREG(about.st_mode) and about.st_size <= FILE_BYTES:
        return file
    file.close()
    raise _refusal("sheet.large" if stat.S_ISREG(about.st_mode) else "sheet.link", path)


def _environment() -> dict[str, str]:
    # Nothing of ours goes along, a passphrase in the environment least of all; Windows cannot start without its root
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    path = os.pathsep.join([str(_PACKAGE.parent), *filter(None, sys.path)])
    return {**kept, "PYTHONPATH": path, "PYTHONUTF8": "1"}


def _start(file: BinaryIO) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "fupin_desktop.sheets.child"],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )


def _wait(child: subprocess.Popen[bytes], progress: Progress, path: Path) -> bytes:
    end = time.monotonic() + WALL_SECONDS
    while True:
        progress(0, 1, _("Reading the workbook"))
        try:
            return child.communicate(timeout=_LOOK)[0]
        except subprocess.TimeoutExpired:
            if time.monotonic() > end:
                raise _refusal("sheet.slow", path) from None


def read_workbook(path: Path, progress: Progress = silent) -> list[Sheet]:
    """The sheets of a workbook (.xlsx, .xls, .et) or of delimited text, in the file's order.

    Raises `Refusal` for anything else; never hangs longer than `WALL_SECONDS`; `progress` may raise `Cancelled`.
    """
    with _open(path) as file, _start(file) as child:
        try:
            said = _wait(child, progress, path)
        except BaseException:
            child.kill()
            raise
    try:
        answer = msgspec.msgpack.decode(said, type=Answer)
    except msgspec.DecodeError:  # the child died: of its limits, or of the file
        raise _refusal("sheet.large" if _out_of_limits(child.returncode) else "sheet.broken", path) from None
    if answer.refused:
        raise _refusal(answer.refused, path)
    return [from_wire(sheet) for sheet in answer.sheets]


def _out_of_limits(code: int) -> bool:
    # SIGABRT is Rust without memory, SIGKILL and SIGXCPU are the kernel's
    return code in (-6, -9, -24)
