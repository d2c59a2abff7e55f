"""A field is declared once: kind, label, help, limits, words, link, privacy, group (architecture.md).

`Annotated[str | None, text(N_("Name"), high=60)]` on a record class serves the column, the editor, the check, the
Excel cell, the printed label, the payload of a bundle, the mask and the data dictionary.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from fupin_desktop.ledger.privacy import Privacy


class Kind(Enum):
    """The closed set of kinds of a field."""

    TEXT = "text"
    NOTE = "note"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"
    YES = "yes"
    CHOICE = "choice"
    LINK = "link"
    PHOTO = "photo"

    # Asked of every value that is read or written: an enum's own would hash its name each time
    __hash__ = object.__hash__


class Hand(Enum):
    """Whose hand writes a field: anybody's in a form; its feature's own command; only a correction of the number.

    Free and managed are declared, fixed follows from the record class: its home and its natural key (`hand_of`).
    """

    FREE = "free"
    MANAGED = "managed"
    FIXED = "fixed"


@dataclass(frozen=True, kw_only=True)
class Field:
    """What there is to know of one fact.

    `low`/`high` limit a number (in its unit; money in fen) or the length of a text; `places` are the decimals of a
    number; `words` names the code list (of a text: the one whose national codes stand for its words in exports and
    imports); `link` the kind of record; `group` the judgement the field is part of; `was` earlier names; `source` the
    place in the data dictionary or the paper and clause.  A text of `digits` is a code of exactly so many; a `bare` one
    is a number people compare, kept without blanks and in half-width capitals.  One of `numbers` holds them by its
    declaration (an office's telephone, a frozen table): what people type into any other text is looked through for
    numbers of persons before it is shown in a list.  A stage, a state and what follows from steps is in `Hand.MANAGED`:
    no form writes it, and a new record has there what it `begins` with.  Of a natural
    key, what is `correctable` tells one record from another and is corrected as any other fact: the day a term began.
    """

    kind: Kind
    label: str
    help: str = ""
    required: bool = False
    many: bool = False
    key: bool = False
    correctable: bool = False
    unit: str = ""
    low: int | None = None
    high: int | None = None
    places: int = 0
    digits: int = 0
    bare: bool = False
    numbers: bool = False
    words: str = ""
    link: str = ""
    privacy: Privacy = Privacy.INTERNAL
    group: str = ""
    hand: Hand = Hand.FREE
    begins: str = ""
    was: tuple[str, ...] = ()
    source: str = ""
    name: str = ""

    @property
    def is_free_text(self) -> bool:
        """Does it hold what people type, so that anything may stand in it?"""
        return self.kind in (Kind.TEXT, Kind.NOTE) and not (self.digits or self.numbers)

    @property
    def cell(self) -> str:
        """The name under which changes are kept: the group's, or the field's own."""
        return self.group or self.name


def text(label: str, *, high: int = 60, **rest: Any) -> Field:
    """One line of text; `high` is its greatest length in characters."""
    return Field(kind=Kind.TEXT, label=label, high=high, **rest)


def note(label: str, *, high: int = 4000, **rest: Any) -> Field:
    """Several lines of text."""
    return Field(kind=Kind.NOTE, label=label, high=high, **rest)


def integer(label: str, *, low: int = 0, high: int | None = None, **rest: Any) -> Field:
    """A whole number."""
    return Field(kind=Kind.INTEGER, label=label, low=low, high=high, **rest)


def number(label: str, *, places: int = 2, low: int = 0, high: int | None = None, **rest: Any) -> Field:
    """A decimal number with a fixed greatest number of places."""
    return Field(kind=Kind.NUMBER, label=label, places=places, low=low, high=high, **rest)


def money(label: str, *, low: int | None = 0, **rest: Any) -> Field:
    """An amount in integer fen; shown in yuan, or in 万元 where the page says so."""
    return Field(kind=Kind.MONEY, label=label, low=low, **rest)


def day(label: str, **rest: Any) -> Field:
    """A calendar day."""
    return Field(kind=Kind.DAY, label=label, **rest)


def moment(label: str, **rest: Any) -> Field:
    """A point in time with its zone."""
    return Field(kind=Kind.MOMENT, label=label, **rest)


def yes(label: str, **rest: Any) -> Field:
    """Yes or no; empty means nobody has said."""
    return Field(kind=Kind.YES, label=label, **rest)


def choice(label: str, words: str, **rest: Any) -> Field:
    """One code of a list; several with `many=True`."""
    return Field(kind=Kind.CHOICE, label=label, words=words, **rest)


def link(label: str, kind: str, **rest: Any) -> Field:
    """A record of another kind; several with `many=True`."""
    return Field(kind=Kind.LINK, label=label, link=kind, **rest)


def photo(label: str, **rest: Any) -> Field:
    """Photographs, by the key under which the book keeps them; always many."""
    return Field(kind=Kind.PHOTO, label=label, many=True, **rest)
