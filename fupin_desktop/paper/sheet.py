"""The sheet of paper: margins, type area, lines (GB/T 9704-2012 §5); points, measured from the top left corner."""

from dataclasses import dataclass, replace

from fupin_desktop.paper.faces import Face
from fupin_desktop.paper.setting.lines import Style

MM = 72 / 25.4
BODY_SIZE = 16.0  # 三号
TITLE_SIZE = 22.0  # 二号
FOOT_SIZE = 14.0  # 四号
_CLOSER = (
    (1.0, BODY_SIZE),
    (1.14, BODY_SIZE),
    (1.23, 15.0),
    (1.37, 14.0),
    (1.5, 14.0),
)  # lines against the usual, points
CLOSEST = len(_CLOSER) - 1
SEAL = 45 * MM  # the square kept clear for a round seal, GB/T 9704-2012 and its village practice


@dataclass(frozen=True)
class Sheet:
    """Page and type area in points; `chars` of body text of `size` points fill a line, `rows` of them the type area."""

    width: float
    height: float
    top: float
    left: float
    area_width: float
    area_height: float
    chars: int
    rows: int
    size: float = BODY_SIZE

    @property
    def leading(self) -> float:
        """Distance of body lines."""
        return self.area_height / self.rows

    @property
    def bottom(self) -> float:
        """Lower edge of the type area."""
        return self.top + self.area_height

    @property
    def right(self) -> float:
        """Right edge of the type area."""
        return self.left + self.area_width

    def body(self, face: Face = Face.BODY) -> Style:
        """Body text, drawn together or apart by a hair so that a line holds `chars` characters."""
        return Style(face, self.size, self.leading, self.area_width / self.chars - self.size)

    def closer(self, step: int) -> "Sheet":
        """The same sheet set closer, for a short paper that would otherwise need a second page: step 0 as it is.

        GB/T 9704-2012 §5.2.2 allows it in the particular case: first the lines come nearer, then 小三, then 四号.
        """
        shrink, size = _CLOSER[step]
        chars = round(self.chars * BODY_SIZE / size)
        return replace(self, rows=round(self.rows * shrink), chars=chars, size=size)


def _sheet(
    page: tuple[float, float], corner: tuple[float, float], area: tuple[float, float], fill: tuple[int, int]
) -> Sheet:
    (width, height), (top, left), (area_width, area_height) = page, corner, area
    return Sheet(width * MM, height * MM, top * MM, left * MM, area_width * MM, area_height * MM, *fill)


# 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm, 22 lines of 28 characters
PORTRAIT = _sheet((210, 297), (37, 28), (156, 225), (28, 22))
# The same type area lying: bound at the top edge, as a wide table is in a file
LANDSCAPE = _sheet((297, 210), (28, 36), (225, 156), (40, 15))
# For a table that does not fit across A4: the same margins, folded in the middle when it is filed
A3 = _sheet((420, 297), (37, 28), (366, 225), (65, 22))
# Forms and lists of the house: margins of 20 mm, room for a hole punch, more room for cells
FORM = _sheet((210, 297), (18, 20), (170, 257), (30, 34))
FORM_LYING = _sheet((297, 210), (16, 20), (257, 174), (46, 23))
