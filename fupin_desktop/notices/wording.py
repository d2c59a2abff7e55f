"""The words of a notice: its title, its paragraphs, the places it names, the documents it cites."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.notation.showing import long_date
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.rows import GROUP, Row, years_of
from fupin_desktop.notices.rules import all_kinds, can_hang, kind_named, last_day, period_of, settings
from fupin_desktop.notices.template import TableColumn, Template, template_of
from fupin_desktop.notices.totals import capitals, is_money, yuan_of
from fupin_desktop.policy.parameter import OUTSIDE
from fupin_desktop.villages.model import Village

BLANK = "＿＿＿＿＿＿"
_VILLAGE = 12  # digits of a village's code
_NAMED = re.compile(r"\{([a-z_]+)\}")
_FEW = 3  # villages that a title names one by one


def selection_of(notice: Notice) -> Mapping[str, Any]:
    """How the rows are chosen: `where` conditions, and how namesakes are told apart."""
    stored = json_in(notice.selection)
    where = stored.get("where")
    return {"namesakes": GROUP, **stored, "where": where if isinstance(where, dict) else {}}


def selection_in_year(notice: Notice, year: int) -> str:
    """The selection of a notice for another year of its list.

    Refuses, as `notice.selection`, a kind that has no year; those that name several are told apart by their drafts.
    """
    template, stored = template_of(notice.kind or ""), selection_of(notice)
    if not template.year:
        message = _("The list of this kind has no year. Nothing was changed.")
        raise Refusal("notice.selection", message, where={"field": "year"})
    where = {name: value for name, value in stored["where"].items() if name.rpartition(".")[2] != template.year}
    chosen = {**stored, "where": {**where, template.year: str(year)}}
    return json.dumps(chosen, ensure_ascii=False, sort_keys=True)


def year_of_list(notice: Notice) -> int | None:
    """The one year a list is of; None where that of its posting is meant, several are, or it has none."""
    years = years_of(template_of(notice.kind or ""), selection_of(notice)["where"], date.min)
    return years[0] if len(years) == 1 and years[0] != date.min.year else None


def json_in(text: str | None) -> Mapping[str, Any]:
    """The JSON object in a note.  A note may hold any text, and what somebody else wrote there may be none."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def title_of(notice: Notice) -> str:
    """The title as it stands on the paper; a draft's year is left blank until its first day is known."""
    kind = all_kinds().get(notice.kind or "")  # one that came from elsewhere may be of a kind nobody knows here
    template = template_of(notice.kind or "")
    years = years_of(template, selection_of(notice)["where"], date.min)
    told = "、".join(str(year) for year in years if year != date.min.year)
    facts = {"year": told or "　　", "village": "", "doing": str(template.doing.get("paid", ""))}
    return filled(notice.title or "", facts | ({"matter": kind.zh[:-2], "form": kind.zh[-2:]} if kind else {}))


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its `{name}`s filled in, nothing else: it may be somebody's own, with braces of any kind."""
    return _NAMED.sub(lambda found: facts.get(found[1], BLANK), text)


def facts_of_notice(
    notice: Notice, template: Template, rows: Sequence[Row], day: date, villages: Sequence[Village], days: int | None
) -> dict[str, str]:
    """What the `{name}`s of its words stand for; `days` are those it hangs, None when it hangs until it is replaced."""
    kind = kind_named(notice.kind or "")
    level = kind.issuer_for(notice.division or "")
    years = years_of(template, selection_of(notice)["where"], day)
    places = places_named(notice, rows, villages)
    states = sorted({row.state for row in rows if row.state})
    facts = {
        "year": "、".join(map(str, years or (day.year,))),
        "matter": kind.zh[:-2],
        "form": kind.zh[-2:],
        "count": str(len(rows)),
        "basis": notice.legal_basis or basis_on(template, day, notice.division or ""),
        "issuer": notice.issuer or "",
        "from": long_date(day),
        "to": long_date(last_day(day, days)) if days and can_hang(days) else "",
        "days": str(days or ""),
        "place": settings()["issuer"][level]["place"],
        "contact": notice.contact or "",
        "phone": notice.contact_phone or "",
        "address": notice.contact_address or "",
        "our": _our(notice, level) + _one_of_many(level, places, villages),
        "meeting": _meeting(notice) or template.meeting,
        "doing": template.doing.get(states[0], "") if len(states) == 1 else "",
    }
    # What is empty is left blank for a pen, but for the village: a list of several names none
    return {name: value for name, value in facts.items() if value} | {
        "village": "".join(places_named(notice, rows, villages))
    }


