"""Old workbooks (.xls, .et), written by hand record by record: nothing in them counts as empty that is not."""

from datetime import date
from pathlib import Path
from struct import pack

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.sheets.process import read_workbook
from fupin_desktop.sheets.workbook import Broken, Sheet

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BEGIN, STOP = pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0), (0x000A, b"")
SHEET_BEGIN = pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)


def record(kind: int, body: bytes) -> bytes:
    return pack("<HH", kind, len(body)) + body


def entry(name: str, kind: int, first: int, size: int, child: int = FREE) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + pack("<HBBIII", len(raw) if name else 0, kind, 1, FREE, FREE, child)
    return head + b"\0" * 36 + pack("<IQ", first, size)


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """A container (MS-CFB) with one stream: sector 0 the table, 1 the directory, then the stream."""
    size = max(4096, len(stream))
    sectors = -(-size // SECTOR)
    fat = [TABLE, END, *range(3, sectors + 2), END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0) + pack("<I", 0) + pack("<I", FREE) * 108
    table = b"".join(pack("<I", one) for one in fat).ljust(SECTOR, b"\xff")
    folder = entry("Root Entry", 5, END, 0, 1) + entry(name, 2, 2, size) + entry("", 0, 0, 0) * 2
    return header + table + folder + stream.ljust(sectors * SECTOR, b"\0")


def text_cell(row: int, column: int, text: str) -> bytes:
    raw = text.encode("utf-16-le")
    return record(0x0204, pack("<HHHHB", row, column, 0, len(text), 1) + raw)


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x0203, pack("<HHHd", row, column, style, value))


def formula(row: int, column: int, result: bytes) -> bytes:
    return record(0x0006, pack("<HHH", row, column, 0) + result + pack("<HIH", 0, 0, 3) + b"\x1e\x01\x00")


def old_workbook(records: bytes, *, hidden: int = 0, before: bytes = b"") -> bytes:
    """A workbook of one sheet (BIFF8): style 0 is plain, style 1 a day."""
    styles = b"".join(record(0x00E0, pack("<HH", 0, kind) + b"\0" * 16) for kind in (0, 14))
    name = "甲".encode("utf-16-le")
    head = record(0x0809, BEGIN) + before + record(0x0042, pack("<H", 1200)) + styles
    place = len(head) + 4 + 8 + len(name) + 4
    bound = record(0x0085, pack("<IBBBB", place, hidden, 0, 1, 1) + name)
    body = record(0x0809, SHEET_BEGIN) + record(0x0200, pack("<IIHHH", 0, 20, 0, 20, 0)) + records + record(*STOP)
    return compound(head + bound + record(*STOP) + body)


def read(tmp_path: Path, data: bytes) -> Sheet:
    path = tmp_path / "old.xls"
    path.write_bytes(data)
    return read_workbook(path)[0]


def test_values_are_read(tmp_path: Path) -> None:
    cells = text_cell(0, 0, "梁桂珍") + number(0, 1, 1.5) + number(1, 0, 42551, 1) + text_cell(1, 1, "#N/A")
    sheet = read(tmp_path, old_workbook(cells))
    assert (sheet.name, sheet.rows) == (
        "甲",
        [["梁桂珍", 1.5], [date(2016, 6, 30), Broken("cell.error", "#N/A")]],
    )


def test_errors_and_empty_formulas_are_told(tmp_path: Path) -> None:
    cells = (
        text_cell(0, 0, "a")
        + record(0x0205, pack("<HHHBB", 0, 1, 0, 0x2A, 1))
        + record(0x0205, pack("<HHHBB", 0, 2, 0, 1, 0))
        + formula(1, 0, b"\x02\x00\x17\x00\x00\x00\xff\xff")
        + formula(1, 1, b"\x03\x00\x00\x00\x00\x00\xff\xff")
        + formula(1, 2, pack("<d", 7.0))
        + formula(3, 4, b"\x02\x00\x07\x00\x00\x00\xff\xff")
    )
    sheet = read(tmp_path, old_workbook(cells))
    assert sheet.rows[0][:3] == ["a", Broken("cell.error", "#N/A"), True]
    assert sheet.rows[1][:3] == [Broken("cell.error", "#REF!"), None, 7.0]
    assert sheet.rows[3][4] == Broken("cell.error", "#DIV/0!")
    assert sheet.odd[1, 1] == "cell.blank_formula"
    assert len(sheet.odd) == 4


def test_days_tell_their_time(tmp_path: Path) -> None:
    sheet = read(tmp_path, old_workbook(number(0, 0, 42551.999502314814, 1) + number(0, 1, 42551.5, 1)))
    assert sheet.rows == [[date(2016, 6, 30), date(2016, 6, 30)]]
    assert sheet.odd == {(0, 0): "cell.midnight", (0, 1): "cell.time"}


@pytest.mark.parametrize("filtered", [False, True])
def test_what_is_hidden_is_told(tmp_path: Path, *, filtered: bool) -> None:
    rows = record(0x0208, pack("<HHHHHHHH", 1, 0, 1, 255, 0, 0, 0x20, 0))
    columns = record(0x007D, pack("<HHHHHH", 2, 3, 0, 0, 1, 0))
    cells = columns + rows + text_cell(0, 0, "a") + text_cell(1, 0, "b")
    cells += record(0x009D, pack("<H", 1)) if filtered else b""
    sheet = read(tmp_path, old_workbook(cells, hidden=2))
    assert (sheet.hidden, sheet.hidden_columns, sheet.hidden_sheet) == ({1}, {2, 3}, True)
    assert sheet.filtered == ({1} if filtered else frozenset())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (old_workbook(text_cell(0, 0, "a"))[:1500], "sheet.broken"),
        (compound(b"", "WordDocument"), "sheet.format"),
        (compound(b"", "Contents"), "sheet.other"),
        (old_workbook(b"", before=record(0x002F, b"\0" * 6)), "sheet.locked"),
        (old_workbook(record(0x0205, pack("<HHHBB", 0, 800, 0, 0x2A, 1))), "sheet.large"),
    ],
)
def test_what_is_no_sound_old_workbook_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(tmp_path, data)
    assert refused.value.code == code


def test_a_chain_that_leads_back_to_itself_ends(tmp_path: Path) -> None:
    data = bytearray(old_workbook(text_cell(0, 0, "a")))
    data[SECTOR + 12 : SECTOR + 16] = pack("<I", 2)
    with pytest.raises(Refusal) as refused:
        read(tmp_path, bytes(data))
    assert refused.value.code == "sheet.broken"
