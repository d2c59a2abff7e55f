"""From the record a line is about to the record a cell asks for: which links lead there (表格取数).

A cell names a kind and a field (`household.phone`, `head.name`, `cadre.post`); the way is found once, when the form is
loaded, so that a form which asks for what cannot be reached is refused there.
"""

from dataclasses import dataclass
from enum import Enum

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.record import Record, fields_of

HEAD_OF = "head"
HOUSEHOLD, VILLAGE, MEMBER = "household", "village", "member"


class By(Enum):
    """How a record is reached from a line."""

    MAIN = "main"  # the line's own
    HEAD = "head"  # the head of its household
    HOME = "home"  # its household
    PLACE = "place"  # its village
    LINK = "link"  # a link of the line's own record
    CHILD = "child"  # the newest that hangs on the line's own record
    HOME_CHILD = "home_child"  # the newest of its household
    PLACE_LINK = "place_link"  # a link of its village
    PLACE_CHILD = "place_child"  # the newest of its village


@dataclass(frozen=True)
class Way:
    """A way to a kind; `link` names the field where a link leads there."""

    by: By
    kind: str
    link: str = ""


def home_kind(kind: str) -> str:
    """The kind that records of this kind hang on; empty where they live in a division or nowhere."""
    field = _home(KINDS[kind])
    return field.link if field is not None and field.kind is Kind.LINK else ""


def lives_in_village(kind: str) -> bool:
    """True for a kind whose home is a division code."""
    field = _home(KINDS[kind])
    return field is not None and field.kind is Kind.TEXT


def _home(cls: type[Record]) -> Field | None:
    return fields_of(cls).get(cls.home)


def hangs_on(kind: str, top: str) -> bool:
    """True for a kind whose homes lead to this one, however long the chain."""
    while kind and kind != top:
        kind = home_kind(kind)
    return bool(kind)


def way_to(kind: str, main: str, *, of_household: bool) -> Way | None:
    """The way from a line of this kind (empty: the paper itself) to another; None where there is none."""
    at_home = of_household or (bool(main) and hangs_on(main, HOUSEHOLD))
    if kind == HEAD_OF:
        return Way(By.HEAD, MEMBER) if at_home else None
    if kind == main:
        return Way(By.MAIN, kind)
    if link := _link(main, kind):
        return Way(By.LINK, kind, link)
    if main and home_kind(kind) == main:
        return Way(By.CHILD, kind)
    if kind == HOUSEHOLD:
        return Way(By.HOME, kind) if at_home else None
    if kind == VILLAGE:
        return Way(By.PLACE, kind)
    if at_home and hangs_on(kind, HOUSEHOLD):
        return Way(By.HOME_CHILD, kind)
    if link := _link(VILLAGE, kind):
        return Way(By.PLACE_LINK, kind, link)
    return Way(By.PLACE_CHILD, kind) if lives_in_village(kind) else None


def _link(main: str, kind: str) -> str:
    fields = fields_of(KINDS[main]).values() if main else ()
    return next((one.name for one in fields if one.kind is Kind.LINK and one.link == kind and not one.many), "")
