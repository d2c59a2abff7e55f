"""Households that move to another village (迁户): the records it takes, and what they say together (sync.md §6).

An office above both villages writes one half of a move in each of them, and quotes into the new village what was
written in the old one.  Where a household is depends on the halves that are here, never on the order they came in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, NamedTuple

import msgspec

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import day, integer, link, note, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import SEALED
from fupin_desktop.ledger.words import N_
from fupin_desktop.sync.bundles.strict import Counter, Id, Number, ScopeName

BODY_CAP = 1_000_000  # characters of one quote; a longer one is written in parts
SIGN = "→"  # before the code of the village to which a record has gone, in a book that does not hold that village


@dataclass(frozen=True, kw_only=True, repr=False)
class HouseholdMove(Record):
    """One half of a move (迁户): in the village that is left, or in the one that takes the household in.

    Of several halves in one village the one with the greatest `turn` tells whether the household is there.
    """

    label: ClassVar[str] = N_("Move of a household")
    home: ClassVar[str] = "division"
    append_only: ClassVar[bool] = True

    division: Annotated[str | None, text(N_("Division code"), numbers=True, high=12, required=True)] = None
    household: Annotated[Dot | None, link(N_("Household"), "household", required=True)] = None
    origin: Annotated[str | None, text(N_("Moved from"), numbers=True, high=12, required=True)] = None
    to: Annotated[str | None, text(N_("Moved to"), numbers=True, high=12, required=True)] = None
    moved_on: Annotated[date | None, day(N_("Moved on"), required=True)] = None
    turn: Annotated[int | None, integer(N_("Turn"), low=1, required=True)] = None
    why: Annotated[str | None, note(N_("Reason"), required=True)] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class SealedMove(HouseholdMove):
    """The same half in the sealed scope of its village, so that whoever writes bank cards there knows of it."""

    label: ClassVar[str] = N_("Move of a household, sealed part")
    scope_class: ClassVar[str] = SEALED


@dataclass(frozen=True, kw_only=True, repr=False)
class Quote(Record):
    """What was written of a household in another village, with its authors, told again by an office (引录).

    The body is JSON as FORMAT.md §8 has it.  It holds values of every kind, and is shown to nobody.
    """

    label: ClassVar[str] = N_("Quoted entries")
    home: ClassVar[str] = "division"
    append_only: ClassVar[bool] = True

    division: Annotated[str | None, text(N_("Division code"), numbers=True, high=12, required=True)] = None
    household: Annotated[Dot | None, link(N_("Household"), "household", required=True)] = None
    body: Annotated[str | None, note(N_("Quoted entries"), high=BODY_CAP, required=True, privacy=Privacy.SEALED)] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class SealedQuote(Quote):
    """The same for bank cards and whatever else lives in the sealed scope."""

    label: ClassVar[str] = N_("Quoted entries, sealed part")
    scope_class: ClassVar[str] = SEALED


MOVES = ("household_move", "sealed_move")
QUOTES = ("quote", "sealed_quote")


class Known(msgspec.Struct, frozen=True, array_like=True):
    """What the writer of quoted entries up to `number` held of another device's stream in the same scope."""

    device: Id
    counter: Counter


class Quoted(msgspec.Struct, frozen=True):
    """The body of a quote: entries of one stream by their numbers, and their content as a segment would hold it.

    `aside` are those of them that are set aside where they were written: they keep their place in the graph.
    """

    device: Id
    scope: ScopeName
    numbers: list[Number]
    knew: list[tuple[Number, list[Known]]]
    content: str
    aside: list[Number] = []

    def known_at(self, number: int) -> Mapping[str, int]:
        """By device, the last counter the writer of this entry held."""
        told = next((known for upto, known in self.knew if number <= upto), [])
        return {known.device: known.counter for known in told}


_quoted = msgspec.json.Decoder(Quoted)


def read_quoted(body: str) -> Quoted | None:
    """The quoted entries; None when the body is not what FORMAT.md says: then it quotes nothing."""
    try:
        found = _quoted.decode(body)
    except (ValueError, RecursionError):
        return None
    rising = all(one < other for one, other in zip(found.numbers, found.numbers[1:], strict=False))
    return found if found.numbers and rising else None


class Half(NamedTuple):
    """One half of a move as a book holds it: `dot` names it, `scope` is where it stands."""

    dot: int
    scope: str
    division: str
    household: int
    origin: str
    to: str
    turn: int
    device: str

    @property
    def order(self) -> tuple[int, str, str]:
        """Which of several holds."""
        return self.turn, self.device, self.to

    @property
    def arrives(self) -> bool:
        """Does the household come to where this half stands?"""
        return self.to == self.division


def latest(halves: Iterable[Half]) -> Half | None:
    """The half that holds."""
    return max(halves, key=lambda half: half.order, default=None)


def place_of(halves: Iterable[Half]) -> str | None:
    """Where a household is by all that is known of it here; None when it never moved."""
    last = latest(halves)
    return last.to if last is not None else None


def within(known: Iterable[Half], *, native: bool) -> bool:
    """May somebody who knows these halves of one village write about the household there?

    Until the departure is known, what is written there is in its place; after it, only once the household is back.
    """
    last = latest(known)
    return native if last is None else last.arrives


def columns(table: Any) -> dict[str, list[Any]]:
    """The columns of new records by cell."""
    return dict(zip(table.cells, table.columns, strict=True))
