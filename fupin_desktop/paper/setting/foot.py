"""The foot of a page: its number, and the small code line."""

from collections.abc import Sequence
from dataclasses import dataclass

from fupin_desktop.paper.blocks import Document, Foot
from fupin_desktop.paper.faces import Face
from fupin_desktop.paper.setting.flow import ASCENT, Text
from fupin_desktop.paper.setting.lines import Style, break_lines
from fupin_desktop.paper.sheet import FOOT_SIZE, MM

_NUMBER = Style(Face.SONG, FOOT_SIZE, FOOT_SIZE)
_CODE = Style(Face.SONG, 8.0, 8.0)
_BELOW = 7 * MM  # GB/T 9704-2012 §7.5: the number's dashes lie 7 mm below the type area
_CODE_BELOW = 16 * MM


@dataclass(frozen=True)
class Foots:
    """Makes the foot texts of each page; `numbers` are its number and the number of pages, of each paper by itself."""

    document: Document
    numbers: Sequence[tuple[int, int]]

    def texts(self, number: int) -> list[Text]:
        """The texts at the foot of page `number` (from 1)."""
        own, total = self.numbers[number - 1]
        match self.document.foot:
            case Foot.LIST:
                texts = [self._line(f"第 {own} 页  共 {total} 页", _NUMBER, _BELOW, 0.5)]
            case Foot.BULLETIN:
                # Outer edge, one character in: right on odd pages, left on even ones.
                texts = [self._line(f"— {number} —", _NUMBER, _BELOW, number % 2)]
            case Foot.NONE:
                texts = []
        return texts + ([self._line(self.document.code, _CODE, _CODE_BELOW, 0.5)] if self.document.code else [])

    def _line(self, text: str, style: Style, below: float, share: float) -> Text:
        sheet = self.document.sheet
        line = break_lines(text, style, sheet.width)[0]
        inset = 0.0 if share == 0.5 else style.size
        x = sheet.left + inset + (sheet.area_width - 2 * inset - line.width) * share
        return Text(x, sheet.bottom + below + ASCENT * style.size, line, style.size, 0.0)
