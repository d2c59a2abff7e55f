"""Where a table begins and ends on a sheet, and what is no line of it."""

from datetime import date

from fupin_desktop.sheets.decoding.wire import SheetWire
from fupin_desktop.sheets.layout import layout
from fupin_desktop.sheets.reading import read_lines
from fupin_desktop.sheets.tables import find_table
from fupin_desktop.sheets.workbook import Cell, Sheet, from_wire

HELPERS: list[Cell] = ["序号", "姓名", "单位\n（全称）", "帮扶户编号", "帮扶开始时间"]
LINE: list[Cell] = [1.0, "朱国安", "某单位", "44169010120020160001", "2016-05-01"]


def sheet(*rows: list[Cell]) -> Sheet:
    return Sheet("帮扶责任人", [*rows])


def test_titles_totals_signatures_and_notes_are_no_lines() -> None:
    table = find_table(
        sheet(
            ["名册", None, None, None, date(2018, 3, 31)],
            [],
            HELPERS,
            LINE,
            ["小计", None, None, 1.0],
            [None, "  ", None],
            LINE,
            ["注：张三外出"],
            ["合 计", None, None, 2.0],
            ["说了一句话"],
            LINE,
            ["填表人：", None, "审核人："],
        ),
        layout(),
    )
    assert table is not None
    assert (table.day, table.heading_row, table.lines) == (date(2018, 3, 31), 2, (3, 6, 10))
    assert (table.unknown, table.columns[2].heading) == ((), "单位\n（全称）")


def test_a_sheet_without_the_headings_is_no_table() -> None:
    assert find_table(sheet(["姓名", "电话"], ["朱国安", "1"]), layout()) is None
    assert find_table(sheet(), layout()) is None


def test_a_day_that_does_not_exist_is_no_day() -> None:
    table = find_table(sheet(["截至2018年2月30日"], HELPERS, LINE), layout())
    assert table is not None
    assert table.day is None


def test_a_heading_merged_over_two_rows_is_found() -> None:
    rows = [["序号", "姓名", "帮扶户", None], [None, None, "帮扶户编号", "帮扶开始时间"], [1.0, *LINE[1:2], *LINE[3:]]]
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (9, 9, 12, 9)]
    table = find_table(from_wire(SheetWire("帮扶责任人", rows, [], merged)), layout())
    assert table is not None
    lines, findings = read_lines(table)
    assert [line.text("cadre", "name") for line in lines] == ["朱国安"]
    assert findings == []


def test_true_and_one_are_told_apart() -> None:
    table = find_table(sheet(HELPERS, [*LINE[:4], True], [*LINE[:4], 1.0]), layout())
    assert table is not None
    assert [one.code for one in read_lines(table)[1]] == ["cell.day", "cell.day"]
