"""Delimited text (.csv), in the child process: comma, tab or semicolon; any line ends; every quotation mark closed."""

import re
from collections import Counter
from collections.abc import Iterator

from fupin_desktop.sheets.decoding.encodings import decoded
from fupin_desktop.sheets.decoding.ranges import COLUMNS, ROWS
from fupin_desktop.sheets.decoding.texts import text_cell
from fupin_desktop.sheets.decoding.wire import SharedCells, SheetWire, Unreadable

_DELIMITERS = ",\t;"
_LINE_END = re.compile(r"\r\n|\r|\n")
_LOOKED_AT = 100
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
_QUOTE = '"'
_TO_QUOTE = re.compile(r'(?:[^"]|"")*"(?!")')
_ROWLIKE = 4  # so many delimiters in one line of a cell look like a row, not like a note
_OTHERS = (
    ("%PDF", "PDF"),
    ("{\\rtf", "RTF"),
    ("<?xml", "XML"),
    ("MIME-Version", "MHTML"),
)


def read_text(data: bytes, shared: SharedCells) -> list[SheetWire]:
    """One sheet without a name; raises `Unreadable` for what is no text, or the text of a web page."""
    _refuse_others(data)
    text = decoded(data)
    if not text.strip():
        raise Unreadable("sheet.empty")
    if text.lstrip().startswith("<"):
        raise Unreadable("sheet.page")
    lines = _LINE_END.split(text)
    if not lines[-1]:
        lines.pop()
    return [SheetWire("", [[text_cell(_bare(cell), shared) for cell in row] for row in _rows(lines)])]


def _bare(cell: str) -> str:
    # Platforms write ="4416…" so that Excel keeps all digits: a text, and no formula
    found = _TEXT_FORMULA.fullmatch(cell)
    return found[1] if found else cell


def _refuse_others(data: bytes) -> None:
    start = data[:100].decode("ascii", "ignore").lstrip()
    for mark, program in _OTHERS:
        if start.startswith(mark) and not (mark == "<?xml" and b"<html" in data[:2000].lower()):
            raise Unreadable("sheet.format", format=program)


def _delimiter(lines: list[str]) -> str:
    # The one that most lines hold equally often: a title, a note or a number with a comma does not outweigh a table
    def steady(delimiter: str) -> tuple[int, int]:
        counts = Counter(count for line in lines[:_LOOKED_AT] if (count := line.count(delimiter)))
        return max(((lines_with, count) for count, lines_with in counts.items()), default=(0, 0))

    return max(_DELIMITERS, key=steady)


def _rows(lines: list[str]) -> Iterator[list[str]]:
    rows = _Rows(lines, _delimiter(lines))
    for number, row in enumerate(rows):
        if number >= ROWS or len(row) > COLUMNS:
            raise Unreadable("sheet.large")
        yield row


class _Rows:
    """The rows of delimited lines; a quoted cell may go over several of them."""

    def __init__(self, lines: list[str], delimiter: str) -> None:
        self.lines = lines
        self.delimiter = delimiter
        self.at = 0
        self.row = 0  # from 1, as a table counts: a row may take several lines

    def __iter__(self) -> Iterator[list[str]]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            self.row += 1
            yield self._quoted(line) if _QUOTE in line else line.split(self.delimiter) if line else []

    def _quoted(self, line: str) -> list[str]:
        cells: list[str] = []
        at = 0
        while at <= len(line):
            if line.startswith(_QUOTE, at):
                cell, line, at = self._cell(line, at + 1, len(cells))
            else:
                end = line.find(self.delimiter, at)
                end = len(line) if end < 0 else end
                cell, at = line[at:end], end + 1
            cells.append(cell)
        return cells

    def _cell(self, line: str, at: int, column: int) -> tuple[str, str, int]:
        """A cell from behind its opening mark: its text, the line it ends on, and where the next one begins there."""
        pieces: list[str] = []
        first = self.at
        while (closed := _TO_QUOTE.match(line, at)) is None:
            pieces.append(line[at:])
            if self.at == len(self.lines):
                raise self._unclosed(len(self.lines) - first)
            line, at = self.lines[self.at], 0
            self.at += 1
        end = closed.end()
        pieces.append(line[at : end - 1])
        most = max((piece.count(self.delimiter) for piece in pieces[1:]), default=0)
        if most >= max(_ROWLIKE, column) or not (end == len(line) or line.startswith(self.delimiter, end)):
            raise self._unclosed(self.at - first)
        return "\n".join(pieces).replace('""', _QUOTE), line, end + 1

    def _unclosed(self, swallowed: int) -> Unreadable:
        return Unreadable("sheet.quote", row=self.row, lines=swallowed)
