"""Pages as pictures, for the window's preview: the very file that prints."""

from typing import NamedTuple

from fupin_desktop.paper.reading import Source, opened


class Picture(NamedTuple):
    """Width and height in pixels, and RGBA bytes, four a pixel, rows from the top without padding."""

    width: int
    height: int
    rgba: bytes


def page_count(pdf: Source) -> int:
    """How many pages the file has."""
    with opened(pdf) as document:
        return len(document)


def page_shapes(pdf: Source, most: int = 0) -> list[float]:
    """How high each page is against its width; of no more than `most` pages, if that is given."""
    with opened(pdf) as document:
        sizes = [document.get_page_size(at) for at in range(min(len(document), most or len(document)))]
    return [height / width for width, height in sizes]


def page_image(pdf: Source, page_index: int, width_px: int) -> Picture:
    """A page (from 0) drawn `width_px` pixels wide on white; IndexError when there is no such page."""
    with opened(pdf) as document:
        if not 0 <= page_index < len(document):
            raise IndexError(page_index)
        page = document[page_index]
        bitmap = page.render(scale=width_px / page.get_width(), rev_byteorder=True, force_bitmap_format=4)
        try:
            return Picture(bitmap.width, bitmap.height, _tight(bytes(bitmap.buffer), bitmap.width, bitmap.stride))
        finally:
            bitmap.close()
            page.close()


def _tight(pixels: bytes, width: int, stride: int) -> bytes:
    if stride == 4 * width:
        return pixels
    return b"".join(pixels[at : at + 4 * width] for at in range(0, len(pixels), stride))
