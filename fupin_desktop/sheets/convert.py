"""From a cell to a value: what the field's declaration allows, and what was put right or refused on the way."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from math import isfinite

from fupin_desktop.intake.draft import Column
from fupin_desktop.intake.numbers import bare_number
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.codes import SENTENCES, bare_code
from fupin_desktop.ledger.notation.signs import refuse_unshowable
from fupin_desktop.ledger.notation.values import check_typed, clean, day_of, half_width, one_line, parse
from fupin_desktop.ledger.privacy import HIDDEN, Privacy, is_mask
from fupin_desktop.ledger.words import code_of, words
from fupin_desktop.sheets.decoding.formats import time_code
from fupin_desktop.sheets.workbook import Broken, Cell

_NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\"})
_NUMBERS = ("id_no", "account_no")
_FORMULA = re.compile(r"[=@]|[+\-](?=[A-Za-z(@=])")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_CLOCK = re.compile(r"[ T]+([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?$")
_MASKED = re.compile(r"[*＊●•]{2,}|[Xx×]{3,}")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年度?")
_MONTH = re.compile(r"(?:19|20)\d\d(?:\s*[年./\-]\s*(?:0?[1-9]|1[0-2])\s*月?|(?:0[1-9]|1[0-2]))")
_DECIMAL = re.compile(r"-?\d+\.(\d+)")
_EXACT = 10**15
_NOISE = Decimal("1e-12")  # of a computed number, against its size
# What the ledger says about a value, and what a person reading a sheet is told
_CODES = {
    "value.long": "cell.long",
    "value.integer": "cell.whole",
    "value.money": "cell.fen",
    "value.low": "cell.negative",
    "value.high": "cell.high",
    "value.day": "cell.day",
    "value.yes": "cell.yes",
    "value.choice": "cell.word",
    "text.unshowable": "cell.unshowable",
    "code.rounded": "cell.digits_lost",
    **{code: code for code in SENTENCES if code != "code.rounded"},
}


class Odd(Exception):
    """The cell cannot be read, for the reason with this code (see `intake.finding`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Value:
    """What a cell means, and the code of what was put right, empty when nothing was."""

    value: object
    cleaned: str = ""


def convert(column: Column, cell: Cell) -> Value:
    """The value of a cell of this column; raises `Odd`."""
    field = column.field
    if isinstance(cell, Broken):
        raise Odd(cell.code)
    if cell is None or (isinstance(cell, str) and _says_nothing(column, cell.strip())):
        return Value(() if field.many else None)
    if isinstance(cell, str) and (is_mask(cell.strip(), field.privacy) or _was_covered(field, cell)):
        # A masked copy came back: what is hidden says nothing, and must not stand for a key
        if field.key or column.required:
            raise Odd("cell.masked")
        return Value(() if field.many else None)
    if isinstance(cell, str) and _FORMULA.match(cell.strip()):
        raise Odd("cell.formula")
    try:
        if isinstance(cell, str):
            refuse_unshowable(field.label, clean(cell))
        found = (_listed if field.many else _READERS.get(field.kind, _text))(field, cell)
        check_typed(field, found.value)
    except Refusal as refused:
        raise Odd(_CODES.get(refused.code, "cell.number")) from None
    return found


def _was_covered(field: Field, cell: str) -> bool:
    """Was something in this text put out of sight when it was exported?"""
    return field.is_free_text and HIDDEN in cell


def _says_nothing(column: Column, text: str) -> bool:
    if text == "无":  # "none": an answer to yes or no, and a word of some lists
        field = column.field
        return field.kind is not Kind.YES and not (field.words and code_of(field.words, text))
    return text in _NOTHING or text in column.empty


def _text(field: Field, cell: Cell) -> Value:
    text = _written(cell)
    if (field.digits or field.name in _NUMBERS) and _MASKED.search(text):
        raise Odd("cell.masked")
    if field.digits:
        code = bare_code(text)
        return Value(code, "cell.cleaned" if code != text else "")
    if field.name in _NUMBERS:
        bare = bare_number(text)
        return Value(bare, "cell.cleaned" if bare != text else "")
    kept = one_line(text)
    if field.words and (known := words(field.words).get(kept)):  # a national code stands for its word
        return Value(known.zh, "cell.cleaned")
    if field.privacy is Privacy.OFFICE or field.key:
        kept = half_width(kept)
    return Value(kept, "cell.cleaned" if kept != text else "")


def _written(cell: Cell) -> str:
    # Excel holds fifteen digits; a longer number has lost its end before it comes here
    if isinstance(cell, float):
        if abs(cell) >= _EXACT:
            raise Odd("cell.digits_lost")
        return str(int(cell)) if cell.is_integer() else repr(cell)
    text = str(cell)
    if _SCIENTIFIC.fullmatch(half_width(text).strip()):
        raise Odd("cell.digits_lost")
    return text


def _numeric(field: Field, cell: Cell) -> Value:
    if isinstance(cell, str):
        if "year" in field.name and (year := _YEAR.fullmatch(half_width(clean(cell)))):
            return Value(parse(field, year[1]), "cell.text_number")
        if (finer := _DECIMAL.fullmatch(half_width(clean(cell)).replace(",", ""))) and len(finer[1]) > _places(field):
            return _from_decimal(field, Decimal(finer[0]))
        return Value(parse(field, cell), "cell.cleaned" if half_width(cell) != cell else "cell.text_number")
    if isinstance(cell, bool) or not isinstance(cell, float) or not isfinite(cell):
        raise Odd("cell.number")
    if abs(cell) >= _EXACT:
        raise Odd("cell.high")
    return _from_decimal(field, Decimal(repr(cell)))


def _places(field: Field) -> int:
    """How many decimals the book keeps of a number of this field."""
    return 2 if field.kind is Kind.MONEY else field.places


def _from_decimal(field: Field, value: Decimal) -> Value:
    # A computed cell carries the noise of binary fractions, of which nobody is told
    if field.kind is Kind.INTEGER:
        if value != value.to_integral_value():
            raise Odd("cell.whole")
        return Value(int(value))
    rounded = value.quantize(Decimal(1).scaleb(-_places(field)), ROUND_HALF_EVEN)
    told = "cell.rounded" if abs(value - rounded) > _NOISE * max(Decimal(1), abs(value)) else ""
    return Value(int(rounded * 100) if field.kind is Kind.MONEY else rounded, told)


def _day(_field: Field, cell: Cell) -> Value:
    if isinstance(cell, date):
        return Value(cell)
    text = half_width(clean(_written(cell)))
    clock = _CLOCK.search(text)
    found = day_of(text[: clock.start()] if clock else text)
    if found is None:
        raise Odd("day.month" if _MONTH.fullmatch(text) else "cell.day")
    if clock is None:
        return Value(found, "day.text")
    hours, minutes, seconds = (int(part or 0) for part in clock.groups())
    return Value(found, time_code(hours * 3600 + minutes * 60 + seconds) or "day.text")


def _listed(field: Field, cell: Cell) -> Value:
    return Value(parse(field, _written(cell)))


_READERS: dict[Kind, Callable[[Field, Cell], Value]] = {
    Kind.MONEY: _numeric,
    Kind.INTEGER: _numeric,
    Kind.NUMBER: _numeric,
    Kind.DAY: _day,
    Kind.YES: _listed,
    Kind.CHOICE: _listed,
}
