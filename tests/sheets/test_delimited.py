"""Delimited text as Excel, WPS, DOS programs and people write it: read, or named with line and cause."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.sheets.decoding.delimited import read_text
from fupin_desktop.sheets.decoding.wire import SharedCells, Unreadable
from fupin_desktop.sheets.process import read_workbook
from fupin_desktop.sheets.workbook import Broken, Cell, from_wire, shared_cells

TABLE = "户编号,姓名,备注\r\n1,梁桂珍,无\r\n2,朱国安,好\r\n"
ROWS = [["户编号", "姓名", "备注"], ["1", "梁桂珍", "无"], ["2", "朱国安", "好"]]


def rows(data: bytes) -> list[list[Cell]]:
    shared = SharedCells()
    return from_wire(read_text(data, shared)[0], shared_cells(shared.entries)).rows


def refused(data: bytes) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(Unreadable) as why:
        read_text(data, SharedCells())
    return why.value.code, why.value.about


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("last", ["", "\x1a", "\x1a\x1a"])
def test_every_common_writing_is_read(encoding: str, end: str, delimiter: str, last: str) -> None:
    text = TABLE.replace(",", delimiter).replace("\r\n", end) + last
    assert rows(text.encode(encoding)) == ROWS


def test_line_ends_may_be_mixed_and_the_last_one_missing() -> None:
    assert rows(b"a,b\r\nc,d\ne,f\rg,h") == [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]]


def test_blank_lines_keep_their_numbers() -> None:
    assert rows(b"a,b\n\n,\nc,d\n") == [["a", "b"], [], [None, None], ["c", "d"]]


def test_numbers_with_a_comma_do_not_make_it_the_delimiter() -> None:
    assert rows("甲;乙\n1,5;2,5\n1,25;3\n".encode())[1] == ["1,5", "2,5"]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('"a","b"', ["a", "b"]),
        ('"a""b",""', ['a"b', None]),
        ('a"b,c', ['a"b', "c"]),
        ('"第一行\r\n第二行",c', ["第一行\n第二行", "c"]),
        ('a,"b', None),
        ('a,"b"c', None),
        ('"', None),
    ],
)
def test_quotation_marks(text: str, cells: list[str] | None) -> None:
    data = f"甲,乙\r\n{text}\r\n".encode()
    if cells is None:
        assert refused(data) == ("sheet.quote", {"row": 2, "lines": 0})
    else:
        assert rows(data)[1] == cells


def test_a_mark_that_a_later_one_closes_by_chance_swallows_nothing() -> None:
    lines = [f"{n},甲,乙,丙,丁,好" for n in range(9)]
    lines[2], lines[6] = '2,甲,乙,丙,丁,"好', '6,甲,乙,丙,丁,"'
    code, about = refused("\n".join(lines).encode())
    assert (code, about) == ("sheet.quote", {"row": 3, "lines": 4})


def test_rows_are_counted_as_a_table_counts_them() -> None:
    assert refused(b'a,b\n"1\n2",c\nd,"e\nf,g\nh,i\n') == ("sheet.quote", {"row": 3, "lines": 2})


@pytest.mark.parametrize(
    ("encoding", "wrong", "byte"),
    [
        ("gb18030", b"\x80", "80"),
        ("gb18030", b"\xff", "FF"),
        ("utf-8", b"\xe6\xa2", "E6"),
        ("utf-8", b"\xb9\xfa", "B9"),
        ("utf-8-sig", b"\xff", "FF"),
        ("utf-16-le", b"\x00\xd8", "00"),
    ],
)
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_wrong_byte_is_named_with_its_line(encoding: str, wrong: bytes, byte: str, end: str) -> None:
    text = (TABLE.replace("朱", "§") + "3,黄大强,好\r\n" * 60).replace("\r\n", end)
    data = text.encode(encoding).replace("§".encode(encoding.removesuffix("-sig")), wrong)
    assert refused(data) == ("sheet.byte", {"line": 3, "byte": byte})


def test_half_a_sign_at_the_end_is_named() -> None:
    assert refused((TABLE * 20).encode("utf-16-le")[:-5]) == ("sheet.byte", {"line": 60, "byte": "7D"})


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1a", "\x7f"])
def test_a_sign_of_no_text_is_named_with_its_line(sign: str) -> None:
    text = TABLE.replace("朱", sign) + "x" * 200
    assert refused(text.encode()) == ("sheet.sign", {"line": 3, "byte": f"{ord(sign):02X}"})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 ...", "sheet.format"),
        (b"{\\rtf1 a}", "sheet.format"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "sheet.format"),
        (b"MIME-Version: 1.0\r\n", "sheet.format"),
        (b'<?xml version="1.0"?><html></html>', "sheet.page"),
        (b" <table><tr><td>a</td></tr></table>", "sheet.page"),
        (b"\x1a", "sheet.empty"),
        (b" \n\t\n", "sheet.empty"),
    ],
)
def test_other_files_under_the_name_of_a_table(data: bytes, code: str) -> None:
    assert refused(data)[0] == code


def test_errors_as_text_are_errors() -> None:
    assert rows("甲,乙\n#N/A,########\n".encode())[1] == [
        Broken("cell.error", "#N/A"),
        Broken("cell.error", "########"),
    ]


def test_the_sentence_names_row_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text('a,b\nc,"d\ne,f\n', "utf-8")
    with pytest.raises(Refusal) as why:
        read_workbook(path)
    assert why.value.where == {"file": "名册.csv", "row": 2, "lines": 1}
    assert "2" in why.value.message


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_is_quoted_comes_back(table: list[list[str]]) -> None:
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [["甲", "乙", "丙"], *table])
    found = rows("\r\n".join(quoted).encode("utf-8"))[1:]
    for row, cells in zip(table, found, strict=True):
        assert all(isinstance(b, Broken) or (b or "") == a for a, b in zip(row, cells, strict=True))
