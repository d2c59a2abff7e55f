"""Charts: one drawing for paper and window; unknown is not nought; every point knows its place."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from fupin_desktop.ledger.declared.chart import Chart, FilledChart, Point, Series, Shape
from fupin_desktop.ledger.declared.figure import Figure, Value
from fupin_desktop.ledger.declared.report import IN_PERCENT, IN_TIMES, IN_YUAN, Unit
from fupin_desktop.ledger.declared.selection import Selection
from fupin_desktop.paper.blocks import Graphic, Para, Title
from fupin_desktop.paper.documents.chart import Look, Picture, draw_chart
from fupin_desktop.paper.reading import texts
from fupin_desktop.ui.widgets import style

Printer = Callable[..., Path]
_ANY = Figure(Selection("household"))
_WIDE = 400
_PLAIN = Look(inks=("#ff0000", "#0000ff"))


def chart(shape: Shape, unit: Unit, labels: tuple[str, ...], *lines: tuple[Value, ...]) -> FilledChart:
    series = tuple(Series(f"第{at}列", tuple(Point(one, _ANY) for one in labels)) for at, _line in enumerate(lines, 1))
    return FilledChart(Chart(shape, unit, series), tuple(value for line in lines for value in line))


BARS = chart(Shape.BARS, IN_YUAN, ("村集体经济", "社会捐赠𬱖"), (1_200_000, None))
LINES = chart(Shape.LINES, IN_TIMES, ("1月", "2月", "3月"), (3, None, 12), (1, 2, 3))
RING = chart(Shape.RING, IN_PERCENT, ("已完成的户",), (Fraction(2, 3),))


def painted(picture: Picture) -> QImage:
    """The SVG as the window paints it."""
    image = QImage(int(picture.width), int(picture.height), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    renderer = QSvgRenderer(QByteArray(picture.svg()))
    assert renderer.isValid()
    renderer.render(painter, QRectF(0, 0, picture.width, picture.height))
    painter.end()
    return image


def ink_at(image: QImage, x: int, y: int) -> str:
    """The colour to the nearest sixteenth: percentages of SVG are rounded."""
    return "".join(f"{round(part / 17):x}" for part in image.pixelColor(x, y).getRgb()[:3])


def colours_in(image: QImage, left: int, right: int) -> set[str]:
    return {ink_at(image, x, y) for x in range(left, right) for y in range(image.height())}


@pytest.mark.parametrize(
    ("filled", "words"),
    [
        (BARS, ("村集体经济", "12,000.00", "社会捐赠𬱖", "No data")),
        (LINES, ("1月", "3月", "第1列", "第2列", "15")),
        (RING, ("66.7%", "已完成的户")),
    ],
)
def test_its_words_stand_on_paper_and_in_the_picture(
    printed: Printer, filled: FilledChart, words: tuple[str, ...]
) -> None:
    picture = draw_chart(filled, _WIDE)
    out = printed(Title("图"), Graphic(picture.drawing, picture.height), Para("以下空白。"))
    text, svg = "".join(texts(out)), picture.svg().decode()
    for word in words:
        assert word in text
    # In the picture a text is set font by font: its pieces together are the words
    assert all(word[:3] in svg for word in words)


def test_the_window_paints_the_same_bars(qtbot: QtBot) -> None:
    style.register_fonts()
    picture = draw_chart(BARS, _WIDE, _PLAIN)
    image = painted(picture)
    known, unknown = picture.areas
    assert [ink_at(image, 200, int(one.top + one.height / 2)) for one in (known, unknown)] == [
        "f00",
        "fff",
    ]


def test_characters_are_drawn_and_no_boxes(qtbot: QtBot) -> None:
    style.register_fonts()
    pictures = [draw_chart(chart(Shape.BARS, IN_TIMES, (name,), (1,)), _WIDE) for name in ("村", "户", "𬱖", "𠮷")]
    style.register_families({name for one in pictures for name in one.families})
    assert "Fupin Song" in pictures[2].families
    # A box is the same for any character it stands for
    assert len({bytes(painted(one).copy(0, 0, 12, 26).constBits()) for one in pictures}) == 4


def test_a_line_has_a_gap_where_nothing_is_known(qtbot: QtBot) -> None:
    style.register_fonts()
    picture = draw_chart(LINES, _WIDE, _PLAIN)
    image = painted(picture)
    first, middle, last = (one.left + one.width / 2 for one in picture.areas[:3])
    between = colours_in(image, int((first + middle) / 2), int((first + middle) / 2) + 4)
    assert "f00" not in between
    assert "00f" in between
    assert first < middle < last


def test_each_point_has_its_area() -> None:
    for filled in (BARS, LINES, RING):
        picture = draw_chart(filled, _WIDE)
        assert len(picture.areas) == len(filled.chart.points)
        for area in picture.areas:
            assert area.left >= 0
            assert area.left + area.width <= picture.width
            assert area.top >= 0
            assert area.top + area.height <= picture.height + 0.5
