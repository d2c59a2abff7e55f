"""A text as a reader takes it: digits of every script and width, figures written as characters, look-alike letters.

Every function gives a character for a character, so that places in the folded text are places in the text.
"""

import re
import unicodedata
from functools import cache

_SPOKEN = (
    *("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "○弌弍弎亖伍陸柒捌玖"),
    *("洞幺两参肆伍六拐八勾", "洞幺兩叁亖伍陆拐捌勾"),
)
_CHINESE = {sign: str(figure) for row in _SPOKEN for figure, sign in enumerate(row)}
# Letters of Latin, Greek and Cyrillic that are read as a digit among digits, from nought up
_LETTERS = ("OoDQΟοОо", "IlLi|ΙІі", "Zz", "Зз", "Ч", "Ss", "bGб", "", "BΒВ", "gq")
_ALIKE = {letter: str(figure) for figure, letters in enumerate(_LETTERS) for letter in letters}
_END_SIGNS = frozenset("xXΧχХх×✕✖╳")
_LEAST_CHINESE = 9  # in a row; fewer are a year or a word (二〇一七, 三三两两)
_LEAST_ALIKE = 11
_LEAST_REAL = 3  # digits that are digits, before letters among them are read as such

GAP = r"(?:[^\w]|_)*"  # what may stand between two digits of one number: anything but letters and digits
_CHINESE_SIGN = rf"[\d{''.join(_CHINESE)}]"
_ALIKE_SIGN = rf"[\d{''.join(map(re.escape, _ALIKE))}]"
# 三、 and （三） at the beginning of a line number a heading: they end whatever stands before them
_TENS, _LETTER = "一二三四五六七八九十", "节"
_NUMBERING = re.compile(rf"^[ \u3000]*(?:[{_TENS}]{{1,3}}、|[（(][{_TENS}]{{1,3}}[）)])", re.MULTILINE)
_CHINESE_RUN = re.compile(rf"{_CHINESE_SIGN}(?:{GAP}{_CHINESE_SIGN}){{{_LEAST_CHINESE - 1},}}")
_ALIKE_RUN = re.compile(rf"{_ALIKE_SIGN}(?:{GAP}{_ALIKE_SIGN}){{{_LEAST_ALIKE - 1},}}")


def folded(text: str) -> str:
    """The text with every figure as an ASCII digit, the end sign of an identity number as X, dashes as - ."""
    if text.isascii() and text.isdecimal():
        return text
    plain = text if text.isascii() else "".join(map(_folded, text))
    plain = _NUMBERING.sub(_as_letters, plain)
    plain = _CHINESE_RUN.sub(_from_chinese, plain)
    return _ALIKE_RUN.sub(_from_alike, plain).replace("x", "X")


@cache
def _folded(char: str) -> str:
    wide = unicodedata.normalize("NFKC", char)
    value = unicodedata.numeric(char, None)
    if value is not None and value in range(10) and unicodedata.category(char) != "Lo":
        return str(int(value))
    inner = [sign for sign in wide if sign.isdecimal()]
    if len(wide) > 1 and len(inner) == 1:  # a figure in a circle or brackets, or with a full stop
        return inner[0]
    if wide in _END_SIGNS:
        return "X"
    if unicodedata.category(char) == "Pd" or char == "\u2212":
        return "-"
    return wide if len(wide) == 1 else char


def _as_letters(numbering: re.Match[str]) -> str:
    return re.sub(f"[{_TENS}]", _LETTER, numbering[0])


def _from_chinese(run: re.Match[str]) -> str:
    return "".join(_CHINESE.get(sign, sign) for sign in run[0])


def _from_alike(run: re.Match[str]) -> str:
    if sum(sign.isdecimal() for sign in run[0]) < _LEAST_REAL:
        return run[0]
    return "".join(_ALIKE.get(sign, sign) for sign in run[0])
