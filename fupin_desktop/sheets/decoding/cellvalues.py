"""One cell of an .xlsx (ISO/IEC 29500-1, 18.3.1.4): from type, value, formula and style to a cell of the wire."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite
from typing import TypeAlias

from fupin_desktop.sheets.decoding.formats import day_cell, moment_cell
from fupin_desktop.sheets.decoding.package import Attributes
from fupin_desktop.sheets.decoding.parts import unescaped
from fupin_desktop.sheets.decoding.texts import text_cell
from fupin_desktop.sheets.decoding.wire import SharedCells

WireCell: TypeAlias = float | bool | int | None
_SHOWN = 200


@dataclass
class CellValues:
    """Reads cells with what the whole workbook says: shared strings, kinds of the styles, and where days begin.

    `uncomputed`: the workbook asks to be computed when it opens, so that a 0 of a formula is only a place kept free.
    """

    shared: SharedCells
    strings: list[int | None]
    kinds: list[str]
    from_1904: bool = False
    uncomputed: bool = False
    _days: dict[tuple[str, str], int] = field(default_factory=dict)
    _texts: dict[str, int | None] = field(default_factory=dict)

    def cell(self, said: Attributes, value: str | None, formula: str | None, inline: str | None) -> WireCell:
        """The cell with these attributes; `value` is None without `v`, `formula` without `f`, `inline` without `is`."""
        kind = said.get("t", "n")
        if formula is not None and self._is_uncomputed(kind, value):
            return self.shared.error("cell.uncomputed", f"={formula}"[:_SHOWN])
        if inline is not None and not value:
            return self._text_cell(inline)
        if kind == "e":
            return self.shared.error("cell.error", value or "#")
        if not value:
            return None
        read = _READERS.get(kind)
        return read(self, said, value) if read else self._unreadable(value)

    def _is_uncomputed(self, kind: str, value: str | None) -> bool:
        if value == "" and kind == "str":  # the result of a formula may be an empty text
            return self.uncomputed
        return not value or (self.uncomputed and kind == "n" and value == "0")

    def _unreadable(self, value: str) -> int:
        return self.shared.error("cell.unreadable", value[:_SHOWN])

    def _number(self, said: Attributes, value: str) -> WireCell:
        try:
            number = float(value)
            style = self.kinds[int(said["s"])] if "s" in said and self.kinds else ""
        except (ValueError, IndexError):
            return self._unreadable(value)
        if not isfinite(number) or "_" in value:
            return self._unreadable(value)
        if not style:
            return number
        if (style, value) not in self._days:
            self._days[style, value] = day_cell(number, style, self.shared, from_1904=self.from_1904)
        return self._days[style, value]

    def _shared_string(self, _said: Attributes, value: str) -> WireCell:
        try:
            number = int(value)
            return self.strings[number] if number >= 0 else self._unreadable(value)
        except (ValueError, IndexError):
            return self._unreadable(value)

    def _text(self, _said: Attributes, value: str) -> WireCell:
        return self._text_cell(unescaped(value))

    def _text_cell(self, text: str) -> int | None:
        try:  # most texts of a list stand in it many times
            return self._texts[text]
        except KeyError:
            made = self._texts[text] = text_cell(text, self.shared)
            return made

    def _yes(self, _said: Attributes, value: str) -> WireCell:
        known = {"1": True, "true": True, "0": False, "false": False}.get(value.strip().lower())
        return self._unreadable(value) if known is None else known

    def _iso(self, _said: Attributes, value: str) -> WireCell:
        try:
            if "T" not in value:
                return moment_cell(date.fromisoformat(value), 0, self.shared)
            found = datetime.fromisoformat(value)
        except ValueError:
            return self._unreadable(value)
        return moment_cell(found.date(), found.hour * 3600 + found.minute * 60 + found.second, self.shared)


_READERS: dict[str, Callable[[CellValues, Attributes, str], WireCell]] = {
    "n": CellValues._number,
    "s": CellValues._shared_string,
    "str": CellValues._text,
    "inlineStr": CellValues._text,
    "b": CellValues._yes,
    "d": CellValues._iso,
}
