"""Hybrid logical clock (sync.md §1, FORMAT.md §1): wall milliseconds and a count, packed into one integer.

The wall decides nothing but the order of *concurrent* values; a wrong wall can never beat knowledge.  So nothing is
lost when a clock seen elsewhere is not followed: what lies further ahead than a day comes from a wrong machine.
"""

from datetime import UTC, datetime, timedelta, timezone

COUNT_BITS = 16
_COUNT_MASK = (1 << COUNT_BITS) - 1
# 2100-01-01T00:00:00Z; an entry dated later comes from a broken machine and is set aside
LATEST_MS = 4_102_444_800_000
AHEAD_MS = 24 * 3600 * 1000  # further ahead of the wall no clock is followed, whoever wrote it


def pack(ms: int, count: int) -> int:
    """One sortable integer of milliseconds and count."""
    return (ms << COUNT_BITS) | count


def unpack(clock: int) -> tuple[int, int]:
    """Milliseconds and count of a packed clock."""
    return clock >> COUNT_BITS, clock & _COUNT_MASK


def next_clock(wall_ms: int, greatest: int) -> int:
    """The clock of a new entry: the wall, or one more than the greatest clock followed, whichever is later.

    A clock more than `AHEAD_MS` after the wall is not followed, not even this device's own: it was a mistake, and to go
    on from it would end where no book admits the entry.  No reader asks that the clocks of a device rise.
    """
    return later_clock(wall_ms, greatest if is_near(greatest, wall_ms) else 0)


def later_clock(wall_ms: int, greatest: int) -> int:
    """The clock of a bundle: later than the greatest, whatever that is; newer receipts are told by it alone."""
    return max(pack(wall_ms, 0), greatest + 1)


def is_near(clock: int, wall_ms: int) -> bool:
    """False for a clock so far ahead of the wall that it is not followed."""
    return unpack(clock)[0] <= wall_ms + AHEAD_MS


def is_possible(wall_ms: int) -> bool:
    """May an entry be written by this wall?  Two days of room are left before what every book sets aside."""
    return 0 <= wall_ms < LATEST_MS - 2 * AHEAD_MS


def beyond_reason(clock: int) -> bool:
    """True for a clock that no working machine can have made."""
    return unpack(clock)[0] >= LATEST_MS


def moment(clock: int) -> datetime:
    """The wall time in a clock, in UTC; for reading only."""
    return datetime.fromtimestamp(unpack(clock)[0] / 1000, UTC)


def wall_time(ms: int, zone: int) -> str:
    """The wall time of an entry in its writer's zone (minutes east), ISO 8601 to the minute, for people to read.

    Empty for what no calendar has: both numbers came over the border as they are.
    """
    try:
        there = timezone(timedelta(minutes=zone))
        return datetime.fromtimestamp(ms / 1000, there).isoformat(timespec="minutes")
    except (ValueError, OverflowError, OSError):
        return ""
