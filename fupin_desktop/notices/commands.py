"""What people do with notices: draft, check, issue, post, object, answer, close."""

import datetime as dt
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from fupin_desktop.ledger.declared.feature import Maker
from fupin_desktop.ledger.declared.figure import Count
from fupin_desktop.ledger.declared.selection import ALL, Selection
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, facts_of, kind_of, managed_of
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.checking import problems_of, refuse_problems
from fupin_desktop.notices.contacts import exempt_contact, with_contact
from fupin_desktop.notices.decided import with_meeting
from fupin_desktop.notices.freezing import frozen, rows_of, snapshot_of
from fupin_desktop.notices.model import Notice, Objection, Posting
from fupin_desktop.notices.outdated import hangs_long
from fupin_desktop.notices.page import NoticePage, page_of
from fupin_desktop.notices.rows import GROUP, NAMESAKES, Row, choose, full_path, meant_for, namesakes_of
from fupin_desktop.notices.rules import (
    CHECKED,
    CLOSED,
    DRAFT,
    ISSUED,
    POSTED,
    WITHDRAWN,
    NoticeKind,
    all_kinds,
    kind_named,
    last_day,
    next_number,
    refuse_closing,
    refuse_desk,
    refuse_issuer,
    refuse_state,
    settings,
)
from fupin_desktop.notices.template import template_of
from fupin_desktop.notices.wording import days_told, selection_in_year, selection_of
from fupin_desktop.villages.model import Village

Proof = Callable[[NoticePage], object]  # draws a page and refuses what cannot be drawn or shown


def _unproved(_page: NoticePage) -> None:
    """Whoever has no fonts at hand cannot draw."""


# What the life of a notice writes, and what an answer writes into an objection
_LIFE = managed_of(Notice)
_ANSWER = managed_of(Objection)
# What a list that is issued anew takes over from the one before
_ANEW = ("issuer", "co_issuer", "contact", "contact_phone", "contact_address", "typed_rows", "list_layout")


def kinds() -> tuple[NoticeKind, ...]:
    """Every kind of notice, by code: N01 to N20, and what features bring."""
    return tuple(all_kinds().values())


def draft_notice(
    ledger: Ledger,
    kind: str,
    *,
    where: Mapping[str, Any] | None = None,
    days: int | None = None,
    division: str | None = None,
    namesakes: str = GROUP,
    **facts: Any,
) -> Notice:
    """Draft a notice for a division, the book's own by default (or the one village that `where` names).

    `where` replaces or adds conditions by field; `days` on the board are those the parameter asks for when it is
    issued, unless they are given; `namesakes` in one group are told apart by group, birth_year or relation.  Further
    facts (contact, contact_phone, body …) under the field names of `Notice`.  Refuses a selection by a field that may
    not be told (`notice.denied`).  Where the kind names a meeting, that of the cases' steps is taken.
    """
    named, chosen = kind_named(kind), dict(where or {})
    place = division or _one_village(chosen) or ledger.division
    refuse_issuer(named, place)
    _refuse_selection(ledger, kind, chosen, namesakes, place)
    notice = Notice(
        kind=kind,
        division=place,
        days=None if named.is_long_term else days,
        selection=json.dumps({"where": chosen, "namesakes": namesakes}, ensure_ascii=False, sort_keys=True),
        state=DRAFT,
        drafted_by=ledger.actor,
        **{"title": template_of(kind).title, "issuer": _issuer(ledger, named, place), **facts},
    )
    _note_reason(ledger, notice)
    notice = with_meeting(ledger, with_contact(ledger, notice), ledger.today)
    return ledger.save(notice, managed=_LIFE)


def reissue_notice(ledger: Ledger, notice: Notice) -> Notice:
    """Draft a long-term list anew, chosen as before; when that is issued it takes this one's place and closes it.

    Refuses, as `notice.state`, what does not hang until it is replaced.
    """
    if not hangs_long(notice):
        refuse_state(notice)
    how = selection_of(notice)
    template = template_of(notice.kind or "")
    known = {name: getattr(notice, name) for name in _ANEW if getattr(notice, name) is not None}
    drafted = draft_notice(
        ledger, notice.kind or "", where=how["where"], division=notice.division, namesakes=how["namesakes"],
        title=template.title, **known,
    )  # fmt: skip
    return ledger.save(drafted.but(replaces=notice.id), managed=_LIFE)


