"""Delimited text, in every encoding that offices send, says the same as the workbook."""

import csv
import io
from pathlib import Path

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.sheets.process import read_workbook
from fupin_desktop.sheets.roster import RosterReading, read_roster


def as_text(path: Path, delimiter: str = ",") -> str:
    """The person sheet of a workbook as delimited text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    for row in read_workbook(path)[0].rows:
        writer.writerow(["" if cell is None else f"{cell:g}" if isinstance(cell, float) else cell for cell in row])
    return out.getvalue()


def kinds(reading: RosterReading) -> list[object]:
    return [
        (draft.cls, dict(draft.values)) for draft in reading.drafts if draft.cls.__name__ in ("Household", "Member")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_says_the_same_as_the_workbook(data: Path, tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(as_text(data / "demo-scattered-village.xlsx", delimiter).encode(encoding))
    reading = read_roster(path, division="441690")
    assert reading.findings == []
    assert kinds(reading) == kinds(read_roster(data / "demo-scattered-village.xlsx", division="441690"))


def test_a_number_in_scientific_writing_has_lost_its_digits(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text(as_text(data / "demo-scattered-village.xlsx").replace("441690194511288383", "4.4169E+17"), "utf-8")
    found = read_roster(path, division="441690").findings
    assert [(one.code, one.row, one.column) for one in found] == [("cell.digits_lost", 4, "证件号码")]


def test_a_sheet_without_a_day_is_refused(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text(as_text(data / "demo-scattered-village.xlsx").replace("填报日期：2016年6月30日", ""), "utf-8")
    with pytest.raises(Refusal) as refused:
        read_roster(path, division="441690")
    assert refused.value.code == "sheet.day"


def test_the_name_of_the_file_does_not_matter(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "roster.et"
    path.write_bytes((data / "demo-scattered-village.xlsx").read_bytes())
    assert len(read_roster(path, division="441690").sheets_seen) == 4
