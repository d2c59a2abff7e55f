"""Rules of visits and follow-up tasks: what a visit must have, what is overdue, what comes first."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.notation.canonical import GONE_SIGN
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_village
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.values import find_value
from fupin_desktop.visits.model import FollowUpTask, VillageVisit, Visit

OPEN, DOING, DONE, CANCELLED = "open", "doing", "done", "cancelled"
UNFINISHED = (OPEN, DOING)
REQUEST, PROMISE, OTHER = "request", "promise", "other"  # what a task comes from
LONG_VISIT = 8 * 60  # minutes after which somebody is asked whether the times are right
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])")
_PLACE = re.compile(r"-?[0-9]{1,2}(?:\.[0-9]{1,7})?\s*[,，]\s*-?[0-9]{1,3}(?:\.[0-9]{1,7})?")


def check_visit(visit: Visit | VillageVisit, today: date) -> None:
    """Refuse a visit without date or visitors, in the future, or without a word or a photograph (E24, 002 §23).

    It holds for a household and for a visit in the village alike.

    Codes: `visit.date`, `visit.future`, `visit.visitors`, `visit.empty`; `visit.time` and `visit.place` what is no time
    of day or no place, `visit.end` an end before the beginning.
    """
    if visit.date is None:
        raise _no("date", _("On which day was the visit? Nothing was saved."))
    refuse_ahead(visit.date, today, "date", "visit.future")
    if not any(name.strip() for name in visit.visitors):
        raise _no("visitors", _("Who made the visit? Name at least one person. Nothing was saved."))
    if not has_content(visit):
        text = _("Write down what was found, or add a photograph: a date alone is no visit. Nothing was saved.")
        raise Refusal("visit.empty", text, where={"field": "findings"})
    _refuse_times(visit)
    if isinstance(visit, Visit) and visit.gps and not _PLACE.fullmatch(visit.gps):
        raise _no("place", _("A place is latitude and longitude, such as 24.31,114.94. Nothing was saved."), "gps")


def minutes_of(time: str | None) -> int | None:
    """The minute of the day of a time such as 9:30; None for what is none."""
    found = _TIME.fullmatch((time or "").strip())
    return int(found[1]) * 60 + int(found[2]) if found else None


def _refuse_times(visit: Visit | VillageVisit) -> None:
    for name in ("start", "end"):
        if getattr(visit, name) and minutes_of(getattr(visit, name)) is None:
            raise _no(
                "time", _("A time of day is hours and minutes, such as 9:30. Nothing was saved; correct it."), name
            )
    began, ended = minutes_of(visit.start), minutes_of(visit.end)
    if began is not None and ended is not None and ended < began:
        raise _no("end", _("The visit cannot end before it begins. Nothing was saved; correct one of the times."))


def _no(code: str, message: str, field: str = "") -> Refusal:
    return Refusal(f"visit.{code}", message, where={"field": field or code})


def has_content(visit: Visit | VillageVisit) -> bool:
    """The routine rule: besides its date a visit has some text or a photograph."""
    last = visit.promised if isinstance(visit, Visit) else visit.answer
    texts = (visit.findings, visit.requests, last)
    return bool(visit.photos) or any((text or "").strip() for text in texts)


def is_withdrawn(visit: Visit) -> bool:
    """True for a visit somebody took back with a reason; not for one whose household lives elsewhere by now."""
    return visit.away is not None and not visit.away.startswith(GONE_SIGN)


def visit_alert(finder: Finder | None, division: str, today: date) -> Parameter | None:
    """After how many days without a visit a household is named, with its source; None where nobody says so.

    The provincial alarm (C04) or the place's own interval of visits, whichever is shorter.
    """
    codes = ("visit_interval_days", "visit_alert_days_household")
    found = (find_value(finder, code, division, today) for code in codes)
    return min(filter(None, found), key=lambda one: one.count, default=None)


def alert_day(limit: Parameter, today: date) -> date:
    """The first day that still counts: households last visited before it, or never, are named."""
    return today - timedelta(days=limit.count)


def is_unfinished(task: FollowUpTask) -> bool:
    """True for a task that is open or in hand."""
    return task.state in UNFINISHED


def is_overdue(task: FollowUpTask, today: date) -> bool:
    """True for an unfinished task whose due day has passed; on the due day itself it is in time."""
    return is_unfinished(task) and task.due is not None and task.due < today


def in_order(tasks: Iterable[FollowUpTask], today: date) -> list[FollowUpTask]:
    """Overdue first, then by due day, those without one last, the finished after all (E25)."""
    return sorted(
        tasks,
        key=lambda task: (not is_unfinished(task), not is_overdue(task, today), task.due or date.max),
    )


def _judge_visit(ledger: Ledger, visit: Visit, before: Visit | None) -> None:
    check_visit(visit, ledger.today)
    if before is None or (before.date, before.start, before.end) != (visit.date, visit.start, visit.end):
        ledger.note([*_long_times(visit), *_outside_campaign(ledger, visit.date)])


def _judge_village_visit(ledger: Ledger, visit: VillageVisit, before: VillageVisit | None) -> None:
    """As `check_visit`; refuses, as `division.village`, a code that is no village's."""
    del before
    refuse_no_village(visit.village_code, "village_code")
    check_visit(visit, ledger.today)
    ledger.note([*_long_times(visit), *_outside_campaign(ledger, visit.date)])


def _long_times(visit: Visit | VillageVisit) -> list[str]:
    began, ended = minutes_of(visit.start), minutes_of(visit.end)
    if began is None or ended is None or ended - began <= LONG_VISIT:
        return []
    text = _("By its times this visit took more than {hours} hours: are they right?")
    return [text.format(hours=LONG_VISIT // 60)]


def _outside_campaign(ledger: Ledger, day: date | None) -> list[str]:
    """A day outside the years of the campaign is only said: the paper prints its first and last day (003 (十二))."""
    limits = ledger.gathered(_campaign)
    if day is None or limits is None or limits[0].text <= day.isoformat() <= limits[1].text:
        return []
    first, last = limits
    text = _("{day} lies outside the campaign ({first} to {last}; {cited}): is the date right?")
    return [text.format(day=day, first=first.text, last=last.text, cited=first.cited)]


def _campaign(ledger: Ledger, _batch: Sequence[Record]) -> tuple[Parameter, Parameter] | None:
    """First and last day of the campaign; None where no paper prints them."""
    first, last = (
        find_value(ledger, code, ledger.division, ledger.today) for code in ("campaign_start", "campaign_end")
    )
    return (first, last) if first is not None and last is not None else None


RULES: Mapping[type[Record], Rule] = {VillageVisit: _judge_village_visit, Visit: _judge_visit}