def _close_replaced(ledger: Ledger, notice: Notice) -> None:
    if notice.replaces is None:
        return
    old = ledger.get(Notice, notice.replaces)
    if old.state in (ISSUED, POSTED):
        outcome = _("Replaced by {number}.").format(number=notice.number or "")
        ledger.save(old.but(state=CLOSED, closed_on=ledger.today, result=outcome), managed=_LIFE)


def _note_reason(ledger: Ledger, notice: Notice) -> None:
    if notice.days_reason:
        ledger.note_why(notice.days_reason)  # the log says why it hangs for fewer days than is asked for


def _one_village(where: Mapping[str, Any]) -> str | None:
    code = where.get("village_code") or where.get("household.village_code")
    return code if isinstance(code, str) and len(code) == 12 else None


def _refuse_selection(ledger: Ledger, kind: str, where: Mapping[str, Any], namesakes: str, place: str) -> None:
    if namesakes not in NAMESAKES:
        message = _("Namesakes are told apart by group, birth_year or relation. Nothing was saved.")
        raise Refusal("notice.namesakes", message, where={"field": "namesakes"})
    template = template_of(kind)
    if where and not template.sources:
        message = _("The rows of this kind do not come from the book, so nothing can be chosen. Nothing was saved.")
        raise Refusal("notice.selection", message, where={"field": "where"})
    known = [meant_for(source, where) for source in template.sources]
    for name in where:
        if not any(name in meant for meant in known):
            full_path(template.sources[0], name)
    for source, meant in zip(template.sources, known, strict=True):
        choose(ledger, source, meant, ledger.today, place)


def _villages_in(ledger: Ledger, division: str) -> list[Village]:
    found = ledger.find(Village, code=division) if len(division) == 12 else ledger.find(Village)
    return [village for village in found if (village.code or "").startswith(division)] or [Village()]


def _issuer(ledger: Ledger, kind: NoticeKind, division: str) -> str:
    level, below = kind.issuer_for(division), _villages_in(ledger, division)
    town, county = below[0].town or "", below[0].county or ""
    if level == "township" and not _one_town(below):
        # An office of six digits may hold several townships: then each of them signs for its own households.
        return f"{county}各镇人民政府"
    names = {"village": below[0].name or "", "town": town, "county": county}
    return str(settings()["issuer"][level]["name"]).format_map(names)


def _one_town(villages: Sequence[Village]) -> bool:
    return len({village.town for village in villages}) == 1


def revise_draft(ledger: Ledger, notice: Notice, *, year: int | None = None, **facts: Any) -> Notice:
    """Change a draft: its text, contact, days on the board, by the names of `Notice`; `year` is that of its list.

    One that was checked is a draft again, so that what hangs is what somebody has read.  Refuses, as `notice.state`,
    one that was issued, and, as `notice.selection`, the year of a list that has none.
    """
    refuse_state(notice, DRAFT, CHECKED)
    days = None if kind_named(notice.kind or "").is_long_term else facts.pop("days", notice.days)
    changed = notice.but(**{**facts, "days": days})
    if year is not None:
        changed = changed.but(selection=selection_in_year(notice, year))
    if changed == notice:
        return notice
    if changed.days_reason != notice.days_reason:
        _note_reason(ledger, changed)
    if notice.state == CHECKED:
        ledger.note([_("It had been checked before; after this change it has to be checked again.")])
    return ledger.save(changed.but(state=DRAFT, checked_by=None), managed=_LIFE)


def check_notice(
    ledger: Ledger, notice: Notice, *, from_day: dt.date | None = None, proof: Proof = _unproved
) -> Notice:
    """Say that somebody has read the draft; a second person, or it is noted that it was the same one.

    Refuses what `checking.problems_of` finds, were it issued from this day (today by default), and what cannot be
    drawn: `proof` draws it.
    """
    refuse_state(notice, DRAFT)
    first = from_day or ledger.today
    _refuse_unfit(ledger, notice, rows_of(ledger, notice, first), first, proof)
    return _checked(ledger, notice)


