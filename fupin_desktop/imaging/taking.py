"""The parent's side: a photograph taken in, pictures drawn for the window, each refusal in a sentence."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from fupin_desktop.imaging.wire import SHOW, TAKE, Answer, Pixels, Request, Taken
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.limited import Ended, Unopened, open_plain, run_limited

EDGE = 1600  # pixels of the longest edge of a photograph as it is kept
FILE_BYTES = 64 * 2**20
WORK_SECONDS = 60.0
ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")
REASONS = {
    "photo.missing": N_("There is no such photograph, or it may not be read."),
    "photo.link": N_("This is a link, a folder or a device, not a photograph. Choose the photograph itself."),
    "photo.large": N_("This picture is larger than any photograph: at most 64 MB and 120 million pixels are read."),
    "photo.broken": N_("This photograph is damaged or incomplete. Copy it from the telephone or camera again."),
    "photo.format": N_("This is not a photograph the program reads. Save it as JPEG, PNG, WebP or HEIC."),
    "photo.unusual": N_(
        "This picture is stored in an unusual way (more than 8 bits a colour, or colours of a printer or a device), and"
        " would not look as it was meant. Open it in an image program, save it as JPEG and try again."
    ),
    "photo.heic": N_(
        "HEIC photographs cannot be read on this computer. On the iPhone choose Settings, Camera, Formats,"
        " Most Compatible, or send the photograph as JPEG."
    ),
    "photo.slow": N_("Reading the photograph took too long and was stopped. Save it anew as JPEG and try again."),
}
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d)?")
_PLACE = re.compile(r"-?\d{1,2}\.\d{5},-?\d{1,3}\.\d{5}")
_answers = msgspec.msgpack.Decoder(list[Answer])


def take_in(
    source: Path | bytes, *, edge: int = EDGE, place: bool = False, progress: Progress = silent, name: str = ""
) -> Taken:
    """A photograph made ready to be kept: upright, at most `edge` pixels, JPEG without metadata.

    `source` is a file or what came off the clipboard.  `place` keeps where it was taken, else that is forgotten.
    Refuses, with the file's name, what is no photograph, broken or too large; `progress` may raise `Cancelled`.
    """
    told = source.name if isinstance(source, Path) else name
    content = _read(source) if isinstance(source, Path) else source
    if len(content) > FILE_BYTES:
        raise _refusal("photo.large", told)
    [answer] = _asked(Request(TAKE, edge, [content], place), progress)
    if answer.taken is None:
        raise _refusal(answer.refused, told)
    return _sound(answer.taken)


def _read(path: Path) -> bytes:
    try:
        with open_plain(path, FILE_BYTES) as file:
            return file.read()
    except Unopened as why:
        raise _refusal(f"photo.{why.reason}", path.name) from None


def _refusal(code: str, name: str) -> Refusal:
    nothing = _("Nothing was saved.")  # on a line of its own: within an f-string no catalogue would find it
    sentence = f"{_(REASONS[code])} {nothing}"
    return Refusal(code, f"{name}: {sentence}" if name else sentence, where={"field": "photo", "file": name})


def _sound(taken: Taken) -> Taken:
    # The child may have been fooled by the file: only what looks like a time and a place goes into the book
    when = taken.taken_at if _TIME.fullmatch(taken.taken_at) and _is_time(taken.taken_at) else ""
    return msgspec.structs.replace(taken, taken_at=when, place=taken.place if _PLACE.fullmatch(taken.place) else "")


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def draw(contents: Sequence[bytes], edge: int, progress: Progress = silent) -> list[Pixels | None]:
    """Kept or received photographs as pixels, at most `edge` long; None for one that cannot be drawn.

    They go to one child together; when one of them ends it, each goes to a child of its own.
    """
    if not contents:
        return []
    answers = _asked(Request(SHOW, edge, list(contents)), progress)
    if len(contents) > 1 and all(answer.pixels is None for answer in answers):
        return [draw([content], edge, progress)[0] for content in contents]
    return [_whole(answer.pixels) for answer in answers]


def draw_files(given: Sequence[Path | bytes], edge: int, progress: Progress = silent) -> list[Pixels | None]:
    """The same for photographs that are only chosen: files, and what came off the clipboard."""
    contents = [_content(one) for one in given]
    pictures = iter(draw([one for one in contents if one], edge, progress))
    return [next(pictures) if one else None for one in contents]


def _content(given: Path | bytes) -> bytes:
    """What is to be drawn; empty for what cannot be read or is larger than a photograph: taking it in says why."""
    try:
        content = _read(given) if isinstance(given, Path) else given
    except Refusal:
        return b""
    return content if len(content) <= FILE_BYTES else b""


def _whole(pixels: Pixels | None) -> Pixels | None:
    if pixels is None or len(pixels.rgb) != 3 * pixels.width * pixels.height:
        return None
    return pixels


def _asked(request: Request, progress: Progress) -> list[Answer]:
    def tick() -> None:
        progress(0, 1, _("Reading the photograph"))

    given = msgspec.msgpack.encode(request)
    try:
        ended = run_limited("fupin_desktop.imaging.child", given, seconds=WORK_SECONDS, tick=tick)
    except TimeoutError:
        return [Answer(refused="photo.slow")] * len(request.pictures)
    return _said(ended, len(request.pictures))


def _said(ended: Ended, wanted: int) -> list[Answer]:
    try:
        answers = _answers.decode(ended.said)
    except msgspec.DecodeError:  # the child died: of its limits, or of the picture
        answers = []
    dead = Answer(refused="photo.large" if ended.by_limits else "photo.broken")
    return answers if len(answers) == wanted else [dead] * wanted
