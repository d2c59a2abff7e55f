"""Photographs as telephones make them: four coloured corners, with orientation, time and place in their metadata."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

CORNERS = ("#d02020", "#20a020", "#2040d0", "#d0c020")  # from the upper left, clockwise
Make = Callable[..., Path]


def picture(size: tuple[int, int] = (400, 300)) -> Image.Image:
    """Four corners of four colours."""
    image = Image.new("RGB", size, "white")
    draw, (wide, high) = ImageDraw.Draw(image), size
    places = ((0, 0), (wide // 2, 0), (wide // 2, high // 2), (0, high // 2))
    for (x, y), colour in zip(places, CORNERS, strict=True):
        draw.rectangle((x, y, x + wide // 2, y + high // 2), fill=colour)
    return image


def exif_of(orientation: int = 1, taken: str = "2017:06:03 10:20:30", place: bool = True) -> Image.Exif:
    """Metadata as a telephone writes them."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8769)[0x9003] = taken
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (23.0, 30.0, 0.0), 3: "E", 4: (113.0, 15.0, 36.0)})
    return exif


@pytest.fixture
def photo(tmp_path: Path) -> Make:
    """Writes a photograph and names its file."""

    def make(name: str = "photo.jpg", size: tuple[int, int] = (400, 300), **wanted: Any) -> Path:
        path = tmp_path / name
        made = {"JPG": "JPEG"}.get(path.suffix[1:].upper(), path.suffix[1:].upper())
        picture(size).save(path, made, exif=exif_of(**wanted), comment=b"remark")
        return path

    return make


def colours(content: bytes) -> list[tuple[int, int, int]]:
    """The colours of the four corners, clockwise from the upper left."""
    image = Image.open(io.BytesIO(content)).convert("RGB")
    wide, high = image.size
    at = ((wide // 8, high // 8), (-wide // 8, high // 8), (-wide // 8, -high // 8), (wide // 8, -high // 8))
    return [image.getpixel((x % wide, y % high)) for x, y in at]
