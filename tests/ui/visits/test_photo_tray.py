"""The photo tray: forty photographs come home, wait encrypted, survive a restart, and are given to visits."""

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fupin_desktop.imaging.taking import ENDINGS
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.photos.photo_tray import Waiting, groups, throw_away, tray_photos
from fupin_desktop.ui.photos.photo_files import PhotoFiles
from fupin_desktop.ui.photos.photo_tray import PhotoTray
from fupin_desktop.ui.today.page import TodayPage
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.visits.model import Visit

HEIC = Path(__file__).parents[2] / "imaging" / "house.heic"
CTRL = Qt.KeyboardModifier.ControlModifier


def photo(folder: Path, name: str, taken: str, colour: int) -> Path:
    """A photograph taken at this time."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = taken
    file = folder / name
    Image.new("RGB", (64, 48), (colour, 90, 90)).save(file, exif=exif)
    return file


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "phone"
    folder.mkdir()
    times = ("2017:06:03 09:00:00", "2017:06:03 09:05:00", "2017:06:03 11:00:00")
    made = [photo(folder, f"{n}.jpg", taken, 40 * n) for n, taken in enumerate(times, 1)]
    shutil.copy(HEIC, folder / "house.heic")
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff no photograph")
    return [*made, folder / "house.heic", folder / "broken.jpg"]


def in_tray(book: Book) -> list[Waiting]:
    with book.read() as reader:
        return tray_photos(reader)


def opened(qtbot: QtBot, shell: Shell, files: list[Path], wanted: int) -> PhotoTray:
    """The tray with these files dropped on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    actions, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    shell.dropEvent(QDropEvent(QPointF(1, 1), actions, data, Qt.MouseButton.LeftButton, keys))
    (tray,) = shell.findChildren(PhotoTray)
    qtbot.waitUntil(lambda: len(in_tray(shell.session.book)) == wanted and shell.session.lane.idle, timeout=60000)
    return tray


def test_dropped_photographs_wait_encrypted_and_survive_a_restart(
    qtbot: QtBot, shell: Shell, files: list[Path]
) -> None:
    tray = opened(qtbot, shell, files, 4)
    qtbot.waitUntil(lambda: tray.list.count() == 4, timeout=5000)
    assert "4 photographs are in the tray" in tray.words.text()
    assert "broken.jpg: This photograph is damaged" in tray.words.text()
    qtbot.waitUntil(lambda: not tray.list.item(0).icon().isNull(), timeout=20000)
    assert [tray.list.item(at).text().partition(" ")[0] for at in range(4)][:3] == ["1", "1", "2"]
    book = shell.session.book
    stored = list(book.pictures.folder.iterdir())
    assert len(stored) == 4
    for file in stored:
        with pytest.raises(OSError, match="cannot identify"):
            Image.open(io.BytesIO(file.read_bytes()))
    with Book.open_with_key(book.path, book.book_key, book.key_file, "x") as again:
        again.safeguard()  # which sweeps what nobody names
        assert len(in_tray(again)) == 4
        assert check(again) == []
    assert all(file.exists() for file in files), "the files themselves are not touched"
    tray.close()


