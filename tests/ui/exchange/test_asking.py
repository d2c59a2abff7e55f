"""Questions in the window: filtered, asked, commented on; the call sheet on paper, and what was printed is marked."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.paper.reading import texts
from fupin_desktop.store.book.book import Book
from fupin_desktop.sync.authority.vouching import revoke
from fupin_desktop.sync.merging import merge_files
from fupin_desktop.sync.sealing import seal
from fupin_desktop.ui.exchange.on_the_way import OnTheWay
from fupin_desktop.ui.exchange.questions import QuestionCards
from fupin_desktop.ui.forms.asking import Asking
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.window.shell import Shell
from tests.ui.exchange.test_exchange import _joined

VILLAGE = "441690101200"


@pytest.fixture
def cards(shell: Shell, village_book: Book, tmp_path: Path) -> QuestionCards:
    """The questions tab of an office with three open questions."""
    office = shell.session.book
    _joined(office, village_book, tmp_path)
    for book, text in ((office, "office"), (village_book, "village")):
        with book.write("household.edit") as ledger:
            ledger.save_all(home.but(remark=text) for home in ledger.find(Household))
    seal(village_book, tmp_path / "village.fpb")
    merge_files(office, [tmp_path / "village.fpb"])
    shell.go("exchange", "questions")
    page = shell.pages["exchange"]
    page.refresh()
    found = page.questions
    assert isinstance(found, QuestionCards)
    return found


def _save(qtbot: QtBot, shell: Shell, asking: Asking | None) -> None:
    assert asking is not None
    with qtbot.waitSignal(shell.session.changed, timeout=10000):
        qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)


def test_a_question_is_marked_filtered_and_taken_back(qtbot: QtBot, shell: Shell, cards: QuestionCards) -> None:
    card = cards.cards[0]
    assert not card.state.isVisible()
    qtbot.mouseClick(card.asked_button, Qt.MouseButton.LeftButton)
    asking = card.asking
    assert asking is not None
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "this is needed" in asking.words.text(), timeout=5000)
    qtbot.keyClicks(asking.editors["whom"].widget, "Wang Wu")
    _save(qtbot, shell, asking)
    assert cards.bar.states.itemText(2).endswith("（1）")
    cards.bar.states.setCurrentIndex(2)
    cards.bar.chosen.emit()
    (card,) = cards.cards
    assert "Wang Wu" in card.state.text()
    qtbot.waitUntil(card.state.isVisible, timeout=5000)
    qtbot.mouseClick(card.unasked_button, Qt.MouseButton.LeftButton)
    assert card.asking is not None
    qtbot.keyClicks(card.asking.editors["why"].widget, "wrong card")
    _save(qtbot, shell, card.asking)
    assert cards.cards == []
    assert cards.count() == 3
    cards.bar.states.setCurrentIndex(1)
    cards.bar.chosen.emit()
    assert len(cards.cards) == 3


def test_a_comment_stands_on_the_card(qtbot: QtBot, shell: Shell, cards: QuestionCards) -> None:
    card = cards.cards[0]
    qtbot.mouseClick(card.comment_button, Qt.MouseButton.LeftButton)
    assert card.asking is not None
    qtbot.keyClicks(card.asking.editors["comment"].widget, "moved in March")
    _save(qtbot, shell, card.asking)
    told = [one.text() for one in cards.findChildren(type(card.words)) if "moved in March" in one.text()]
    assert len(told) == 1


def test_the_call_sheet_is_shown_saved_and_marked(
    qtbot: QtBot, shell: Shell, cards: QuestionCards, tmp_path: Path
) -> None:
    cards.bar.villages.setCurrentIndex(1)
    qtbot.mouseClick(cards.bar.sheet_button, Qt.MouseButton.LeftButton)
    asking = cards.sheets.asking
    assert asking is not None
    asking.editors["full"].set_value(True)
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Unmasking needs a reason" in asking.words.text(), timeout=5000)
    qtbot.keyClicks(asking.editors["why"].widget, "house by house")
    _save(qtbot, shell, asking)
    qtbot.waitUntil(lambda: cards.sheets.paper is not None, timeout=10000)
    assert cards.sheets.paper is not None
    cards.sheets.paper.save_to(tmp_path / "sheet.pdf")
    assert "演示一甲村" in "\n".join(texts(tmp_path / "sheet.pdf"))
    offer = cards.sheets.asking
    assert offer is not asking
    _save(qtbot, shell, offer)
    assert cards.bar.states.itemText(2).endswith("（3）")
    cards.sheets.paper.close()
    with shell.session.book.read() as reader:
        events = reader.connection.exec_driver_sql("SELECT event, about FROM audit").all()
    assert ("form.print", f"call_sheet {VILLAGE} 3") in [tuple(one) for one in events]
    assert any(event == "unmask" and about.endswith("house by house") for event, about in events)


def test_all_sheets_go_into_a_folder(qtbot: QtBot, shell: Shell, cards: QuestionCards, tmp_path: Path) -> None:
    out = tmp_path / "sheets"
    out.mkdir()
    cards.sheets.make("", out)
    _save(qtbot, shell, cards.sheets.asking)
    assert [file.name for file in out.iterdir()] == [f"演示一甲村-{VILLAGE}.pdf"]
    qtbot.waitUntil(lambda: "1 call sheets" in shell.words.text(), timeout=5000)
    assert cards.sheets.asking is not None
    cards.sheets.asking.close()
    assert cards.bar.states.itemText(2).endswith("（0）"), "not marked unless somebody says so"


def test_a_laptop_is_told_what_its_office_keeps_aside(
    qtbot: QtBot, shell: Shell, village_book: Book, tmp_path: Path
) -> None:
    office = shell.session.book
    _joined(office, village_book, tmp_path)
    seal(office, tmp_path / "down0.fpb", "王五")
    merge_files(village_book, [tmp_path / "down0.fpb"])
    revoke(office, village_book.identity.device.id, "the laptop was stolen")
    with village_book.write("household.edit") as ledger:
        ledger.save(ledger.find(Household)[0].but(remark="three rooms"))
    seal(village_book, tmp_path / "village.fpb")
    merge_files(office, [tmp_path / "village.fpb"])
    seal(office, tmp_path / "down.fpb", "王五")
    merge_files(village_book, [tmp_path / "down.fpb"])
    tab = OnTheWay(Session(village_book))
    qtbot.addWidget(tab)
    tab.show()
    tab.refresh()
    (line,) = tab.table.rows.rows
    told = [column.text(line) for column in tab.table.rows.columns]
    assert told[:2] == ["Household", "张三"]
    assert told[2].startswith("the office has it, set aside: written after this laptop was revoked")
    assert tab.words.text() == "the office has it, set aside 1"


def test_a_laptop_is_shown_the_values_and_comments(
    qtbot: QtBot, shell: Shell, cards: QuestionCards, village_book: Book, tmp_path: Path
) -> None:
    seal(shell.session.book, tmp_path / "down.fpb", "王五")
    merge_files(village_book, [tmp_path / "down.fpb"])
    laptop = QuestionCards(Session(village_book))
    qtbot.addWidget(laptop)
    laptop.show()
    laptop.refresh()
    assert laptop.count() == 3
    card = laptop.cards[0]
    qtbot.waitUntil(card.comment_button.isVisible, timeout=5000)
    assert not card.takes[0].isVisible()
    assert not laptop.bar.sheet_button.isVisible()
    told = [one.text() for one in card.findChildren(QLabel)]
    assert any(text.startswith("“village”") for text in told)
    assert any(text.startswith("“office”") for text in told)
