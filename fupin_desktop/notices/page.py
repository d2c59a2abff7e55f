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
from fupin_desktop.notices.contacts import exempt_contact
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.rows import GROUP, Row, build, choose, years_of
from fupin_desktop.notices.rules import (
    WITHDRAWN,
    all_kinds,
    can_hang,
    code_line,
    kind_named,
    last_day,
    period_of,
    settings,
)
from fupin_desktop.notices.template import VILLAGE, TableColumn, Template, template_of
from fupin_desktop.notices.totals import capitals, is_money, sums_of, total_row, yuan_of
from fupin_desktop.notices.typed import typed_rows
from fupin_desktop.policy.parameter import OUTSIDE
from fupin_desktop.villages.model import Village

BLANK = "＿＿＿＿＿＿"
INLINE, ABREAST, ANNEX = "inline", "abreast", "annex"  # where the list stands; empty: as its length asks for
_VILLAGE = 12  # digits of a village's code
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

    `place` is county, township and village over the list, `total` its 合计 row, `remarks` who keeps a copy; `backdated`
    and `withdrawn` have to be read before anything else.  `caution` is shown on a draft only; `contact_phone` and
    `contact_address` are the issuer's own, the one number and the one address the leak gate lets pass, at their place.
    `layout` says where the list stands (`ABREAST`, `ANNEX`, `INLINE`, empty as its length asks for), `annex` what it is
    called there; `names` never break in a title; of `groups` the rows are parted, with subtotals.
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
    groups: bool = False


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
    """The rows a notice would have, were `day` its first day: out of the book, or as they were typed."""
    template, how = template_of(notice.kind or ""), selection_of(notice)
    if not template.record:
        return typed_rows(template, notice.typed_rows or "")[0]
    records = choose(ledger, template, how["where"], day, notice.division or "")
    return build(ledger, template, records, day, how["namesakes"])


def snapshot_of(
    notice: Notice, rows: Sequence[Row], day: date, villages: Sequence[Village], exempt: tuple[str, str]
) -> dict[str, Any]:
    """Everything that is printed, as frozen at issue; a print years later is the same to the letter.

    `exempt` are telephone and address that the office has set as its own (`contacts.exempt_contact`).
    """
    template, kind = template_of(notice.kind or ""), kind_named(notice.kind or "")
    columns, shown = table_of(template, rows, villages)
    sums = sums_of(columns, shown) if shown else {}
    facts = _facts(notice, template, shown, day, villages) | _told_sums(columns, sums)
    body = (notice.body or "").splitlines() or [_filled(line, facts) for line in template.body]
    closing = settings()["closing"]["announced" if kind.is_announcement or kind.is_long_term else "timed"]
    return {
        "title": _filled(notice.title or template.title, facts),
        "paras": [line for line in body if line.strip()],
        "columns": [[column.label, column.width, column.align] for column in columns],
        "rows": [list(row.cells) for row in shown],
        "total": total_row(columns, sums),
        "households": [row.ref for row in rows if row.ref],
        "records": [row.record for row in rows if row.record],
        "closing": [_filled(line, facts) for line in closing],
        "issuers": [name for name in (notice.issuer, notice.co_issuer) if name],
        "date": long_date(day),
        "contact_phone": exempt[0],
        "contact_address": exempt[1],
        "place": place_of(notice, villages),
        "remarks": [settings()["closing"]["copies"]] if kind.copies else [],
        "wide": template.wide and bool(shown),
    }


def table_of(
    template: Template, rows: Sequence[Row], villages: Sequence[Village]
) -> tuple[list[TableColumn], list[Row]]:
    """The columns that say something, and the rows with as many cells; nothing without rows.

    Over several villages 行政村 says which; what is optional and empty throughout is left out.
    """
    if not rows:
        return [], []
    names = {village.code: village.name or "" for village in villages}
    at = next((n for n, column in enumerate(template.columns) if column.source == VILLAGE), None)
    if at is not None and len({row.village for row in rows}) > 1:
        rows = [_put(row, at, names.get(row.village, row.village)) for row in rows]
    kept = [
        n
        for n, column in enumerate(template.columns)
        if not column.optional or any(row.cells[n] or needs(column, row) for row in rows)
    ]
    return [template.columns[n] for n in kept], [_kept(row, kept) for row in rows]


def needs(column: TableColumn, row: Row) -> bool:
    """Must this row have something in the column, because of the state it is in?"""
    return bool(column.needed_if) and row.state == column.needed_if


def _kept(row: Row, kept: Sequence[int]) -> Row:
    name_at = kept.index(row.name_at) if row.name_at in kept else -1
    cells, figures = tuple(row.cells[n] for n in kept), tuple(row.figures[n] for n in kept)
    return replace(row, cells=cells, figures=figures, name_at=name_at)


