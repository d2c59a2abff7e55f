"""Names of sheets that every program opens."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.sheets.writing.table import SheetTable, sheet_names, write_table


def test_what_excel_takes_no_name_of_is_cleaned() -> None:
    wanted = ["户[1]:2*3?4/5\\6", "'甲'", "", "甲", "甲", "history", "x" * 40, "X" * 40, "a\tb\x00"]
    assert sheet_names(wanted) == [
        "户_1__2_3_4_5_6", "甲", "Sheet", "甲 (2)", "甲 (3)", "history (2)", "x" * 31, "X" * 27 + " (2)", "a_b_",
    ]  # fmt: skip


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_any_names_make_a_workbook(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len({name.casefold() for name in names}) == len(wanted)
    assert all(0 < len(name.encode("utf-16-le", "surrogatepass")) <= 62 for name in names)
    assert not any(set(name) & set("[]:*?/\\") for name in names)
    assert not any(name[0] == "'" or name[-1] == "'" for name in names)


def test_such_a_workbook_is_written(tmp_path: Path) -> None:
    tables = [SheetTable(name, ["a"], [["b"]]) for name in ("a/b", "A/B", "'")]
    write_table(tmp_path / "x.xlsx", tables)
    assert (tmp_path / "x.xlsx").read_bytes()[:2] == b"PK"
