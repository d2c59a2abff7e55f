"""The book's day, confirmed by a person when it lies far after the newest entry (sync.md §1, Clock)."""

from datetime import date
from typing import NamedTuple

from fupin_desktop.store.book import FAR, Book
from fupin_desktop.sync.model import DayConfirmation


class Doubt(NamedTuple):
    """The day of the newest entry, and the day this computer says it is."""

    newest: date
    today: date


def day_in_doubt(book: Book) -> Doubt | None:
    """What a person has to confirm before anything is written; None when the day is near enough."""
    with book.read() as reader:
        newest = book.newest_day(reader.connection)
    today = book.wall().date()
    return Doubt(newest, today) if newest is not None and today > newest + FAR else None


def confirm_day(book: Book) -> bool:
    """Write the confirmation, as an entry that travels; False when there is nothing to confirm."""
    doubt = day_in_doubt(book)
    if doubt is None:
        return False
    with book.write("day.confirm", confirms_day=True) as ledger:
        ledger.save(DayConfirmation(confirmed=doubt.today, newest=doubt.newest))
    return True
