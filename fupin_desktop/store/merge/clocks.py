"""The two clocks of a book (FORMAT.md §1): that of its entries, and that of its bundles, both kept in `meta`.

The clock of bundles tells newer receipts from older ones, so it rises with every sound clock and never falls; it has no
end.  The clock of entries has one, 2100, so it follows only what lies near this computer's own time.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from fupin_desktop.ledger.clock import beyond_reason, is_near, is_possible, later_clock, next_clock
from fupin_desktop.store import driver

_BUNDLES, _ENTRIES = "clock", "entry_clock"


def clock_of_entry(connection: Connection, wall_ms: int) -> int:
    """The clock of the entry that is written now.  A book of an earlier program had one clock for both."""
    greatest = _kept(connection, _ENTRIES)
    return next_clock(wall_ms, (_kept(connection, _BUNDLES) or 0) if greatest is None else greatest)


def keep_clock_of_entry(connection: Connection, clock: int) -> None:
    """An entry has this clock."""
    _keep(connection, _ENTRIES, clock)


def clock_of_bundle(connection: Connection, wall_ms: int) -> int:
    """The clock of what is sealed now, later than all before; a wall that cannot be right is not asked."""
    greatest = max(_kept(connection, _BUNDLES) or 0, _kept(connection, _ENTRIES) or 0)
    clock = later_clock(wall_ms if is_possible(wall_ms) else 0, greatest)
    _keep(connection, _BUNDLES, clock)
    return clock


def follow(connection: Connection, clocks: Sequence[int], wall_ms: int) -> None:
    """Entries with these clocks came.  What others write never brings ours to where nobody would admit it."""
    sound = clocks if not beyond_reason(max(clocks)) else [clock for clock in clocks if not beyond_reason(clock)]
    if not sound:
        return
    _keep(connection, _BUNDLES, max(max(sound), _kept(connection, _BUNDLES) or 0))
    near = sound if is_near(max(sound), wall_ms) else [clock for clock in sound if is_near(clock, wall_ms)]
    ours = _kept(connection, _ENTRIES)
    # Before the first entry the clock of bundles stands for it
    if near and ours is not None and (ours < max(near) or not is_near(ours, wall_ms)):
        _keep(connection, _ENTRIES, max(near))


def was_outgrown(connection: Connection) -> bool:
    """Did an earlier program bring this book to the end of time?  What it wrote beyond has then to be judged."""
    return _kept(connection, _ENTRIES) is None and beyond_reason(_kept(connection, _BUNDLES) or 0)


def _kept(connection: Connection, key: str) -> int | None:
    found = driver.rows(connection, "SELECT CAST(value AS INTEGER) FROM meta WHERE key=?", (key,))
    return int(found[0][0]) if found else None


def _keep(connection: Connection, key: str, clock: int) -> None:
    driver.run(connection, "INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, str(clock)))
