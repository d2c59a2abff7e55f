"""Two laptops write different things; the township merges in the window and settles by mouse and keys."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.store.book import Book
from fupin_desktop.sync.enrolment import enrol, join, write_own_card
from fupin_desktop.sync.merging import merge_files
from fupin_desktop.sync.sealing import seal
from fupin_desktop.ui.pages.exchange import ExchangePage
from fupin_desktop.ui.shell import Shell

VILLAGE = "441690101200"


def _joined(office: Book, laptop: Book, folder: Path) -> None:
    keys = write_own_card(laptop, folder / "card")
    enrol(
        office,
        folder / "card",
        scopes=[VILLAGE],
        person="王五",
        role="first_secretary",
        fingerprint=keys.fingerprint,
        out=folder / "welcome.fpb",
    )
    join(laptop, folder / "welcome.fpb", office.identity.device.public.fingerprint)


def _area(book: Book, remark: str) -> None:
    with book.write("household.edit") as ledger:
        home = ledger.find(Household)[0]
        ledger.save(home.but(remark=remark))


def test_merge_after_a_preview_and_settle(qtbot: QtBot, shell: Shell, village_book: Book, tmp_path: Path) -> None:
    office = shell.session.book
    _joined(office, village_book, tmp_path)
    _area(office, "two rooms")
    _area(village_book, "three rooms")
    bundle = tmp_path / "village.fpb"
    seal(village_book, bundle)

    shell.go("exchange", [bundle])
    page = shell.pages["exchange"]
    assert isinstance(page, ExchangePage)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1, timeout=10000)
    assert page.preview.rows.rows[0].status != "refused", page.preview.rows.rows[0].message
    with qtbot.waitSignal(shell.session.changed, timeout=10000):
        qtbot.mouseClick(page.merge_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.questions.count() == 1, timeout=5000)
    assert page.tabs.tabText(0).endswith("1")

    card = page.questions.cards[0]
    qtbot.mouseClick(card.takes[0], Qt.MouseButton.LeftButton)
    assert "reason" in card.words.text()
    qtbot.keyClicks(card.why, "asked on the telephone")
    wanted = "three rooms" if "three" in card.takes[0].text() else "two rooms"
    with qtbot.waitSignal(shell.session.changed, timeout=10000):
        qtbot.mouseClick(card.takes[0], Qt.MouseButton.LeftButton)
    with office.read() as reader:
        assert reader.find(Household)[0].remark == wanted
    assert page.questions.count() == 0
    assert merge_files(office, [bundle], rehearse=True)[0].questions == 0


def test_export_for_the_office(qtbot: QtBot, village_book: Book, shell: Shell, tmp_path: Path) -> None:
    shell.go("exchange")
    page = shell.pages["exchange"]
    assert isinstance(page, ExchangePage)
    page.export_to(tmp_path / "none.fpb")
    qtbot.waitUntil(lambda: "not joined an office" in shell.words.text(), timeout=5000)
    assert not (tmp_path / "none.fpb").exists()
