"""A notice as plain data for paper, and the frozen table (snapshot) it is printed from."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.showing import long_date
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.rows import GROUP, Row, build, choose
from fupin_desktop.notices.rules import (
    NoticeKind,
    all_kinds,
    can_hang,
    code_line,
    kind_named,
    last_day,
    period_of,
    settings,
)
from fupin_desktop.notices.template import Template, template_of
from fupin_desktop.policy.parameter import OUTSIDE
from fupin_desktop.villages.model import Village

BLANK = "＿＿＿＿＿＿"
_NAMED = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class PageColumn:
    """A column of the printed table: heading, share of the width, alignment (left, centre, right)."""

    label: str
    width: float
    align: str


@dataclass(frozen=True)
class NoticePage:
    """What a notice prints: whoever draws it needs nothing else.

    `caution` is shown on a draft only; `contact_phone` is the one number the leak gate lets pass.
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


def selection_of(notice: Notice) -> Mapping[str, Any]:
    """How the rows are chosen: `where` conditions, and how namesakes are told apart."""
    stored = _told(notice.selection)
    where = stored.get("where")
    return {"namesakes": GROUP, **stored, "where": where if isinstance(where, dict) else {}}


def _told(text: str | None) -> Mapping[str, Any]:
    """The JSON object in a note.  A note may hold any text, and what somebody else wrote there may be none."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def rows_of(ledger: Ledger, notice: Notice, day: date) -> list[Row]:
    """The rows a notice would have, were `day` its first day; none for a kind without a table of the book."""
    template, how = template_of(notice.kind or ""), selection_of(notice)
    if not template.record:
        return []
    records = choose(ledger, template, how["where"], day.year, notice.division or "")
    return build(ledger, template, records, day, how["namesakes"])


def snapshot_of(notice: Notice, rows: Sequence[Row], day: date, villages: Sequence[Village]) -> dict[str, Any]:
    """Everything that is printed, as frozen at issue; a print years later is the same to the letter."""
    template, kind = template_of(notice.kind or ""), kind_named(notice.kind or "")
    facts = _facts(notice, kind, template, len(rows), day)
    body = (notice.body or "").splitlines() or [_filled(line, facts) for line in template.body]
    closing = settings()["closing"]["announced" if kind.is_announcement else "timed"]
    if kind.is_long_term:
        closing = settings()["closing"]["announced"]
    return {
        "title": _filled(notice.title or template.title, facts),
        "paras": [line for line in body if line.strip()],
        "columns": [[column.label, column.width, column.align] for column in template.columns],
        "rows": [list(row.cells) for row in _with_village(template, rows, villages)],
        "households": [row.ref for row in rows],
        "records": [row.record for row in rows],
        "closing": [_filled(line, facts) for line in closing],
        "issuers": [name for name in (notice.issuer, notice.co_issuer) if name],
        "date": long_date(day),
        "contact_phone": notice.contact_phone or "",
    }


def title_of(notice: Notice) -> str:
    """The title as it stands on the paper; a draft's year is left blank until its first day is known."""
    kind = all_kinds().get(notice.kind or "")  # one that came from elsewhere may be of a kind nobody knows here
    facts = {"year": "　　", **({"matter": kind.zh[:-2], "form": kind.zh[-2:]} if kind else {})}
    return _filled(notice.title or "", facts)


def _filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its `{name}`s filled in, nothing else: it may be somebody's own, with braces of any kind."""
    return _NAMED.sub(lambda found: facts.get(found[1], BLANK), text)


def _facts(notice: Notice, kind: NoticeKind, template: Template, count: int, day: date) -> dict[str, str]:
    level = kind.issuer_for(notice.division or "")
    facts = {
        "year": str(day.year),
        "matter": kind.zh[:-2],
        "form": kind.zh[-2:],
        "count": str(count),
        "basis": notice.legal_basis or basis_on(template, day),
        "issuer": notice.issuer or "",
        "from": long_date(day),
        "to": long_date(last_day(day, notice.days)) if notice.days and can_hang(notice.days) else "",
        "days": str(notice.days or ""),
        "place": settings()["issuer"][level]["place"],
        "contact": notice.contact or "",
        "phone": notice.contact_phone or "",
        "address": notice.contact_address or "",
    }
    return {name: value for name, value in facts.items() if value}


def basis_on(template: Template, day: date) -> str:
    """The documents a notice of that day may cite: only those issued on or before it."""
    return "、".join(basis.text for basis in template.basis if basis.known_on <= day)


def _with_village(template: Template, rows: Sequence[Row], villages: Sequence[Village]) -> list[Row]:
    # Over several villages a group alone does not say where: the village stands before it.
    if len({row.village for row in rows}) < 2:
        return list(rows)
    at = next((n for n, column in enumerate(template.columns) if "group_name" in column.source), None)
    if at is None:
        return list(rows)
    names = {village.code: village.name or "" for village in villages}
    return [_put(row, at, f"{names.get(row.village, '')}{row.cells[at]}") for row in rows]


def _put(row: Row, at: int, text: str) -> Row:
    cells = (*row.cells[:at], text, *row.cells[at + 1 :])
    return replace(row, cells=cells)


def frozen(snapshot: Mapping[str, Any]) -> tuple[str, str]:
    """A snapshot as canonical JSON, and its SHA-256 in hex."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text, hashlib.sha256(text.encode()).hexdigest()


def households_in(notice: Notice) -> frozenset[str]:
    """The household codes (户编号) an issued notice lists; none before issue."""
    return _listed(notice, "households")


def records_in(notice: Notice) -> frozenset[str]:
    """The ids, in text form, of the records an issued notice was made from: the cases it was posted for.

    None before issue, nor in one that the first version froze.
    """
    return _listed(notice, "records")


def _listed(notice: Notice, what: str) -> frozenset[str]:
    listed = _told(notice.snapshot).get(what)
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
    if found is None or any(len(row) != len(found.columns) for row in found.rows):
        raise Refusal(
            "notice.unreadable",
            _(
                "The table that was frozen with this notice cannot be read: it was not made by this program. The notice"
                " is kept as it came and cannot be printed. Ask the office that issued it, or withdraw it and draft it"
                " anew."
            ),
            where={"field": "snapshot"},
        )
    return _page(msgspec.structs.asdict(found), code_line(notice), draft=False)


def preview_of(ledger: Ledger, notice: Notice, day: date | None = None) -> NoticePage:
    """A notice as it would print, were it issued from `day` (today by default); an issued one as it does print."""
    if notice.snapshot:
        return document_of(notice)
    first = day or ledger.today
    snapshot = snapshot_of(notice, rows_of(ledger, notice, first), first, ledger.find(Village))
    return _page(snapshot, "", draft=True, caution=caution_of(ledger, notice, first))


def caution_of(ledger: Ledger, notice: Notice, day: date) -> str:
    """本县未规定，参照外省做法 while the days on the board rest on other provinces' practice alone; else empty."""
    period = period_of(ledger, kind_named(notice.kind or ""), notice.division or "", day)
    return str(settings()["outside"]["sentence"]) if period is not None and period.state == OUTSIDE else ""


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
    )
