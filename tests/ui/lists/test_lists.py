"""What can be done with lists in the window: keys and menus on a real book, each change shown before it is written."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.declared.selection import Contains, OneOf
from fupin_desktop.ledger.field import Kind
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.forms.asking import Asking
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.lists.filling import SetField, free_fields
from fupin_desktop.ui.lists.pasting import cells_of
from fupin_desktop.ui.lists.preview import Preview
from fupin_desktop.ui.lists.replacing import FindReplace
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.widgets.lists.table import Table
from fupin_desktop.ui.window.shell import Shell
from tests.ui.files import section_of, settled

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, shell: Shell) -> HouseholdsPage:
    qtbot.keyClick(shell, Qt.Key.Key_2, CTRL)
    found = shell.pages["households"]
    assert isinstance(found, HouseholdsPage)
    settled(qtbot, shell.session)
    found.table.setFocus()
    return found


def test_the_button_at_the_foot_opens_the_menu_of_the_list(qtbot: QtBot, shell: Shell, page: HouseholdsPage) -> None:
    qtbot.waitUntil(lambda: bool(page.table.rows.rows))
    menu = shell.list_button.open()
    assert menu is not None
    assert "Print this list…" in [act.text() for act in menu.actions()]
    menu.close()
    assert page.table.hasFocus(), "the list keeps the keys"


def dialog(qtbot: QtBot, table: Table, cls: type[QDialog]) -> QDialog:
    found: list[QDialog] = []

    def there() -> bool:
        found[:] = [one for one in table.findChildren(cls) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(there, timeout=15000)
    return found[-1]


def tried(qtbot: QtBot, table: Table) -> Preview:
    made = dialog(qtbot, table, Preview)
    assert isinstance(made, Preview)
    qtbot.waitUntil(lambda: "would be" in made.words.text() or made.words.text() == "Nothing would change.")
    return made


def wrote(qtbot: QtBot, preview: Preview) -> None:
    qtbot.waitUntil(preview.save_button.isEnabled)
    preview.activateWindow()
    qtbot.waitUntil(preview.isActiveWindow)
    with qtbot.waitSignal(preview.written, timeout=8000):
        qtbot.keyClick(preview, Qt.Key.Key_S, CTRL)


def at(table: Table, row: int, key: str) -> None:
    keys = [column.key for column in table.rows.columns]
    table.setCurrentIndex(table.rows.index(row, keys.index(key)))


def homes(book: Book) -> list[Household]:
    with book.read() as reader:
        return sorted(reader.find(Household), key=lambda one: one.household_code or "")


def copied(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


# --- sort, filter, sums ---------------------------------------------------------------------------------------------


def test_the_store_sorts_and_filters_the_whole_register(qtbot: QtBot, page: HouseholdsPage) -> None:
    table = page.table
    table.sort_by("head")
    settled(qtbot, page.session)
    assert [row.head for row in table.rows.rows] == ["单小芳", "李四", "张三"]  # dan: GB 2312 knows one sound a sign
    table.filter_by("head", Contains("head", "张"))
    settled(qtbot, page.session)
    assert [row.head for row in table.rows.rows] == ["张三"]
    assert page.count.text() == "Filtered: 1 of 3"
    table.clear_filters()
    settled(qtbot, page.session)
    assert len(table.rows.rows) == 3
    assert page.count.text() == "3 households"


def test_order_and_filter_stand_after_a_save(qtbot: QtBot, page: HouseholdsPage) -> None:
    table = page.table
    table.sort_by("-head")
    table.filter_by("status", OneOf("status", ("registered",)))
    settled(qtbot, page.session)
    page.session.tell_changed(None)
    settled(qtbot, page.session)
    assert [row.head for row in table.rows.rows] == ["张三", "李四", "单小芳"]
    assert page.count.text() == "Filtered: 3 of 3"


def test_the_foot_tells_how_many_are_chosen_and_their_sum(qtbot: QtBot, shell: Shell, page: HouseholdsPage) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    qtbot.waitUntil(lambda: "3 chosen" in shell.list_desk._words.text())
    assert shell.list_desk._words.text() == "3 chosen · sum: Persons 3"
    qtbot.keyClick(shell, Qt.Key.Key_1, CTRL)
    assert shell.list_desk._words.isHidden()


# --- corrected cells ------------------------------------------------------------------------------------------------


def test_f2_corrects_the_current_cell(qtbot: QtBot, peopled: Book, page: HouseholdsPage) -> None:
    at(page.table, 0, "persons")
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    asking = dialog(qtbot, page.table, Asking)
    assert isinstance(asking, Asking)
    asking.editors["persons"].widget.setText("4")
    with qtbot.waitSignal(page.session.changed, timeout=5000):
        qtbot.keyClick(asking, Qt.Key.Key_Return, CTRL)
    assert homes(peopled)[0].persons == 4


@pytest.mark.parametrize("key", ["head", "last_visit"])
def test_what_follows_from_other_entries_is_refused_in_words(
    qtbot: QtBot, shell: Shell, page: HouseholdsPage, key: str
) -> None:
    at(page.table, 0, key)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    assert "follows from other entries" in shell.words.text()


def test_fill_down_writes_the_first_value_to_the_others(qtbot: QtBot, peopled: Book, page: HouseholdsPage) -> None:
    with peopled.write("test") as ledger:
        first = sorted(ledger.find(Household), key=lambda one: one.household_code or "")[0]
        ledger.save(first.but(persons=5))
    page.refresh()
    settled(qtbot, page.session)
    page.table.selectAll()
    at_first = page.table.rows.index(0, [c.key for c in page.table.rows.columns].index("persons"))
    page.table.selectionModel().setCurrentIndex(at_first, page.table.selectionModel().SelectionFlag.NoUpdate)
    qtbot.keyClick(page.table, Qt.Key.Key_D, CTRL)
    preview = tried(qtbot, page.table)
    assert len(preview.items) == 2
    wrote(qtbot, preview)
    assert [home.persons for home in homes(peopled)] == [5, 5, 5]


def test_a_managed_field_is_refused_before_it_is_written_and_the_good_ones_go_in(
    qtbot: QtBot, peopled: Book, page: HouseholdsPage
) -> None:
    at(page.table, 0, "persons")
    copied("2\t\n\t\nmany\t\n")
    qtbot.keyClick(page.table, Qt.Key.Key_V, CTRL)
    preview = tried(qtbot, page.table)
    assert preview.words.text().startswith("1 would be written, 1 are refused")
    assert len(preview.items) == 2
    first = preview.table.rows.rows[0]
    assert first.cell.problem
    wrote(qtbot, preview)
    assert preview.isVisible(), "what is refused waits with its reason"
    assert homes(peopled)[0].persons == 2


def test_pasting_over_the_standing_of_a_household_is_refused_by_the_door(
    qtbot: QtBot, shell: Shell, peopled: Book, page: HouseholdsPage
) -> None:
    shell.resize(1800, 800)
    at(page.table, 0, "household_code")
    copied("44169010120099990001")
    qtbot.keyClick(page.table, Qt.Key.Key_V, CTRL)
    preview = tried(qtbot, page.table)
    assert preview.words.text().startswith("0 would be written, 1 are refused")
    assert "correct the number" in preview.table.rows.rows[0].cell.problem
    assert not preview.save_button.isEnabled()
    assert homes(peopled)[0].household_code == "4416901012000000"


def test_nothing_to_paste_is_told(qtbot: QtBot, shell: Shell, page: HouseholdsPage) -> None:
    copied("")
    qtbot.keyClick(page.table, Qt.Key.Key_V, CTRL)
    assert "no cells to paste" in shell.words.text()


def test_a_field_of_many_is_set_with_a_preview(qtbot: QtBot, peopled: Book, page: HouseholdsPage) -> None:
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_M, CTRL)
    asked = dialog(qtbot, page.table, SetField)
    assert isinstance(asked, SetField)
    asked.choose("group_name")
    assert asked.editor is not None
    asked.editor.widget.setText("九组")
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    preview = tried(qtbot, page.table)
    assert [line.cell.after for line in preview.table.rows.rows] == ["九组"] * 3
    assert {home.group_name for home in homes(peopled)} == {None}, "nothing is written before somebody says so"
    wrote(qtbot, preview)
    assert {home.group_name for home in homes(peopled)} == {"九组"}


def test_no_masked_or_managed_field_is_offered_for_many() -> None:
    offered = {one.name: one for one in free_fields(Household)}
    assert not {"phone", "address_detail", "household_code", "village_code"} & set(offered)
    assert Kind.PHOTO not in {one.kind for one in offered.values()}


def test_find_and_replace_shows_before_and_after(qtbot: QtBot, peopled: Book, page: HouseholdsPage) -> None:
    with peopled.write("test") as ledger:
        ledger.save_all([home.but(group_name="第1组") for home in ledger.find(Household)[:2]])
    page.refresh()
    settled(qtbot, page.session)
    at(page.table, 0, "group")
    qtbot.keyClick(page.table, Qt.Key.Key_H, CTRL)
    asked = dialog(qtbot, page.table, FindReplace)
    assert isinstance(asked, FindReplace)
    asked.sought.setText("第1")
    asked.instead.setText("第一")
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    preview = tried(qtbot, page.table)
    assert [(line.cell.before, line.cell.after) for line in preview.table.rows.rows] == [("第1组", "第一组")] * 2
    wrote(qtbot, preview)
    assert sorted(home.group_name or "" for home in homes(peopled)) == ["", "第一组", "第一组"]


# --- pasted as new entries ------------------------------------------------------------------------------------------


@pytest.fixture
def members(qtbot: QtBot, page: HouseholdsPage) -> ListSection:
    page.open(page.table.rows.rows[0].id)
    settled(qtbot, page.session)
    found = section_of(qtbot, page.session, page.file, "members")
    assert isinstance(found, ListSection)
    return found


def test_rows_with_headings_become_new_entries_and_the_bad_one_waits(
    qtbot: QtBot, peopled: Book, members: ListSection
) -> None:
    table = members.table
    table.setFocus()
    copied(
        "Name\tRelation to the head\tSex\tDate of birth\tHealth at last\n"
        "林一\t妻子\t女\t1972.3.4\tx\n林二\t之子\t男\t1999-13-45\ty\n"
    )
    qtbot.keyClick(table, Qt.Key.Key_V, CTRL)
    preview = tried(qtbot, table)
    assert "Health at last" in preview.words.text()
    assert [line.cell.field for line in preview.table.rows.rows if line.cell.problem] == ["birth_date"]
    wrote(qtbot, preview)
    with peopled.read() as reader:
        added = reader.find(Member, name="林一")
        assert [(one.relation, str(one.birth_date)) for one in added] == [("02", "1972-03-04")]
        assert not reader.find(Member, name="林二")
    assert [item.cells[0].after for item in preview.items] == ["林二"], "the bad one waits with its reason"


def test_a_masked_cell_is_opened_in_its_form_and_never_shown(qtbot: QtBot, members: ListSection) -> None:
    at(members.table, 0, "id_no")
    qtbot.keyClick(members.table, Qt.Key.Key_F2)
    form = dialog(qtbot, members.table.window(), RecordDialog)
    assert isinstance(form, RecordDialog)
    form.close()


def test_quotes_and_line_ends_of_a_sheet_are_read() -> None:
    assert cells_of('a\t"b\nc"\r\n\t\r\n1\t2\n') == [["a", "b\nc"], ["1", "2"]]


# --- on paper and as a file -----------------------------------------------------------------------------------------


def test_the_list_is_written_as_it_is_shown(qtbot: QtBot, shell: Shell, page: HouseholdsPage, tmp_path: Path) -> None:
    table = page.table
    table.sort_by("-head")
    table.filter_by("head", OneOf("head", ("张三", "李四")))
    settled(qtbot, page.session)
    out = tmp_path / "list.csv"
    shell.list_desk.export_to(table, out)
    settled(qtbot, page.session)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf"), "WPS takes a file without the mark for another coding"
    rows = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    assert "Filtered: 2 of 3" in rows[0][0]
    assert rows[1][:3] == ["No.", "Head", "Born"]
    assert [row[1] for row in rows[2:]] == ["张三", "李四"]
    with shell.session.book.read() as reader:
        noted = reader.connection.exec_driver_sql("SELECT event, about FROM audit ORDER BY id DESC LIMIT 1").one()
    assert tuple(noted) == ("list.export", "Households 2")


def test_a_masked_column_goes_out_masked(qtbot: QtBot, shell: Shell, members: ListSection, tmp_path: Path) -> None:
    out = tmp_path / "members.csv"
    shell.list_desk.export_to(members.table, out)
    settled(qtbot, shell.session)
    text = out.read_text("utf-8-sig")
    assert "＊1234" in text
    assert "44169019700101" not in text


def test_ctrl_p_prints_this_list(qtbot: QtBot, page: HouseholdsPage) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_P, CTRL)
    paper = dialog(qtbot, page.table, PaperDialog)
    paper.close()


# --- search and card ------------------------------------------------------------------------------------------------


def test_no_hit_says_so_and_offers_three_ways(qtbot: QtBot, page: HouseholdsPage) -> None:
    page.box.setText("章叁")
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    qtbot.waitUntil(page.nothing.isVisible)
    assert "章叁" in page.nothing.words.text()
    assert page.nothing.alike_button.hasFocus()
    qtbot.keyClick(page.nothing.alike_button, Qt.Key.Key_Space)
    settled(qtbot, page.session)
    assert [row.head for row in page.table.rows.rows] == ["张三"]


def test_the_card_tells_of_the_chosen_household_and_leaves_a_narrow_window(
    qtbot: QtBot, shell: Shell, page: HouseholdsPage
) -> None:
    assert page.card.isVisible()
    page.table.selectRow(1)
    qtbot.waitUntil(lambda: page.card.name.text() == page.table.rows.rows[1].head)
    shell.resize(1024, 600)
    qtbot.waitUntil(lambda: not page.card.isVisible())
    shell.resize(1280, 800)
    qtbot.waitUntil(page.card.isVisible)
    page.as_card.click()
    assert not page.card.isVisible()


def test_namesakes_stay_apart_at_1024(qtbot: QtBot, shell: Shell, page: HouseholdsPage) -> None:
    shell.resize(1024, 600)
    qtbot.wait(50)
    hidden = {column.key for number, column in enumerate(page.table.rows.columns) if page.table.isColumnHidden(number)}
    assert not hidden & {"head", "born", "village", "group"}
    assert page.table.columnWidth([c.key for c in page.table.rows.columns].index("village")) >= 90
