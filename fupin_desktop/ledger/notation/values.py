"""Values of fields: as a person types them, as a record holds them, as the book stores them.

A record holds str, int, Decimal, date, datetime, bool, a dot, or a tuple of these for a many-valued field.
The book and the bundle hold the canonical form: text in NFC, integers, decimals as strings without exponent or
trailing zeros, days as YYYY-MM-DD, yes/no as 1/0, many values as a sorted JSON list.  Equality of canonical forms
decides whether two people wrote the same (sync.md §3).
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.canonical import LARGEST as LARGEST
from fupin_desktop.ledger.notation.canonical import is_item, item_test, items_of, many_text
from fupin_desktop.ledger.notation.codes import SENTENCES, bare_code, bare_number, fault_of
from fupin_desktop.ledger.notation.codes import half_width as half_width
from fupin_desktop.ledger.notation.signs import refuse_unshowable, unshowable
from fupin_desktop.ledger.words import _, code_of, words

_LINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")  # as other systems and word processors end a line
# Signs without a form or a width; joiners (U+200C, U+200D) stay, for signs of several parts are made by them
_UNSEEN = re.compile("[\u200b\u200e\u200f\u2060\ufeff]")
_DAY = re.compile(r"(\d{4})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})")
_SHORT_DAY = re.compile(r"(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*日?")
_YES = frozenset({"是", "有", "1", "yes", "true", "y", "√", "✓", "✔", "☑"})
_NO = frozenset({"否", "无", "0", "no", "false", "n", "×", "✗", "✘", "✕", "☒"})
_DIGITS = 18
_today: list[Callable[[], date]] = [date.today]


def clean(text: str) -> str:
    """Text as it is kept: NFC, lines ended by one sign, without blanks at the ends.

    What cannot be shown is not dropped here; whoever writes is refused it (`check_typed`).
    """
    return unicodedata.normalize("NFC", _LINE.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """Text of one line as it is kept: as `clean`, with blanks for line ends and without signs that nobody sees."""
    return _UNSEEN.sub("", clean(text)).strip().replace("\n", " ")


def _refuse(field: Field, code: str, message: str) -> Refusal:
    return Refusal(code, message.format(label=_(field.label)), where={"field": field.name})


def decimal_text(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros: `1.50` is `1.5`, `-0` is `0`."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


# --- from what a person typed ---------------------------------------------------------------------------------------


def _line(field: Field, typed: str) -> str:
    if field.digits:
        return bare_code(typed)
    return bare_number(typed) if field.bare else one_line(typed)


def _lines(_field: Field, typed: str) -> str:
    return clean(typed)


def _number(field: Field, typed: str) -> Decimal:
    bare = half_width(typed).replace(",", "").replace(" ", "").removesuffix(field.unit)  # 70 % is 70 where % is meant
    try:
        value = Decimal(bare)
    except InvalidOperation:
        raise _refuse(field, "value.number", _("{label}: this is not a number. Type digits only.")) from None
    if not value.is_finite():
        raise _refuse(field, "value.number", _("{label}: this is not a number. Type digits only."))
    if value.adjusted() > _DIGITS:  # 1e999999999 would overflow every sum
        raise _too_large(field)
    return value


def _too_large(field: Field) -> Refusal:
    if field.high is None:
        return _refuse(field, "value.high", _("{label}: more digits than the book can keep."))
    message = _("{label}: at most {limit} can stand here.")
    return _refuse(field, "value.high", message.replace("{limit}", _limit(field, field.high)))


def _too_small(field: Field, low: int) -> Refusal:
    message = _("{label}: at least {limit} has to stand here.")
    return _refuse(field, "value.low", message.replace("{limit}", _limit(field, low)))


def _limit(field: Field, limit: int) -> str:
    """A limit as people type it: money in yuan, with the unit of the field."""
    is_money = field.kind is Kind.MONEY
    number = decimal_text(Decimal(limit) / 100 if is_money else Decimal(limit))
    return f"{number} {_('yuan') if is_money else field.unit}".strip()


def _integer(field: Field, typed: str) -> int:
    value = _number(field, typed)
    if abs(value) > LARGEST:
        raise _too_large(field)
    if value != value.to_integral_value():
        raise _refuse(field, "value.integer", _("{label}: a whole number is needed."))
    return int(value)


def _fen(field: Field, typed: str) -> int:
    text = half_width(typed).replace("￥", "").replace("¥", "").strip()
    factor = Decimal(1_000_000) if text.endswith(("万元", "万")) else Decimal(100)
    fen = _number(field, text.removesuffix("元").removesuffix("万")) * factor
    if abs(fen) > LARGEST:
        raise _too_large(field)
    if fen != fen.to_integral_value():
        raise _refuse(field, "value.money", _("{label}: an amount in yuan with at most two decimals is needed."))
    return int(fen)


def reckon_by(today: Callable[[], date] | None) -> None:
    """A day typed short (6-3) is one of the year of this day: a window gives its book's, which practice data set back.

    None gives the machine's own day again.
    """
    _today[0] = today or date.today


def typed_day(typed: str) -> date | None:
    """A day as a person types it, also short: 6-3 is one of this year; None when it is none."""
    return day_of(typed, year=_today[0]().year)


def day_of(typed: str, *, year: int | None = None) -> date | None:
    """A day typed as 2017.6.3, 2017/6/3, 2017年6月3日, 20170603, or 6-3 within `year`; None when it is none."""
    text = half_width(typed).strip()
    if found := _DAY.fullmatch(text):
        parts = [int(part) for part in found.groups() if part]
    elif year and (found := _SHORT_DAY.fullmatch(text)):
        parts = [year, *(int(part) for part in found.groups())]
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def _day(field: Field, typed: str) -> date:
    found = typed_day(typed)
    if found is None:
        raise _refuse(field, "value.day", _("{label}: no such day. Type it like 2017.6.3."))
    if not is_item(_ANY_DAY, found.isoformat()):
        raise _refuse(field, "value.day", _("{label}: the year must lie between 1900 and 2100."))
    return found


def _moment(field: Field, typed: str) -> datetime:
    value: datetime | None
    try:
        value = datetime.fromisoformat(typed)
    except ValueError:
        value = None
    if value is None or value.tzinfo is None:
        raise _refuse(field, "value.moment", _("{label}: a date and time with its zone is needed."))
    return value


def _yes(field: Field, typed: str) -> bool:
    text = half_width(typed).strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise _refuse(field, "value.yes", _("{label}: answer yes or no."))


def _code(field: Field, typed: str) -> str | None:
    return code_of(field.words, clean(half_width(typed)) or typed) or code_of(field.words, clean(typed))


def _choice(field: Field, typed: str) -> str:
    code = _code(field, typed)
    if code is None:
        raise _refuse(field, "value.choice", _("{label}: this is not one of the listed words."))
    return code


def _link(field: Field, typed: str) -> Dot:
    # Dots in text form are resolved by the book before they come here; what is left must be a local number.
    if not typed.isdigit():
        raise _refuse(field, "value.link", _("{label}: no such record."))
    return Dot(int(typed))


_BETWEEN = re.compile(r"([、,，;；])")  # what parts several values; it is kept, for a word may have it in itself
_PARSERS: dict[Kind, Callable[[Field, str], object]] = {
    Kind.TEXT: _line,
    Kind.NOTE: _lines,
    Kind.PHOTO: _line,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.MONEY: _fen,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.YES: _yes,
    Kind.CHOICE: _choice,
    Kind.LINK: _link,
}


def several(field: Field, typed: str) -> list[str]:
    """The parts of several values; a word of the list that has the separator in itself (县、镇财政) is one."""
    pieces = _BETWEEN.split(typed)
    parts: list[str] = []
    at = 0
    while at < len(pieces):
        longest = (end for end in range(len(pieces), at + 1, -2) if _is_word(field, "".join(pieces[at:end])))
        end = next(longest, at + 1)
        parts.append("".join(pieces[at:end]))
        at = end + 1
    return parts


def _is_word(field: Field, text: str) -> bool:
    return field.kind is Kind.CHOICE and _code(field, text) is not None


def parse(field: Field, typed: str) -> object:
    """The value a person meant; None for nothing typed; several are separated by 、 or a comma.

    Raises `Refusal` naming the field, for what nobody may type (`check_typed`), too.
    """
    value = read(field, typed)
    check_typed(field, value)
    return value


def read(field: Field, typed: str) -> object:
    """As `parse`, without the limits: to ask for what stands in the book already, whoever wrote it."""
    refuse_unshowable(_(field.label), _LINE.sub("\n", typed), field.name)
    if not clean(typed):
        return () if field.many else None
    one = _PARSERS[field.kind]
    if field.many:
        return tuple(one(field, part) for part in several(field, typed) if clean(part))
    value = one(field, typed)
    return None if value == "" else value  # of an apostrophe or a hyphen alone nothing is left


# --- limits ---------------------------------------------------------------------------------------------------------


def _check_text(field: Field, value: str) -> None:
    if field.high is not None and len(value) > field.high:
        message = _("{label}: longer than the {high} characters it may have.")
        raise _refuse(field, "value.long", message.replace("{high}", str(field.high)))


def _check_range(field: Field, value: int | Decimal) -> None:
    if field.low is not None and value < field.low:
        raise _too_small(field, field.low)
    if field.high is not None and value > field.high:
        raise _too_large(field)
    if isinstance(value, Decimal) and value != round(value, field.places):
        raise _refuse(field, "value.places", _("{label}: too many decimal places."))


def _check_choice(field: Field, value: str) -> None:
    if value not in words(field.words):
        raise _refuse(field, "value.choice", _("{label}: this is not one of the listed words."))


def check(field: Field, value: object) -> None:
    """Refuse a value outside the field's limits; `required` is the record's matter, not the value's."""
    if value is None:
        return
    if isinstance(value, tuple):
        for item in value:
            check(field, item)
    elif field.kind in (Kind.TEXT, Kind.NOTE):
        _check_text(field, str(value))
    elif field.kind is Kind.CHOICE:
        _check_choice(field, str(value))
    elif isinstance(value, int | Decimal) and field.kind in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY):
        _check_range(field, value)


