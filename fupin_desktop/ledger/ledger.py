"""The ledger (台账): one transaction on the open book, as every feature sees it.  `store` makes it real."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from fupin_desktop.ledger.declared.selection import Amount, Selection
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.system.picture import PictureFacts

if TYPE_CHECKING:
    from fupin_desktop.ledger.declared.figure import Measure, Tally

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Finder(Protocol):
    """Whoever finds records: a reading of the book, or the ledger itself.

    What is asked of a selection is answered from its conditions and its standing; a kind or a field that does not
    exist is refused, as `kind.unknown` and `field.unknown`.
    """

    def find(self, cls: type[R], *, with_away: bool = False, **equal: Any) -> list[R]:
        """The records whose fields equal the given values; a sequence means any of them."""

    def once(self, read: Callable[["Finder"], T], *told_by: type[Record]) -> T:
        """What `read(finder)` finds, read once until a record of one of the kinds it is `told_by` is written."""

    def text_of(self, id: int) -> str:
        """An id in the text form that is the same in every book."""

    def picture_facts(self, keys: Sequence[str]) -> Mapping[str, PictureFacts]:
        """When and where these photographs were taken; those whose content has not arrived are left out."""

    def select(self, selection: Selection, *, start: int = 0, limit: int | None = None) -> list[Record]:
        """The records of a selection in its order, at last in the order of making; a page of them with `limit`."""

    def count(self, selection: Selection) -> int:
        """How many records a selection has."""

    def total(self, selection: Selection, amount: Amount) -> int | None:
        """The sum of an amount in fen over a selection; None where no record has one."""

    def tally(self, selection: Selection, measure: "Measure") -> "Tally":
        """What a measure counts over a selection."""

    def by(self, selection: Selection, path: Sequence[str], measure: "Measure") -> "Mapping[object, Tally]":
        """What a measure counts, grouped by the value at the end of a way of links and one field."""


class Ledger(Finder, Protocol):
    """What a command may do.  Everything written in one transaction is one entry in each scope it touches."""

    @property
    def today(self) -> date:
        """The book's day, which matters in law (sync.md §1)."""

    @property
    def division(self) -> str:
        """The book's own division code."""

    @property
    def is_office(self) -> bool:
        """True for the book of a township or a county."""

    def may_write_sealed(self, division: str) -> bool:
        """May this book write bank cards and other sealed data of a place?  A laptop must be enrolled for them."""

    def why_not(self, act: str) -> str:
        """Why the role of this device may not do something, in words that name who may; empty when it may."""

    def may(self, act: str, *, done_by: Iterable[str | None] = ()) -> None:
        """Refuse what the role of this device may not do (`role.may_not`, naming who may).

        `done_by` took the step before this one: where a second person is asked for, the same one is refused
        (`step.same_person`), unless an office wrote an exception.
        """

    @property
    def actor(self) -> str:
        """Who is acting, as the book knows them."""

    def get(self, cls: type[R], id: Dot) -> R:
        """The record; raises `Refusal` when the book does not hold it."""

    def find(self, cls: type[R], *, with_away: bool = False, **equal: Any) -> list[R]:
        """The records whose fields equal the given values, in order of making; without put-away ones by default.

        A sequence as a value means any of them.
        """

    def by_key(self, cls: type[R], *key: object) -> R | None:
        """The one record with this natural key; None when there is none; `Refusal` when two records share it."""

    def text_of(self, id: int) -> str:
        """An id in the text form that is the same in every book."""

    def save(self, record: R, *, managed: Collection[str] = ()) -> R:
        """Write a new record, or the fields in which it differs from its reading; the only door for writes.

        The rules of its feature are run.  `managed` names the fields that are not free (`hand_of`) and that this
        command writes all the same; refuses any other of them that differs, as `field.managed` or `field.fixed`, and a
        number that another record has, as `record.exists`.
        """

    def save_all(self, records: Iterable[R], *, managed: Collection[str] = ()) -> list[R]:
        """As `save`, for many at once: all are judged before any of them is written."""

    def gathered(self, read: Callable[["Ledger", Sequence[Any]], T]) -> T:
        """What the rules of the records now being saved need of the book, read once for all of them.

        `read(ledger, records)` gets every record of the batch; rules of one batch share what it found.
        """

    def savepoint(self) -> AbstractContextManager[None]:
        """One item of a batch: a `Refusal` that leaves this block takes back everything that was written in it."""

    def note_why(self, why: str) -> None:
        """Keep the reason of this command with its entry."""

    def settle(self, record: R, cell: str, value: object, why: str, *, element: str = "") -> None:
        """Write a value over all standing heads of a cell (核定)."""

    def put_away(self, record: Record, why: str) -> None:
        """Keep the record, and take it out of the register (注销)."""

    def scope_of(self, record: Record) -> str:
        """The scope a record lives in."""

    def note(self, warnings: Sequence[str]) -> None:
        """Warnings for the person who acts; they stop nothing."""

    @property
    def warnings(self) -> Sequence[str]:
        """What was noted so far, in this order; what a savepoint took back is not among it."""
