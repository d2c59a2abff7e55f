"""Two laptops write different things; the township merges in the window and settles by mouse and keys."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.paper.reading import texts
from fupin_desktop.store.book.book import Book
from fupin_desktop.sync.authority.enrolment import enrol, join, write_own_card
from fupin_desktop.sync.merging import merge_files
from fupin_desktop.sync.sealing import seal
from fupin_desktop.ui.exchange.page import ExchangePage
from fupin_desktop.ui.window.shell import Shell

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
    (change,) = page.changes.table.rows.rows
    told = [column.text(change) for column in page.changes.table.rows.columns]
    assert told[:5] == ["演示一甲村", "张三", "Remark", "two rooms", "three rooms"]
    assert page.changes.words.text() == "演示一甲村 · Household 1 changed"
    with office.read() as reader:
        assert reader.find(Household)[0].remark == "two rooms", "nothing was changed yet"
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
    page.tabs.setCurrentWidget(page.journal)
    qtbot.mouseClick(page.journal.paper_button, Qt.MouseButton.LeftButton)
    asking = page.journal.asking
    assert asking is not None
    asking.save()
    qtbot.waitUntil(lambda: page.journal.paper is not None, timeout=20000)
    shown = page.journal.paper
    assert shown is not None
    qtbot.waitUntil(lambda: len(shown.view.pages) == 1, timeout=20000)
    told = " ".join("".join(texts(shown.view.pdf or b"")).split())
    for part in ("数据包回执和冲突处理单", "village.fpb", "two rooms", "three rooms", "asked on the telephone"):
        assert part in told
    shown.close()


def test_export_for_the_office(qtbot: QtBot, village_book: Book, shell: Shell, tmp_path: Path) -> None:
    shell.go("exchange")
    page = shell.pages["exchange"]
    assert isinstance(page, ExchangePage)
    qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)  # said before a file is asked for
    qtbot.waitUntil(lambda: "nobody to seal for" in shell.words.text(), timeout=5000)
    page.export_to(tmp_path / "none.fpb")
    qtbot.waitUntil(lambda: "nobody to seal for" in shell.words.text(), timeout=5000)
    assert not (tmp_path / "none.fpb").exists()


def test_many_questions_of_a_field_are_settled_by_one_rule(
    qtbot: QtBot, shell: Shell, village_book: Book, tmp_path: Path
) -> None:
    office = shell.session.book
    _joined(office, village_book, tmp_path)
    for book, text in ((office, "office"), (village_book, "village")):
        with book.write("household.edit") as ledger:
            ledger.save_all(home.but(remark=text) for home in ledger.find(Household))
    seal(village_book, tmp_path / "village.fpb")
    merge_files(office, [tmp_path / "village.fpb"])
    shell.go("exchange")
    page = shell.pages["exchange"]
    assert isinstance(page, ExchangePage)
    page.refresh()
    card = page.questions.cards[0]
    card.why.setFocus()
    qtbot.keyClicks(card.why, "asked at home")
    with qtbot.waitSignal(shell.session.changed, timeout=10000):
        qtbot.mouseClick(card.takes[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.questions.count() == 2, timeout=10000)
    assert page.questions.cards[0].why.hasFocus(), "the next question has the keys, not the rail"
    many = page.questions.many
    assert many.fields.currentText().endswith("（2）")
    many.rules.setCurrentIndex(1)
    qtbot.mouseClick(many.settle_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "reason" in shell.words.text(), timeout=5000)
    qtbot.keyClicks(many.why, "the office asked by telephone")
    with qtbot.waitSignal(shell.session.changed, timeout=10000):
        qtbot.mouseClick(many.settle_button, Qt.MouseButton.LeftButton)
    assert page.questions.count() == 0
    with office.read() as reader:
        assert [home.remark for home in reader.find(Household)].count("office") >= 2


def test_a_merge_is_taken_back_and_told_why_not(qtbot: QtBot, shell: Shell, village_book: Book, tmp_path: Path) -> None:
    office = shell.session.book
    _joined(office, village_book, tmp_path)
    _area(village_book, "three rooms")
    seal(village_book, tmp_path / "village.fpb")
    merge_files(office, [tmp_path / "village.fpb"])
    shell.go("exchange")
    page = shell.pages["exchange"]
    assert isinstance(page, ExchangePage)
    page.refresh()
    page.tabs.setCurrentWidget(page.journal)
    qtbot.mouseClick(page.journal.back_button, Qt.MouseButton.LeftButton)
    asking = page.journal.asking
    assert asking is not None
    with qtbot.waitSignal(shell.session.changed, timeout=10000):
        qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    with office.read() as reader:
        assert "three rooms" not in {home.remark for home in reader.find(Household)}
    assert page.journal.table.rows.columns[-1].text(page.journal.table.rows.rows[0]) == "taken back"
    assert page.tabs.tabText(1).endswith("1"), "what was taken back waits in the tray"
    assert not page.journal.back_button.isEnabled()


def test_what_the_brake_holds_is_let_in_by_the_office(
    qtbot: QtBot, shell: Shell, village_book: Book, tmp_path: Path
) -> None:
    office = shell.session.book
    _joined(office, village_book, tmp_path)
    with village_book.write("new") as ledger:
        homes = ledger.save_all(
            Household(household_code=f"n{number}", village_code=VILLAGE, status="registered") for number in range(30)
        )
    with village_book.write("away") as ledger:
        for home in homes:
            ledger.put_away(home, "moved to the town")
    seal(village_book, tmp_path / "village.fpb")
    assert merge_files(office, [tmp_path / "village.fpb"])[0].set_aside == 1
    shell.go("exchange", "aside")
    page = shell.pages["exchange"]
    assert isinstance(page, ExchangePage)
    page.refresh()
    page.tabs.setCurrentWidget(page.aside)
    assert page.aside.table.rows.rows[0].person == "王五"
    release = page.aside.act_buttons["release"]
    assert release.isVisible()
    assert not page.aside.act_buttons["accept_gap"].isVisible()
    qtbot.mouseClick(release, Qt.MouseButton.LeftButton)
    asking = page.aside.asking
    assert asking is not None
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "reason" in asking.words.text(), timeout=5000)
    qtbot.keyClicks(asking.editors["why"].widget, "telephoned, the hamlet was resettled")
    with qtbot.waitSignal(shell.session.changed, timeout=10000):
        qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    with office.read() as reader:
        assert len(reader.find(Household)) == 3
    assert page.aside.stack.currentIndex() == 1


def test_receipts_for_all_are_files_a_person_can_send(
    qtbot: QtBot, shell: Shell, village_book: Book, tmp_path: Path
) -> None:
    _joined(shell.session.book, village_book, tmp_path)
    shell.go("exchange")
    page = shell.pages["exchange"]
    assert isinstance(page, ExchangePage)
    page.receipts_to(tmp_path / "out")
    qtbot.waitUntil(lambda: "1 files written" in page.words.text(), timeout=10000)
    (written,) = (tmp_path / "out").iterdir()
    assert written.name.startswith("王五-441690101200-")
    assert merge_files(village_book, [written])[0].status in ("merged", "already")
