"""The child process that opens a stranger's workbook: limits first, then reading, then one answer on standard output.

Started as `python -m fupin_desktop.sheets.decoding.child` with the open file as standard input.  It imports little,
knows no book, no passphrase and no path, and may die without harm: its parent turns that into a sentence.
"""

import sys
from typing import BinaryIO

import msgspec

from fupin_desktop.ledger.system.collector import collector_off
from fupin_desktop.limited import limit_self
from fupin_desktop.sheets.decoding.wire import Answer, SharedCells, SheetWire, Unreadable

ADDRESS_SPACE = 1_536 * 2**20
CPU_SECONDS = 60
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"


def read(file: BinaryIO, shared: SharedCells) -> list[SheetWire]:
    """The sheets of a workbook or of delimited text, told apart by content, never by the name of the file."""
    start = file.read(8)
    file.seek(0)
    if start.startswith(_ZIP):
        from fupin_desktop.sheets.decoding.xlsx import read_xlsx

        return read_xlsx(file, shared)
    if start == _OLE:
        from fupin_desktop.sheets.decoding.binary import read_xls

        return read_xls(file, shared)
    from fupin_desktop.sheets.decoding.delimited import read_text

    return read_text(file.read(), shared)


@collector_off()
def answer(file: BinaryIO) -> Answer:
    """What to say about a file; whatever a parser trips over is a broken file, not a crash."""
    shared = SharedCells()
    try:
        return Answer(sheets=read(file, shared), shared=shared.entries)
    except Unreadable as why:
        return Answer(refused=why.code, about=why.about)
    except MemoryError:
        return Answer(refused="sheet.large")
    except BaseException:  # a Rust panic is a BaseException
        return Answer(refused="sheet.broken")


if __name__ == "__main__":
    limit_self(address_space=ADDRESS_SPACE, cpu_seconds=CPU_SECONDS)
    with open(0, "rb") as opened:  # standard input is the file itself, not a path
        sys.stdout.buffer.write(msgspec.msgpack.encode(answer(opened)))
