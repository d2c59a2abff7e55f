"""A roster comes in by the window: looked at first, then taken in; a broken file is told and changes nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.heading_maps import heading_maps
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.roster.roster_import import RosterImport
from tests.sheets.books import rows_of, write_book

SHARED = Path(__file__).parents[4] / "shared" / "data"
UNREAD = Path(__file__).parents[4] / "shared" / "cases" / "10-main-sheet-skipped" / "input.xlsx"


@pytest.fixture
def county(tmp_path: Path) -> Book:
    return Book.create(
        tmp_path / "county.book", role="township", name="演示县", division="441690", passphrase="wu ge pin yin ci"
    )


@pytest.mark.skipif(not SHARED.exists(), reason="the workbooks of the invented county are not beside the checkout")
def test_looked_at_taken_in_and_reported(qtbot: QtBot, county: Book, tmp_path: Path) -> None:
    session = Session(county)
    dialog = RosterImport(session, SHARED / "demo-county-roster-with-faults.xlsx")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.seen is not None, timeout=30000)
    assert "Nothing was changed yet" in dialog.words.text()
    first = dialog.table.rows.rows[0]
    assert first.severity == "refuse"
    assert first.row > 1
    with county.read() as reader:
        assert reader.find(Household) == []
    with qtbot.waitSignal(session.changed, timeout=30000):
        qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    assert dialog.words.text().startswith("Imported")
    with county.read() as reader:
        assert len(reader.find(Household)) > 100
    dialog.save_report(tmp_path / "report.xlsx")
    qtbot.waitUntil(lambda: (tmp_path / "report.xlsx").exists(), timeout=10000)
    qtbot.waitUntil(lambda: session.lane.idle)
    dialog.close()
    session.close()


def test_a_file_that_is_no_workbook_is_told(qtbot: QtBot, county: Book, tmp_path: Path) -> None:
    session = Session(county)
    (tmp_path / "x.xlsx").write_bytes(b"not a workbook")
    dialog = RosterImport(session, tmp_path / "x.xlsx")
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: session.lane.idle, timeout=20000)
    qtbot.waitUntil(lambda: "Reading" not in dialog.words.text())
    assert dialog.seen is None
    assert not dialog.import_button.isEnabled()
    session.close()


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv"])
def test_where_no_sheet_could_be_read_each_is_named_with_its_reason(
    qtbot: QtBot, county: Book, tmp_path: Path, name: str
) -> None:
    session, file = Session(county), tmp_path / name
    if file.suffix == ".csv":
        file.write_text("日期,事项\n2018-01-01,开会\n", encoding="utf-8")
    else:
        write_book(file, {"会议": [["日期", "事项"], ["2018-01-01", "开会"]], "空": []})
    dialog = RosterImport(session, file)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.sheets.rows.rows != [], timeout=20000)
    told = [(one.sheet, one.why_not) for one in dialog.sheets.rows.rows]
    assert told == ([("", "headings")] if file.suffix == ".csv" else [("会议", "headings"), ("空", "blank")])
    shown = dialog.sheets.rows.data(dialog.sheets.rows.index(0, 0))
    assert shown == (name if file.suffix == ".csv" else "会议")
    assert f"“{shown}”" in dialog.words.text()
    assert not dialog.import_button.isEnabled()
    qtbot.waitUntil(lambda: session.lane.idle)
    session.close()


@pytest.mark.skipif(not UNREAD.exists(), reason="the cases are not beside the checkout")
def test_each_sheet_is_told_and_an_unknown_heading_matched_once(qtbot: QtBot, county: Book) -> None:
    session = Session(county)
    dialog = RosterImport(session, UNREAD)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.seen is not None, timeout=30000)
    first, *_others = dialog.sheets.rows.rows
    assert (first.sheet, first.read_as, first.rows, len(first.left_out)) == ("贫困户花名册", "", 13, 13)
    assert "Sheets not read: 贫困户花名册" in dialog.words.text()
    assert "户编号" in dialog.of_sheet.text()
    qtbot.mouseClick(dialog.match_button, Qt.MouseButton.LeftButton)
    matching = dialog.matching
    assert matching.choices["户号"].currentData() == "户编号"  # it is needed, missing and near: so it is offered
    qtbot.mouseClick(matching.keep_button, Qt.MouseButton.LeftButton)
    assert "40 characters" in matching.words.text()
    matching.name.setText("邻县")
    qtbot.mouseClick(matching.keep_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.seen is not None, timeout=30000)
    assert dialog.seen is not None
    assert [one.taken for one in dialog.seen.accounts] == [10, 1, 0, 3]
    assert dialog.maps.currentData() == "邻县"
    assert dialog.whole.text() == " "  # what was said of the first reading is gone
    assert heading_maps(county) == {"邻县": {"户号": "户编号"}}
    dialog.maps.setCurrentIndex(0)
    qtbot.waitUntil(lambda: dialog.seen is not None, timeout=30000)
    assert "“邻县” knows some of these headings" in dialog.words.text()
    qtbot.waitUntil(lambda: session.lane.idle)
    dialog.close()
    session.close()


@pytest.mark.skipif(not UNREAD.exists(), reason="the cases are not beside the checkout")
def test_where_nothing_could_be_read_headings_are_matched_all_the_same(
    qtbot: QtBot, county: Book, tmp_path: Path
) -> None:
    file = write_book(tmp_path / "x.xlsx", {"名册": rows_of(UNREAD)["贫困户花名册"]})
    session = Session(county)
    dialog = RosterImport(session, file)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.match_button.isEnabled, timeout=30000)
    assert "“名册”" in dialog.words.text()
    assert not dialog.import_button.isEnabled()
    dialog.match()
    dialog.matching.name.setText("邻县")
    dialog.matching.keep()
    qtbot.waitUntil(lambda: dialog.seen is not None, timeout=30000)
    assert dialog.import_button.isEnabled()
    qtbot.waitUntil(lambda: session.lane.idle)
    dialog.close()
    session.close()
