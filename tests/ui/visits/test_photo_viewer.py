"""Photographs are looked at: small in lists, large in the viewer, side by side by moment; taken out after asking."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.plans.commands import report_progress, set_measure
from fupin_desktop.plans.model import MeasureProgress
from fupin_desktop.store import driver
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.photos.shots import completeness, shots_of
from fupin_desktop.store.photos.small_pictures import keep_small, small_pictures
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.photos.thumbnails import drawn
from fupin_desktop.ui.photos.viewer import PhotoViewer, view_records
from fupin_desktop.ui.plans.measure import MeasureDialog
from fupin_desktop.ui.window.shell import Shell
from tests.ui.drawn_photos import elsewhere, kept, named
from tests.ui.files import settled


@pytest.fixture
def case(peopled: Book, tmp_path: Path) -> HousingCase:
    """A housing case with two photographs from before, one from during, one from after that has not come yet."""
    before, during = kept(peopled, tmp_path, 0, 1), kept(peopled, tmp_path, 2, taken_at="")
    with peopled.read() as reader:
        first = reader.find(HousingCase)[0]
    made = named(peopled, first, photos_before=before, photos_during=during, photos_after=(elsewhere(1),))
    assert isinstance(made, HousingCase)
    return made


def viewer_of(qtbot: QtBot, shell: Shell, case: HousingCase) -> PhotoViewer:
    viewer = view_records(shell.session, [case], shell)
    assert viewer is not None
    qtbot.waitUntil(viewer.isActiveWindow)
    settled(qtbot, shell.session)
    return viewer


def test_keys_go_on_zoom_and_turn(qtbot: QtBot, shell: Shell, case: HousingCase) -> None:
    viewer = viewer_of(qtbot, shell, case)
    pane = viewer.pane
    assert viewer.lacking.text() == "1 of 4 photographs have not arrived yet; they come with a later file."
    assert pane.count.text() == "1 of 4"
    assert pane.facts.text().startswith("taken 2017-06-03 10:20 · entered by 甲镇, ")
    assert "Photographs before" in pane.of.text()
    assert pane.image is not None
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    settled(qtbot, shell.session)
    assert pane.count.text() == "2 of 4"
    fitted = pane.view.factor
    qtbot.keyClick(viewer, Qt.Key.Key_Plus)
    assert pane.view.factor > fitted
    qtbot.keyClick(viewer, Qt.Key.Key_R)
    assert pane.view.turned == 1
    qtbot.keyClick(viewer, Qt.Key.Key_0)
    qtbot.keyClick(viewer, Qt.Key.Key_R)
    assert pane.view.turned == 2
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    settled(qtbot, shell.session)
    assert pane.facts.text().startswith("When it was taken is not known")
    qtbot.keyClick(viewer, Qt.Key.Key_End)
    settled(qtbot, shell.session)
    assert pane.absent.isVisible()
    assert "has not arrived yet" in pane.absent.text()
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert pane.count.text() == "1 of 4", "after the last comes the first"
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)


def test_before_during_and_after_stand_side_by_side(qtbot: QtBot, shell: Shell, case: HousingCase) -> None:
    viewer = viewer_of(qtbot, shell, case)
    qtbot.keyClick(viewer, Qt.Key.Key_C)
    settled(qtbot, shell.session)
    assert [pane.title for pane in viewer.panes] == ["Photographs before", "Photographs during", "Photographs after"]
    assert [pane.image is not None for pane in viewer.panes] == [True, True, False]
    viewer.panes[0].setFocus()
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert [pane.count.text() for pane in viewer.panes] == ["2 of 2", "1 of 1", "1 of 1"]
    qtbot.mouseClick(viewer.compare, Qt.MouseButton.LeftButton)
    assert len(viewer.panes) == 1
    viewer.close()


def test_a_photograph_leaves_the_book_after_asking(
    qtbot: QtBot, shell: Shell, case: HousingCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.jpg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    viewer = viewer_of(qtbot, shell, case)
    qtbot.mouseClick(viewer.export_button, Qt.MouseButton.LeftButton)
    asking = viewer.exporting
    assert asking is not None
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    assert "reason" in asking.words.text()
    assert not out.exists()
    qtbot.keyClicks(asking.why, "inspection")
    with qtbot.waitSignal(asking.destroyed, timeout=8000):
        qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    assert not QImage(str(out)).isNull()
    with shell.session.book.read() as reader:
        sql = "SELECT event, about FROM audit ORDER BY id DESC LIMIT 1"
        event, about = driver.rows(reader.connection, sql)[0]
    assert event == "photo.export"
    assert about.endswith("inspection")
    viewer.activateWindow()
    qtbot.waitUntil(viewer.isActiveWindow)
    qtbot.keyClick(viewer, Qt.Key.Key_End)
    qtbot.mouseClick(viewer.export_button, Qt.MouseButton.LeftButton)
    assert viewer.lacking.text() == "What has not arrived yet cannot be taken out."
    viewer.close()


def test_the_case_and_the_household_say_what_is_not_here(qtbot: QtBot, shell: Shell, case: HousingCase) -> None:
    dialog = CaseDialog(shell.session, HousingCase, case.id, shell)
    dialog.open()
    settled(qtbot, shell.session)
    assert dialog.tabs.tabText(dialog.tabs.count() - 1) == "Photographs (4, 1 not here)"
    texts = [dialog.pictures.pictures.item(at).text() for at in range(4)]
    assert texts == ["1", "2", "3", "not arrived yet"]
    dialog.tabs.setCurrentIndex(dialog.tabs.count() - 1)
    qtbot.keyClick(dialog.pictures.pictures, Qt.Key.Key_Right)
    dialog.pictures.pictures.setCurrentRow(1)
    qtbot.keyClick(dialog.pictures.pictures, Qt.Key.Key_Return)
    viewer = dialog.pictures.viewer
    assert viewer is not None
    settled(qtbot, shell.session)
    assert viewer.pane.at == 1
    viewer.close()
    dialog.close()
    shell.go("households", case.household)
    settled(qtbot, shell.session)
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    found = page.file.strip.facts.findChildren(type(page.file.strip.name))
    assert "4, 1 not here" in [one.text() for one in found]
    viewer = page.file.view_photographs()
    assert viewer is not None
    settled(qtbot, shell.session)
    assert viewer.pane.count.text() == "1 of 4"
    viewer.close()


def test_a_measure_shows_how_it_went(qtbot: QtBot, shell: Shell, peopled: Book, tmp_path: Path) -> None:
    with peopled.write("test") as ledger:
        home = ledger.find(Household)[0]
        facts = {"project8": "1", "batch5": "1", "category": "business", "content": "养鸡"}
        measure = set_measure(ledger, household=home.id, year=2017, **facts)
    for number, percent in enumerate((0, 50, 100)):
        keys = kept(peopled, tmp_path, number)
        with peopled.write("test") as ledger:
            _step, measure = report_progress(
                ledger, measure, date=ledger.today, percent=percent, note="进展", photos=keys
            )
    dialog = MeasureDialog(shell.session, measure.id, shell)
    dialog.open()
    settled(qtbot, shell.session)
    assert dialog.photos.words.text() == "3 photographs"
    qtbot.mouseClick(dialog.photos.view_button, Qt.MouseButton.LeftButton)
    viewer = dialog.photos.viewer
    assert viewer is not None
    qtbot.mouseClick(viewer.compare, Qt.MouseButton.LeftButton)
    settled(qtbot, shell.session)
    assert [pane.title for pane in viewer.panes] == ["Before", "Under way", "Finished"]
    viewer.close()
    dialog.close()
    with peopled.read() as reader:
        assert completeness(shots_of(reader, reader.find(MeasureProgress))) == (3, 0)


def test_small_pictures_stay_inside_the_book(peopled: Book, tmp_path: Path) -> None:
    keys = kept(peopled, tmp_path, 1, 2)
    files = {file for file in tmp_path.rglob("*") if file.is_file()}
    images = drawn(peopled, [*keys, elsewhere(1)])
    assert set(images) == set(keys)
    with peopled.read() as reader:
        before = small_pictures(reader, keys)
    assert set(before) == set(keys)
    for content in before.values():
        assert QImage.fromData(content).width() == 120
    assert {file for file in tmp_path.rglob("*") if file.is_file()} == files, "nothing beside the book"
    for file in files:
        assert not any(content in file.read_bytes() for content in before.values())
    assert {key: image.size() for key, image in drawn(peopled, keys).items()} == {
        key: image.size() for key, image in images.items()
    }


def test_only_the_newest_small_pictures_are_kept(
    peopled: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fupin_desktop.store.photos.small_pictures.KEPT", 1)
    first, second = kept(peopled, tmp_path, 1, 2)
    keep_small(peopled, {first: b"1"})
    keep_small(peopled, {second: b"2", elsewhere(1): b"3"})
    with peopled.read() as reader:
        assert small_pictures(reader, [first, second, elsewhere(1)]) == {second: b"2"}
    with peopled.transaction() as connection:
        peopled.pictures.forget(connection, second)
    with peopled.read() as reader:
        assert small_pictures(reader, [second]) == {}