def _told_sums(columns: Sequence[TableColumn], sums: Mapping[int, int]) -> dict[str, str]:
    """What the text says of the sums: how many persons, how much money, and that in capitals."""
    money = [sums[at] for at in sums if is_money(columns[at])]
    people = [sums[at] for at in sums if "人口" in columns[at].label]
    told = {"total": yuan_of(money[0]), "capitals": capitals(money[0])} if money else {}
    return told | ({"people": str(people[0])} if people else {})


def title_of(notice: Notice) -> str:
    """The title as it stands on the paper; a draft's year is left blank until its first day is known."""
    kind = all_kinds().get(notice.kind or "")  # one that came from elsewhere may be of a kind nobody knows here
    template = template_of(notice.kind or "")
    years = years_of(template, selection_of(notice)["where"], date.min)
    told = "、".join(str(year) for year in years if year != date.min.year)
    facts = {"year": told or "　　", "village": "", "doing": str(template.doing.get("paid", ""))}
    return _filled(notice.title or "", facts | ({"matter": kind.zh[:-2], "form": kind.zh[-2:]} if kind else {}))


def _filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its `{name}`s filled in, nothing else: it may be somebody's own, with braces of any kind."""
    return _NAMED.sub(lambda found: facts.get(found[1], BLANK), text)


def _facts(
    notice: Notice, template: Template, rows: Sequence[Row], day: date, villages: Sequence[Village]
) -> dict[str, str]:
    kind = kind_named(notice.kind or "")
    level = kind.issuer_for(notice.division or "")
    years = years_of(template, selection_of(notice)["where"], day)
    states = sorted({row.state for row in rows if row.state})
    facts = {
        "year": "、".join(map(str, years or (day.year,))),
        "matter": kind.zh[:-2],
        "form": kind.zh[-2:],
        "count": str(len(rows)),
        "basis": notice.legal_basis or basis_on(template, day, notice.division or ""),
        "issuer": notice.issuer or "",
        "from": long_date(day),
        "to": long_date(last_day(day, notice.days)) if notice.days and can_hang(notice.days) else "",
        "days": str(notice.days or ""),
        "place": settings()["issuer"][level]["place"],
        "contact": notice.contact or "",
        "phone": notice.contact_phone or "",
        "address": notice.contact_address or "",
        "our": _our(notice, level),
        "meeting": _meeting(notice) or template.meeting,
        "doing": template.doing.get(states[0], "") if len(states) == 1 else "",
    }
    # What is empty is left blank for a pen, but for the village: a list of several names none
    return {name: value for name, value in facts.items() if value} | {"village": _village_name(notice, villages)}


def _meeting(notice: Notice) -> str:
    """Which meeting on which day, as the text names it; empty when nobody has said."""
    on = long_date(notice.meeting_on) if notice.meeting_on else ""
    return f"{on}{notice.meeting}" if notice.meeting else ""


def _our(notice: Notice, level: str) -> str:
    """我村, 我镇 …: whose list it is, as its issuer says it; each village over several."""
    if level == "village":
        return "我村" if len(notice.division or "") == _VILLAGE else "各村"
    return {"township": "我镇", "county": "我县"}[level]


def _village_name(notice: Notice, villages: Sequence[Village]) -> str:
    found = next((one for one in villages if one.code == notice.division), None)
    return (found.name or "") if found is not None else ""


def place_of(notice: Notice, villages: Sequence[Village]) -> str:
    """County, township and village over the list, as far as they are one."""
    inside = [one for one in villages if (one.code or "").startswith(notice.division or "-")]
    told = [{getattr(one, name) or "" for one in inside} for name in ("county", "town", "name")]
    return "　".join(next(iter(names)) for names in told if len(names) == 1 and names != {""})


def basis_on(template: Template, day: date, division: str = "") -> str:
    """The documents a notice of that day and division may cite: only those issued on or before it, that hold there."""
    fitting = [one for one in template.basis if one.known_on <= day and division.startswith(one.area)]
    return "、".join(basis.cited for basis in fitting)


def _put(row: Row, at: int, text: str) -> Row:
    return replace(row, cells=(*row.cells[:at], text, *row.cells[at + 1 :]))


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
    snapshot = snapshot_of(notice, rows, day, ledger.find(Village), exempt_contact(ledger, notice))
    return _page(snapshot, "", draft=True)


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
    contact_address: str = ""
    place: str = ""
    total: list[str] = []
    remarks: list[str] = []
    wide: bool = False

    @property
    def is_even(self) -> bool:
        """Has every row as many cells as there are columns?"""
        rows = (*self.rows, self.total) if self.total else self.rows
        return all(len(row) == len(self.columns) for row in rows)


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
    )
