"""A column of a list: what it shows of a row, and what it is sorted, filtered and summed by."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.notation.values import to_stored
from fupin_desktop.ledger.record import Record

_NUMBERS = (Kind.MONEY, Kind.INTEGER, Kind.NUMBER)


@dataclass(frozen=True)
class Column:
    """A column: heading, text of a row, width in characters (0 takes what is left), side, tone of a row.

    `spare` ones leave when the window is narrow, the first one first.  `secret` is the field of the row's record that
    the column shows masked.  What people `typed` is looked through before it is shown or copied: lists are read by
    whoever stands behind the chair.  `field` is what the column shows, `key` the name by which the store knows it,
    `value` what of a row it is compared by, in its stored form; a `secret` one is compared by what it shows.
    """

    title: str
    text: Callable[[Any], str]
    chars: int = 0
    right: bool = False
    tone: Callable[[Any], str] | None = None
    spare: bool = False
    secret: Field | None = None
    typed: bool = False
    field: Field | None = None
    key: str = ""
    value: Callable[[Any], object] | None = None

    def shown(self, row: Any) -> str:
        """The text of a row as everybody may see it."""
        return covered(self.text(row)) if self.typed else self.text(row)

    def compared(self, row: Any) -> object:
        """What a row is sorted and filtered by: nothing more than its cell shows."""
        if self.value is not None and self.secret is None:
            return self.value(row)
        text = self.shown(row)
        return None if text == NOTHING else text

    @property
    def by(self) -> Field | None:
        """The field whose kind says how values are compared; None compares texts."""
        return self.field if self.value is not None and self.secret is None else None

    @property
    def named(self) -> str:
        """The key, or the heading where the store does not know the column."""
        return self.key or self.title

    @property
    def is_summed(self) -> bool:
        """Is it an amount or a number of something?  Years and what is masked are not."""
        by = self.by
        return by is not None and by.kind in _NUMBERS and not (by.many or by.key or "year" in by.name)

    def amount(self, row: Any) -> Decimal | None:
        """The number of a row, money in fen; None for none."""
        value = self.value(row) if self.value is not None else None
        try:
            return None if value in (None, "") else Decimal(str(value))
        except InvalidOperation:
            return None

    @property
    def is_code(self) -> bool:
        """Does it hold numbers that are meant to be read, such as 户编号?"""
        return self.field is not None and bool(self.field.digits)


def stored(field: Field, record: Record) -> object:
    """The value of a record's field as columns compare it: in its stored form, of several a tuple."""
    value = getattr(record, field.name)
    if value is None or field.name in record.unreadable:
        return None
    if isinstance(value, tuple):
        return tuple(str(one) for one in value)
    return to_stored(field, value)
