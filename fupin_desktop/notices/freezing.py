"""The rows of a notice, its table, and the frozen whole (snapshot) that every later print is made from."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.notation.showing import long_date
from fupin_desktop.ledger.words import in_chinese
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.rows import Row, build, numbered
from fupin_desktop.notices.rules import kind_named, settings
from fupin_desktop.notices.template import VILLAGE, TableColumn, Template, template_of
from fupin_desktop.notices.totals import SUBTOTAL, sums_of, total_row
from fupin_desktop.notices.typed import typed_rows
from fupin_desktop.notices.wording import facts_of_notice, filled, place_of, places_named, selection_of, sums_told
from fupin_desktop.villages.model import Village


@in_chinese()
def rows_of(ledger: Finder, notice: Notice, day: date) -> list[Row]:
    """The rows a notice would have, were `day` its first day: out of the book, or as they were typed, or both."""
    template, how = template_of(notice.kind or ""), selection_of(notice)
    where = {**_of_its_meeting(template, notice), **how["where"]}
    found = build(ledger, template, where, notice.division or "", day, how["namesakes"])
    typed = typed_rows(template, notice.typed_rows or "")[0] if template.is_typed else []
    return numbered(template, [*found, *typed])


def _of_its_meeting(template: Template, notice: Notice) -> dict[str, str]:
    """A notice of resolutions lists those of the meeting it names (E57)."""
    day = notice.meeting_on
    return {one.held_on: day.isoformat() for one in template.sources if one.held_on} if day else {}


@in_chinese()  # a board reads Chinese, whatever the window of whoever issues it speaks
def snapshot_of(
    notice: Notice,
    rows: Sequence[Row],
    day: date,
    villages: Sequence[Village],
    exempt: tuple[str, str],
    days: int | None,
) -> dict[str, Any]:
    """Everything that is printed, as frozen at issue; a print years later is the same to the letter.

    `days` are those it hangs; `exempt` are telephone and address that the office has set as its own
    (`contacts.exempt_contact`).
    """
    template, kind = template_of(notice.kind or ""), kind_named(notice.kind or "")
    columns, shown = table_of(template, rows, villages)
    sums = sums_of(columns, shown) if shown else {}
    facts = facts_of_notice(notice, template, shown, day, villages, days) | sums_told(columns, sums)
    body = (notice.body or "").splitlines() or [filled(line, facts) for line in template.body]
    closing = settings()["closing"]["standing" if kind.is_long_term else "timed"]
    return {
        "title": filled(notice.title or template.title, facts),
        "paras": [line for line in body if line.strip()],
        "columns": [[column.label, column.width, column.align] for column in columns],
        "rows": [list(cells) for cells in with_subtotals(columns, shown)],
        "total": total_row(columns, sums),
        "households": [row.ref for row in rows if row.ref],
        "records": [row.record for row in rows if row.record],
        "closing": [filled(line, facts) for line in closing],
        "issuers": [name for name in (notice.issuer, notice.co_issuer) if name],
        "date": long_date(day),
        "contact_phone": exempt[0],
        "contact_address": exempt[1],
        "place": place_of(notice, villages),
        "remarks": [settings()["closing"]["copies"]] if kind.copies else [],
        "wide": template.wide and bool(shown),
        "layout": notice.list_layout or "",
        "annex": annex_name(filled(notice.title or template.title, facts)),
        "names": [name for place in places_named(notice, rows, villages) for name in place.split("、")],
    }


def annex_name(title: str) -> str:
    """What the list is called as an annex: 关于甲村2016年度拟脱贫户的公示 has 甲村2016年度拟脱贫户名单."""
    about = title.removeprefix("关于").removesuffix("公示").removesuffix("公告").removesuffix("的")
    if about.endswith(("名单", "情况", "表")):
        return about if about.endswith(("名单", "表")) else f"{about}表"
    return f"{about}名单" if about.endswith(("户", "对象", "责任人", "人员")) else f"{about}一览表"


def with_subtotals(columns: Sequence[TableColumn], rows: Sequence[Row]) -> list[Sequence[str]]:
    """The cells of each row; after those of a village its 小计, where the list is of several and sums something."""
    if len({row.village for row in rows if row.village}) < 2 or not sums_of(columns, []):
        return [row.cells for row in rows]
    told: list[Sequence[str]] = []
    for _place, of_village in groupby(rows, key=lambda row: (row.source, row.village)):
        group = list(of_village)
        told += [row.cells for row in group]
        told.append(total_row(columns, sums_of(columns, group), SUBTOTAL))
    return told


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
    if at is not None and len({row.village for row in rows if row.village}) > 1:
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


def _put(row: Row, at: int, text: str) -> Row:
    return replace(row, cells=(*row.cells[:at], text, *row.cells[at + 1 :]))


def frozen(snapshot: Mapping[str, Any]) -> tuple[str, str]:
    """A snapshot as canonical JSON, and its SHA-256 in hex."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text, hashlib.sha256(text.encode()).hexdigest()
