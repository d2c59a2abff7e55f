"""Taking photographs in: upright, reduced, bare; what is no photograph is refused in a sentence."""

import io
import os
import resource
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from fupin_desktop.imaging import child
from fupin_desktop.imaging.taking import EDGE, FILE_BYTES, draw, take_in
from fupin_desktop.imaging.wire import TAKE, Request
from fupin_desktop.ledger.errors import Cancelled, Refusal

from .conftest import CORNERS, colours, exif_of, picture

HEIC = Path(__file__).with_name("house.heic")
UPRIGHT = (  # how the camera was held: what is stored so that it stands upright after turning
    *((1, None), (2, Image.Transpose.FLIP_LEFT_RIGHT), (3, Image.Transpose.ROTATE_180)),
    *((4, Image.Transpose.FLIP_TOP_BOTTOM), (5, Image.Transpose.TRANSPOSE), (6, Image.Transpose.ROTATE_90)),
    *((7, Image.Transpose.TRANSVERSE), (8, Image.Transpose.ROTATE_270)),
)


def near(found: list[Any], wanted: tuple[str, ...] = CORNERS) -> bool:
    meant = [tuple(bytes.fromhex(one[1:])) for one in wanted]
    return all(abs(a - b) < 40 for one, two in zip(found, meant, strict=True) for a, b in zip(one, two, strict=True))


