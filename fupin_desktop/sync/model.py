"""Kinds that exchange itself needs: the roster (名册), decisions, joins and moves (sync.md §5, §2, §6)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, integer, link, note, text
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import BELOW
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class Grant(Record):
    """A device's place in the roster: whose it is, its keys, what it may write, from and up to which number.

    The authority's signature over the statement makes it good wherever it travels; `until` and `until_hash` end it
    (revocation) per scope as JSON.  A later grant of the same device replaces an earlier one by `serial`.
    """

    scope_class: ClassVar[str] = BELOW
    label: ClassVar[str] = N_("Device of the roster")

    device: Annotated[str | None, text(N_("Device"), numbers=True, high=32, required=True, key=True)] = None
    serial: Annotated[int | None, integer(N_("Version"), low=1, required=True, key=True)] = None
    person: Annotated[str | None, text(N_("Person"), required=True)] = None
    role: Annotated[str | None, choice(N_("Role"), "role", required=True)] = None
    statement: Annotated[str | None, note(N_("Statement"), high=20_000, required=True)] = None
    signature: Annotated[str | None, text(N_("Signature of the authority"), numbers=True, high=128, required=True)] = (
        None
    )
    why: Annotated[str | None, note(N_("Reason"))] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Decision(Record):
    """What an office decided about entries that were set aside or held: release, keep aside, accept a gap, a fork.

    It lives in the `/r` scope of the place concerned, so that the place and every office above it follow.  `first` and
    `last` number entries of the device's stream in `scope`; `hash` names the segment with which the chosen branch of a
    fork begins; of several decisions about the same entries the one with the greatest `turn` holds.
    """

    scope_class: ClassVar[str] = BELOW
    home: ClassVar[str] = "division"
    label: ClassVar[str] = N_("Decision")
    append_only: ClassVar[bool] = True

    division: Annotated[str | None, text(N_("Division code"), numbers=True, high=12, required=True)] = None
    scope: Annotated[str | None, text(N_("Scope"), numbers=True, high=14, required=True)] = None
    act: Annotated[str | None, choice(N_("Decision"), "decision", required=True)] = None
    device: Annotated[str | None, text(N_("Device"), numbers=True, high=32, required=True)] = None
    first: Annotated[int | None, integer(N_("First entry"), low=1, required=True)] = None
    last: Annotated[int | None, integer(N_("Last entry"), low=1, required=True)] = None
    hash: Annotated[str | None, text(N_("Hash"), numbers=True, high=64)] = None
    turn: Annotated[int | None, integer(N_("Turn"), low=1, required=True)] = None
    why: Annotated[str | None, note(N_("Reason"), required=True)] = None
    slot: Annotated[str | None, text(N_("Second person"), numbers=True, high=64)] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class SameAs(Record):
    """Two records are one person or thing (重复登记合并); putting this away parts them again.

    `one` stands for both in lists and counts; it is the one whose dot comes first in text form, so that two offices
    that join the same two say the same.  Each record keeps its values.
    """

    label: ClassVar[str] = N_("Join of twins")
    home: ClassVar[str] = "one"

    kind: Annotated[str | None, text(N_("Kind"), required=True)] = None
    one: Annotated[Dot | None, link(N_("This record"), "household", required=True)] = None
    other: Annotated[Dot | None, link(N_("is the same as"), "household", required=True)] = None
    why: Annotated[str | None, note(N_("Reason"), required=True)] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class DayConfirmation(Record):
    """A person's word that the book's day was right, after a long rest or a change of clock (sync.md §1).

    `newest` may lie after `confirmed`: an entry was dated by a wrong clock; why, says the reason of this entry.
    """

    label: ClassVar[str] = N_("Confirmed date")

    confirmed: Annotated[date | None, day(N_("Date confirmed"), required=True)] = None
    newest: Annotated[date | None, day(N_("Newest entry before"), required=True)] = None
