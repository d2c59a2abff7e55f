"""What the child process says to its parent: sheets of plain cells, or why it could not read them.

A cell is None, text, a float, a bool, or an int: the number of an entry of `Answer.shared`, where each text, day and
unreadable cell of a workbook stands once.  An entry is text; `["d", day, code, said]` for a day (code and said are
empty unless the cell also holds a time of day); `["e", code, said]` for a cell without a value that could be taken; or
`["b", code, ""]` for an empty cell of which something is to be said.  `said` is what stands in the file.
"""

from typing import Any

import msgspec


class SheetWire(msgspec.Struct, array_like=True):
    """One sheet; `hidden` and `filtered` are row numbers from 1, `hidden_columns` column numbers from 0.

    `merged` are first row and column, last row and column, from 0.  `filtered` are those of `hidden` below a filter.
    """

    name: str
    rows: list[list[Any]]
    hidden: list[int] = []
    merged: list[tuple[int, int, int, int]] = []
    hidden_sheet: bool = False
    hidden_columns: list[int] = []
    filtered: list[int] = []


class Answer(msgspec.Struct, array_like=True):
    """Sheets, or the code of a refusal (see `process.REASONS`) with what its sentence names."""

    refused: str = ""
    sheets: list[SheetWire] = []
    shared: list[Any] = []
    about: dict[str, str | int] = {}


class Unreadable(Exception):
    """Raised in the child: the file is not read, for the reason with this code; `about` fills the sentence."""

    def __init__(self, code: str, **about: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.about = about


class SharedCells:
    """The entries of `Answer.shared` while they are gathered; each different one gets one number."""

    def __init__(self) -> None:
        self.entries: list[Any] = []
        self._known: dict[tuple[str, ...], int] = {}

    def text(self, text: str) -> int:
        """The number of a text."""
        return self._number((text,), text)

    def day(self, day: str, code: str = "", said: str = "") -> int:
        """The number of a day written YYYY-MM-DD; `code` and `said` where the cell holds a time of day, too."""
        return self._number(("d", day, code, said), ["d", day, code, said])

    def error(self, code: str, said: str) -> int:
        """The number of a cell without a value that could be taken, for the reason with this code."""
        return self._number(("e", code, said), ["e", code, said])

    def blank(self, code: str) -> int:
        """The number of an empty cell of which this is to be said."""
        return self._number(("b", code, ""), ["b", code, ""])

    def _number(self, key: tuple[str, ...], entry: Any) -> int:
        number = self._known.setdefault(key, len(self.entries))
        if number == len(self.entries):
            self.entries.append(entry)
        return number
