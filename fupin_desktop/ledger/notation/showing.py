"""How a value reads to people, in a list, a form, a workbook or on paper: words for codes, yuan for fen, masks."""

from datetime import UTC, date, datetime
from decimal import Decimal

from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.notation.signs import visible
from fupin_desktop.ledger.notation.values import UNREADABLE, decimal_text
from fupin_desktop.ledger.privacy import masked as mask
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _, word

NOTHING = "—"


_DATA = 1_000_000  # a text that may be longer is no text but a table as a program keeps it: a notice as it was issued


def yuan(fen: int) -> str:
    """An amount in yuan with thousands set apart, without decimals that are nought."""
    text = f"{Decimal(fen) / 100:,.2f}"
    return text.removesuffix(".00")


def long_date(day: date) -> str:
    """A day as papers print it: 2016年12月1日, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def local_moment(at: str) -> str:
    """A moment as the book keeps it (ISO 8601; UTC where no zone is named) by the clock here: 2018-06-26 09:00."""
    found = datetime.fromisoformat(at)
    return f"{(found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone():%Y-%m-%d %H:%M}"


def plain_value(field: Field, value: object) -> str:
    """A value as a person would type it, unmasked; empty for nothing."""
    if value is None or value == ():
        return ""
    if value is UNREADABLE:
        return _("unreadable")
    if isinstance(value, tuple):
        return "、".join(plain_value(field, one) for one in value)
    if field.kind is Kind.CHOICE:
        return word(field.words, str(value))
    if field.kind is Kind.MONEY and isinstance(value, int):
        return yuan(value)
    if field.kind is Kind.YES:
        return _("yes") if value else _("no")
    return decimal_text(value) if isinstance(value, Decimal) else str(value)


def held(record: Record, name: str) -> object:
    """The value of a field as lists show it: `UNREADABLE` where what is stored cannot be read."""
    return UNREADABLE if name in record.unreadable else getattr(record, name)


def grouped(text: str) -> str:
    """A long code in the groups people read it in: village, year, serial, person; other text as it is."""
    if not (text.isascii() and text.isdigit() and len(text) > 17):
        return text
    parts = (text[:12], text[12:16], text[16:20], text[20:])
    return " ".join(part for part in parts if part)


def shown(field: Field, value: object, *, minor: bool = False) -> str:
    """A value as lists show it: masked, with its unit, a sign that cannot be shown by its name; a dash for nothing."""
    if value is UNREADABLE:
        return plain_value(field, value)
    if value and field.kind is Kind.NOTE and (field.high or 0) >= _DATA:
        return _("kept as data")
    hidden = mask(value, field.privacy, minor=minor)
    if hidden != value:
        return str(hidden)
    text = grouped(visible(plain_value(field, value)))
    unit = _("yuan") if field.kind is Kind.MONEY else field.unit
    return f"{text} {unit}".strip() if text else NOTHING


def listed(field: Field, value: object, *, minor: bool = False) -> str:
    """A value as lists and their copies show it: as `shown`, and what people typed into a text without its numbers,
    sealed words and addresses.  Whoever opens the record itself reads it whole."""
    text = shown(field, value, minor=minor)
    return covered(text) if field.is_free_text else text