def test_a_group_is_given_to_a_visit_by_initials(qtbot: QtBot, shell: Shell, files: list[Path]) -> None:
    tray = opened(qtbot, shell, files[:3], 3)
    qtbot.waitUntil(lambda: tray.list.count() == 3, timeout=5000)
    assert not tray.act_button.isEnabled()
    tray.list.setCurrentRow(0)
    qtbot.mouseClick(tray.group_button, Qt.MouseButton.LeftButton)
    assert len(tray.chosen()) == 2
    keys = [one.key for one in tray.chosen()]
    qtbot.mouseClick(tray.act_button, Qt.MouseButton.LeftButton)
    panel = shell.quick
    assert panel is not None
    assert panel.date.text() == "2017-06-03"
    assert panel.photos.names.text() == "1.jpg、2.jpg"
    assert len(in_tray(shell.session.book)) == 3, "they leave the tray only when the visit is saved"
    qtbot.waitUntil(lambda: panel.finder.field.hasFocus())
    qtbot.keyClicks(panel.finder.field, "zs")
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Return)
    panel.findings.setPlainText("The roof was mended.")
    with qtbot.waitSignal(shell.session.changed, timeout=10000):
        qtbot.keyClick(panel.findings, Qt.Key.Key_Return, CTRL)
    book = shell.session.book
    with book.read() as reader:
        (visit,) = reader.find(Visit)
    assert set(visit.photos) == set(keys)
    (left,) = in_tray(book)
    assert left.file == "3.jpg"
    # and the form takes one out of the tray itself
    panel.photos.open_tray()
    (tray,) = panel.findChildren(PhotoTray)
    tray.list.selectAll()
    qtbot.mouseClick(tray.act_button, Qt.MouseButton.LeftButton)
    assert panel.photos.files == [left]
    # what was thrown away meanwhile is refused, and names nothing
    throw_away(book, [left])
    qtbot.keyClicks(panel.finder.field, "ls")
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Return)
    panel.findings.setPlainText("Nobody was at home.")
    panel.save()
    qtbot.waitUntil(lambda: "no such photograph" in panel.words.text(), timeout=10000)
    panel.close()


def test_a_picture_is_pasted_and_thrown_away(qtbot: QtBot, shell: Shell) -> None:
    shell.go("photo_tray")
    (tray,) = shell.findChildren(PhotoTray)
    assert "empty" in tray.words.text()
    image = QImage(32, 24, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    tray.paste()
    book = shell.session.book
    qtbot.waitUntil(lambda: tray.list.count() == 1, timeout=20000)
    assert in_tray(book)[0].file == "pasted picture"
    tray.list.selectAll()
    tray.throw()
    qtbot.waitUntil(lambda: tray.list.count() == 0, timeout=5000)
    assert in_tray(book) == []
    assert list(book.pictures.folder.iterdir()) == []
    tray.close()


def test_today_tells_that_photographs_wait(qtbot: QtBot, shell: Shell, files: list[Path]) -> None:
    tray = opened(qtbot, shell, files[:1], 1)
    tray.close()
    shell.go("today")
    page = shell.pages["today"]
    assert isinstance(page, TodayPage)
    page.refresh()
    told = [page.list.item(at).text() for at in range(page.list.count())]
    assert any("1 photographs wait in the tray" in text for text in told)


def test_groups_part_at_a_rest_and_keep_what_says_no_time_together() -> None:
    times = ["2017-06-03T09:00:00", "2017-06-03T09:20:00+08:00", "2017-06-03T10:00:00", "", "nonsense"]
    found = [Waiting(str(n), "x", taken) for n, taken in enumerate(times)]
    assert [[one.key for one in group] for group in groups(found)] == [["0", "1"], ["2"], ["3", "4"]]
    assert groups([]) == []


@pytest.mark.parametrize(("place", "told"), [("gone", "不存在"), ("file", "该是文件的地方"), ("empty", "没有照片")])
def test_a_folder_that_gives_nothing_is_told(qtbot: QtBot, shell: Shell, tmp_path: Path, place: str, told: str) -> None:
    choose_language("zh_CN")
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    shell.photo_tray()
    (tray,) = shell.findChildren(PhotoTray)
    qtbot.waitUntil(lambda: shell.session.lane.idle, timeout=5000)
    tray.add_folder(tmp_path / place)
    assert told in tray.words.text()


def test_every_photograph_the_program_reads_can_be_chosen(
    qtbot: QtBot, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *words: (asked.append(words[3]), ([], ""))[1])
    widget = PhotoFiles(shell.session)
    qtbot.addWidget(widget)
    widget.add_button.click()
    shell.photo_tray()
    (tray,) = shell.findChildren(PhotoTray)
    tray.add_button.click()
    assert len(asked) == 2
    for text in asked:
        assert all(f"*{ending}" in text and f"*{ending.upper()}" in text for ending in ENDINGS)
