"""The parent's side of reading: the limited child started, its end put in words."""

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import msgspec

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.limited import Unopened, open_plain, run_limited
from fupin_desktop.sheets.decoding.wire import Answer
from fupin_desktop.sheets.workbook import Sheet, from_wire, shared_cells

FILE_BYTES = 64 * 2**20
WALL_SECONDS = 60.0
REASONS = {
    "sheet.locked": N_("The workbook is locked with a password. Open it in Excel or WPS and save a copy without one."),
    "sheet.broken": N_("The workbook is damaged or incomplete. Open it in Excel or WPS, save it again as .xlsx."),
    "sheet.large": N_(
        "The workbook is larger than a roster can be: at most 200,000 rows, 702 columns and 12 million cells a sheet, "
        "64 MB, unpacked 400 MB (about 100,000 rows of a full roster). Delete empty rows, columns and pictures, or "
        "split it by township."
    ),
    "sheet.markup": N_("The workbook contains markup that Excel and WPS never write. Ask the sender for a new copy."),
    "sheet.page": N_("This is a web page under the name of a workbook. Open it in Excel or WPS and save it as .xlsx."),
    "sheet.empty": N_("The file is empty. Perhaps it was not copied to its end: ask for a new copy."),
    "sheet.other": N_("This is not a workbook the program reads. Save it as .xlsx, .xls or .csv."),
    "sheet.format": N_("This is a file of another kind ({format}). Open it in Excel or WPS and save it as .xlsx."),
    "sheet.byte": N_(
        "Line {line} of the text holds a byte that is no part of a sign ({byte}): it was damaged on its way. Correct "
        "the line in the program it comes from, or ask for a new copy."
    ),
    "sheet.sign": N_(
        "Line {line} of the text holds a sign that no text has (number {byte}). Delete it, or save the table as .xlsx."
    ),
    "sheet.quote": N_(
        "A quotation mark that opens in row {row} is not closed where its cell ends; {lines} further lines stand "
        "behind it in the same cell. Close or delete it, or save the table as .xlsx."
    ),
    "sheet.slow": N_("Reading the workbook took too long and was stopped. Split it by township and try again."),
    "sheet.link": N_("This is a link, a folder or a device, not a file. Choose the workbook itself."),
    "sheet.missing": N_("There is no such file, or it may not be read. If it is open in Excel or WPS, close it there."),
}


def _refusal(code: str, path: Path, about: Mapping[str, str | int] | None = None) -> Refusal:
    safe = _("Nothing was taken in; the book is as it was.")
    said = _(REASONS[code]).format_map(about or {})
    return Refusal(code, f"{said} {safe}", where={"file": path.name, **(about or {})})


def _open(path: Path) -> BinaryIO:
    try:
        return open_plain(path, FILE_BYTES)
    except Unopened as why:
        raise _refusal(f"sheet.{why.reason}", path) from None


def read_workbook(path: Path, progress: Progress = silent) -> list[Sheet]:
    """The sheets of a workbook (.xlsx, .xlsm, .xls, .et) or of delimited text, in the file's order.

    Raises `Refusal` for anything else; never hangs longer than `WALL_SECONDS`; `progress` may raise `Cancelled`.
    """

    def tick() -> None:
        progress(0, 1, _("Reading the workbook"))

    with _open(path) as file:
        try:
            ended = run_limited("fupin_desktop.sheets.decoding.child", file, seconds=WALL_SECONDS, tick=tick)
        except TimeoutError:
            raise _refusal("sheet.slow", path) from None
    try:
        answer = msgspec.msgpack.decode(ended.said, type=Answer)
    except msgspec.DecodeError:  # the child died: of its limits, or of the file
        raise _refusal("sheet.large" if ended.by_limits else "sheet.broken", path) from None
    if answer.refused:
        raise _refusal(answer.refused, path, answer.about)
    shared = shared_cells(answer.shared)
    return [from_wire(sheet, shared) for sheet in answer.sheets]
