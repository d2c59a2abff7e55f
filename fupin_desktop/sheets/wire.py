"""What the child process says to its parent: sheets of plain cells, or why it could not read them.

A cell is None, text, a float, a bool, `["d", "2016-06-30"]` for a day, or `["e"]` for a broken formula.
"""

from typing import Any

import msgspec


class SheetWire(msgspec.Struct, array_like=True):
    """One sheet; `hidden` are row numbers from 1, `merged` first row and column, last row and column, from 0."""

    name: str
    rows: list[list[Any]]
    hidden: list[int] = []
    merged: list[tuple[int, int, int, int]] = []


class Answer(msgspec.Struct, array_like=True):
    """Sheets, or the code of a refusal (see `process.REASONS`)."""

    refused: str = ""
    sheets: list[SheetWire] = []


class Unreadable(Exception):
    """Raised in the child: the file is not read, for the reason with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