def _refuse_unfit(ledger: Ledger, notice: Notice, rows: Sequence[Row], day: dt.date, proof: Proof) -> None:
    _refuse_empty(notice, rows)
    page = page_of(ledger, notice, rows, day)
    refuse_problems(problems_of(ledger, notice, page, rows, day))
    proof(page)
    ledger.note(_warnings(notice, rows))


def _checked(ledger: Ledger, notice: Notice) -> Notice:
    if notice.drafted_by == ledger.actor:
        ledger.note([_("The one who drafted this notice has checked it; a second pair of eyes would be better.")])
    return ledger.save(notice.but(state=CHECKED, checked_by=ledger.actor), managed=_LIFE)


def issue_notice(
    ledger: Ledger,
    notice: Notice,
    from_day: dt.date,
    *,
    proof: Proof = _unproved,
    desks: Collection[str] = (),
) -> Notice:
    """Issue a notice that hangs from this day on: its number is given, its table frozen and hashed.

    Where one person does all, issuing also checks.  First and last day both count.  A first day in the past marks it
    backdated.  Its year decides whose year of exit is meant, where the selection names none.  All that `check_notice`
    refuses is looked at again, before there is a number.  `desks` are divisions whose own laptop is enrolled: their
    notices get their number there (`notice.desk`), so that no two books give the same.  Refuses an empty notice
    (`notice.empty`), and who drafted it where the county asks for a second person (`step.same_person`).
    """
    ledger.may("notice.issue", done_by=(notice.drafted_by,))
    refuse_state(notice, DRAFT, CHECKED)
    kind, rows = kind_named(notice.kind or ""), rows_of(ledger, notice, from_day)
    refuse_desk(kind, notice.division or "", ledger.division, desks)
    _refuse_unfit(ledger, notice, rows, from_day, proof)
    checked = _checked(ledger, notice) if notice.state == DRAFT else notice
    days = days_told(ledger, checked, from_day)
    told = snapshot_of(checked, rows, from_day, ledger.find(Village), exempt_contact(ledger, checked), days)
    text, digest = frozen(told)
    # By their numbers alone: every notice holds the whole table it froze
    numbers = ledger.by(Selection(kind_of(Notice), standing=ALL), ("number",), Count())
    issued = ledger.save(
        checked.but(
            state=ISSUED,
            number=next_number(_place(ledger, kind, notice.division or ""), kind, from_day.year, map(str, numbers)),
            title=json.loads(text)["title"],
            snapshot=text,
            snapshot_hash=digest,
            issued_by=ledger.actor,
            issued_on=ledger.today,
            backdated=from_day < ledger.today,
            posted_from=from_day,
            posted_to=last_day(from_day, days) if days else None,
            days=days,
        ),
        managed=_LIFE,
    )
    _close_replaced(ledger, issued)
    return issued


def _place(ledger: Ledger, kind: NoticeKind, division: str) -> str:
    below = _villages_in(ledger, division)
    level = kind.issuer_for(division)
    names = {"village": below[0].name, "township": below[0].town, "county": below[0].county}
    if len(division) == 12 or level == "county":
        return names[level] or division
    return (names["township"] if _one_town(below) else names["county"]) or division


def _refuse_empty(notice: Notice, rows: Sequence[Row]) -> None:
    if rows or (template_of(notice.kind or "").is_typed and (notice.body or "").strip()):
        return
    message = _("There is nothing to post: no record fits, or no text was written. Nothing was changed.")
    raise Refusal("notice.empty", message, where={"field": "selection"})


def _warnings(notice: Notice, rows: Sequence[Row]) -> list[str]:
    warnings = []
    if not (notice.contact_phone and notice.contact and notice.contact_address):
        warnings.append(_("Contact person, telephone or address is missing: the paper has blanks to fill in by pen."))
    if namesakes_of(rows):
        warnings.append(_("Two heads of one name stand in one group: choose how to tell them apart."))
    if kind_named(notice.kind or "").meeting and not notice.meeting:
        warnings.append(
            _("It does not say which meeting decided on which day. Withdraw it and name the meeting in a new draft.")
        )
    if any(row.village and not row.group for row in rows):
        warnings.append(_("Of some households neither natural village nor group is known."))
    return warnings


