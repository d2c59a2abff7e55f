"""The lines of Today, group by group: what is said, how urgent it is, and which place it opens."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import NamedTuple

from fupin_desktop.duties.persons import called
from fupin_desktop.incomes.rules import exit_line, line_words
from fupin_desktop.ledger.notation.values import stored_day
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.notices.outdated import outdated_lists
from fupin_desktop.notices.rules import kind_label
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.values import find_value
from fupin_desktop.store.book.copies.backup import LAST, LAST_AWAY
from fupin_desktop.store.exchange import tray
from fupin_desktop.store.exchange.waiting import (
    NoticeLine,
    cases_without_photos,
    income_years,
    last_exchange,
    notices_in_hand,
    overdue_measures,
    photos_not_arrived,
    unconfirmed_measures,
)
from fupin_desktop.store.history.questions import count_questions
from fupin_desktop.store.lists.queries import Chosen, TaskRow, count_households, open_tasks
from fupin_desktop.store.photos.photo_tray import tray_photos
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.drafts import Draft, drafts
from fupin_desktop.timeline.journal import journal_of
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.chips import UNVISITED
from fupin_desktop.ui.settings.backups import age, age_words
from fupin_desktop.ui.widgets.shown import person
from fupin_desktop.visits.rules import alert_day, visit_alert

_WEEK, _SOON = 7, 2
_TASKS = 20

DRAFT = "draft"  # the name for `go`, with the place where the form of a draft stood
DRAFTS = N_("Begun and not saved")
VISITS, PLANS, NOTICES = N_("Visits and promises"), N_("Plans"), N_("Notices")
HOUSING, EXCHANGE, SAFETY = N_("Photographs"), N_("Report and merge"), N_("Backup")
LISTS = N_("Lists to be issued anew")
GAPS = N_("Gaps")
TOLD_ALREADY = frozenset({"no_visit", "no_photographs", "measure_unconfirmed"})  # gap lists that stand in another group
POLICY = N_("Policy parameters")


CADRE = "cadre"
HOUSEHOLD, PROMISES = "household", "visits"  # the file and its tab where promises stand


class Line(NamedTuple):
    """One line: group, text, tone (accent is overdue, warn waits), the place it opens and what there, its paper."""

    group: str
    text: str
    tone: str
    place: str
    what: object = None
    source: str = ""

    @property
    def waits(self) -> bool:
        """True for something to do; when the last backup or report was is only told."""
        return bool(self.tone) or self.group not in (EXCHANGE, SAFETY)


def waiting(session: Session, reader: Reader) -> list[Line]:
    """Everything that waits, in the order in which it should be looked at: what is overdue first in its group."""
    today = session.today
    return [
        *map(_draft, drafts(reader)[:_TASKS]),
        *sorted(_visits(session, reader, today), key=lambda line: line.tone != "accent"),
        *sorted(_notices(reader, today), key=lambda line: line.tone != "accent"),
        *_plans(reader, today),
        *_photos(reader),
        *_policy(session, reader),
        *_exchange(session, reader),
    ]


def _draft(one: Draft) -> Line:
    """What was begun and not saved; its words stay in its form."""
    if one.form == "visit":
        return Line(DRAFTS, _("A visit was begun and not saved. Press Ctrl+N to go on."), "warn", "quick_visit")
    at = datetime.fromisoformat(one.at).astimezone()
    text = _("{what} · {count} fields typed, not saved, {when}. Open the form again to go on.")
    told = text.format(what=one.title or _("A form"), count=len(one.typed), when=f"{at:%m-%d %H:%M}")
    return Line(DRAFTS, told, "warn", DRAFT, one.place)


def _visits(session: Session, reader: Reader, today: date) -> Iterator[Line]:
    tasks = open_tasks(reader, _TASKS + 1)
    yield from (_task(task, today) for task in tasks[:_TASKS])
    if len(tasks) > _TASKS:
        yield Line(VISITS, _("More promises wait: they stand in the households' files."), "", "households")
    if not count_households(reader, Chosen()):
        text = _("The register is empty: import a roster, or merge a bundle.")
        yield Line(VISITS, text, "", "exchange")
    yield from _journal(session, reader, today)
    limit = visit_alert(reader, session.book.identity.division, today)
    if limit is not None:
        yield from _unvisited(reader, limit, today)


def _unvisited(reader: Reader, limit: Parameter, today: date) -> Iterator[Line]:
    chosen = Chosen(unvisited_since=alert_day(limit, today))
    count, never = (count_households(reader, one) for one in (chosen, replace(chosen, never_visited=True)))
    text = _("{count} households have had no visit in {days} days: {never} never, {late} not since then.")
    told = text.format(count=count, days=limit.count, never=never, late=count - never)
    if count:
        yield Line(VISITS, told, "accent", "households", UNVISITED, limit.cited)


def _journal(session: Session, reader: Reader, today: date) -> Iterator[Line]:
    """The log of today of whoever works here, while its free line is not written and something stands in it."""
    cadre = next(iter(called(reader, session.book.user)), None)
    if cadre is None:
        return
    day = journal_of(reader, cadre, today, today, today).at(today)
    if day.events and day.line is None:
        text = _("Your log of today has {count} entries by itself; a line in own words can be added.")
        yield Line(VISITS, text.format(count=len(day.events)), "", "households", (CADRE, cadre.id, "journal"))


def _task(task: TaskRow, today: date) -> Line:
    late = bool(task.due) and str(task.due) < today.isoformat()
    due = _("due {day}").format(day=task.due) if task.due else _("no date")
    parts = [_("Overdue") if late else "", person(task.head, task.head_born, today), task.matter, due]
    text = " · ".join(part for part in parts if part)
    return Line(VISITS, text, "accent" if late else "", "households", (HOUSEHOLD, task.household, PROMISES))


def _notices(reader: Reader, today: date) -> Iterator[Line]:
    for one in notices_in_hand(reader):
        told, tone = _notice(one, today)
        name = " ".join(part for part in (kind_label(one.kind), one.number) if part)
        if told:
            yield Line(NOTICES, f"{name} · {told}", tone, "notices", one.id)


def outdated_lines(session: Session, reader: Reader) -> list[Line]:
    """Lists that hang until they are replaced and say otherwise than the book; their notice offers the re-issue."""
    return [
        Line(LISTS, f"{notice.number} {notice.title} · {what.sentence}", "warn", "notices", notice.id)
        for notice, what in outdated_lists(reader, session.today)
    ]


def _notice(one: NoticeLine, today: date) -> tuple[str, str]:
    if one.state in ("draft", "checked"):
        return _("drafted, not issued yet"), "warn"
    if one.objections:
        return _("{count} objections wait for an answer").format(count=one.objections), "accent"
    if not one.places:
        return _("no photograph of the board yet"), "warn"
    ends = stored_day(one.posted_to)
    left = (ends - today).days if ends is not None else _SOON + 1
    if left < 0:
        return _("its period is over: take it down"), "accent"
    return (_("{days} days left").format(days=left), "") if left <= _SOON else ("", "")


def _plans(reader: Reader, today: date) -> Iterator[Line]:
    if count := overdue_measures(reader, today):
        yield Line(PLANS, _("{count} measures are overdue.").format(count=count), "accent", "plans")
    if count := unconfirmed_measures(reader):
        text = _("{count} copied measures wait to be confirmed by their households.")
        yield Line(PLANS, text.format(count=count), "warn", "plans")


def _photos(reader: Reader) -> Iterator[Line]:
    if count := len(tray_photos(reader)):
        text = _("{count} photographs wait in the tray until somebody says of what they are.")
        yield Line(HOUSING, text.format(count=count), "warn", "photo_tray")
    if count := cases_without_photos(reader):
        text = _("{count} finished houses lack photographs from before or after the works.")
        yield Line(HOUSING, text.format(count=count), "warn", "housing")
    if count := photos_not_arrived(reader):
        yield Line(HOUSING, _("{count} photographs have not arrived yet.").format(count=count), "warn", "exchange")


def _policy(session: Session, reader: Reader) -> Iterator[Line]:
    """Who may lay values down is told which years with incomes have no line of exit yet (D3)."""
    if session.why_not("policy.set"):
        return
    division = session.book.identity.division
    for year in income_years(reader):
        found = exit_line(partial(find_value, reader), division, year)
        if found is not None and (told := line_words(found)):
            yield Line(POLICY, told, "warn", "settings", year, found.cited)


def _exchange(session: Session, reader: Reader) -> Iterator[Line]:
    if count := count_questions(reader):
        text = _("{count} questions wait: two people wrote different things.")
        yield Line(EXCHANGE, text.format(count=count), "warn", "exchange", "questions")
    if aside := tray.items(reader):
        text = _("{count} received entries are kept aside and are not in the register yet.")
        yield Line(EXCHANGE, text.format(count=len(aside)), "warn", "exchange", "aside")
    (sealed, merged), now = last_exchange(reader), session.book.wall()
    text = _("Last report sealed: {sealed}. Last merge: {merged}.")
    yield Line(EXCHANGE, text.format(sealed=_ago(sealed, now), merged=_ago(merged, now)), "", "exchange")
    yield Line(SAFETY, _("Last backup: {age}.").format(age=age_words(age(reader, LAST))), "", "settings")
    away = age(reader, LAST_AWAY)
    if not session.book.identity.practice and (away is None or away > _WEEK):
        text = _("The last copy of this book outside this laptop: {age}. Copy it to a stick once a week.")
        yield Line(SAFETY, text.format(age=age_words(away)), "warn", "settings")


def _ago(at: str | None, now: datetime) -> str:
    if at is None:
        return age_words(None)
    moment = datetime.fromisoformat(at)
    return age_words((now - moment.replace(tzinfo=moment.tzinfo or UTC)).days)
