"""The child process that decodes pictures: limits first, then reading, then one answer on standard output."""

import io
import sys
from collections.abc import Iterable

import msgspec
from PIL import Image, UnidentifiedImageError

from fupin_desktop.imaging.colours import in_srgb, plain, unread
from fupin_desktop.imaging.wire import SHOW, Answer, Pixels, Request, Taken, Unreadable
from fupin_desktop.limited import limit_self

ADDRESS_SPACE = 1_024 * 2**20
CPU_SECONDS = 60
PIXELS = 120_000_000  # the largest telephones of these years take 108 million
QUALITY = 85
_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIF = "HEIF"
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"mif1", b"msf1")
_EXIF, _GPS = 0x8769, 0x8825
_ORIENTATION, _TAKEN, _OFFSET, _CHANGED = 0x0112, 0x9003, 0x9011, 0x0132
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _opened(content: bytes) -> Image.Image:
    brands = content[8 : int.from_bytes(content[:4], "big")]
    heif = content[4:8] == b"ftyp" and brands[:4] in _HEIF_BRANDS and b"avif" not in brands
    if heif:
        _learn_heif()
    Image.MAX_IMAGE_PIXELS = None  # our own limit, below, answers with a sentence instead of a warning
    try:
        image = Image.open(io.BytesIO(content), formats=(_HEIF,) if heif else _FORMATS)
    except UnidentifiedImageError:
        known = heif or content.startswith(b"\xff\xd8\xff")
        raise Unreadable(unread(content) if known else "photo.format") from None
    if image.width * image.height > PIXELS:
        raise Unreadable("photo.large")
    return image


def _learn_heif() -> None:
    try:
        from pi_heif import register_heif_opener
    except ImportError:  # no such library for this kind of machine
        raise Unreadable("photo.heic") from None
    register_heif_opener(thumbnails=False)


def _reduced(content: bytes, image: Image.Image, edge: int) -> Image.Image:
    """At most `edge` pixels long, upright, in plain colours."""
    upright = _orientation(image)
    scale = min(1.0, edge / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    image.draft("RGB", size)  # JPEG: decodes at a half, a quarter or an eighth where that is enough
    small = in_srgb(plain(image, content), image.info.get("icc_profile"))
    if small.size != size:
        small = small.resize(size, Image.Resampling.LANCZOS)
    return small.transpose(_TURNS[upright]) if upright in _TURNS else small


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # broken metadata are no reason to refuse a photograph
        return 1


def _taken_at(image: Image.Image) -> str:
    """`2017:06:03 10:20:30` as `2017-06-03T10:20:30`, with its offset when the camera wrote one."""
    try:
        exif = image.getexif()
        inner = exif.get_ifd(_EXIF)
        day, _blank, clock = str(inner.get(_TAKEN) or exif.get(_CHANGED) or "").strip("\0 ").partition(" ")
        offset = str(inner.get(_OFFSET) or "").strip("\0 ")
    except Exception:
        return ""
    return f"{day.replace(':', '-')}T{clock}{offset}" if day and clock else ""


def _place(image: Image.Image) -> str:
    try:
        gps = image.getexif().get_ifd(_GPS)
        latitude, longitude = _degrees(gps[2], gps[1] == "S"), _degrees(gps[4], gps[3] == "W")
    except Exception:
        return ""
    return f"{latitude:.5f},{longitude:.5f}"


def _degrees(parts: Iterable[float], negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    found = degrees + minutes / 60 + seconds / 3600
    return -found if negative else found


def _take(content: bytes, edge: int, place: bool) -> Taken:
    image = _opened(content)
    taken_at, where = _taken_at(image), _place(image) if place else ""
    small = _reduced(content, image, edge)
    small.info.clear()  # whatever came with the picture, comments and profiles too, stays behind
    out = io.BytesIO()
    small.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Taken(out.getvalue(), small.width, small.height, taken_at, where)


def _show(content: bytes, edge: int) -> Pixels:
    small = _reduced(content, _opened(content), edge)
    return Pixels(small.width, small.height, small.tobytes())


def answer(request: Request, content: bytes) -> Answer:
    """What became of one picture; whatever the decoder trips over is a broken picture, not a crash."""
    try:
        if request.act == SHOW:
            return Answer(pixels=_show(content, request.edge))
        return Answer(taken=_take(content, request.edge, request.place))
    except Unreadable as why:
        return Answer(refused=str(why))
    except MemoryError:
        return Answer(refused="photo.large")
    except Exception:
        return Answer(refused=unread(content))


if __name__ == "__main__":
    limit_self(address_space=ADDRESS_SPACE, cpu_seconds=CPU_SECONDS)
    asked = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Request)
    answers = [answer(asked, one) for one in asked.pictures]
    sys.stdout.buffer.write(msgspec.msgpack.encode(answers))
