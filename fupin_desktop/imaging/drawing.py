"""Small drawn pictures for the demonstration: a house before, during and after the works, a notice board, a visit.

They are drawings, and look like drawings: nobody takes them for photographs of anybody's house.
"""

import io
from random import Random

from PIL import Image, ImageDraw, ImageFont

from fupin_desktop.files import resource

WIDE, HIGH = 480, 360
QUALITY = 70
BEFORE, DURING, AFTER, BOARD, VISIT, PAPER = "before", "during", "after", "board", "visit", "paper"
_SKY, _EARTH, _INK = ("#9ec7e8", "#b7c9d6", "#c9dcec"), ("#8aa36a", "#9a9465", "#7f9a72"), "#333333"
_Draw = ImageDraw.ImageDraw


def drawn(scene: str, caption: str, dice: Random) -> bytes:
    """A picture of a scene with its caption, as JPEG without metadata; other dice, another picture."""
    image = Image.new("RGB", (WIDE, HIGH), dice.choice(_SKY))
    paint = ImageDraw.Draw(image)
    paint.rectangle((0, HIGH * 2 // 3, WIDE, HIGH), fill=dice.choice(_EARTH))
    sun = 30 + dice.randrange(WIDE - 90)
    paint.ellipse((sun, 20, sun + 36, 56), fill="#f2d16b")
    _PAINTERS[scene](paint, dice)
    _write(paint, caption)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _write(paint: _Draw, caption: str) -> None:
    paint.rectangle((0, HIGH - 34, WIDE, HIGH), fill="#ffffff")
    font = ImageFont.truetype(str(resource("fonts", "FupinHei-Regular.ttf")), 18)
    paint.text((10, HIGH - 29), f"{caption}（练习图）", fill=_INK, font=font)


def _house(paint: _Draw, dice: Random, wall: str, roof: str) -> tuple[int, int, int, int]:
    left, wide = 110 + dice.randrange(50), 190 + dice.randrange(50)
    top, foot = 130 + dice.randrange(20), 270
    paint.rectangle((left, top, left + wide, foot), fill=wall, outline=_INK)
    paint.polygon([(left - 18, top), (left + wide // 2, top - 56), (left + wide + 18, top)], fill=roof, outline=_INK)
    paint.rectangle((left + wide // 2 - 18, foot - 70, left + wide // 2 + 18, foot), fill="#6b4b35")
    return left, top, left + wide, foot


def _before(paint: _Draw, dice: Random) -> None:
    left, top, right, foot = _house(paint, dice, "#c9b48a", "#7a6a58")
    for _crack in range(3):
        x = left + 15 + dice.randrange(right - left - 30)
        points = [(x + dice.randrange(-9, 10), top + 8 + step * 18) for step in range((foot - top) // 20)]
        paint.line(points, fill="#4a3b2a", width=2)
    hole = left + 20 + dice.randrange(60)
    paint.polygon([(hole, top - 12), (hole + 26, top - 22), (hole + 34, top - 6)], fill="#3a3a3a")


def _during(paint: _Draw, dice: Random) -> None:
    left, wide, foot = 110 + dice.randrange(40), 210 + dice.randrange(40), 270
    top = 150 + dice.randrange(60)
    for row in range(top, foot, 14):
        for column in range(left + (row // 14 % 2) * 12, left + wide, 24):
            paint.rectangle((column, row, column + 22, row + 12), fill="#b5573c", outline="#8a8a8a")
    for pole in range(left - 20, left + wide + 30, 46):
        paint.line((pole, top - 40, pole, foot), fill="#c89b3c", width=4)
    paint.line((left - 24, top - 26, left + wide + 24, top - 26), fill="#c89b3c", width=4)


def _after(paint: _Draw, dice: Random) -> None:
    left, top, right, foot = _house(paint, dice, "#f3efe4", "#b04a36")
    for x in (left + 22, right - 64):
        paint.rectangle((x, top + 30, x + 42, top + 68), fill="#a9d3ea", outline="#ffffff", width=3)
    paint.rectangle((left, foot - 8, right, foot), fill="#9a9a9a")


def _board(paint: _Draw, dice: Random) -> None:
    paint.rectangle((70, 70, 410, 270), fill="#8c2f2a", outline=_INK)
    paint.rectangle((84, 84, 396, 256), fill="#d9d4c5")
    for sheet in range(3):
        x, y = 96 + sheet * 100, 96 + dice.randrange(10)
        paint.rectangle((x, y, x + 84, y + 120), fill="#ffffff", outline="#888888")
        paint.rectangle((x + 16, y + 8, x + 68, y + 16), fill="#b5322b")
        for line in range(8 + dice.randrange(4)):
            paint.line((x + 8, y + 26 + line * 8, x + 50 + dice.randrange(28), y + 26 + line * 8), fill="#777777")
    for leg in (110, 360):
        paint.rectangle((leg, 270, leg + 10, 310), fill=_INK)


def _visit(paint: _Draw, dice: Random) -> None:
    _house(paint, dice, dice.choice(("#e6dcc4", "#d8c9a8", "#efe7d6")), dice.choice(("#8c4a36", "#6d5b4b")))
    for at in range(2 + dice.randrange(2)):
        x, y = 90 + at * 46 + dice.randrange(12), 226
        paint.ellipse((x, y, x + 18, y + 18), fill="#e0b48c")
        paint.rectangle((x - 4, y + 18, x + 22, y + 66), fill=dice.choice(("#3f6ea3", "#a33f3f", "#4f7f4f", "#555555")))


def _paper(paint: _Draw, dice: Random) -> None:
    paint.rectangle((120, 30, 360, 316), fill="#fdfdf8", outline="#888888")
    paint.rectangle((180, 46, 300, 58), fill=_INK)
    for line in range(14):
        paint.line((140, 80 + line * 15, 220 + dice.randrange(120), 80 + line * 15), fill="#666666", width=2)
    paint.ellipse((286, 246, 344, 304), outline="#c03028", width=4)


_PAINTERS = {BEFORE: _before, DURING: _during, AFTER: _after, BOARD: _board, VISIT: _visit, PAPER: _paper}
