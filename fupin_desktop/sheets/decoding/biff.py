"""What the library does not tell of an old workbook (.xls, .et; MS-XLS): errors, empty formulas, what is hidden.

Only the records that say so are looked at; values, texts and dates come from the library.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import error, unpack_from

from fupin_desktop.sheets.decoding.ranges import COLUMNS
from fupin_desktop.sheets.decoding.wire import Unreadable

_BOF, _EOF, _SHEET, _PASSWORD = 0x0809, 0x000A, 0x0085, 0x002F
_FORMULA, _ERROR, _ROW, _COLUMNS, _FILTER = 0x0006, 0x0205, 0x0208, 0x007D, 0x009D
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_NO_NUMBER, _IS_ERROR, _IS_BLANK = b"\xff\xff", 2, 3

Record = tuple[int, bytes]


@dataclass
class SheetFacts:
    """Of one sheet: cells with an error or a formula that shows nothing (row and column from 0), what is hidden.

    `hidden` are rows from 1, `hidden_columns` columns from 0.
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    blanks: list[tuple[int, int]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    has_filter: bool = False


def sheet_facts(stream: bytes) -> list[SheetFacts]:
    """By the order of the sheets, charts and macro sheets among them; raises `Unreadable`."""
    try:
        return [_facts(stream, place) for place in _places(stream)]
    except error:
        raise Unreadable("sheet.broken") from None


def _records(stream: bytes, at: int) -> Iterator[Record]:
    depth = 0
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
    raise Unreadable("sheet.broken")


def _places(stream: bytes) -> Iterator[int]:
    for kind, body in _records(stream, 0):
        if kind == _PASSWORD:
            raise Unreadable("sheet.locked")
        if kind == _SHEET:
            yield unpack_from("<I", body)[0]


def _facts(stream: bytes, place: int) -> SheetFacts:
    facts = SheetFacts()
    for kind, body in _records(stream, place):
        if kind == _FORMULA:
            _formula(body, facts)
        elif kind == _ERROR and body[7]:
            facts.errors[unpack_from("<HH", body)] = _ERRORS.get(body[6], "#")
        elif kind == _ROW and unpack_from("<H", body, 12)[0] & 0x20:
            facts.hidden.append(unpack_from("<H", body)[0] + 1)
        elif kind == _COLUMNS and unpack_from("<H", body, 8)[0] & 1:
            first, last = unpack_from("<HH", body)
            facts.hidden_columns.update(range(first, min(last + 1, COLUMNS)))
        facts.has_filter = facts.has_filter or kind == _FILTER
    return facts


def _formula(body: bytes, facts: SheetFacts) -> None:
    where, result = unpack_from("<HH", body), body[6:14]
    if result[6:8] != _NO_NUMBER:
        return
    if result[0] == _IS_ERROR:
        facts.errors[where] = _ERRORS.get(result[2], "#")
    elif result[0] == _IS_BLANK:
        facts.blanks.append(where)