def check_written(field: Field, value: object) -> None:
    """Refuse what nobody may write at a desk: what is beyond the limits, or (`text.unshowable`) cannot be shown.

    A merge asks only `check`: what another desk wrote before there was this rule is let in, and can be corrected.
    """
    check(field, value)
    if value is not None and field.kind in (Kind.TEXT, Kind.NOTE) and unshowable(str(value)):
        refuse_unshowable(_(field.label), str(value), field.name)


def check_typed(field: Field, value: object) -> None:
    """As `check_written`, for what a person types, pastes or sends in a workbook: a code of a wrong form is refused.

    Raises one of the codes of `ledger.notation.codes.SENTENCES`.
    """
    check_written(field, value)
    fault = fault_of(str(value), field.digits) if field.digits and value else None
    if fault is not None:
        sentence = _(SENTENCES[fault.code]).format(**fault.facts)
        message = _("{label}: {what} Nothing was saved.").format(label=_(field.label), what=sentence)
        raise Refusal(fault.code, message, where={"field": field.name})


# --- canonical form -------------------------------------------------------------------------------------------------

_ONE_TO_STORED: dict[Kind, Callable[[object], object]] = {
    Kind.TEXT: lambda value: unicodedata.normalize("NFC", str(value)),
    Kind.NOTE: lambda value: unicodedata.normalize("NFC", str(value)),
    Kind.CHOICE: str,
    Kind.PHOTO: str,
    Kind.INTEGER: lambda value: int(str(value)),
    Kind.MONEY: lambda value: int(str(value)),
    Kind.LINK: lambda value: int(str(value)),
    Kind.NUMBER: lambda value: decimal_text(Decimal(str(value))),
    Kind.DAY: lambda value: str(value),
    Kind.MOMENT: lambda value: value.isoformat() if isinstance(value, datetime) else str(value),
    Kind.YES: lambda value: int(bool(value)),
}


