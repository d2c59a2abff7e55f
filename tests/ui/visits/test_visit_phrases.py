"""Phrases complete while notes are typed, by keys alone; each user keeps a list of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.phrases import LONGEST, MOST, forget_phrases, keep_phrases, own_phrases
from fupin_desktop.ui.visits.phrases import Phrase, begun_text, completions, phrases_of, shipped_phrases
from fupin_desktop.ui.visits.quick_visit import QuickVisit
from fupin_desktop.ui.window.shell import Shell
from tests.ui.by_hand import CTRL, keys
from tests.ui.files import settled

ROOF = "屋顶漏雨，需要修缮"


@pytest.fixture
def panel(qtbot: QtBot, shell: Shell) -> QuickVisit:
    shell.quick_visit()
    found = shell.quick
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow)
    found.findings.setFocus()
    return found


def test_the_shipped_ones_are_found_by_characters_and_by_initials() -> None:
    assert completions(shipped_phrases(), "屋顶")[0].text == ROOF
    assert completions(shipped_phrases(), "wdly")[0].text == ROOF
    assert ROOF in [one.text for one in completions(shipped_phrases(), "修缮")]
    assert completions(shipped_phrases(), "w") == []
    assert completions(shipped_phrases(), "") == []
    assert ROOF not in [one.text for one in completions(shipped_phrases(), ROOF)], "nothing is left to complete"
    assert len({one.text for one in shipped_phrases()}) == len(shipped_phrases()) >= 30


@given(st.text(alphabet="户稳定，。；\n a", max_size=30))
def test_what_was_begun_is_the_end_of_what_stands_there(before: str) -> None:
    begun = begun_text(before)
    assert before.endswith(begun)
    assert not any(end in begun for end in "。；\n")
    for one in completions([Phrase("户稳定"), Phrase("稳定，好")], begun):
        assert begun in one.text


def test_tab_takes_the_first_and_arrows_choose(qtbot: QtBot, panel: QuickVisit) -> None:
    keys(qtbot, panel.findings, "屋顶")
    assert panel.findings.offers.isVisible()
    assert panel.findings.offers.item(0).text() == ROOF
    qtbot.keyClick(panel.findings, Qt.Key.Key_Tab)
    assert panel.findings.toPlainText() == ROOF
    assert panel.findings.hasFocus(), "Tab took the phrase, and did not move on"
    keys(qtbot, panel.findings, "。")
    assert not panel.findings.offers.isVisible()
    qtbot.keyClicks(panel.findings, "wcx")
    qtbot.keyClick(panel.findings, Qt.Key.Key_Down)
    qtbot.keyClick(panel.findings, Qt.Key.Key_Return)
    assert panel.findings.toPlainText() == f"{ROOF}。无辍学情况"
    panel.close()


def test_typing_on_and_esc_leave_the_words_as_they_are(qtbot: QtBot, panel: QuickVisit) -> None:
    keys(qtbot, panel.findings, "屋顶")
    qtbot.keyClick(panel.findings, Qt.Key.Key_Return)
    assert panel.findings.toPlainText() == "屋顶\n", "Enter is Enter until a phrase is chosen"
    keys(qtbot, panel.findings, "住房")
    qtbot.keyClick(panel.findings, Qt.Key.Key_Escape)
    assert panel.isVisible(), "Esc sends the phrases away first"
    assert not panel.findings.offers.isVisible()
    qtbot.keyClick(panel.findings, Qt.Key.Key_Tab)
    assert not panel.findings.hasFocus()
    assert panel.findings.toPlainText() == "屋顶\n住房"
    panel.close()


def test_each_user_keeps_a_list(qtbot: QtBot, shell: Shell, panel: QuickVisit) -> None:
    panel.findings.setPlainText("果园已挂果")
    panel.findings.selectAll()
    dialog = panel.edit_phrases()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.text.toPlainText().startswith(f"果园已挂果\n{shipped_phrases()[0].text}\n")
    with qtbot.waitSignal(dialog.destroyed, timeout=8000):
        qtbot.keyClick(dialog, Qt.Key.Key_S, CTRL)
    panel.findings.clear()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.findings.setFocus()
    keys(qtbot, panel.findings, "果园")
    qtbot.keyClick(panel.findings, Qt.Key.Key_Tab)
    assert panel.findings.toPlainText() == "果园已挂果"
    with shell.session.book.read() as reader:
        assert phrases_of(reader, shell.session.book.user)[0].text == "果园已挂果"
        assert phrases_of(reader, "somebody else") == list(shipped_phrases())
    dialog = panel.edit_phrases()
    qtbot.mouseClick(dialog.shipped_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.destroyed, timeout=8000):
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settled(qtbot, shell.session)
    with shell.session.book.read() as reader:
        assert own_phrases(reader, shell.session.book.user) is None
    panel.close()


def test_what_a_list_may_not_be(book: Book) -> None:
    assert keep_phrases(book, "甲", [" 稳定 ", "", "稳定"]) == ["稳定"]
    for phrases, code in (
        ([str(n) for n in range(MOST + 1)], "phrases.many"),
        (["长" * (LONGEST + 1)], "phrases.long"),
    ):
        with pytest.raises(Refusal) as told:
            keep_phrases(book, "甲", phrases)
        assert told.value.code == code
    with book.read() as reader:
        assert own_phrases(reader, "甲") == ["稳定"]
    forget_phrases(book, "甲")
    with book.read() as reader:
        assert own_phrases(reader, "甲") is None
