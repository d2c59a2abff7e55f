"""From bytes to text: the encodings of Excel, WPS and old systems, told apart by content; a wrong byte is named."""

import codecs
import re

from fupin_desktop.sheets.decoding.wire import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT = 2**16
_FEW = 100  # one wrong byte among so many right ones is a slip; more are another kind of file
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_DOS_END = "\x1a"  # DOS and old database programs close a text with it


def decoded(data: bytes) -> str:
    """The text; raises `Unreadable` (sheet.byte, sheet.sign with their line; sheet.other for no text)."""
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
    data = data[len(mark) :]
    encoding = encoding or _without_mark(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise _wrong_byte(data, encoding, wrong) from None
    text = text.rstrip(_DOS_END)
    _check_signs(text)
    return text


def _without_mark(data: bytes) -> str:
    head = data[:_LOOKED_AT]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 20 > len(head):  # delimiters and digits have one empty byte each
        if odd > 4 * even:
            return "utf-16-le"
        if even > 4 * odd:
            return "utf-16-be"
    return "utf-8" if _is_utf_8(data) else "gb18030"


def _is_utf_8(data: bytes) -> bool:
    # Text in UTF-8 with one wrong byte would often pass as GB 18030, all of it wrong
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        wrong = text.count("\ufffd")
        right = sum(sign > "\x7f" for sign in text) - wrong
        return right > 10 * wrong
    return True


def _wrong_byte(data: bytes, encoding: str, wrong: UnicodeDecodeError) -> Unreadable:
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") * _FEW > len(text) or _is_binary(text):
        return Unreadable("sheet.other")
    line = _line_of(data[: wrong.start].decode(encoding))
    return Unreadable("sheet.byte", line=line, byte=data[wrong.start : wrong.start + 1].hex().upper())


def _check_signs(text: str) -> None:
    if _is_binary(text):
        raise Unreadable("sheet.other")
    if found := _CONTROL.search(text):
        raise Unreadable("sheet.sign", line=_line_of(text[: found.start()]), byte=f"{ord(found[0]):02X}")


def _is_binary(text: str) -> bool:
    head = text[:_LOOKED_AT]
    return len(_CONTROL.findall(head)) * _FEW > len(head)


def _line_of(before: str) -> int:
    return len(_LINE_END.findall(before)) + 1