class Unreadable:
    """What stands for a stored value that cannot be read (无法读取)."""

    def __repr__(self) -> str:
        return "unreadable"


UNREADABLE = Unreadable()
_ANY_DAY = Field(kind=Kind.DAY, label="")


def _as_it_is(value: object) -> object:
    return value


_ONE_FROM_STORED: dict[Kind, Callable[[object], object]] = {
    Kind.NUMBER: lambda value: Decimal(str(value)),
    Kind.DAY: lambda value: date.fromisoformat(str(value)),
    Kind.MOMENT: lambda value: datetime.fromisoformat(str(value)),
    Kind.YES: bool,
}


def to_stored(field: Field, value: object) -> object:
    """The canonical form of a value: what the book stores and equality is decided by."""
    if value is None or value == () or value == "":
        return None
    return storing(field)(value)


def storing(field: Field) -> Callable[[Any], object]:
    """How a value that is not empty becomes its canonical form: for whoever stores many of one field."""
    one = _ONE_TO_STORED[field.kind]
    return (lambda items: many_text([one(item) for item in items])) if field.many else one


def stored_day(stored: object) -> date | None:
    """A day as a row holds it; None for nothing, and for what cannot be read."""
    return date.fromisoformat(str(stored)) if is_item(_ANY_DAY, stored) else None


def from_stored(field: Field, stored: object) -> object:
    """The value a record holds; `UNREADABLE` for what is not in the form of its kind, as an older program let in.

    Reading never raises.
    """
    if stored is None:
        return () if field.many else None
    return reading(field)(stored)


def reading(field: Field) -> Callable[[object], object]:
    """How a stored value that is not empty becomes what a record holds: for whoever reads many of one field."""
    one, is_canonical = _ONE_FROM_STORED.get(field.kind, _as_it_is), item_test(field)

    def single(stored: object) -> object:
        return one(stored) if is_canonical(stored) else UNREADABLE

    def several(stored: object) -> object:
        items = items_of(stored)
        return UNREADABLE if items is None or not all(map(is_canonical, items)) else tuple(map(one, items))

    return several if field.many else single