def refused(source: Path | bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        take_in(source)
    return caught.value


@pytest.mark.parametrize(("orientation", "stored"), UPRIGHT)
@pytest.mark.parametrize("made", ["JPEG", "PNG", "WEBP"])
def test_stands_upright(orientation: int, stored: Image.Transpose | None, made: str) -> None:
    seen = picture((240, 160))
    out = io.BytesIO()
    (seen.transpose(stored) if stored is not None else seen).save(out, made, exif=exif_of(orientation))
    taken = take_in(out.getvalue())
    assert (taken.width, taken.height) == (240, 160)
    assert near(colours(taken.content))


def test_nothing_but_the_picture_stays(photo: Any) -> None:
    path = photo(size=(4000, 3000))
    raw = path.read_bytes()
    assert all(mark in raw for mark in (b"Exif", b"PhoneMaker", b"remark"))
    taken = take_in(path, place=True)
    assert (taken.width, taken.height) == (1600, 1200)
    assert (taken.taken_at, taken.place) == ("2017-06-03T10:20:30", "23.50000,113.26000")
    for mark in (b"Exif", b"GPS", b"PhoneMaker", b"remark", b"ICC", b"http", b"2017"):
        assert mark not in taken.content
    kept = Image.open(io.BytesIO(taken.content))
    assert (kept.format, dict(kept.getexif()), kept.info.get("exif")) == ("JPEG", {}, None)
    segments = {marker for marker, _payload in kept.applist}
    assert segments == {"APP0"}


def test_place_is_forgotten_unless_wanted(photo: Any) -> None:
    assert take_in(photo()).place == ""
    assert take_in(photo("b.jpg", place=False), place=True).place == ""


def test_same_photograph_gives_same_bytes_and_small_ones_are_not_enlarged(photo: Any) -> None:
    path = photo()
    one, two = take_in(path), take_in(path)
    assert one == two
    assert (one.width, one.height) == (400, 300)
    assert take_in(path, edge=100).width == 100


@pytest.mark.parametrize("taken", ["", "gestern", "0000:00:00 00:00:00", "2017:13:45 99:99:99"])
def test_an_impossible_time_is_none(photo: Any, taken: str) -> None:
    assert take_in(photo(taken=taken)).taken_at == ""


def test_transparency_lies_on_white_and_other_colours_come_along() -> None:
    for mode, colour in (("RGBA", (200, 0, 0, 0)), ("LA", (0, 0)), ("P", 0), ("I;16", 65535), ("1", 1), ("L", 255)):
        image = Image.new(mode, (20, 20), colour)
        if mode == "P":
            image.putpalette([255, 255, 255])
        out = io.BytesIO()
        image.save(out, "PNG")
        corners = colours(take_in(out.getvalue()).content)
        assert near(corners, ("#ffffff",) * 4), mode
    out = io.BytesIO()
    Image.new("CMYK", (20, 20), (0, 0, 0, 0)).save(out, "JPEG")
    assert near(colours(take_in(out.getvalue()).content), ("#ffffff",) * 4)


def test_heic_is_read() -> None:
    taken = take_in(HEIC, place=True)
    assert (taken.width, taken.height) == (320, 240)
    assert (taken.taken_at, taken.place) == ("2017-06-03T10:20:30", "23.50000,113.25000")
    assert Image.open(io.BytesIO(taken.content)).format == "JPEG"
    assert b"Exif" not in taken.content
    assert near(colours(taken.content), ("#e02020", "#3060a0", "#3060a0", "#3060a0"))


def test_heic_without_its_library_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    content = HEIC.read_bytes()
    assert child.answer(Request(TAKE, EDGE, [content]), content).refused == "photo.heic"


def bomb(wide: int, high: int) -> bytes:
    """A PNG of a few kilobytes that unpacks to wide × high pixels."""
    packer, rows = zlib.compressobj(9), b"\0" * (1 + wide * 3)
    body = b"".join(packer.compress(rows) for _row in range(high)) + packer.flush()
    parts = ((b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)), (b"IDAT", body), (b"IEND", b""))
    chunks = (struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_bombs_are_stopped(tmp_path: Path) -> None:
    declared = bomb(1, 1).replace(struct.pack(">II", 1, 1), struct.pack(">II", 60_000, 60_000))
    crc = zlib.crc32(declared[12:29])
    declared = declared[:29] + struct.pack(">I", crc) + declared[33:]
    assert refused(declared).code == "photo.large"
    assert refused(bomb(30_000, 5_000)).code == "photo.large"
    text = zlib.compress(b"x" * 200_000_000)
    chunk = b"zTXt" + b"a\0\0" + text
    swollen = bomb(4, 4)
    swollen = (
        swollen[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + swollen[33:]
    )
    assert refused(swollen).code in ("photo.broken", "photo.large")


def test_what_is_no_photograph_is_refused_in_a_sentence(tmp_path: Path, photo: Any) -> None:
    whole, heic = photo().read_bytes(), HEIC.read_bytes()
    cases = {
        "photo.broken": (whole[:-200], whole[: len(whole) // 2], whole[:30], heic[: len(heic) // 2], heic[:24]),
        "photo.format": (
            b"",
            b"text",
            b"%PDF-1.7",
            b"GIF89a" + b"\0" * 50,
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        ),
    }
    for code, contents in cases.items():
        for number, content in enumerate(contents):
            path = tmp_path / f"{code}{number}"
            path.write_bytes(content)
            answer = refused(path)
            assert answer.code == code, (code, number, answer.code)
            assert path.name in answer.message
            assert "Nothing was saved" in answer.message


def test_links_folders_pipes_and_large_files(tmp_path: Path, photo: Any) -> None:
    (tmp_path / "link.jpg").symlink_to(photo())
    os.mkfifo(tmp_path / "pipe.jpg")
    with (tmp_path / "large.jpg").open("wb") as file:
        file.truncate(FILE_BYTES + 1)
    wanted = {"link.jpg": "link", "pipe.jpg": "link", ".": "link", "large.jpg": "large", "none.jpg": "missing"}
    assert {name: refused(tmp_path / name).code for name in wanted} == {n: f"photo.{r}" for n, r in wanted.items()}


def test_every_byte_of_a_photograph_may_be_wrong(photo: Any) -> None:
    whole = bytearray(photo(size=(40, 30)).read_bytes())
    broken = []
    for at in range(0, len(whole), max(1, len(whole) // 200)):
        other = bytearray(whole)
        other[at] ^= 0xFF
        broken.append(bytes(other))
    for content in broken:
        found = child.answer(Request(TAKE, EDGE, [content]), content)
        assert found.taken is not None or found.refused.startswith("photo.")


def test_the_child_is_limited(tmp_path: Path) -> None:
    script = "import fupin_desktop.imaging.child as c, runpy, resource, sys\n"
    script += "c.limit_self(address_space=c.ADDRESS_SPACE, cpu_seconds=c.CPU_SECONDS)\n"
    script += "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_FSIZE)[0])"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout
    assert said.split() == [str(child.ADDRESS_SPACE), "0"]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0  # the limits are the child's alone


def test_a_person_may_stop(photo: Any) -> None:
    def stop(_done: int, _total: int, _text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        take_in(photo(), progress=stop)


def test_drawing_many_and_a_bad_one_among_them(photo: Any) -> None:
    good = take_in(photo(size=(800, 600))).content
    one, bad, two = draw([good, good[:99], good], 96)
    assert bad is None
    assert one == two
    assert one is not None
    assert (one.width, one.height, len(one.rgb)) == (96, 72, 96 * 72 * 3)
    assert draw([], 96) == []
    assert draw([b"x", b"y"], 96) == [None, None]
