"""Photographs, bundles and other files dropped together: each goes to its place, and one report names them all."""

from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household, Member
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.photos.photo_tray import tray_photos
from fupin_desktop.sync.sealing import seal
from fupin_desktop.ui.exchange.page import ExchangePage
from fupin_desktop.ui.photos.photo_tray import PhotoTray
from fupin_desktop.ui.widgets.dropping import part
from fupin_desktop.ui.window.shell import Shell

from .test_exchange import _area, _joined

VILLAGE = "441690101200"


def drop(shell: Shell, *urls: QUrl) -> None:
    data = QMimeData()
    data.setUrls(list(urls))
    actions, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    shell.dropEvent(QDropEvent(QPointF(1, 1), actions, data, Qt.MouseButton.LeftButton, keys))


def url(path: Path) -> QUrl:
    return QUrl.fromLocalFile(str(path))


def test_a_photograph_and_bundles_together(qtbot: QtBot, shell: Shell, village_book: Book, tmp_path: Path) -> None:
    office = shell.session.book
    _joined(office, village_book, tmp_path)
    _area(village_book, "three rooms")
    renamed = tmp_path / "b(1).fpb.zip"
    seal(village_book, renamed)
    damaged = tmp_path / "damaged.fpb"
    damaged.write_bytes(renamed.read_bytes()[:400])
    photo, roster, folder = tmp_path / "a.JPG", tmp_path / "名册.xlsx", tmp_path / "a folder"
    Image.new("RGB", (80, 60), "red").save(photo, "JPEG")
    roster.write_bytes(b"PK\x03\x04")
    folder.mkdir()
    drop(shell, *map(url, (photo, renamed, roster, damaged, folder, photo)), QUrl("https://example.org/c.txt"))

    page = shell.pages["exchange"]
    assert isinstance(page, ExchangePage)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1 and shell.session.lane.idle, timeout=60_000)
    assert [(one.file, one.status) for one in page.preview.rows.rows] == [
        (renamed.name, "merged"), (damaged.name, "refused")]  # fmt: skip
    (tray,) = shell.findChildren(PhotoTray)
    qtbot.waitUntil(lambda: tray.list.count() == 1, timeout=60_000)
    with office.read() as reader:
        assert [one.name for one in tray_photos(reader)] == [photo.name]
    told = shell.words.text()
    for word in ("Bundles to look at: 2", "Photographs for the tray: 1", "名册.xlsx", "a folder", "c.txt"):
        assert word in told


def test_what_is_neither_is_named_and_opens_nothing(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    other = tmp_path / "notes.docx"
    other.write_bytes(b"PK\x03\x04")
    drop(shell, url(other))
    assert "notes.docx" in shell.words.text()
    assert not shell.findChildren(PhotoTray)
    assert "exchange" not in shell.pages


def test_a_bundle_is_known_by_its_content_under_any_name(tmp_path: Path) -> None:
    age = b"age-encryption.org/v1\n"
    for name, content in (("a.jpg", age), ("b", age), ("c.fpb", b""), ("d.jpg", b"\xff\xd8\xff"), ("e.txt", b"x")):
        (tmp_path / name).write_bytes(content)
    parted = part([tmp_path / name for name in ("a.jpg", "b", "c.fpb", "d.jpg", "e.txt", "missing.fpb", "d.jpg")])
    assert [file.name for file in parted.bundles] == ["a.jpg", "b", "c.fpb", "missing.fpb"]
    assert [file.name for file in parted.photographs] == ["d.jpg"]
    assert [file.name for file in parted.others] == ["e.txt"]


def test_case_44_preview_unknown_stream(qtbot: QtBot, shell: Shell, village_book: Book, tmp_path: Path) -> None:
    """The rows of a new laptop's first bundle are there, read and drawn, after the rehearsal has been rolled back."""
    office = shell.session.book
    _joined(office, village_book, tmp_path)
    with village_book.write("household.add") as ledger:
        home = ledger.save(Household(household_code=f"{VILLAGE}0099", village_code=VILLAGE, status="registered"))
        ledger.save(Member(household=home.id, name="新来的", relation="01", person_code="p99"))
        ledger.save(home.but(remark="new"))
    _area(village_book, "three rooms")
    seal(village_book, tmp_path / "village.fpb")
    shell.go("exchange", [tmp_path / "village.fpb"])
    page = shell.pages["exchange"]
    assert isinstance(page, ExchangePage)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1, timeout=10_000)
    table = page.changes.table
    rows = [[column.text(row) for column in table.rows.columns][:5] for row in table.rows.rows]
    assert ["演示一甲村", "新来的", "New record", "—", "Household"] in rows
    assert any(row[2] == "Remark" and row[4] == "three rooms" for row in rows)
    assert "Household 1 new" in page.changes.words.text()