def days_told(finder: Finder | None, notice: Notice, day: date) -> int | None:
    """The days a notice hangs: its own, else those the parameter asks for on that day; None for a long-term list.

    So a new parameter of the county changes the period of drafts, and never that of a notice that was issued.
    """
    if notice.days is not None:
        return notice.days
    period = period_of(finder, kind_named(notice.kind or ""), notice.division or "", day)
    return period.count if period is not None else None


def sums_told(columns: Sequence[TableColumn], sums: Mapping[int, int]) -> dict[str, str]:
    """What the text says of the sums: how many persons, how much money, and that in capitals."""
    money = [sums[at] for at in sums if is_money(columns[at])]
    people = [sums[at] for at in sums if "人口" in columns[at].label]
    told = {"total": yuan_of(money[0]), "capitals": capitals(money[0])} if money else {}
    return told | ({"people": str(people[0])} if people else {})


def _meeting(notice: Notice) -> str:
    """Which meeting on which day, as the text names it; empty when nobody has said."""
    on = long_date(notice.meeting_on) if notice.meeting_on else ""
    return f"{on}{notice.meeting}" if notice.meeting else ""


def _our(notice: Notice, level: str) -> str:
    """我村, 我镇 …: whose list it is, as its issuer says it; each village over several."""
    if level == "village":
        return "我村" if len(notice.division or "") == _VILLAGE else "各村"
    return {"township": "我镇", "county": "我县"}[level]


def _one_of_many(level: str, places: Sequence[str], villages: Sequence[Village]) -> str:
    """The village whose list a township or county posts: 我镇演示一甲村; nothing where it is a list of several."""
    one = places[0] if len(places) == 1 else ""
    return one if level != "village" and any(village.name == one for village in villages) else ""


def places_named(notice: Notice, rows: Sequence[Row], villages: Sequence[Village]) -> list[str]:
    """The places that the title names, in its order: the one village of the list; else the township or county.

    Where a list is of a few villages of a township they follow it, of more their number; all of them are the township.
    """
    inside = [one for one in villages if (one.code or "").startswith(notice.division or "-")]
    listed = {row.village for row in rows if row.village}
    # What holds for all of a township lists no village of its own
    meant = [one for one in inside if one.code in listed] or inside
    if len(meant) == 1:
        return [meant[0].name or ""]
    above = _above(inside)
    if not meant or not listed or len(meant) == len(inside):
        return [above]
    if len(meant) <= _FEW:
        return [above, "、".join(one.name or "" for one in meant)]
    return [above, f"{len(meant)}个村"]


def _above(villages: Sequence[Village]) -> str:
    """The township of these villages, else their county; empty when they have neither in common."""
    for name in ("town", "county"):
        told = {getattr(one, name) or "" for one in villages}
        if len(told) == 1:
            return next(iter(told))
    return ""


def place_of(notice: Notice, villages: Sequence[Village]) -> str:
    """County, township and village over the list, as far as they are one."""
    inside = [one for one in villages if (one.code or "").startswith(notice.division or "-")]
    told = [{getattr(one, name) or "" for one in inside} for name in ("county", "town", "name")]
    return "　".join(next(iter(names)) for names in told if len(names) == 1 and names != {""})


def basis_on(template: Template, day: date, division: str = "") -> str:
    """The documents a notice of that day and division may cite: only those issued on or before it, that hold there."""
    fitting = [one for one in template.basis if one.known_on <= day and division.startswith(one.area)]
    return "、".join(basis.cited for basis in fitting)


def caution_of(ledger: Finder, notice: Notice, day: date) -> str:
    """本县未规定，参照外省做法 while the days on the board rest on other provinces' practice alone; else empty."""
    period = period_of(ledger, kind_named(notice.kind or ""), notice.division or "", day)
    return str(settings()["outside"]["sentence"]) if period is not None and period.state == OUTSIDE else ""
