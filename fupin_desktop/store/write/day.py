"""The book's day: today by the wall, unless the entries speak against it; then a person confirms it (sync.md §1).

Whatever stands in the book, there is a way on: a day before the newest entry is confirmed with a reason, a day far
after it by a word.  Both are entries that travel; they bind no other machine, whose own clock they say nothing about.
"""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from fupin_desktop.ledger.clock import is_possible
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.store.merge.evidence import RECEIVED, SLACK, WRITTEN, Ahead, ahead_of, day_of, keep_day, overrule
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writable_book import WritableBook
from fupin_desktop.sync.model import DayConfirmation

FAR = timedelta(days=45)  # a day further than this after the newest entry is confirmed by a person
# When this program was made.  A book without an entry has no other witness: made and first written to by a clock that
# is ten years ahead, it would ask nobody.
MADE, TRUSTED_FOR = date(2026, 11, 27), timedelta(days=3 * 365)


class Doubt(NamedTuple):
    """The day of the newest entry, and the day this computer says it is.

    `ahead` is the newest entry that lies after today; None when today lies far after the newest.  `empty`: there is no
    entry, and `newest` is when the book was made.
    """

    newest: date
    today: date
    ahead: Ahead | None = None
    empty: bool = False


def day_in_doubt(book: WritableBook) -> Doubt | None:
    """What a person has to confirm before anything is written; None when nothing speaks against the day."""
    with book.read() as reader:
        return _doubt(reader.connection, book.wall().date())


def confirm_day(book: WritableBook, why: str = "") -> bool:
    """Write the confirmation, as an entry that travels; False when there is nothing to confirm.

    Before the newest entry a reason is needed: without one it is refused as a save is, `clock.back`.
    """
    doubt = day_in_doubt(book)
    if doubt is None:
        return False
    if doubt.ahead is not None and not why.strip():
        raise refusal_of(doubt)
    with book.write("day.confirm", confirms_day=True) as ledger:
        if why.strip():
            ledger.note_why(why.strip())
        if doubt.ahead is not None:
            overrule(ledger, doubt.today)
        ledger.save(DayConfirmation(confirmed=doubt.today, newest=doubt.newest))
    return True


def todays_day(connection: Connection, wall: datetime, *, any_day: bool) -> date:
    """The day of what is written now; `any_day` when nobody need confirm it (a look, or the confirmation itself).

    Refuses `clock.impossible`, `clock.back` and `clock.ahead`.
    """
    today = wall.date()
    if not is_possible(int(wall.timestamp() * 1000)):
        raise Refusal(
            "clock.impossible",
            _(
                "This computer's date, {today}, cannot be right, and no book would take in what is written under it. "
                "Set it right; nothing was changed."
            ).format(today=today),
            where={"today": today.isoformat()},
        )
    doubt = None if any_day else _doubt(connection, today)
    if doubt is not None:
        raise refusal_of(doubt)
    keep_day(connection, WRITTEN, today)
    received = day_of(connection, RECEIVED)
    if received is not None and received - SLACK > today:
        keep_day(connection, RECEIVED, today)  # what said so was overruled, set aside or taken back
    return today


def _doubt(connection: Connection, today: date) -> Doubt | None:
    written, received = day_of(connection, WRITTEN), day_of(connection, RECEIVED)
    if (written or today) > today or (received is not None and received - SLACK > today):
        ahead = ahead_of(Reader(connection), today)
        return Doubt(ahead[0].day, today, ahead[0]) if ahead else None
    told = [day for day in (written, received) if day is not None]
    newest = max(told) if told else _first_day(connection)
    return Doubt(newest, today, empty=not told) if today > newest + FAR else None


def _first_day(connection: Connection) -> date:
    """Of a book without an entry: when it was made, as far as that can be believed."""
    created = connection.exec_driver_sql("SELECT value FROM meta WHERE key='created'").scalar()
    made = datetime.fromtimestamp(int(created), UTC).astimezone().date() if created else MADE
    return min(made, MADE + TRUSTED_FOR)


def refusal_of(doubt: Doubt) -> Refusal:
    """What is said instead of saving: which entry speaks against the day, and every way on.

    Codes `clock.ahead`, `clock.back`.
    """
    where: dict[str, object] = {"newest": doubt.newest.isoformat(), "today": doubt.today.isoformat()}
    if doubt.ahead is not None:
        one = doubt.ahead
        where |= {"device": one.device, "scope": one.scope, "number": one.number, "actor": one.actor}
        return Refusal("clock.back", f"{told_ahead(doubt)} {_ways(one)}", where=where)
    if doubt.empty:
        text = _("Nothing has been written in this book yet, and this computer says {today}. Confirm the date first.")
    else:
        text = _("The newest entry is of {newest}, and this computer says {today}. Confirm the date first.")
    return Refusal("clock.ahead", text.format(newest=doubt.newest, today=doubt.today), where=where)


def told_ahead(doubt: Doubt) -> str:
    """Which entry lies ahead, in one sentence."""
    assert doubt.ahead is not None
    text = _("An entry of {newest} ({about}, written by {actor}) lies after this computer's date, {today}.")
    return text.format(newest=doubt.newest, about=doubt.ahead.about, actor=doubt.ahead.actor, today=doubt.today)


def _ways(ahead: Ahead) -> str:
    if ahead.own:
        return _("Nothing was changed. If this computer's date is right, confirm it and say why; if not, set it right.")
    return _(
        "Nothing was changed. If this computer's date is right, confirm it and say why, or take back the merge that "
        "brought the entry; if the date is wrong, set it right."
    )
