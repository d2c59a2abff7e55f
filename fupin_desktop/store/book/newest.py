"""The newest entry of a book this machine saw: so that a file without its log, or an older copy, does not pass for it.

A file beside the tokens, one a device of a book: the last number of the audit log, and how much the device had written.
Both only ever grow while a book goes on; neither follows a clock.  A copy goes on as another device: how far it came
says nothing of the book it was copied from, which would else take itself for the older one, and they by turns.
"""

import json
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from fupin_desktop.files import state_folder
from fupin_desktop.ledger.words import _
from fupin_desktop.store import driver

Mark = tuple[int, str, int]  # last event of the audit log, device, its entries

_MARK = """
SELECT (SELECT coalesce(max(id), 0) FROM audit), me.device,
    (SELECT coalesce(sum(max(s.number, coalesce((SELECT max(number) FROM tail WHERE stream = s.no), 0))), 0)
     FROM stream s WHERE s.device = me.device)
FROM (SELECT json_extract(value, '$.id') AS device FROM meta WHERE key='device') me
"""


def mark_of(connection: Connection) -> Mark:
    """How far the book has come, as this connection sees it, and as the device it is by now."""
    ((events, device, entries),) = driver.rows(connection, _MARK)
    return int(events), str(device), int(entries)


def note(book_id: str, mark: Mark) -> None:
    """Keep it, after the book has it on its disk.  What a power cut takes of this note only weakens the next look."""
    with suppress(OSError):  # a state folder that takes no more must not keep anybody from a book
        path = _path(book_id, mark[1])
        path.parent.mkdir(exist_ok=True, mode=0o700)
        draft = path.with_suffix(".part")
        draft.write_text(json.dumps(mark), encoding="utf-8")
        draft.replace(path)


def kept(book_id: str, device: str) -> Mark | None:
    """What was kept last of this device of the book; None when nothing was.

    Asked before the book itself is looked at: another program may write it and keep its mark between the two.
    """
    try:
        events, known, entries = json.loads(_path(book_id, device).read_text(encoding="utf-8"))
        return int(events), str(known), int(entries)
    except (OSError, ValueError, TypeError):
        return None


def look(connection: Connection, seen: Mark | None) -> tuple[bool, str]:
    """Whether this machine saw more of the book than the file holds, and what a person has to be told of it.

    A copy made by `backup` in which nothing was entered since is older, too, but whoever put it back knows.
    """
    if seen is None or not _is_behind(mark_of(connection), seen):
        return False, ""
    return True, "" if _was_restored(connection) else _words()


def forget(book_id: str, device: str) -> None:
    """The book was cleared from this computer."""
    _path(book_id, device).unlink(missing_ok=True)


def _is_behind(mark: Mark, seen: Mark) -> bool:
    return mark[1] == seen[1] and (mark[0] < seen[0] or mark[2] < seen[2])


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
