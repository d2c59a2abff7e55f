"""Numbers that point at a person: identity, card, account, telephone, 户编号, however they are broken up.

Strict on purpose: a number is judged by its shape, never by its check digit, since a mistyped one still points at a
person.  Dates, amounts, years and lists of plain figures are let pass, when nothing else adjoins.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from fupin_desktop.ledger.leaks.folding import GAP

_Part = tuple[str, int, int]  # digits, where they begin and end


class Number(NamedTuple):
    """A number found: `identity`, `number` or `telephone`, and where it stands."""

    shape: str
    start: int
    end: int


_RUN = re.compile(rf"\d(?:{GAP}\d)*(?:{GAP}X)?")
_EDGE = re.compile(rf"^{GAP}(?=\d)|(?<=\d){GAP}$|^{GAP}$")
_PART = re.compile(r"\d+X?|X")
_LIST = re.compile(r"[、，；。,;]\s*|\s{2,}|\n")
_MONTH, _DAY_OF = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_DAY = rf"(?:(?:19|20)\d\d[-./]{_MONTH}(?:[-./]{_DAY_OF})?|{_MONTH}[-./]{_DAY_OF})"
_CLOCK = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?"
_MOMENT = rf"{_DAY}(?:\s*{_CLOCK})?"
_YEAR = r"(?:19|20)\d\d"
_A_YEAR = re.compile(_YEAR)
_A_MOMENT = re.compile(_MOMENT)
_AMOUNT = r"(?:\d{1,3}(?:[,，]\d{3}){1,3}(?:\.\d{1,2})?|(?:0|[1-9]\d{0,8})\.\d{1,4}|0|[1-9]\d{0,4})"
_TO = r"\s*[-~/:]\s*"
_A_SPAN = re.compile(rf"{_YEAR}[-./]{_MONTH}[-./]{_DAY_OF}(?:\s*{_CLOCK})?(?:{_TO}(?:{_MOMENT}|{_CLOCK}))?[.)）\]]*")
_PLAIN = re.compile(
    rf"(?:{_MOMENT}(?:{_TO}(?:{_MOMENT}|{_CLOCK}))?|{_CLOCK}(?:{_TO}{_CLOCK})?|{_YEAR}(?:{_TO}{_YEAR})*"
    rf"|{_AMOUNT}(?:{_TO}{_AMOUNT})?|\d{{1,3}}(?:{_TO}\d{{1,3}}){{2}})[%.)）\]]*"
)
_UNIT = re.compile(
    r"\s*(?:万|亿)?(?:元|户|人|名|亩|平方|平米|公里|千米|米|公顷|立方|[%％‰]|年|月|日|天|次|件|吨|公?斤|千克|头|只|羽|株|岁"
    r"|分|个|组|村|条|项|间|座|盏|处|届|期|批|台|套|场|棵|张|份|所|度|kg|km|m)"
)
_MOBILE = re.compile(r"(?:(?:00)?86)?1\d{10}")
_LANDLINE = re.compile(r"(?:(?:00)?86)?0[1-9]\d{1,2}\d{7,8}|400\d{7}|800\d{7}")
_CALLED = re.compile(r"(?:电\s*话|座\s*机|手\s*机|热线|传真|联系方式|微信|QQ|[Tt]el|TEL|phone|Phone)\D{0,4}$")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_PIECE = re.compile(r"\d{1,12}X?|\d[\d\s-]*X?")
_LEAST_CALLED, _HOTLINE = 7, "12317"
_LEAST, _MOST = 12, 24  # digits of cards, accounts, 户编号; in a heap of figures nothing longer need be tried
_LEAST_PIECES = 3
_LEAST_SPLIT, _LEAST_IDENTITY, _WHOLE = 11, 15, 18  # digits of a mobile, of an old and of a new identity number
_OF_COUNTS = 2  # digits of a count of persons or days


def numbers(text: str) -> Iterator[Number]:
    """The numbers in a folded text, in order."""
    for run in _RUN.finditer(text):
        yield from _in_run(run, text)


def _in_run(run: re.Match[str], text: str) -> Iterator[Number]:
    parts = [(found[0], run.start() + found.start(), run.start() + found.end()) for found in _PART.finditer(run[0])]
    before, after = text[max(0, run.start() - 9) : run.start()], text[run.end() : run.end() + 4]
    called = bool(_CALLED.search(before))
    if sum(len(part[0]) for part in parts) < _LEAST_CALLED or (_PLAIN.fullmatch(run[0].strip()) and not called):
        return
    items = [item.strip() for item in _LIST.split(run[0]) if item.strip()]
    if len(items) > 1 and all(_A_SPAN.fullmatch(item) or item == _HOTLINE for item in items):
        return  # days, the complaint line, and nothing else
    is_list = len(items) > 1 and _is_list(items, after)
    strong = list(_strong(parts, is_list=is_list))
    if any(_is_a_part(one, run) for one in strong):
        strong = [Number("number", run.start(), run.end())]
    yield from strong
    if not strong and not is_list and (shape := _weak([part[0] for part in parts], after, called=called)):
        yield Number(shape, run.start(), run.end())


def _is_a_part(one: Number, run: re.Match[str]) -> bool:
    """Is what looks like a telephone number the end of a longer one?  What is plain beside it is not."""
    rest = (run[0][: one.start - run.start()], run[0][one.end - run.start() :])
    told = [_EDGE.sub("", piece) for piece in rest]
    return one.shape == "telephone" and any(piece and not _PLAIN.fullmatch(piece) for piece in told)


def _is_list(items: list[str], after: str) -> bool:
    """Plain things in a row: dates, years, amounts with decimals; figures that count up, or that have a unit."""
    if all(_PLAIN.fullmatch(item) for item in items):
        # 138、0013、8000 and 6228 4800 1234 5678 are neither years nor measured
        return (
            bool(_UNIT.match(after))
            or any(_A_MOMENT.fullmatch(item) for item in items)
            or all(not item.isdecimal() or _A_YEAR.fullmatch(item) for item in items)
        )
    figures = [int(item) for item in items if item.isdecimal() and len(item) <= _LEAST_PIECES]
    return len(figures) == len(items) >= _LEAST_PIECES and all(one < two for one, two in pairwise(figures))


def _strong(parts: list[_Part], *, is_list: bool) -> Iterator[Number]:
    """Identity and telephone numbers in any stretch of parts; in a list of plain things identity numbers alone."""
    found = []
    for number, start, end in _stretches(parts):
        if _identity(number):
            found.append(Number("identity", start, end))
        elif not is_list and (_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number)):
            found.append(Number("telephone", start, end))
    # Of an identity number with a hyphen in it, the tail alone may look like an old one: tell the whole only
    return (one for one in found if not any(_lies_within(one, other) for other in found))


def _lies_within(one: Number, other: Number) -> bool:
    return one != other and other.start <= one.start and one.end <= other.end


def _stretches(parts: list[_Part]) -> Iterator[_Part]:
    for first in range(len(parts)):
        number = ""
        for part, _start, end in parts[first:]:
            number += part
            if len(number) > _MOST and number != part:
                break
            yield number, parts[first][1], end


def _weak(parts: list[str], after: str, *, called: bool) -> str:
    """Twelve digits and more, in one piece or in pieces; seven and more after the word telephone."""
    digits = len("".join(parts).rstrip("X"))
    if digits >= _LEAST and not _is_measured(parts, after):
        return "number"
    return "telephone" if called and digits >= _LEAST_CALLED else ""


def _is_measured(parts: list[str], after: str) -> bool:
    """Several amounts beside each other with a unit behind them: 3000-4500-12000元."""
    plain = len(parts) > 1 and all(not part.startswith("0") and len(part) < _LEAST_CALLED for part in parts)
    return plain and _UNIT.match(after) is not None


def is_telephone(text: str) -> bool:
    """Has a folded text the shape of one telephone number, written as people do?"""
    digits = "".join(_PART.findall(text))
    if not digits.isdecimal() or re.fullmatch(r"[\d\s()+-]+", text) is None:
        return False
    return any(shape.fullmatch(digits) for shape in (_MOBILE, _LANDLINE, _LOCAL))


def split_number(cells: Sequence[str], *, strictly: bool = False) -> str:
    """What folded texts in neighbouring cells make when they are read on as one number; empty for nothing.

    Figures of their own stand beside each other in every table, so only pieces that no figure looks like count: one
    that begins with nought, an identity number whose check sign fits, fours and elevens in the groups people write.
    `strictly`: identity numbers whose check sign fits alone, as for cells one below the other.  There 1, 2, 3 … is the
    numbering of the rows, and figures of one or two digits are counts of persons, of which any number can be made.
    """
    stretch: list[str] = []
    for cell in (*cells, ""):
        bare = cell.strip()
        if bare and _PIECE.fullmatch(bare):
            stretch.append("".join(_PART.findall(bare)))
            continue
        if len(stretch) > 1 and _enough(stretch, strictly=strictly) and (shape := _made_of(stretch, strictly=strictly)):
            return shape
        stretch = []
    return ""


def _enough(pieces: Sequence[str], *, strictly: bool) -> bool:
    """Are there digits enough for a number at all?  Most lines of a table have not, and need not be tried."""
    return sum(map(len, pieces)) >= (_LEAST_IDENTITY if strictly else _LEAST_SPLIT)


def _made_of(pieces: list[str], *, strictly: bool) -> str:
    for first in range(len(pieces) - 1):
        number = pieces[first]
        for last in range(first + 1, len(pieces)):
            number += pieces[last]
            if len(number) > _MOST:
                break
            if strictly and len(number) != _WHOLE:
                continue  # only there the check sign can fit
            taken = pieces[first : last + 1]
            if _identity(number) and _is_meant(taken, number, strictly=strictly):
                return "identity"
            if not strictly and _in_groups(taken, number):
                return "telephone" if len(number) <= _LEAST else "number"
    return ""


def _is_meant(pieces: list[str], number: str, *, strictly: bool) -> bool:
    if strictly:
        return _fits(number) and max(map(len, pieces)) > _OF_COUNTS and not _is_numbering(pieces)
    return _fits(number) or _no_figures(pieces)


def _is_numbering(pieces: list[str]) -> bool:
    return all(piece.isdigit() for piece in pieces) and all(
        int(after) == int(before) + 1 for before, after in pairwise(pieces)
    )


def _no_figures(pieces: list[str]) -> bool:
    return any(len(piece) > 1 and piece.startswith("0") for piece in pieces[1:]) or "".join(pieces).endswith("X")


def _in_groups(pieces: list[str], number: str) -> bool:
    if _MOBILE.fullmatch(number) and number[-11] == "1" and number[-10] in "3456789":
        return _no_figures(pieces) or [len(piece) for piece in pieces][:2] in ([3, 4], [3, 8], [7, 4])
    fours = all(len(piece) == 4 and not _A_YEAR.fullmatch(piece) for piece in pieces[:-1])
    return fours and 16 <= len(number) <= 20 and len(pieces) >= 4


def _fits(number: str) -> bool:
    """Does the check sign of an 18-digit number fit (GB 11643-1999)?"""
    if len(number) != 18 or not number[:17].isdecimal():
        return False
    total = sum(int(digit) * (2 ** (17 - at) % 11) for at, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def _identity(number: str) -> bool:
    """18 or 15 digits with a possible date; or longer with one in it, as a disability certificate's number has."""
    if len(number) == 15:
        return number.isdecimal() and _possible(f"19{number[6:12]}")
    if len(number) == 17 and number.isdecimal():  # the end sign is cut off
        return _possible(number[6:14])
    starts = range(len(number) - 17) if len(number) >= 18 else range(0)
    return any(number[at : at + 17].isdecimal() and _possible(number[at + 6 : at + 14]) for at in starts)


def _possible(day: str) -> bool:
    try:
        born = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return 1880 <= born.year <= 2099
