"""Lists held as a whole: sorted, filtered, numbered, copied as shown with headings, summed; a wheel changes nothing."""

from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QMenu
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.declared.selection import Between, Contains, Equal, OneOf
from fupin_desktop.ledger.field import money
from fupin_desktop.ledger.privacy import tail
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ui.editors.editors import editor_for
from fupin_desktop.ui.widgets.lists.filter_box import FilterBox
from fupin_desktop.ui.widgets.lists.heading import open_filter
from fupin_desktop.ui.widgets.lists.summing import sums, sums_text
from fupin_desktop.ui.widgets.lists.table import Column, Table


class Row(NamedTuple):
    name: str
    fen: int | None
    number: str


ROWS = (
    Row("张三", 90_000, "440000000000001"),
    Row("李四", 120_050, "440000000000003"),
    Row("陈一", None, "440000000000002"),
    Row("安妮", 2_000, "440000000000004"),
)
FUND = money("金额", name="fund")
CTRL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


def shown(fen: int | None) -> str:
    return "—" if fen is None else f"{fen / 100:,.2f} 元"


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    columns = [
        Column("姓名", lambda row: row.name, 6),
        Column("金额", lambda row: shown(row.fen), 9, right=True, field=FUND, key="fund", value=lambda row: row.fen),
        Column(
            "证件", lambda row: tail(row.number), 9, secret=fields_of(Member)["id_no"],
            field=fields_of(Member)["id_no"], key="id_no", value=lambda row: row.number,
        ),
    ]  # fmt: skip
    made = Table(columns, "x")
    qtbot.addWidget(made)
    made.resize(640, 300)
    made.show()
    made.load_all(ROWS)
    return made


def names(table: Table) -> list[str]:
    return [row.name for row in table.rows.rows]


def click(qtbot: QtBot, made: Table, column: int) -> None:
    header = made.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_heading_sorts_by_size_and_the_empty_ones_come_last_both_ways(qtbot: QtBot, table: Table) -> None:
    click(qtbot, table, 1)
    assert names(table) == ["安妮", "张三", "李四", "陈一"]
    assert table.horizontalHeader().sortIndicatorSection() == 1
    click(qtbot, table, 1)
    assert names(table) == ["李四", "张三", "安妮", "陈一"]
    click(qtbot, table, 1)
    assert table.rows.rows == list(ROWS), "the third click gives the list's own order back"


def test_names_follow_their_pronunciation(table: Table) -> None:
    table.sort_by("姓名")
    assert names(table) == ["安妮", "陈一", "李四", "张三"]


def test_a_masked_column_is_sorted_and_filtered_by_what_it_shows(table: Table) -> None:
    table.sort_by("-id_no")
    assert names(table) == ["安妮", "李四", "陈一", "张三"]
    table.filter_by("id_no", Contains("id_no", "4400"))
    assert names(table) == [], "the hidden signs are not there to be found"
    table.filter_by("id_no", Contains("id_no", "0003"))
    assert names(table) == ["李四"]


def test_filters_are_told_counted_and_cleared(qtbot: QtBot, table: Table) -> None:
    with qtbot.waitSignal(table.arranged) as told:
        table.filter_by("fund", Between("fund", 50_000, None))
    assert told.args == ["Filtered: 2 of 4"]
    table.filter_by("姓名", OneOf("姓名", ("李四", "陈一")))
    assert names(table) == ["李四"]
    table.clear_filters()
    assert len(names(table)) == 4
    assert table.filtered == ""
    table.filter_by("fund", Equal("fund", None))
    assert names(table) == ["陈一"]


def test_alt_down_opens_the_menu_of_the_heading_and_enter_sorts(qtbot: QtBot, table: Table) -> None:
    table.setCurrentIndex(table.rows.index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_Down, ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert names(table)[0] == "安妮"


def test_a_filter_is_typed_in_yuan_or_ticked(qtbot: QtBot, table: Table) -> None:
    box = open_filter(table, 1)
    qtbot.keyClicks(box.low, "500")
    qtbot.mouseClick(box.ok_button, Qt.MouseButton.LeftButton)
    assert names(table) == ["张三", "李四"]
    box = open_filter(table, 0)
    assert box.values.count() == 4
    box.values.item(0).setCheckState(Qt.CheckState.Checked)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert len(names(table)) == 1


def test_what_cannot_be_read_is_told_and_filters_nothing(qtbot: QtBot, table: Table) -> None:
    box: FilterBox = open_filter(table, 1)
    qtbot.keyClicks(box.low, "many")
    box.accept_it()
    assert "金额" in box.words.text()
    assert len(names(table)) == 4


def test_ends_in_the_wrong_order_are_told_and_filter_nothing(qtbot: QtBot, table: Table) -> None:
    box: FilterBox = open_filter(table, 1)
    qtbot.keyClicks(box.low, "500")
    qtbot.keyClicks(box.high, "3")
    box.accept_it()
    assert box.words.text()
    assert len(names(table)) == 4


def test_rows_are_numbered_as_they_stand(table: Table) -> None:
    table.sort_by("fund")
    assert [table.rows.headerData(n, Qt.Orientation.Vertical) for n in range(4)] == [1, 2, 3, 4]
    assert table.corner.text() == "No."


def test_copying_takes_the_headings_and_what_is_shown(qtbot: QtBot, table: Table) -> None:
    qtbot.keyClick(table, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(table, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[:2] == ["姓名\t金额\t证件", "张三\t900.00 元\t＊0001"]
    assert len(lines) == 5


def test_money_is_summed_and_masked_numbers_never(table: Table) -> None:
    found = sums(table.rows.columns, ROWS)
    assert set(found) == {"fund"}
    assert sums_text(table.rows.columns, found) == "sum: 金额 2,120.50 yuan"


def test_the_menu_key_opens_the_menu_at_the_current_cell(qtbot: QtBot, table: Table) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1), NONE)
    QApplication.sendEvent(table.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()][:3] == ["Open", "Copy", "Choose all"]
    menu.close()


def test_the_first_column_stays_when_the_others_are_moved(qtbot: QtBot, table: Table) -> None:
    table.resize(260, 300)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)
    assert not table.frozen.isVisible()
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert table.frozen.isVisible()
    assert table.frozen.columnWidth(0) == table.columnWidth(0)
    assert not table.frozen.isColumnHidden(0)
    assert table.frozen.isColumnHidden(1)


def wheel(widget: QComboBox) -> None:
    centre = QPointF(widget.rect().center())
    down = QPoint(0, -120)
    turn = QWheelEvent(
        centre, widget.mapToGlobal(centre), QPoint(), down, Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, turn)


def test_the_wheel_changes_no_closed_choice(qtbot: QtBot) -> None:
    box = editor_for(fields_of(Household)["cause_main"]).widget
    assert isinstance(box, QComboBox)
    qtbot.addWidget(box)
    box.setCurrentIndex(1)
    box.show()
    box.setFocus()
    wheel(box)
    assert box.currentIndex() == 1
