"""The newest entry of a book this machine saw: so that a file without its log, or an older copy, does not pass for it.

A file beside the tokens, one for each device of a book, as a copy goes on beside its original: the last number of the
audit log, and how much the device had written.  Both only ever grow while a book goes on; neither follows a clock.
"""

import json
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from fupin_desktop.files import state_folder
from fupin_desktop.ledger.words import _

Mark = tuple[int, str, int]  # last event of the audit log, device, its entries

_ENTRIES = """
SELECT coalesce(sum(max(s.number, coalesce((SELECT max(number) FROM tail WHERE stream = s.no), 0))), 0)
FROM stream s WHERE s.device = ?
"""


def mark_of(connection: Connection) -> Mark:
    """How far the book has come under the device it has now, as this connection sees it."""
    device = str(connection.exec_driver_sql("SELECT value ->> '$.id' FROM meta WHERE key='device'").scalar_one())
    events = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM audit").scalar_one()
    return int(events), device, int(connection.exec_driver_sql(_ENTRIES, (device,)).scalar_one())


def note(book_id: str, mark: Mark | None) -> None:
    """Keep it, after the book has it on its disk.  What a power cut takes of this note only weakens the next look."""
    if mark is None:
        return
    with suppress(OSError):  # a state folder that takes no more must not keep anybody from a book
        path = _path(book_id, mark[1])
        path.parent.mkdir(exist_ok=True, mode=0o700)
        draft = path.with_suffix(".part")
        draft.write_text(json.dumps(mark), encoding="utf-8")
        draft.replace(path)


def _is_behind(book_id: str, mark: Mark) -> bool:
    """True when this machine saw more of the book than the file holds."""
    try:
        events, device, entries = json.loads(_path(book_id, mark[1]).read_text(encoding="utf-8"))
        return bool(mark[0] < events or (mark[1] == device and mark[2] < entries))
    except (OSError, ValueError, TypeError):
        return False


def look(connection: Connection, book_id: str) -> tuple[bool, str]:
    """Whether this machine saw more of the book than the file holds, and what a person has to be told of it.

    A copy made by `backup` in which nothing was entered since is older, too, but whoever put it back knows.
    """
    if not _is_behind(book_id, mark_of(connection)):
        return False, ""
    return True, "" if _was_restored(connection) else _words()


def _was_restored(connection: Connection) -> bool:
    return not connection.exec_driver_sql("SELECT value FROM meta WHERE key='token'").scalar()


def _words() -> str:
    return _(
        "This file is older than the book was when it was last used on this computer: it is an older copy, or was "
        "copied without the -wal file beside it. If you have the newer one, close this and use that. What you enter "
        "here goes on as a new laptop; what was exported before comes back with the office's next bundle."
    )


def _path(book_id: str, device: str) -> Path:
    return state_folder() / "newest" / f"{book_id}-{device}"
