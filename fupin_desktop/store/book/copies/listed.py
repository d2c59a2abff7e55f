"""Whether the hand-over list (交接清单) of the whole laptop was printed or saved, and whether it is still true.

The audit log keeps the print, with the number of this desk's last save: what is entered later makes the list old.  No
clock is asked: clocks of laptops are wrong.
"""

from dataclasses import dataclass

from fupin_desktop.store.book.held_book import HeldBook
from fupin_desktop.store.read.reading import Reader

EVENT = "handover.print"
_LAST_SAVE = "SELECT coalesce(max(id), 0) FROM own_save"
_LAST_PRINT = f"SELECT at, about FROM audit WHERE event='{EVENT}' ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True)
class Listed:
    """The last list: the moment (UTC, ISO 8601), and whether nothing was entered on this desk since."""

    at: str
    is_current: bool


def note_listed(book: HeldBook) -> None:
    """The list of the whole laptop was printed or saved just now."""
    with book.read() as reader:
        number = reader.connection.exec_driver_sql(_LAST_SAVE).scalar_one()
    book.note(EVENT, str(number))


def listed(reader: Reader) -> Listed | None:
    """The last list; None when there never was one."""
    row = reader.connection.exec_driver_sql(_LAST_PRINT).first()
    if row is None:
        return None
    number = reader.connection.exec_driver_sql(_LAST_SAVE).scalar_one()
    return Listed(str(row[0]), str(row[1]) == str(number))
