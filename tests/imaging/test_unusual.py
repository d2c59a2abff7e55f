"""Pictures as scanners, printers and old programs save them come out as they were meant, or are refused by name."""

import io
import random
import struct
import sys
import zlib
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from PIL import Image, ImageStat

from fupin_desktop.imaging import child
from fupin_desktop.imaging.taking import EDGE, REASONS, draw, take_in
from fupin_desktop.imaging.wire import TAKE, Request
from fupin_desktop.ledger.errors import Refusal

from .conftest import CORNERS, colours, exif_of, picture
from .test_taking import HEIC, UPRIGHT, near

CASES = Path(__file__).parents[3] / "shared" / "cases"
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
WIDE, HIGH = 256, 16


def png(depth: int, colour: int, rows: list[bytes], *chunks: tuple[bytes, bytes], size: tuple[int, int]) -> bytes:
    """A PNG of any depth, as Pillow itself does not write it; more than one row a line means interlaced."""
    head = struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, len(rows) != size[1])
    body = zlib.compress(b"".join(b"\0" + row for row in rows))
    parts = ((b"IHDR", head), *chunks, (b"IDAT", body), (b"IEND", b""))
    told = (struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


def ramp(channels: int, alpha: bool = False) -> list[bytes]:
    """From black to white in 16 bits."""
    pixels = ((257 * x,) * channels + ((65535,) if alpha else ()) for x in range(WIDE))
    line = b"".join(struct.pack(f">{len(pixel)}H", *pixel) for pixel in pixels)
    return [line] * HIGH


def kept(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(take_in(content).content))


def greys(image: Image.Image) -> list[int]:
    return [image.convert("L").getpixel((x, image.height // 2)) for x in range(image.width)]


def is_ramp(found: list[int]) -> bool:
    return all(abs(value - x * 255 / (len(found) - 1)) < 4 for x, value in enumerate(found))


@pytest.mark.skipif(not CASES.exists(), reason="the cases are not here")
def test_case_24_scan_16_bit_grey() -> None:
    taken = take_in(CASES / "24-scan-16-bit-grey" / "input.png")
    image = Image.open(io.BytesIO(taken.content))
    [grey] = ImageStat.Stat(image.convert("L")).mean
    assert image.size == (400, 300)
    assert abs(grey - 127.5) < 1
    assert is_ramp(greys(image.transpose(Image.Transpose.ROTATE_90)))


@pytest.mark.parametrize(("colour", "channels", "alpha"), [(0, 1, False), (2, 3, False), (4, 1, True), (6, 3, True)])
def test_sixteen_bits_of_every_kind_stay_a_ramp(colour: int, channels: int, alpha: bool) -> None:
    content = png(16, colour, ramp(channels, alpha), size=(WIDE, HIGH))
    assert is_ramp(greys(kept(content)))
    [pixels] = draw([content], EDGE)  # what came in a bundle is drawn by the same rule
    assert pixels is not None
    assert is_ramp(list(pixels.rgb[: 3 * WIDE : 3]))


def test_an_interlaced_scan_of_sixteen_bits() -> None:
    rows = [
        b"".join(struct.pack(">H", 257 * x) for x in range(left, WIDE, across))
        for left, top, across, down in ADAM7
        for _y in range(top, HIGH, down)
    ]
    assert is_ramp(greys(kept(png(16, 0, rows, size=(WIDE, HIGH)))))


@pytest.mark.parametrize("depth", [1, 2, 4, 8])
def test_few_greys_of_which_one_is_transparent(depth: int) -> None:
    """The transparent grey is named in the depth of the file: black here, and then the middle stays."""
    shades = 2**depth
    size = (max(8, shades), 8)
    line = "".join(f"{x * shades // size[0]:0{depth}b}" for x in range(size[0]))
    row = int(line, 2).to_bytes(len(line) // 8, "big")
    image = kept(png(depth, 0, [row] * 8, (b"tRNS", struct.pack(">H", shades - 1)), size=size))
    assert greys(image)[-1] > 247, "white under what is transparent"
    assert greys(image)[0] < 40, "what is not transparent stays"
    black = kept(png(depth, 0, [row] * 8, (b"tRNS", struct.pack(">H", 0)), size=size))
    assert min(greys(black)[0], greys(black)[-1]) > 200


def test_a_transparent_grey_of_sixteen_bits_is_that_one_alone() -> None:
    line = struct.pack(">H", 1000) * 40 + struct.pack(">H", 1003) * 40
    image = kept(png(16, 0, [line] * 8, (b"tRNS", struct.pack(">H", 1000)), size=(80, 8)))
    assert greys(image)[5] > 250
    assert greys(image)[75] < 12
    rgb = png(16, 2, ramp(3), (b"tRNS", bytes(6)), size=(WIDE, HIGH))
    assert refusal(rgb) == "photo.unusual"  # of the colours only the upper halves are known


def test_palettes_with_transparency() -> None:
    image = Image.new("P", (40, 8), 0)
    image.putpalette([200, 0, 0, 0, 0, 200])
    image.paste(1, (20, 0, 40, 8))
    for clear in (0, bytes([0, 255])):
        out = io.BytesIO()
        image.save(out, "PNG", transparency=clear)
        found = kept(out.getvalue()).convert("RGB")
        assert min(found.getpixel((4, 4))) > 240
        assert found.getpixel((35, 4))[2] > 180


def refusal(content: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        take_in(content, name="a.jpg")
    assert caught.value.message.startswith("a.jpg: ")
    return caught.value.code


def frame_of(content: bytes) -> int:
    return content.index(b"\xff\xc0")


def test_jpegs_that_nobody_decodes_are_not_called_damaged(photo: Any) -> None:
    whole = photo().read_bytes()
    at = frame_of(whole)
    twelve = whole[: at + 4] + b"\x0c" + whole[at + 5 :]
    two = whole[: at + 9] + b"\x02" + whole[at + 10 :]
    lossless = whole[: at + 1] + b"\xc3" + whole[at + 2 :]
    for content in (twelve, two, lossless):
        assert refusal(content) == "photo.unusual"
    assert refusal(whole[: at + 60]) == "photo.broken"


def test_other_formats_are_refused_by_name() -> None:
    for made, mode in (("TIFF", "LAB"), ("TIFF", "I;16"), ("TIFF", "F"), ("TIFF", "CMYK"), ("GIF", "P"), ("BMP", "RGB"),
                       ("JPEG2000", "RGB"), ("ICO", "RGB"), ("PPM", "I"), ("TGA", "RGB")):  # fmt: skip
        out = io.BytesIO()
        Image.new(mode, (20, 20)).save(out, made)
        assert refusal(out.getvalue()) == "photo.format", made
    avif = struct.pack(">I", 28) + b"ftypmif1\0\0\0\0mif1avifmiaf" + bytes(40)
    assert refusal(avif) == "photo.format"
    assert refusal(b"") == "photo.format"


def test_a_mode_nobody_thought_of_is_refused_and_not_cut_off() -> None:
    from fupin_desktop.imaging.colours import plain
    from fupin_desktop.imaging.wire import Unreadable

    for mode in ("I", "F", "LAB", "HSV"):
        with pytest.raises(Unreadable, match=r"photo\.unusual"):
            plain(Image.new(mode, (4, 4)), b"")
    assert "photo.unusual" in REASONS


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script starts the child")
def test_case_43_limited_child_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Photographs as large as a telephone's, and a child that starts later than the first looks at it."""
    noise = Image.frombytes("RGB", (900, 900), random.Random(43).randbytes(900 * 900 * 3))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95)
    assert len(out.getvalue()) > 700_000
    late = tmp_path / "late"
    late.write_text(f'#!/bin/sh\nsleep 0.7\nexec {sys.executable} "$@"\n')
    late.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(late))
    assert take_in(out.getvalue()).width == 900
    assert all(draw([out.getvalue(), out.getvalue()], 120))


# --- what came out right stays so ------------------------------------------------------------------------------------


MODES = {"JPEG": "RGB CMYK L", "MPO": "RGB", "PNG": "RGB L LA P RGBA 1", "WEBP": "RGB RGBA"}


@pytest.mark.parametrize(("made", "mode"), [(made, mode) for made, modes in MODES.items() for mode in modes.split()])
def test_case_34_telephone_pictures(made: str, mode: str) -> None:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": [picture().convert(mode)]} if made in ("MPO", "WEBP") else {}
    picture().convert(mode).save(out, made, **more)
    found = colours(kept_bytes(out.getvalue()))
    if mode in ("RGB", "CMYK", "P", "RGBA"):
        assert near(found), (made, mode)
    else:
        grey = picture().convert(mode).convert("RGB")
        buffer = io.BytesIO()
        grey.save(buffer, "PNG")
        assert all(abs(mean(a) - mean(b)) < 12 for a, b in zip(found, colours(buffer.getvalue()), strict=True))


def kept_bytes(content: bytes) -> bytes:
    return take_in(content).content


def test_case_34_telephone_pictures_turned_dated_and_with_a_tail(photo: Any) -> None:
    for orientation, stored in UPRIGHT:
        out = io.BytesIO()
        seen = picture()
        (seen.transpose(stored) if stored is not None else seen).save(out, "JPEG", exif=exif_of(orientation))
        taken = take_in(out.getvalue() + b"\0\0\0\x18ftypmp42" + bytes(5000))  # the film of a motion photograph
        assert (taken.width, taken.height, near(colours(taken.content))) == (400, 300, True)
    dates = {"2017:06:03 10:20:30": "2017-06-03T10:20:30", "0000:00:00 00:00:00": "", "2017:02:30 10:20:30": "",
             "    :  :     :  :  ": "", "2099:01:01 00:00:00": "2099-01-01T00:00:00"}  # fmt: skip
    assert {date: take_in(photo(taken=date)).taken_at for date in dates} == dates
    assert take_in(HEIC).width == 320
    panorama = take_in(photo("p.png", size=(16_000, 10)))
    assert (panorama.width, panorama.height) == (1600, 1)


def test_an_animation_is_its_first_picture() -> None:
    for made in ("PNG", "WEBP"):
        out = io.BytesIO()
        picture().save(out, made, save_all=True, append_images=[Image.new("RGB", (400, 300), "black")], duration=80)
        assert near(colours(kept_bytes(out.getvalue())), CORNERS), made


def test_every_depth_in_the_child_alone() -> None:
    """No mode raises something else than a refusal with a sentence."""
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        out = io.BytesIO()
        Image.new(mode, (30, 20)).save(out, "PNG")
        found = child.answer(Request(TAKE, EDGE, [out.getvalue()]), out.getvalue())
        assert found.taken is not None, mode
