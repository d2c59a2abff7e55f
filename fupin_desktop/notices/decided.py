"""Which meeting decided on what a notice lists (经…评议): the one the steps of its cases name, when they name one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.paths import class_named
from fupin_desktop.notices.rows import choose, follow, meant_for, text_of
from fupin_desktop.notices.rules import kind_named
from fupin_desktop.notices.template import Source, template_of
from fupin_desktop.notices.wording import selection_of


def with_meeting(finder: Finder, notice: Notice, day: date) -> Notice:
    """The notice with the meeting that decided on its rows and its day, where the kind tells of one and nobody said.

    Cases that were decided at different meetings leave it open, as do words that say a day themselves: the text would
    name it twice.
    """
    kind, told = kind_named(notice.kind or ""), (notice.meeting, notice.meeting_on)
    sources = template_of(notice.kind or "").sources
    if not kind.meeting or any(told):
        return notice
    if any(source.held_on for source in sources):
        return _with_newest(finder, sources[0], notice, day)
    meetings = {one for source in sources for one in _meetings(finder, source, notice, day)}
    if len(meetings) != 1:
        return notice
    name, on = meetings.pop()
    longest = fields_of(Notice)["meeting"].high or 0
    fits = bool(name) and len(name) <= longest and not any(sign.isdigit() for sign in name)
    return notice.but(meeting=name, meeting_on=on) if fits else notice


def _with_newest(finder: Finder, source: Source, notice: Notice, day: date) -> Notice:
    """The notice with the newest meeting that voted, of those its selection lets in: what hangs is its resolutions."""
    where = meant_for(source, selection_of(notice)["where"])
    votes = choose(finder, source, where, day, notice.division or "")
    held: list[Any] = [one for one in follow(finder, votes, source.held_on) if one is not None]
    if not held:
        return notice
    newest = max(held, key=lambda one: (str(one.on), one.id or 0))
    return notice.but(meeting=text_of(fields_of(type(newest))["type"], newest.type), meeting_on=newest.on)


def _meetings(finder: Finder, source: Source, notice: Notice, day: date) -> set[tuple[str, Any]]:
    """The meeting of the vote to which each case leads, else what its newest step says; empty words without one."""
    step = getattr(class_named(source.record), "step", None)
    if step is None:
        return set()
    where = meant_for(source, selection_of(notice)["where"])
    cases = choose(finder, source, where, day, notice.division or "")
    ids = [one.id for one in cases]
    newest: dict[Any, tuple[str, Any]] = dict.fromkeys(ids, ("", None))
    for one in sorted(finder.find(step, case=ids), key=lambda one: (str(one.on), one.id)) if ids else ():
        if one.meeting:
            newest[one.case] = (one.meeting, one.on)
    return set({**newest, **_by_vote(finder, cases)}.values())


def _by_vote(finder: Finder, cases: Sequence[Record]) -> dict[Any, tuple[str, Any]]:
    """Of the cases that lead to a vote (E57) its meeting, and the day on which that was."""
    fields = fields_of(type(cases[0])).values() if cases else ()
    by = next((one.name for one in fields if one.link == "meeting_vote"), "")
    held: list[Any] = follow(finder, cases, f"{by}.meeting.type") if by else []
    told = zip(cases, held, strict=True) if by else ()
    return {case.id: (text_of(fields_of(type(one))["type"], one.type), one.on) for case, one in told if one}
