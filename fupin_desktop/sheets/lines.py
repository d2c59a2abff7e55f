"""What a row of a sheet is: a line of its table, or why it is none (title, heading, column numbers, total, note …)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from fupin_desktop.intake.draft import Column
from fupin_desktop.ledger.words import N_
from fupin_desktop.sheets.headings import plain
from fupin_desktop.sheets.workbook import Cell, Sheet

WHY = {
    "title": N_("above the headings"),
    "heading": N_("headings"),
    "numbers": N_("column numbers"),
    "blank": N_("blank"),
    "total": N_("total"),
    "note": N_("note or signature"),
    "hidden": N_("on a hidden sheet"),
    "unread": N_("on a sheet that was not read"),
    "away": N_("taken out of the register in the book"),
}
_PLAIN_TOTAL = re.compile(r"(?:合计|总计|小计|共计)")
_TOTAL = re.compile(r".{0,12}(?:合计|总计|小计|共计|累计)(?:数|户数|人数)?")
_SUBTOTAL = "小计"
_FOOT = re.compile(
    r"\(?(?:填表|填报|制表|编制|审核|审批|复核|经办|负责人|单位负责|分管|联系人|报送|盖章|签字|签名|注[:：\d(]|注$|备注[:：]|说明|另[:：]|"
    r"日期[:：]|第\d+页|共\d+页|以下空白|本表|此表)"
)
_NUMBER = re.compile(r"[(<\[]?(\d{1,3})[)>\]]?(?:栏|列)?(?:=[\d()+\-×*÷/=.%]+)?")
_LETTER = re.compile(r"[(<\[]?(?:[A-Z]{1,2}|[甲乙丙丁戊己庚辛壬癸])[)>\]]?")
_FEWEST_NUMBERS = 3
_SURELY_NUMBERS = 6  # so many that follow each other are no facts, wherever they begin
_NAMES_OF_NUMBERS = frozenset({"栏次", "栏号", "栏", "列次", "列号", "列", "项次", "行次", "序号"})
_MARKS_OF_TOTAL = 4
_MOST_SIGNATURES = 6


def is_blank(cell: Cell) -> bool:
    """True for a cell in which nothing can be seen."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def reason_of(sheet: Sheet, row: int, heading: range, columns: Mapping[int, Column], *, ended: bool) -> str:
    """Why a row is no line (a key of `WHY`), empty for a line; `ended`: a total of the whole stands above.

    A row that fills what every line must fill is a line, wherever it stands: nothing is left out in silence.
    """
    cells = sheet.rows[row]
    filled = [cell for cell in cells if cell is not None and not is_blank(cell)]
    if not filled:
        return "blank"
    if row < heading.start:
        return "title"
    if row in heading or _repeats(sheet, row, heading, columns):
        return "heading"
    if is_column_numbers(cells):
        return "numbers"
    if _PLAIN_TOTAL.fullmatch(plain(filled[0])):
        return "total"
    needed = [sheet.cell(row, at) for at, column in columns.items() if column.required]
    if needed and not any(map(is_blank, needed)):
        return ""
    return _below(filled, ended, all(map(is_blank, needed)))


def _repeats(sheet: Sheet, row: int, heading: range, columns: Mapping[int, Column]) -> bool:
    # Long lists are printed with their headings on every page
    return any(
        all(plain(sheet.cell(row, at)) == plain(sheet.cell(above, at)) for at in columns)
        and any(plain(sheet.cell(row, at)) for at in columns)
        for above in heading
    )


def _below(filled: Sequence[Cell], ended: bool, says_nothing: bool) -> str:
    if any(_TOTAL.fullmatch(plain(cell)) for cell in filled[:_MARKS_OF_TOTAL] if isinstance(cell, str)):
        return "total"
    if _FOOT.match(plain(filled[0])) and len(filled) <= _MOST_SIGNATURES:
        return "note"
    return "note" if ended and (says_nothing or len(filled) == 1) else ""


def is_subtotal(cells: Sequence[Cell]) -> bool:
    """True for a total of a part: the list goes on below it."""
    filled = [plain(cell) for cell in cells if not is_blank(cell)]
    return any(name.endswith(_SUBTOTAL) for name in filled[:_MARKS_OF_TOTAL])


def extent(sheet: Sheet) -> int:
    """How many rows a sheet has, down to the last in which something stands."""
    return next((row + 1 for row in range(len(sheet.rows) - 1, -1, -1) if not all(map(is_blank, sheet.rows[row]))), 0)


def is_column_numbers(cells: Sequence[Cell]) -> bool:
    """True for a row of column numbers: 1 2 3 …, (1) (2) …, 甲 乙 1 2 …, A B C …"""
    numbers: list[int] = []
    letters: list[str] = []
    names: set[str] = set()
    for cell in cells:
        if is_blank(cell) or (name := plain(_whole(cell))) in _NAMES_OF_NUMBERS:
            continue
        if found := _NUMBER.fullmatch(name):
            numbers.append(int(found[1]))
        elif _LETTER.fullmatch(name):
            letters.append(name)
        else:  # nearly every row ends here, at its first fact
            return False
        names.add(name)
    if len(names) < _FEWEST_NUMBERS or len(numbers) + len(letters) != len(names):  # a name that stands twice
        return False
    return all(after - before == 1 for before, after in pairwise(numbers)) and (
        not numbers or numbers[0] in (0, 1) or len(letters) > 0 or len(numbers) >= _SURELY_NUMBERS
    )


def _whole(cell: Cell) -> object:
    return int(cell) if isinstance(cell, float) and not isinstance(cell, bool) and cell.is_integer() else cell


def row_ranges(rows: Iterable[int]) -> str:
    """Row numbers as people write them: 1-3, 7."""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
