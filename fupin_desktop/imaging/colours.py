"""In the child process: whatever a picture is stored as becomes plain colours on white, or is refused by name."""

import io

from PIL import Image, ImageChops, ImageCms

from fupin_desktop.imaging.wire import Unreadable

_EIGHT_BITS = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK")
_SIXTEEN_BITS = ("I;16", "I;16B", "I;16L", "I;16N")
_SCALE = 1 / 257  # 65535 becomes 255
_PNG, _DEPTH_AT = b"\x89PNG\r\n\x1a\n", 24
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the JPEG markers that begin a frame
_LOSSLESS = (0xC3, 0xC7, 0xCB, 0xCF)


def plain(image: Image.Image, content: bytes) -> Image.Image:
    """The picture in eight bits a colour, with white under what is transparent.

    Raises `Unreadable` for a depth or a colour space that would not come out as it was meant.
    """
    if image.mode in _SIXTEEN_BITS:
        return _from_sixteen(image)
    if image.mode not in _EIGHT_BITS:
        raise Unreadable("photo.unusual")
    _scale_transparent(image, content)
    if image.has_transparency_data:
        over = image.convert("RGBA")
        return _on_white(over, over.getchannel("A"))
    return image.convert("RGB")


def _from_sixteen(image: Image.Image) -> Image.Image:
    """Scaled, as scanners mean it: Pillow would cut off all but the darkest 255 of 65536 steps."""
    clear = image.info.pop("transparency", None)
    deep = image.convert("I")
    grey = deep.point(lambda value: value * _SCALE).convert("L").convert("RGB")
    return grey if clear is None else _on_white(grey, _apart_from(deep, int(clear)))


def _apart_from(deep: Image.Image, clear: int) -> Image.Image:
    """255 where a pixel is not of that one grey: its distance on either side, cut off at 255 and spread."""
    above = deep.point(lambda value: value * 1 - clear).convert("L")
    below = deep.point(lambda value: value * -1 + clear).convert("L")
    return ImageChops.lighter(above, below).point(lambda far: 255 if far else 0)


def _on_white(image: Image.Image, mask: Image.Image) -> Image.Image:
    under = Image.new("RGB", image.size, "white")
    under.paste(image.convert("RGB"), mask=mask)
    return under


def _scale_transparent(image: Image.Image, content: bytes) -> None:
    """A PNG names its transparent colour in its own depth; Pillow spreads to eight bits the pixels alone."""
    clear = image.info.get("transparency")
    if clear is None or not content.startswith(_PNG):
        return
    depth = content[_DEPTH_AT]
    if isinstance(clear, tuple) and depth > 8:
        raise Unreadable("photo.unusual")  # which of 256 shades is meant is not known any more
    if isinstance(clear, int) and image.mode == "L" and depth < 8:
        image.info["transparency"] = clear * 255 // (2**depth - 1)


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as they were meant: the profile of the camera is applied, since it does not stay in the file."""
    if not profile:
        return image
    try:
        camera = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        drawn = ImageCms.profileToProfile(image, camera, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):  # a profile of another kind, or a broken one
        return image
    return drawn or image


def unread(content: bytes) -> str:
    """Why a file that looked like a picture was not read: it is of a kind nobody decodes here, or it is damaged.

    A whole JPEG of twelve bits, of two colours or without loss (medical and technical devices) is not damaged.
    """
    marker, bits, layers = _frame(content)
    unusual = bits not in (0, 8) or layers not in (0, 1, 3, 4) or marker in _LOSSLESS
    return "photo.unusual" if unusual else "photo.broken"


def _frame(content: bytes) -> tuple[int, int, int]:
    """Of a JPEG: the marker of its frame, bits of a sample and number of colours; zeros when there is none."""
    at = 2 if content.startswith(b"\xff\xd8") else len(content)
    while at + 10 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _FRAMES:
            return marker, content[at + 4], content[at + 9]
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return 0, 0, 0
