"""The rosters of the invented county, and copies of them with some cells changed."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import xlsxwriter

from fupin_desktop.sheets.process import read_workbook
from fupin_desktop.sheets.writing.table import OPTIONS, Formats, put

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
PERSONS, VILLAGES, HOUSES, HELPERS = "贫困户花名册", "村基本情况", "危房改造台账", "帮扶责任人"

Changes = Mapping[tuple[str, int, str], object]
Rewrite = Callable[[Changes], Path]


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the shared rosters."""
    if not DATA.exists():
        pytest.skip("the shared rosters are not beside this checkout")
    return DATA


@pytest.fixture
def rewritten(data: Path, tmp_path: Path) -> Rewrite:
    """A copy of the scattered village's workbook with cells changed, by sheet, row from 1, and heading."""

    def rewrite(changes: Changes) -> Path:
        path = tmp_path / "copy.xlsx"
        with xlsxwriter.Workbook(path, OPTIONS) as book:
            formats = Formats(book)
            for sheet in read_workbook(data / "demo-scattered-village.xlsx"):
                rows = [list(row) for row in sheet.rows]
                for (name, row, heading), value in changes.items():
                    if name == sheet.name:
                        rows[row - 1][rows[2].index(heading)] = value
                page = book.add_worksheet(sheet.name)
                for number, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        put(page, number, column, cell, formats)
        return path

    return rewrite
