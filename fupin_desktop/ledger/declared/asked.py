"""What the headings of a list ask for: an order, and a condition a column; the same of the store and of rows at hand.

A column is named by its key: of a list of records, the name of the field.  What is masked is sorted and looked for by
what is shown of it, never by what is hidden: the order of a list must tell nothing that its cells do not.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias, TypeVar, Union

from fupin_desktop.ledger.declared.selection import Between, Contains, Equal, OneOf
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.folding import sought
from fupin_desktop.ledger.privacy import PRIVATE, Privacy
from fupin_desktop.ledger.words import words

Filter: TypeAlias = Union[Equal, OneOf, Between, Contains]  # noqa: UP007  # as the conditions it is made of
Place: TypeAlias = tuple[int, float, bytes]
T = TypeVar("T")
_NOTHING = (None, "", ())
_LARGE = 1 << 52  # what a float holds exactly


class Asked(NamedTuple):
    """The order (`-key` from the last, empty for the list's own) and what is asked of columns, one condition each."""

    order: str = ""
    where: tuple[Filter, ...] = ()

    @property
    def key(self) -> str:
        """The column the list is sorted by; empty for none."""
        return self.order.removeprefix("-")

    @property
    def falling(self) -> bool:
        """From the last to the first?"""
        return self.order.startswith("-")

    def on(self, key: str) -> Filter | None:
        """What is asked of a column."""
        return next((one for one in self.where if one.field == key), None)

    def sorted_by(self, order: str) -> "Asked":
        """The same in another order."""
        return self._replace(order=order)

    def having(self, key: str, condition: Filter | None) -> "Asked":
        """The same with another condition on this column, or none."""
        others = tuple(one for one in self.where if one.field != key)
        return self._replace(where=others if condition is None else (*others, condition))


def is_masked(field: Field) -> bool:
    """Is what the field holds shown in part, or only of grown-ups?"""
    return field.privacy in PRIVATE or field.privacy is Privacy.MINOR


def is_askable(field: Field) -> bool:
    """Can a list be sorted by the field?  Not by what shows nothing at all, nor by pictures."""
    return field.privacy is not Privacy.SEALED and field.kind is not Kind.PHOTO


def holds(condition: Filter, value: object, text: str) -> bool:
    """Does a cell meet a condition?  `value` is what it is compared by, `text` what it shows."""
    if isinstance(condition, Contains):
        return sought(condition.text) in sought(text)
    several: Sequence[object] = value if isinstance(value, tuple) else (value,)
    if isinstance(condition, Between):
        return any(_is_between(condition, one) for one in several)
    wanted = condition.values if isinstance(condition, OneOf) else (condition.value,)
    return any(one in wanted or (one in _NOTHING and None in wanted) for one in several or (None,))


def _is_between(condition: Between, value: Any) -> bool:
    if value in _NOTHING:
        return False
    ends = [end for end in (condition.low, condition.high) if end is not None]
    if any(isinstance(end, str) != isinstance(value, str) for end in ends):
        return False
    return (condition.low is None or value >= condition.low) and (condition.high is None or value <= condition.high)


def place(field: Field | None, value: object) -> Place | None:
    """Where a value stands in a sorted list; None for an empty one, which comes last either way.

    Words of a code list stand in the order of their list, Chinese text in that of its pronunciation (GB 2312 has its
    common characters so), numbers by their size.
    """
    if isinstance(value, tuple):
        value = value[0] if value else None
    if value in _NOTHING:
        return None
    if field is not None and field.kind is Kind.CHOICE:
        known = list(words(field.words))
        return (0, float(known.index(str(value)) if value in known else len(known)), b"")
    if field is not None and field.kind is Kind.NUMBER:
        value = _number(value)
    if isinstance(value, int | float):
        # Of a number too long for a float its digits tell the rest
        return (0, float(value), b"" if abs(value) < _LARGE else f"{value:040}".encode())
    text = str(value)
    return (1, 0.0, text.lower().encode() if text.isascii() else sought(text).encode("gb18030", "replace"))


def _number(value: object) -> object:
    try:
        return float(str(value))
    except ValueError:
        return value


def in_order(items: Iterable[tuple[T, Place | None]], *, falling: bool) -> list[T]:
    """Things by their places; those of one place stay as they came, those without one come last."""
    known: list[tuple[T, Place]] = []
    last: list[T] = []
    for item, at in items:
        if at is None:
            last.append(item)
        else:
            known.append((item, at))
    known.sort(key=lambda pair: pair[1], reverse=falling)
    return [*(item for item, _at in known), *last]
