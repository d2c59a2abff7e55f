"""Selection (选取): which records of one kind are meant, as plain data.

Lists, figures, reports, exports, the command line and `go()` of the window hand the same selection around; the book
answers it (`Finder.select`, `count`, `total`, `by`).  Values stand in their stored form (`values.to_stored`): a day as
YYYY-MM-DD, yes as 1, an amount in fen.  Ids are those of the book at hand: a selection is kept with its book, and does
not travel to another.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any, TypeAlias, TypeVar, Union

import msgspec

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _

Scalar: TypeAlias = str | int | None


class Amount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An amount made of integer fields (fen): the sum of `plus` less the sum of `minus`; an empty field counts as 0.

    `instead`: for a field that is empty, the fields whose sum stands in its place.  Unknown when all are empty.
    """

    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    instead: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """The fields that stand for another one while it is empty."""
        return dict(self.instead)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that is looked at."""
        return (*self.plus, *self.minus, *(name for _whole, parts in self.instead for name in parts))

    def of(self, record: object) -> int | None:
        """The amount of a record in fen, None when none of its fields is filled in."""
        if all(getattr(record, name) is None for name in self.fields):
            return None
        term = partial(self._term, record)
        return sum(map(term, self.plus)) - sum(map(term, self.minus))

    def _term(self, record: object, name: str) -> int:
        value = getattr(record, name)
        return sum(getattr(record, one) or 0 for one in self.parts.get(name, ())) if value is None else int(value)


class Equal(msgspec.Struct, frozen=True, tag="equal", forbid_unknown_fields=True):
    """The field has this value, None for an empty one; a many-valued field holds it among others."""

    field: str
    value: Scalar


class OneOf(msgspec.Struct, frozen=True, tag="one_of", forbid_unknown_fields=True):
    """The field has one of these values."""

    field: str
    values: tuple[Scalar, ...]


class Between(msgspec.Struct, frozen=True, tag="between", forbid_unknown_fields=True):
    """The field is not empty and lies in this range; both ends count, None leaves an end open."""

    field: str
    low: str | int | None = None
    high: str | int | None = None


class Contains(msgspec.Struct, frozen=True, tag="contains", forbid_unknown_fields=True):
    """The field holds this text, whatever its blanks and the case of its letters."""

    field: str
    text: str


class Named(msgspec.Struct, frozen=True, tag="named", forbid_unknown_fields=True):
    """The field holds one of these names, however its blanks, widths and dots were typed (`folding.folded`).

    A many-valued field holds it among others; an empty name is nobody's.
    """

    field: str
    names: tuple[str, ...]


class Under(msgspec.Struct, frozen=True, tag="under", forbid_unknown_fields=True):
    """The division code in the field is this one, or of a place within it."""

    field: str
    code: str


class AmountIs(msgspec.Struct, frozen=True, tag="amount", forbid_unknown_fields=True):
    """The amount is known, at least `low` and below `below`; `per`: a field above 0 by which the limits are taken.

    The limits are multiplied, the amount is never divided: nothing is rounded.
    """

    amount: Amount
    low: int | None = None
    below: int | None = None
    per: str = ""


class ShareBelow(msgspec.Struct, frozen=True, tag="share", forbid_unknown_fields=True):
    """`part` is less than the share `of` (such as 7 of 10) of a `whole` that is known and above 0.

    An unknown part counts as 0.  Both sides are multiplied, nothing is divided: exact to the fen.
    """

    part: Amount
    whole: Amount
    of: tuple[int, int]


class Leads(msgspec.Struct, frozen=True, tag="leads", forbid_unknown_fields=True):
    """The link leads to a record of which all this holds; of joined twins, to the one that stands for them."""

    field: str
    where: tuple["Condition", ...] = ()


class Linked(msgspec.Struct, frozen=True, tag="linked", forbid_unknown_fields=True):
    """Between `least` and `most` records of a kind lead here by their link `field`, of which all this holds.

    `distinct` names a field: records that agree in it are counted once.  Records out of the register are not counted,
    and those that lead to a joined twin lead to the one that stands for it.
    """

    kind: str
    field: str
    where: tuple["Condition", ...] = ()
    least: int = 1
    most: int | None = None
    distinct: str = ""


class Matched(msgspec.Struct, frozen=True, tag="matched", forbid_unknown_fields=True):
    """Between `least` and `most` records of a kind agree with this one, of which all this holds.

    `agree` pairs a field of theirs with one of this record's, or with one at the end of a link (`cadre.name`): each
    pair holds the same, of a many-valued field of theirs among others; what is empty agrees with nothing.  `named` are
    pairs of names, which are the same where they read alike (`Named`).  It asks what no link tells: whether the
    helper's own name stands among the visitors.  Records out of the register are not counted.
    """

    kind: str
    agree: tuple[tuple[str, str], ...]
    where: tuple["Condition", ...] = ()
    least: int = 1
    most: int | None = None
    distinct: str = ""
    named: tuple[tuple[str, str], ...] = ()


class Either(msgspec.Struct, frozen=True, tag="either", forbid_unknown_fields=True):
    """At least one of these holds."""

    of: tuple["Condition", ...]


class Both(msgspec.Struct, frozen=True, tag="both", forbid_unknown_fields=True):
    """All of these hold; to be put into an `Either`."""

    of: tuple["Condition", ...]


class Unless(msgspec.Struct, frozen=True, tag="unless", forbid_unknown_fields=True):
    """Not all of these hold."""

    of: tuple["Condition", ...]


class Shared(msgspec.Struct, frozen=True, tag="shared", forbid_unknown_fields=True):
    """Another counted record of this kind has the same value in the field (重号)."""

    field: str


class InRegister(msgspec.Struct, frozen=True, tag="in_register", forbid_unknown_fields=True):
    """Not put away, or put away while somebody worked on it without knowing."""


class StandsForTwins(msgspec.Struct, frozen=True, tag="stands_for_twins", forbid_unknown_fields=True):
    """Joined with no other, or the one that stands for those it was joined with."""


class Gone(msgspec.Struct, frozen=True, tag="gone", forbid_unknown_fields=True):
    """Moved to a village this book does not hold."""


_OfTheRow: TypeAlias = Union[Equal, OneOf, Between, Contains, Named, Under, AmountIs, ShareBelow]  # noqa: UP007  # names in quotes
_OfOthers: TypeAlias = Union[Leads, Linked, Matched, Shared, InRegister, StandsForTwins, Gone]  # noqa: UP007  # above: run time
Condition: TypeAlias = Union[_OfTheRow, _OfOthers, Either, Both, Unless]  # noqa: UP007  # run time

VISIBLE, COUNTED, ALL = "visible", "counted", "all"


class Selection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Records of a kind of which all conditions hold, in an order of fields (`-name` from the last).

    `standing` (see `ledger.standing`): `visible` is what lists show, `counted` what figures count, `all` everything.
    """

    kind: str
    where: tuple[Condition, ...] = ()
    order: tuple[str, ...] = ()
    standing: str = VISIBLE

    def having(self, *conditions: Condition) -> "Selection":
        """The same with further conditions."""
        return msgspec.structs.replace(self, where=(*self.where, *conditions))


_decoder = msgspec.json.Decoder(Selection)


def to_json(selection: Selection) -> str:
    """The selection as JSON."""
    return msgspec.json.encode(selection).decode()


def from_json(text: str) -> Selection:
    """The selection in this JSON; refuses, as `selection.form`, what is none."""
    try:
        return _decoder.decode(text)
    except (msgspec.DecodeError, RecursionError):
        message = _("This is no selection of records. Nothing was changed.")
        raise Refusal("selection.form", message) from None


def no(condition: Condition) -> Condition:
    """The condition does not hold."""
    return Unless((condition,))


def as_of(day: date, start: str, end: str) -> tuple[Condition, ...]:
    """What holds on a day: begun by then, and not ended before it; on its last day it still holds."""
    at = day.isoformat()
    return (Between(start, high=at), Either((Equal(end, None), Between(end, low=at))))


C = TypeVar("C", bound=msgspec.Struct)


def taken(conditions: Iterable[Any], cls: type[C]) -> tuple[list[C], list[Any]]:
    """The conditions of one class, and the others."""
    found: list[C] = []
    others: list[Any] = []
    for one in conditions:
        (found if isinstance(one, cls) else others).append(one)
    return found, others
