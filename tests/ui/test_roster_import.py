"""A roster comes in by the window: looked at first, then taken in; a broken file is told and changes nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.store.book import Book
from fupin_desktop.ui.roster_import import RosterImport
from fupin_desktop.ui.session import Session

SHARED = Path(__file__).parents[3] / "shared" / "data"


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
