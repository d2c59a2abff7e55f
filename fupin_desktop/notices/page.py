"""A notice as plain data for paper, out of its frozen table or as it would be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.notation.showing import long_date
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.contacts import exempt_contact
from fupin_desktop.notices.freezing import rows_of, snapshot_of
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.rows import Row
from fupin_desktop.notices.rules import WITHDRAWN, code_line
from fupin_desktop.notices.wording import caution_of, days_told, json_in
from fupin_desktop.villages.model import Village

INLINE, ABREAST, ANNEX = "inline", "abreast", "annex"  # where the list stands; empty: as its length asks for


@dataclass(frozen=True)
class PageColumn:
    """A column of the printed table: heading, share of the width, alignment (left, centre, right)."""

    label: str
    width: float
    align: str


@dataclass(frozen=True)
class NoticePage:
    """What a notice prints: whoever draws it needs nothing else.

    `place` is county, township and village over the list, `total` its 合计 row, `remarks` who keeps a copy; `backdated`
    and `withdrawn` have to be read before anything else.  `caution` is shown on a draft only; `contact_phone` and
    `contact_address` are the issuer's own, the one number and the one address the leak gate lets pass, at their place.
    `layout` says where the list stands (`ABREAST`, `ANNEX`, `INLINE`, empty as its length asks for), `annex` what it is
    called there; `names` never break in a title.
    """

    title: str
    paras: tuple[str, ...]
    columns: tuple[PageColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    closing: tuple[str, ...]
    issuers: tuple[str, ...]
    date: str
    code: str
    draft: bool
    caution: str = ""
    contact_phone: str = ""
    contact_address: str = ""
    place: str = ""
    total: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    backdated: str = ""
    withdrawn: bool = False
    wide: bool = False
    layout: str = ""
    annex: str = ""
    names: tuple[str, ...] = ()


def households_in(notice: Notice) -> frozenset[str]:
    """The household codes (户编号) an issued notice lists; none before issue."""
    return _listed(notice, "households")


def records_in(notice: Notice) -> frozenset[str]:
    """The ids, in text form, of the records an issued notice was made from: the cases it was posted for.

    None before issue, nor in one that the first version froze.
    """
    return _listed(notice, "records")


def _listed(notice: Notice, what: str) -> frozenset[str]:
    listed = json_in(notice.snapshot).get(what)
    return frozenset(one for one in listed if isinstance(one, str)) if isinstance(listed, list) else frozenset()


def document_of(notice: Notice) -> NoticePage:
    """An issued notice as it prints, from its frozen table alone; raises ValueError before issue.

    Refuses, as `notice.unreadable`, one whose table no program of ours has frozen.
    """
    if not notice.snapshot:
        raise ValueError("a notice is printed from its snapshot, which issue makes")
    try:
        found = msgspec.json.decode(notice.snapshot, type=_Snapshot)
    except (msgspec.MsgspecError, RecursionError):
        found = None
    if found is None or any(
        len(row) != len(found.columns) for row in (*found.rows, *[found.total] * bool(found.total))
    ):
        raise Refusal(
            "notice.unreadable",
            _(
                "The table that was frozen with this notice cannot be read: it was not made by this program. The notice"
                " is kept as it came and cannot be printed. Ask the office that issued it, or withdraw it and draft it"
                " anew."
            ),
            where={"field": "snapshot"},
        )
    page = _page(msgspec.structs.asdict(found), code_line(notice), draft=False)
    late = f"补录（{long_date(notice.issued_on)}录入）" if notice.issued_on else "补录"
    return replace(page, backdated=late if notice.backdated else "", withdrawn=notice.state == WITHDRAWN)


def preview_of(ledger: Ledger, notice: Notice, day: date | None = None) -> NoticePage:
    """A notice as it would print, were it issued from `day` (today by default); an issued one as it does print."""
    if notice.snapshot:
        return document_of(notice)
    first = day or ledger.today
    page = page_of(ledger, notice, rows_of(ledger, notice, first), first)
    return replace(page, caution=caution_of(ledger, notice, first), withdrawn=notice.state == WITHDRAWN)


def page_of(ledger: Ledger, notice: Notice, rows: Sequence[Row], day: date) -> NoticePage:
    """A draft with these rows as it would print, were it issued from this day."""
    days = days_told(ledger, notice, day)
    snapshot = snapshot_of(notice, rows, day, ledger.find(Village), exempt_contact(ledger, notice), days)
    return _page(snapshot, "", draft=True)


class _Snapshot(msgspec.Struct):
    """What is printed of a frozen table."""

    title: str
    paras: list[str]
    columns: list[tuple[str, Annotated[float, msgspec.Meta(gt=0, le=100)], Literal["left", "centre", "right"]]]
    rows: list[list[str]]
    closing: list[str]
    issuers: list[str]
    date: str
    contact_phone: str
    contact_address: str = ""
    place: str = ""
    total: list[str] = []
    remarks: list[str] = []
    wide: bool = False
    layout: str = ""
    annex: str = ""
    names: list[str] = []


def _page(snapshot: Mapping[str, Any], code: str, *, draft: bool, caution: str = "") -> NoticePage:
    return NoticePage(
        title=snapshot["title"],
        paras=tuple(snapshot["paras"]),
        columns=tuple(PageColumn(*column) for column in snapshot["columns"]),
        rows=tuple(tuple(row) for row in snapshot["rows"]),
        closing=tuple(snapshot["closing"]),
        issuers=tuple(snapshot["issuers"]),
        date=snapshot["date"],
        code=code,
        draft=draft,
        caution=caution,
        contact_phone=snapshot["contact_phone"],
        contact_address=snapshot["contact_address"],
        place=snapshot["place"],
        total=tuple(snapshot["total"]),
        remarks=tuple(snapshot["remarks"]),
        wide=snapshot["wide"],
        layout=snapshot["layout"],
        annex=snapshot["annex"],
        names=tuple(snapshot["names"]),
    )
