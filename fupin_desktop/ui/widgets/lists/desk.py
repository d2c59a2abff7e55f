"""Who stands behind a list and does what it cannot: print, export, correct.  A list finds it above itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from fupin_desktop.ledger.declared.asked import Asked
from fupin_desktop.ledger.record import Record

Choices = Sequence[tuple[Any, str]]


@dataclass(frozen=True)
class ListAct:
    """One thing done with a list: its name, the keys, with which lists it can be done now."""

    title: str
    do: Callable[[Any], object]
    fits: Callable[[Any], bool] = lambda _table: True
    keys: str = ""


@dataclass(frozen=True)
class Editing:
    """How the rows of a list are written: the kind, the record or the id of a row, a new record for what is pasted.

    `subject` is whose file is open, for the command behind a kind's form.
    """

    cls: type[Record]
    of: Callable[[Any], Record | int | None]
    new: Callable[[], Record | None] = lambda: None
    subject: Callable[[], Record | None] = lambda: None


class Pages(Protocol):
    """A list that comes in pages, as the store puts it in order; answers come when they are known."""

    def arrange(self, asked: Asked, done: Callable[[list[int], int], None]) -> None:
        """The ids in the order asked for, and how many there are without filters."""

    def rows(self, ids: Sequence[int]) -> Mapping[int, Any]:
        """The rows of some ids: a short reading."""

    def choices(self, key: str, done: Callable[[Choices], None]) -> None:
        """The values of a column one may choose among."""

    def sums(self, ids: Sequence[int], keys: Sequence[str], done: Callable[[Mapping[str, Any]], None]) -> None:
        """The sums of number columns over these records."""

    def everything(self, asked: Asked) -> list[Any]:
        """Every row, to be read off the window's thread."""


class ListDesk(Protocol):
    """Acts for every list, and a place for what is told of the one in use."""

    @property
    def acts(self) -> Sequence[ListAct]:
        """What can be done with lists."""

    def tell(self, words: str) -> None:
        """How many are chosen and what they sum up to; what is filtered."""


@runtime_checkable
class HasListDesk(Protocol):
    """A window whose lists have a desk."""

    list_desk: ListDesk


def desk_above(widget: QWidget) -> ListDesk | None:
    """The desk of the window a list stands in; None where it stands by itself."""
    above: QWidget | None = widget
    while above is not None:
        if isinstance(above, HasListDesk):
            return above.list_desk
        above = above.parentWidget()
    return None
