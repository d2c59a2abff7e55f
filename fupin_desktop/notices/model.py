"""Notice (E55), its postings, and objections (E56)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, note, photo, text, yes
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class Notice(Record):
    """公示公告 (E55).  `snapshot` is the table as frozen at issue (JSON); its hash and number go on every print."""

    label: ClassVar[str] = N_("Notice")
    home: ClassVar[str] = "division"

    division: Annotated[str | None, text(N_("Division code"), high=12, required=True, numbers=True, source="E55")] = (
        None
    )
    kind: Annotated[str | None, text(N_("Kind of notice"), high=10, required=True, source="E55")] = None
    number: Annotated[str | None, text(N_("Number of the notice"), key=True, hand=Hand.MANAGED, source="E55")] = None
    title: Annotated[str | None, text(N_("Title"), high=120, required=True, source="E55")] = None
    legal_basis: Annotated[str | None, note(N_("Basis"), source="E55")] = None
    body: Annotated[str | None, note(N_("Text"), source="E55")] = None
    issuer: Annotated[str | None, text(N_("Issued by"), required=True, source="E55")] = None
    co_issuer: Annotated[str | None, text(N_("Issued together with"), source="E55")] = None
    contact: Annotated[str | None, text(N_("Contact person"), source="E55")] = None
    contact_phone: Annotated[str | None, text(N_("Telephone for objections"), high=40, numbers=True, source="E55")] = (
        None
    )
    contact_address: Annotated[str | None, text(N_("Address for objections"), high=200, numbers=True, source="E55")] = (
        None
    )
    meeting: Annotated[str | None, text(N_("Decided by the meeting"), high=60, source="E55, E57")] = None
    meeting_on: Annotated[date | None, day(N_("Day of the meeting"), source="E55, E57")] = None
    typed_rows: Annotated[str | None, note(N_("Rows of the table"), high=400_000, source="E55")] = None
    days: Annotated[int | None, integer(N_("Days on the board"), low=1, high=365, source="E55")] = None
    days_reason: Annotated[str | None, text(N_("Why fewer days"), high=200, source="E55")] = None
    list_layout: Annotated[str | None, choice(N_("Where the list stands"), "notice_layout", source="E55")] = None
    replaces: Annotated[Dot | None, link(N_("Replaces the notice"), "notice", hand=Hand.MANAGED, source="E55")] = None
    selection: Annotated[
        str | None, note(N_("How the rows were chosen"), hand=Hand.MANAGED, numbers=True, source="E55")
    ] = None
    snapshot: Annotated[
        str | None, note(N_("Table as frozen"), high=4_000_000, hand=Hand.MANAGED, numbers=True, source="E55")
    ] = None
    snapshot_hash: Annotated[
        str | None, text(N_("Hash of the table"), high=64, hand=Hand.MANAGED, numbers=True, source="E55")
    ] = None
    state: Annotated[
        str | None, choice(N_("State"), "notice_state", required=True, hand=Hand.MANAGED, source="E55")
    ] = None
    drafted_by: Annotated[str | None, text(N_("Drafted by"), hand=Hand.MANAGED, source="E55")] = None
    checked_by: Annotated[str | None, text(N_("Checked by"), hand=Hand.MANAGED, source="E55")] = None
    issued_by: Annotated[str | None, text(N_("Issued on behalf by"), hand=Hand.MANAGED, source="E55")] = None
    issued_on: Annotated[date | None, day(N_("Issued on"), hand=Hand.MANAGED, source="E55")] = None
    backdated: Annotated[bool | None, yes(N_("Backdated"), hand=Hand.MANAGED, source="E55")] = None
    posted_from: Annotated[date | None, day(N_("On the board from"), hand=Hand.MANAGED, source="E55")] = None
    posted_to: Annotated[date | None, day(N_("On the board until"), hand=Hand.MANAGED, source="E55")] = None
    closed_on: Annotated[date | None, day(N_("Closed on"), hand=Hand.MANAGED, source="E55")] = None
    result: Annotated[str | None, note(N_("Outcome"), hand=Hand.MANAGED, source="E55")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class NoticeContact(Record):
    """Whom an office names on its notices for objections (E55): set once, printed on each.

    Its telephone number is the only one that the leak gate lets pass.
    """

    label: ClassVar[str] = N_("Contact on notices")
    home: ClassVar[str] = "division"

    division: Annotated[
        str | None, text(N_("Division code"), high=12, required=True, key=True, numbers=True, source="E55")
    ] = None
    contact: Annotated[str | None, text(N_("Contact person"), required=True, source="E55")] = None
    contact_phone: Annotated[
        str | None, text(N_("Telephone for objections"), high=40, required=True, numbers=True, source="E55")
    ] = None
    contact_address: Annotated[
        str | None, text(N_("Address for objections"), high=200, required=True, numbers=True, source="E55")
    ] = None
    co_issuer: Annotated[str | None, text(N_("Issued together with"), source="E55")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Posting(Record):
    """One place where a notice hangs, with its photograph (E55: photo required before closing)."""

    label: ClassVar[str] = N_("Posting")
    home: ClassVar[str] = "notice"
    append_only: ClassVar[bool] = True

    notice: Annotated[Dot | None, link(N_("Notice"), "notice", required=True, source="E55")] = None
    place: Annotated[str | None, text(N_("Place"), high=120, required=True, source="E55")] = None
    on: Annotated[date | None, day(N_("Posted on"), required=True, source="E55")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="E55")] = ()  # needed: the rule says why


@dataclass(frozen=True, kw_only=True, repr=False)
class Objection(Record):
    """异议 (E56): who says what against a notice, and what became of it."""

    label: ClassVar[str] = N_("Objection")
    home: ClassVar[str] = "notice"

    notice: Annotated[Dot | None, link(N_("Notice"), "notice", required=True, source="E56")] = None
    received_on: Annotated[date | None, day(N_("Received on"), required=True, source="E56")] = None
    channel: Annotated[str | None, choice(N_("Came by"), "objection_channel", required=True, source="E56")] = None
    anonymous: Annotated[bool | None, yes(N_("Anonymous"), source="E56")] = None
    matter: Annotated[str | None, note(N_("What was said"), required=True, source="E56")] = None
    handler: Annotated[str | None, text(N_("Handled by"), source="E56")] = None
    due: Annotated[date | None, day(N_("Due"), source="E56")] = None
    reply: Annotated[str | None, note(N_("Reply"), hand=Hand.MANAGED, source="E56")] = None
    replied_on: Annotated[date | None, day(N_("Replied on"), hand=Hand.MANAGED, source="E56")] = None
    upheld: Annotated[bool | None, yes(N_("Upheld"), hand=Hand.MANAGED, source="E56")] = None
