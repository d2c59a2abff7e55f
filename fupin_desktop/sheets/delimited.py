"""Delimited text (.csv), in the child process: the encodings of Excel, WPS and old systems, told apart by content."""

import csv
import io
import re

from fupin_desktop.sheets.wire import SheetWire, Unreadable

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_DELIMITERS = ",\t;"
ROWS, COLUMNS = 200_000, 702


def _decoded(data: bytes) -> str:
    encodings = next(([name] for mark, name in _MARKS if data.startswith(mark)), ["utf-8", "gb18030"])
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("sheet.other")


def _delimiter(text: str) -> str:
    head = text[:20_000]
    return max(_DELIMITERS, key=head.count)


def read_text(data: bytes) -> list[SheetWire]:
    """One sheet without a name; raises `Unreadable` for what is no text, or the text of a web page."""
    text = _decoded(data)
    if not text.strip() or _CONTROL.search(text):
        raise Unreadable("sheet.other")
    if text.lstrip().startswith("<"):
        raise Unreadable("sheet.page")
    try:
        rows = [[cell or None for cell in row] for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text))]
    except csv.Error:
        raise Unreadable("sheet.broken") from None
    if len(rows) > ROWS or max(map(len, rows)) > COLUMNS:
        raise Unreadable("sheet.large")
    return [SheetWire("", list(rows))]
