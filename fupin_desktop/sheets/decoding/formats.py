"""Number formats: whether a number stands for a day, a time of day or a length of time, and which one."""

import re
from datetime import date, timedelta
from math import isfinite

from fupin_desktop.sheets.decoding.wire import SharedCells

DAY, TIME, LENGTH = "day", "time", "length"
# Built-in formats have no code in the file; 27 to 36 and 50 to 58 are the Chinese ones (ISO/IEC 29500-1, 18.8.30)
BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), DAY),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), TIME),
    46: LENGTH,
}
_LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].|(?i:general)|G/通用格式|(?i:am/pm|a/p)|上午/下午|(?i:e[+-])')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_FRACTION = re.compile(r"(?i:s)\.0+")
_LAST = 2_958_465  # 9999-12-31
_SECONDS = 86_400


def kind_of(code: str) -> str:
    """What a format code makes of a number: DAY, TIME, LENGTH, or empty for a plain number."""
    shown = _FRACTION.sub("s", _LITERAL.sub("", code).split(";")[0])
    if _ELAPSED.search(shown):
        return LENGTH
    letters = set(_BRACKETS.sub("", shown).lower())
    if letters & set("#?0"):
        return ""
    if letters & set("ydeb") or "aaa" in shown.lower():
        return DAY
    if letters & set("hs"):
        return TIME
    return DAY if "m" in letters else ""


def day_cell(serial: float, kind: str, shared: SharedCells, *, from_1904: bool) -> int:
    """The number of the shared cell for a serial number of days.

    A time of day has no place in a register and is cut off, which is said; a moment less than a minute before midnight
    is most often a day that another program has written some seconds short (the local time of Shanghai before 1901).
    """
    if not isfinite(serial) or serial < 0 or serial >= _LAST + 1:
        return shared.error("cell.unreadable", repr(serial))
    seconds = round(serial * _SECONDS)
    if kind != DAY and (kind == LENGTH or seconds < _SECONDS):
        return shared.text(_clock(seconds))
    days, rest = divmod(seconds, _SECONDS)
    day = _day(days, from_1904=from_1904)
    if day is None:
        return shared.error("cell.unreadable", repr(serial))
    return moment_cell(day, rest, shared)


def moment_cell(day: date, seconds: int, shared: SharedCells) -> int:
    """The number of the shared cell for a day and the seconds since its beginning."""
    code = time_code(seconds)
    said = f"{day} {_clock(seconds)}" if code else ""
    if code == "cell.midnight" and day < date.max:
        said = f"{said} → {day + timedelta(1)}"
    return shared.day(day.isoformat(), code, said)


def time_code(seconds: int) -> str:
    """What is to be said of a day with so many seconds since its beginning: nothing, cell.time or cell.midnight."""
    if not seconds:
        return ""
    return "cell.midnight" if seconds > _SECONDS - 60 else "cell.time"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _day(days: int, *, from_1904: bool) -> date | None:
    if from_1904:
        return date(1904, 1, 1) + timedelta(days)
    if days in (0, 60):  # shown as 1900-01-00 and 1900-02-29, which never were
        return None
    return date(1899, 12, 31 if days < 60 else 30) + timedelta(days)  # the leap day that never was