def post_notice(
    ledger: Ledger, notice: Notice, *, place: str, photos: Sequence[str], on: dt.date | None = None
) -> Posting:
    """Keep that the notice hangs at a place, with the photograph of the board (E55); `on` is today by default.

    Refuses a posting without a photograph (`notice.photo`), one in the future, and one before issue.
    """
    refuse_state(notice, ISSUED, POSTED)
    day = on or ledger.today
    if notice.posted_from and not notice.backdated and day > notice.posted_from:
        ledger.note([_("It was posted after its first day, so it hangs shorter than it says.")])
    if notice.posted_from and day < notice.posted_from:
        ledger.note([_("It hangs before its first day; its days are counted from that day on.")])
    saved = ledger.save(Posting(notice=notice.id, place=place.strip(), on=day, photos=tuple(photos)))
    if notice.state == ISSUED:
        ledger.save(notice.but(state=POSTED), managed=_LIFE)
    return saved


def object_to(
    ledger: Ledger,
    notice: Notice,
    *,
    matter: str,
    channel: str = "visit",
    received_on: dt.date | None = None,
    **facts: Any,
) -> Objection:
    """Write down an objection (E56), received today by default; `channel` is a code of objection_channel."""
    day = received_on or ledger.today
    return ledger.save(Objection(notice=notice.id, received_on=day, channel=channel, matter=matter, **facts))


def reply_to(ledger: Ledger, objection: Objection, *, reply: str, upheld: bool, on: dt.date | None = None) -> Objection:
    """Answer an objection, today by default; refuses an empty answer and a day before it came or still to come.

    Codes `objection.reply`, `objection.date`.
    """
    day = on or ledger.today
    if not reply.strip():
        message = _("What was answered? Nothing was changed.")
        raise Refusal("objection.reply", message, where={"field": "reply"})
    if day > ledger.today or (objection.received_on and day < objection.received_on):
        message = _("The answer must lie between the objection and today. Nothing was changed; correct the date.")
        raise Refusal("objection.date", message, where={"field": "replied_on"})
    handler = objection.handler or ledger.actor
    return ledger.save(
        objection.but(reply=reply.strip(), upheld=upheld, replied_on=day, handler=handler), managed=_ANSWER
    )


def withdraw_objection(ledger: Ledger, objection: Objection, why: str) -> None:
    """Note that whoever objected took it back, with the reason; it stays in the history and hinders nothing.

    Refuses, as `objection.answered`, one that has its answer.
    """
    if objection.replied_on is not None:
        raise Refusal("objection.answered", _("This objection has been answered already. Nothing was changed."))
    ledger.put_away(objection, why)


def close_notice(ledger: Ledger, notice: Notice, result: str | None = None) -> Notice:
    """Take the notice down after its last day; refuses what `refuse_closing` refuses."""
    ledger.may("notice.issue")
    refuse_state(notice, ISSUED, POSTED)
    objections = ledger.find(Objection, notice=notice.id)
    refuse_closing(notice, ledger.find(Posting, notice=notice.id), objections, ledger.today)
    outcome = result or (_("Objections handled.") if objections else _("No objection."))
    return ledger.save(notice.but(state=CLOSED, closed_on=ledger.today, result=outcome), managed=_LIFE)


def withdraw_notice(ledger: Ledger, notice: Notice, why: str) -> Notice:
    """Take a notice back before it has closed, with the reason; a case that waits for it goes on waiting.

    Code `why.missing`.
    """
    if notice.state in (ISSUED, POSTED):
        ledger.may("notice.issue")
    refuse_state(notice, DRAFT, CHECKED, ISSUED, POSTED)
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
    return ledger.save(notice.but(state=WITHDRAWN, result=why.strip()), managed=_LIFE)


def _make_posting(ledger: Ledger, posting: Posting) -> Posting:
    given = facts_of(posting)
    return post_notice(ledger, ledger.get(Notice, given.pop("notice")), **given)


def _make_objection(ledger: Ledger, objection: Objection) -> Objection:
    given = facts_of(objection)
    return object_to(ledger, ledger.get(Notice, given.pop("notice")), **given)


MAKERS: Mapping[type[Record], Maker] = {Posting: _make_posting, Objection: _make_objection}
